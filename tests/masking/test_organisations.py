import pytest

from reporting.masking.finders.organisations import find_organisations
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Hij werkt bij Steigerland B.V. in de bouw.", ["Steigerland B.V"]),
        ("Het is van Stichting Zonnewende geweest.", ["Stichting Zonnewende"]),
        ("She left Hollis & Dray last year.", ["Hollis & Dray"]),
    ],
)
def test_a_name_with_a_word_that_says_what_it_is(sentence: str, found: list[str]) -> None:
    assert found_by(find_organisations, sentence) == found


@pytest.mark.parametrize(
    "sentence", ["De stichting wil niets weten.", "The school was closed.", "het bedrijf sloot"]
)
def test_a_kind_without_a_name_stays(sentence: str) -> None:
    assert found_by(find_organisations, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("I translate at Meridian & Pole now.", ["Meridian & Pole"]),
        ("Foxglove Pictures owes me five weeks.", ["Foxglove Pictures"]),
        ("He joined the Royal Ulster Constabulary there.", ["Royal Ulster Constabulary"]),
        ("Ask for Click & Collect at the desk.", []),
        ("She pays National Insurance every month.", []),
    ],
)
def test_a_firm_of_ordinary_words(sentence: str, found: list[str]) -> None:
    assert found_by(find_organisations, sentence, "en") == found
