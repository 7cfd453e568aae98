import pytest

from reporting.masking.finders.worded_ages import find_worded_ages
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Ze is drieënzeventig en ziet niets meer.", ["drieënzeventig"]),
        ("He is eighty-one, deaf, and alone.", ["eighty-one"]),
        ("een meisje van twaalf stond daar", ["twaalf"]),
        ("He's twenty two and new.", ["twenty two"]),
        ("hij is dertig jaar.", ["dertig"]),
        ("Ze is begin veertig en alleen.", ["veertig"]),
        ("Hij is achterin de vijftig.", ["vijftig"]),
        ("She is in her late forties and alone.", ["forties"]),
    ],
)
def test_an_age_in_letters(sentence: str, found: list[str]) -> None:
    assert found_by(find_worded_ages, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "De bus is twintig minuten te laat.",
        "In de veertig jaar dat ik hier werk.",
        "It was built in the forties.",
        "The boiler is twelve years old.",
        "We waren met z'n twaalven.",
        "Ik werk hier al dertig jaar.",
        "I'm eleven years in this job.",
        "een groep van twintig mensen",
    ],
)
def test_a_number_in_letters_of_anything_else_stays(sentence: str) -> None:
    assert found_by(find_worded_ages, sentence) == []
