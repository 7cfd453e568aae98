"""How fast text is masked."""

import subprocess
import sys
import time

from app.cli.demo import demo_records
from reporting.masking.mask import mask
from tests.bench.machine import Figure, Section, quantile

WORDS = 120
START = "import time; t = time.perf_counter(); from reporting.masking.mask import mask; mask('Bel Jan de Vries even.'); print(time.perf_counter() - t); print([x for x in open('/proc/self/status') if 'VmHWM' in x][0].split()[1])"


def of_length(texts: list[str], words: int) -> list[str]:
    """Texts of about so many words, cut from the whole."""
    everything = " ".join(texts).split()
    return [
        " ".join(everything[at : at + words]) for at in range(0, len(everything) - words, words)
    ]


def measure() -> Section:
    texts = [record["story"] for record in demo_records()]
    mask(texts[0])
    longer = of_length(texts, WORDS)
    singles = []
    for text in longer:
        begun = time.perf_counter()
        mask(text)
        singles.append(time.perf_counter() - begun)
    eighty = of_length(texts, 80) * 3
    begun = time.perf_counter()
    for text in eighty:
        mask(text)
    rate = len(eighty) / (time.perf_counter() - begun)
    begun = time.perf_counter()
    for text in eighty:
        text.split()
    split_rate = len(eighty) / (time.perf_counter() - begun)
    said = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, check=True
    ).stdout.split()
    return Section(
        "Masking",
        [
            Figure(
                f"one report of {WORDS} words, median",
                f"{quantile(singles, 0.5) * 1e3:.2f} ms",
                "≤ 5 ms",
            ),
            Figure(
                f"one report of {WORDS} words, 95 of 100", f"{quantile(singles, 0.95) * 1e3:.2f} ms"
            ),
            Figure("in bulk, 80 words, one core", f"{rate:.0f} per second", "≥ 600"),
            Figure("splitting the same texts into words", f"{split_rate:.0f} per second"),
            Figure("ready after start, lists included", f"{float(said[0]):.2f} s", "≤ 1 s"),
            Figure(
                "memory of a process that only masks, at most",
                f"{int(said[1]) / 1024:.0f} MB",
                "≤ 350 MB",
            ),
        ],
        "Texts: the demo's reports, cut to length.",
    )
