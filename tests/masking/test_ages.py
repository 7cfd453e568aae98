import pytest

from reporting.masking.finders.ages import find_ages
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Hij is 61 en werkt nog.", ["61"]),
        ("She's 54, and tired.", ["54"]),
        ("im 17 and new here", ["17"]),
        ("mevr Dol is 92 en valt vaak.", ["92"]),
        ("de vrouw was 33 toen ze viel", ["33"]),
        ("brelk is 19!! dat mag niet", ["19"]),
        ("[naam 1] is 18 sinds [datum 1].", ["18"]),
        ("DE JONGEN IS 16 EN BANG", ["16"]),
    ],
)
def test_a_number_that_a_person_is(sentence: str, found: list[str]) -> None:
    assert found_by(find_ages, sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Sanne (13) huilde.", ["13"]),
        ("[naam 1], 79, viel.", ["79"]),
        ("Slachtoffer is een man 57, bleek.", ["57"]),
        ("[naam 1], maybe 40, drives a van.", ["40"]),
        ("Ik ben timmerman, 34, en moe.", ["34"]),
        ("[naam 1] van 6 lag in het water.", ["6"]),
        ("een knul van 15 op de heftruck", ["15"]),
    ],
)
def test_a_number_right_after_a_person(sentence: str, found: list[str]) -> None:
    assert found_by(find_ages, sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("een 14-jarige liep weg", ["14"]),
        ("leeftijd 44, vrouw", ["44"]),
        ("aged 70, lives alone", ["70"]),
        ("Ik word in november 66.", ["66"]),
        ("She turns in May 30.", ["30"]),
    ],
)
def test_a_number_with_words_that_say_age(sentence: str, found: list[str]) -> None:
    assert found_by(find_ages, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "De machine is 12 jaar oud.",
        "The batteries were 14 years old.",
        "We have 8 year old vehicles.",
        "Goedgekeurd op [datum 1], 08, en klaar.",
        "De temperatuur is 19 en dat is koud.",
        "Temperatuur is 19, te koud.",
        "It is 14 and raining.",
        "Bewoner 14 riep.",
        "Het duurde 40 minuten.",
        "Jan van 6 tot 14 uur.",
        "In kamer 12, 34, en 56 lekt het.",
        "het aantal was 34, vorige keer 12.",
    ],
)
def test_a_number_of_anything_else_stays(sentence: str) -> None:
    assert found_by(find_ages, sentence) == []


@pytest.mark.parametrize("age", ["6,5", "11-12,5"])
def test_an_age_of_a_child_may_have_a_half_or_a_range(age: str) -> None:
    assert found_by(find_ages, f"de jongen was {age} jaar oud") == [age]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Mevrouw woont al jaren aan de dijk en is 76.", ["76"]),
        ("ik zit bij haar in de klas en ben 15.", ["15"]),
        ("Juf heeft peuter Ilyas (2,5) opgesloten.", ["2,5"]),
        ("De druk liep op en is 76.", []),
        ("De motor draait goed en is 12.", []),
    ],
)
def test_an_age_at_the_end_of_what_is_said_of_somebody(sentence: str, found: list[str]) -> None:
    assert found_by(find_ages, sentence) == found
