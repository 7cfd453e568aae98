import pytest

from reporting.masking.finders.phones import find_phones
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("app me op 06 18 27 40 93, niet bellen", ["06 18 27 40 93"]),
        ("call +44 1793 555 0170 at night", ["+44 1793 555 0170"]),
        ("Mijn toestelnummer is 2231 hier.", ["2231"]),
        ("ask on ext 4417 for her", ["4417"]),
        ("haar nummer is 0493-321765.", ["0493-321765"]),
        ("bel 770 1234 567 maar niet", ["770 1234 567"]),
    ],
)
def test_a_telephone_number(sentence: str, found: list[str]) -> None:
    assert found_by(find_phones, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "Het filter heeft sn 00918273645.",
        "PO 0450118273 is late.",
        "Op 03-04-2025 ging het mis.",
        "klantnummer: 0612345678",
        "0 of 12",
        "Toestel 2231 is stuk.",
    ],
)
def test_other_long_numbers_stay(sentence: str) -> None:
    assert found_by(find_phones, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Ring the registered 905-674-3793 after six.", "905-674-3793"),
        ("Fax: 259.735.7502x459", "259.735.7502x459"),
        ("Phone: 451 5986", "451 5986"),
    ],
)
def test_a_number_as_others_write_it(sentence: str, number: str) -> None:
    assert found_by(find_phones, sentence) == [number]
