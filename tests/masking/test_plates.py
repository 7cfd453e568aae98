import pytest

from reporting.masking.finders.plates import find_plates
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("De GV-JB-71 stond er.", ["GV-JB-71"]),
        ("een zwarte auto, zk 994 f, reed weg", ["zk 994 f"]),
        ("the van, reg yk19 wzd, left", ["yk19 wzd"]),
        ("BD51 SMR was on the ramp.", ["BD51 SMR"]),
        ("Een Belg, 1-ABC-234, wachtte.", ["1-ABC-234"]),
    ],
)
def test_a_plate(sentence: str, found: list[str]) -> None:
    assert found_by(find_plates, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "KEVIN SLOEG ER OP 14 NOV EN ER WAS NIEMAND DIE IETS DEED.",
        "WINIFRED IS 90 AND WEIGHS NOTHING AT ALL.",
        "Ze kwam OP 14 NOV terug.",
    ],
)
def test_shouted_words_around_a_number_are_no_plate(sentence: str) -> None:
    assert found_by(find_plates, sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Batch on the wrapper was 2KT881.",
        "een knul van 15 reed op de heftruck",
        "lot 24-AB-12 is terug",
        "temps were high w/ RH 10-15 all day",
        "Vlucht KL1023 was vol.",
        "er kwamen 12 bij",
    ],
)
def test_codes_of_things_are_no_plate(sentence: str) -> None:
    assert found_by(find_plates, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It turned up in SN70 eju and left.", ["SN70 eju"]),
        ("I drove coach wa17-fhn of the firm.", ["wa17-fhn"]),
        ("Room AB12 and the next were wet.", []),
    ],
)
def test_a_british_plate_half_in_small_letters(sentence: str, found: list[str]) -> None:
    assert found_by(find_plates, sentence) == found
