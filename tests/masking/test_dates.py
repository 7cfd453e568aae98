import pytest

from reporting.masking.finders.dates import find_dates
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("ingeladen op 22dec en weg", ["22dec"]),
        ("On 30/09/2025 at two.", ["30/09/2025"]),
        ("op 8-2-24 kwam hij", ["8-2-24"]),
        ("Van 3 t/m 7 maart was het stil.", ["3 t/m 7 maart"]),
        ("sinds oktober 2022 met pensioen", ["oktober 2022"]),
        ("vaart al sinds 1998 daar", ["1998"]),
        ("sinds 17/1 ziek", ["17/1"]),
        ("July 4, 2024 was quiet", ["July 4, 2024"]),
    ],
)
def test_a_day_or_a_month_of_a_year(sentence: str, found: list[str]) -> None:
    assert found_by(find_dates, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Ze wordt in augustus 14.",
        "In March 14 people left.",
        "site diary wk 31",
        "In mei was het druk.",
        "Het kostte 3/4 van de dag.",
        "you may 12 times",
        "om 12.30 uur",
        "solder on 1/2 in. pipe",
        "Het is 3-1 geworden.",
    ],
)
def test_other_numbers_and_a_bare_month_stay(sentence: str) -> None:
    assert found_by(find_dates, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Opnames op 2/11, 9/11 en 16/11 daar.", ["2/11", "9/11", "16/11"]),
        ("De hele nacht van 6/12 hoestte hij.", ["6/12"]),
        ("I burnt it yesterday (8/10) again.", ["8/10"]),
        ("Op tweede kerstdag 2024 belde hij.", ["tweede kerstdag 2024"]),
        ("Dat was Pinkstermaandag 2025, denk ik.", ["Pinkstermaandag 2025"]),
    ],
)
def test_a_short_date_beside_what_says_when(sentence: str, found: list[str]) -> None:
    assert found_by(find_dates, sentence) == found
