import pytest

from reporting.masking.finders.identifiers import find_identifiers
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Mijn personeelsnummer is 88104.", ["88104"]),
        ("My staff no is TV 30916 by the way.", ["TV 30916"]),
        ("NHS 943 476 5919 was on the board.", ["943 476 5919"]),
        ("Pasnummer 2 0036 551 907 is kwijt.", ["2 0036 551 907"]),
        ("Hij is zijn pas (BV 21-0088-P) kwijt.", ["BV 21-0088-P"]),
        ("zijn monsterboekje (MB 552013) ligt er nog", ["MB 552013"]),
    ],
)
def test_a_number_after_a_word_that_says_whose_it_is(sentence: str, found: list[str]) -> None:
    assert found_by(find_identifiers, sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Personeelsnummer bij de vorige baas is 77120.", ["77120"]),
        ("The number on my cap is 30417.", ["30417"]),
        ("De laatste vier cijfers zijn 2290.", ["2290"]),
        ("werkbonnen met code MK-7 zijn van mij", ["MK-7"]),
        ("De zorgpas van mevrouw (80528 00417) lag er.", ["80528 00417"]),
    ],
)
def test_words_may_stand_between(sentence: str, found: list[str]) -> None:
    assert found_by(find_identifiers, sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Personeelsnummers zijn 1403, 1430 en 1043, let op.", ["1403", "1430", "1043"]),
        ("Staff numbers 20418 and 20533, in 2024.", ["20418", "20533"]),
    ],
)
def test_a_list_of_numbers(sentence: str, found: list[str]) -> None:
    assert found_by(find_identifiers, sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "Het gaat om C/01/402217 / FA RK 24-1930 van de rechter.",
            ["C/01/402217 / FA RK 24-1930"],
        ),
        ("parket 05/123456-24 loopt", ["05/123456-24"]),
        ("Sample pt-00718-K was hers.", ["pt-00718-K"]),
        ("gemeld onder MIC-3307", ["MIC-3307"]),
    ],
)
def test_a_number_in_the_shape_of_a_case(sentence: str, found: list[str]) -> None:
    assert found_by(find_identifiers, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "De pomp met SN 40338817 is stuk.",
        "PO 4500118273 is late.",
        "It is on back order, ref SO-88172-B.",
        "The supplier's code GS4-2211 is wrong.",
        "Batch on the wrapper was 2KT88144.",
        "Error code E-4410 came up.",
        "Artikelnummer 448-20917 gaat open.",
        "Er lagen 1234567 schroeven.",
        "Het dossier is dik.",
    ],
)
def test_numbers_of_things_stay(sentence: str) -> None:
    assert found_by(find_identifiers, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Aangifte ligt er: 2024 491 077.", ["2024 491 077"]),
        ("Hij heeft een werkpasje, WB-77 1903, zag ik.", ["WB-77 1903"]),
        ("We hebben een bondsnummer van hem, FLTX-21K, genoteerd.", ["FLTX-21K"]),
        ("Zij heeft dienstnummer NL-104 882 nu.", ["NL-104 882"]),
        ("DIENSTNUMMER VAN DIE MAN IS 4471.", ["4471"]),
    ],
)
def test_a_number_set_apart_from_what_it_is(sentence: str, found: list[str]) -> None:
    assert found_by(find_identifiers, sentence) == found
