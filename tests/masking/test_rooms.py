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
