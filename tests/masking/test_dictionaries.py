import subprocess
import sys
from pathlib import Path

import pytest

from reporting.masking.dictionaries import flags
from reporting.masking.dictionaries.folding import fold
from reporting.masking.dictionaries.loading import load_words, phrases_by_first

FOLDER = Path(flags.__file__).parent


def test_every_list_is_named_with_its_source() -> None:
    sources = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    lists = {path.name for path in FOLDER.iterdir() if path.suffix in {".txt", ".gz"}}
    assert len(lists) > 5
    assert {name for name in lists if f"`{name}`" not in sources} == set()


def test_words_know_what_they_are() -> None:
    words = load_words()
    assert words["sjoukje"] & flags.GIVEN
    assert words["dijkstra"] & flags.SURNAME
    assert words["apeldoorn"] & flags.PLACE
    assert words["brandblusser"] & flags.WORD_NL
    assert words["corridor"] & flags.WORD_EN
    assert words["dinsdag"] & flags.NEUTRAL
    assert not words["toen"] & flags.NAME
    assert ("bergen", "op", "zoom") in phrases_by_first("place_phrases")["bergen"]


def test_folding_takes_case_and_accents_off() -> None:
    assert [fold(word) for word in ("Joëlle", "ÇELİK", "Łukasz", "Straße", "Jørgen")] == [
        "joelle",
        "celik",
        "lukasz",
        "strasse",
        "jorgen",
    ]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_ready_within_a_second_and_within_120_megabytes() -> None:
    program = (
        "import time; t = time.process_time()\n"
        "from reporting.masking.mask import mask\n"
        "mask('Jan belde 06-12345678 uit Zwolle.')\n"
        "peak = [line for line in open('/proc/self/status') if line.startswith('VmHWM')]\n"
        "print(time.process_time() - t, peak[0].split()[1])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    seconds, kilobytes = float(printed[0]), int(printed[1])
    assert seconds < 1
    assert kilobytes < 120 * 1024
