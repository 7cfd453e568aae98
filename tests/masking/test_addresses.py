import pytest

from reporting.masking.finders.addresses import find_addresses
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Ze woont op Kerkpad 3b met haar zoon.", ["Kerkpad 3b"]),
        ("Bezorgd op Molenweg 9 in het dorp.", ["Molenweg 9"]),
        ("Postcode 3511 AW staat op de doos.", ["3511 AW"]),
        ("He lives at 14 Cinder Hill Road now.", ["14 Cinder Hill Road"]),
        ("Sent to LS6 2AB by mistake.", ["LS6 2AB"]),
    ],
)
def test_a_street_with_its_number_or_a_postcode(sentence: str, found: list[str]) -> None:
    assert found_by(find_addresses, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Op de snelweg 3 keer gestopt.",
        "De weg was glad.",
        "We kregen 1200 euro en 14 dagen.",
        "The road was closed for 3 days.",
    ],
)
def test_ways_and_amounts_stay(sentence: str) -> None:
    assert found_by(find_addresses, sentence) == []
