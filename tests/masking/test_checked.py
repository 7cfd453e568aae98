import pytest

from reporting.masking.finders.checked import find_bank_accounts, find_national_numbers
from reporting.masking.mask import find_spans
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("naar NL86 RABO 0318 8452 67 gestort", ["NL86 RABO 0318 8452 67"]),
        ("iban nl00abna0417164301 graag", ["nl00abna0417164301"]),
        ("sort code 20-00-00 12345678 it was", ["20-00-00 12345678"]),
        ("op rekening 12.34.56.789 gestort", ["12.34.56.789"]),
    ],
)
def test_a_bank_account(sentence: str, found: list[str]) -> None:
    assert found_by(find_bank_accounts, sentence) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("BSN vader 295617305, van de zoon niet", ["295617305"]),
        ("bsn 29561730 (laatste cijfer weg)", ["29561730"]),
        ("NI number QQ 12 34 56 C is hers", ["QQ 12 34 56 C"]),
        ("het was 111222333 op de brief", ["111222333"]),
    ],
)
def test_a_national_number(sentence: str, found: list[str]) -> None:
    assert found_by(find_national_numbers, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Het pakket NL12 is weg.",
        "Kamer 12.34 en 56.78 zijn dicht.",
    ],
)
def test_no_bank_account(sentence: str) -> None:
    assert found_by(find_bank_accounts, sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "serienummer 111222333 is stuk",
        "er waren 123456789 mieren",
    ],
)
def test_no_national_number(sentence: str) -> None:
    assert found_by(find_national_numbers, sentence) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Ik betaalde met 4012 8888 8888 1881 en het ging mis.", "4012 8888 8888 1881"),
        ("My card number is 4012888888881882, a digit is off.", "4012888888881882"),
        ("Her SSN is 460-89-9847.", "460-89-9847"),
    ],
)
def test_payment_cards_and_american_numbers_are_masked(text: str, number: str) -> None:
    assert (number, "ID_NUMBER") in {
        (text[span.start : span.end], span.label) for span in find_spans(text, None)
    }


def test_the_number_of_a_thing_with_as_many_digits_is_left_alone() -> None:
    assert find_spans("Serienummer 4012888888881881 staat op de pomp.", "nl") == ()


def test_a_number_said_to_be_a_citizen_number_is_masked_however_it_is_grouped() -> None:
    assert found_by(find_national_numbers, "van A. Proef, bsn 17350.8264.") == ["17350.8264"]
