from dataclasses import replace

import pytest
from sqlalchemy import Engine

from reporting.learning.cards import pick_card, read_cards
from reporting.learning.desk import LearningDesk
from reporting.learning.errors import CardNotForGroup
from reporting.learning.groups import Group, Member, form_group
from reporting.learning.offering import is_mixed, ready_month, suits
from tests.learning.samples import MONTH, card_row, learning_desk, publish


def of_units(*units: str) -> Group:
    members = tuple(Member(f"Lid {number}", unit) for number, unit in enumerate(units))
    return Group("g", "Groep", members, "facilitator")


@pytest.mark.parametrize(
    ("units", "mixed"),
    [
        (("Zorg",) * 5, False),
        (("Zorg",) * 4 + ("Balie",), False),
        (("Zorg",) * 4 + ("Balie", "Inkoop"), True),
        (("Zorg",) * 3 + ("Balie", "Balie"), True),
        (("Zorg", "zorg ", "ZORG", "Zorg", "Balie"), False),
        (("",) * 5, False),
        (("Zorg", "Zorg", "Balie", "", ""), False),
    ],
)
def test_a_group_is_mixed_when_two_or_more_come_from_elsewhere(
    units: tuple[str, ...],
    mixed: bool,  # noqa: FBT001 - a case of the table
) -> None:
    assert is_mixed(of_units(*units)) is mixed


def test_a_card_that_asks_for_a_mixed_group_goes_to_no_other() -> None:
    [card] = read_cards({"cards": [card_row(mixed_only=True)]})
    one_unit, mixed = of_units(*("Zorg",) * 5), of_units("Zorg", "Zorg", "Balie", "Inkoop", "ICT")
    assert (suits(card, one_unit), suits(card, mixed)) == (False, True)
    assert suits(replace(card, mixed_only=False), one_unit)


def test_a_card_of_an_older_release_asks_for_a_mixed_group() -> None:
    older = {name: value for name, value in card_row().items() if name != "mixed_only"}
    [card] = read_cards({"cards": [older]})
    assert card.mixed_only


def test_an_unmixed_group_cannot_pick_such_a_card(sqlite_engine: Engine) -> None:
    publish(sqlite_engine, card_row("c-1", mixed_only=True), card_row("c-2"))
    desk: LearningDesk = learning_desk(sqlite_engine)
    members = [Member(f"Lid {number}", "Zorg") for number in range(5)]
    ours = form_group("Groep Zorg", members, "facilitator", desk)
    with pytest.raises(CardNotForGroup):
        pick_card("c-1", ours.id, MONTH, desk)
    assert pick_card("c-2", ours.id, MONTH, desk).group_id == ours.id


@pytest.mark.parametrize(
    ("month", "days", "ready"),
    [
        ("2026-11", 30, "2027-01"),
        ("2026-12", 30, "2027-02"),
        ("2027-01", 30, "2027-04"),
        ("2026-06", 31, "2026-08"),
        ("2026-06", 90, "2026-10"),
    ],
)
def test_a_month_is_ready_when_all_its_days_lie_far_enough(
    month: str, days: int, ready: str
) -> None:
    assert ready_month(month, days) == ready
