import pytest

from reporting.masking.language import guess_language
from reporting.masking.mask import find_spans


def labels_of(text: str, language: str = "nl") -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.label) for span in find_spans(text, language)]


@pytest.mark.parametrize(
    "number",
    [
        *("06-12345678", "06 12 34 56 78", "+31 6 12345678", "0031612345678", "(0513) 12 34 56"),
        *("020-1234567", "+32 470 12 34 56", "+49 30 901820", "07700 900123", "+44 161 496 0000"),
    ],
)
def test_telephone_numbers_in_many_hands(number: str) -> None:
    assert labels_of(f"Je kunt bellen naar {number} of mailen.") == [(number, "PHONE")]


@pytest.mark.parametrize("plate", ["12-ABC-3", "AB-12-CD", "1-ABC-23", "ab-123-c", "X-999-XX"])
def test_dutch_plates_with_hyphens_in_any_case(plate: str) -> None:
    assert labels_of(f"de wagen met {plate} stond er") == [(plate, "PLATE")]


def test_a_plate_without_hyphens_needs_capitals_or_a_word_that_says_so() -> None:
    assert labels_of("Het was de 12ABC3 weer.") == [("12ABC3", "PLATE")]
    assert labels_of("kenteken 12abc3 stond er weer") == [("12abc3", "PLATE")]


def test_a_wrong_check_digit_needs_a_word_that_says_what_it_is() -> None:
    assert labels_of("zijn bsn is 123456789") == [("123456789", "BSN")]
    assert labels_of("er lagen 123456789 schroeven") == []
    assert labels_of("Zijn iban is NL00 ABNA 0417 1643 01.") == [("NL00 ABNA 0417 1643 01", "IBAN")]


@pytest.mark.parametrize(
    "text",
    [
        "Het serienummer is 448291736.",
        "lotnummer 20417-8812 is teruggeroepen",
        "ordernummer 100200304 kwam half binnen",
        "Het pakket woog 12.345 gram en kostte 1.234,56 euro.",
        "De meting gaf 3/4 en de kans is 1 op 10.000.",
        "Volgens NEN-3140 en ISO 27001 moet dat.",
        "om 12.30 uur en weer om 14:15",
    ],
)
def test_numbers_of_things_stay(text: str) -> None:
    assert labels_of(text) == []


def test_the_language_is_guessed_from_little_words() -> None:
    assert guess_language("De deur stond open en niemand was er.") == "nl"
    assert guess_language("The door was open and nobody was there.") == "en"
    assert guess_language("") == "nl"
