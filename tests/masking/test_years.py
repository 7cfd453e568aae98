import pytest

from reporting.masking.finders.years import find_years
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The case began in 1989 and terminated in 1996.", ["1989", "1996"]),
        ("He was released between 1982 and 1984.", ["1982", "1984"]),
        ("They were born in 1948, 1974 and 1963.", ["1948", "1974", "1963"]),
        ("Zij is in 2019 ontslagen en in 2021 verhuisd.", ["2019", "2021"]),
        ("Dat stond in het jaarverslag van 2022.", ["2022"]),
        ("Hij zat hier in schooljaar 2024-2025.", ["2024-2025"]),
        ("The 2018 and 2019 annual reports are gone.", ["2018", "2019"]),
    ],
)
def test_a_year_of_a_life_or_a_report(sentence: str, found: list[str]) -> None:
    assert found_by(find_years, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2023 gebeurde dit ook al.",
        "We maakten er in 1950 stuks van.",
        "Om 20.15 uur was het stil.",
        "Van 1950 euro was niets over.",
        "The Fair Work Act 2009 says so.",
        "Partij 1984 was op.",
    ],
)
def test_a_recent_year_alone_or_a_number_of_things_stays(sentence: str) -> None:
    assert found_by(find_years, sentence) == []
