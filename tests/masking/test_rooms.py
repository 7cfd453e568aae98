import pytest

from reporting.masking.finders.rooms import find_rooms
from tests.masking.finding import found_by


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("In lab 1.044 lekte het.", ["lab 1.044"]),
        ("We zitten in kamer 314 nu.", ["kamer 314"]),
        ("The Orrin building has no lift.", ["Orrin building"]),
        ("naar gebouw Vlinder gebracht", ["gebouw Vlinder"]),
        ("met bed 2 ging het mis", ["bed 2"]),
        ("in zaal B was het koud", ["zaal B"]),
    ],
)
def test_a_room_with_its_number_or_name(sentence: str, found: list[str]) -> None:
    assert found_by(find_rooms, sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "In the town hall I was asked to smile.",
        "De kamer was koud.",
        "Er zijn 3 kamers vrij.",
        "A big building burnt.",
        "kamer 3 keer schoongemaakt",
    ],
)
def test_a_room_without_one_stays(sentence: str) -> None:
    assert found_by(find_rooms, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Op de grond van side room 4 lag hij.", ["side room 4"]),
        ("Het lag in kleedkamer 3.", ["kleedkamer 3"]),
        ("Bijna gestikt in gistkelder 1 daar.", ["gistkelder 1"]),
        ("Toegang tot serverruimte 0.11 gehad.", ["serverruimte 0.11"]),
        ("De doos staat in depot 3.", ["depot 3"]),
        ("I work at vestiging Noord now.", ["vestiging Noord"]),
    ],
)
def test_a_room_called_after_what_it_is_for(sentence: str, found: list[str]) -> None:
    assert found_by(find_rooms, sentence) == found


def test_an_office_now_is_no_office_w() -> None:
    assert found_by(find_rooms, "He lives behind the office now.") == []
