import pytest

from reporting.masking.finders.departments import find_departments
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Op afdeling Zonzij was het stil.", ["afdeling Zonzij"]),
        ("Kevin uit 4 VMBO-K sloeg.", ["4 VMBO-K"]),
        ("Op de buitenlandredactie lachen ze.", ["buitenlandredactie"]),
        ("Line 3 has no guard.", ["Line 3"]),
        ("Shanice uit 2B huilde.", ["2B"]),
        ("bij de B-ploeg is het erger", ["B-ploeg"]),
        ("we zaten op de SEH", ["SEH"]),
    ],
)
def test_a_unit_with_its_name_or_number(sentence: str, found: list[str]) -> None:
    assert found_by(find_departments, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "The Year 5s were running.",
        "Het team is moe.",
        "De nachtploeg was te laat.",
        "Lijn 4 reed niet, zei de chauffeur van de bus.",
        "De hele afdeling wist het.",
    ],
)
def test_a_unit_without_a_name_stays(sentence: str) -> None:
    assert found_by(find_departments, sentence) == []
