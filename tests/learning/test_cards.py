import json

import pytest
from sqlalchemy import Engine

from reporting.learning.cards import (
    BoardCard,
    Pick,
    board,
    pick_card,
    put_back,
    read_cards,
)
from reporting.learning.case_card import pack_card, unpack_card
from reporting.learning.desk import LearningDesk
from reporting.learning.errors import (
    CardAlreadyPicked,
    CardInUse,
    CardNotPicked,
    UnknownCard,
    UnknownGroup,
    UnreadableCard,
)
from reporting.learning.meetings import plan_meeting
from tests.learning.samples import MONTH, NOW, card_row, group, learning_desk, plan, publish


def hanging(desk: LearningDesk) -> list[tuple[str, str, str | None]]:
    return [(each.card.id, each.status, each.group_id) for each in board(desk)]


def test_a_card_is_read_as_the_analysis_drafts_it() -> None:
    row = card_row()
    [card] = read_cards({"cards": [row]})
    assert (card.id, card.theme, card.version) == ("c-1", "t-1", 1)
    assert card.texts["nl"].title == row["title_nl"]
    assert card.texts["en"].questions == tuple(row["questions_en"])
    assert (card.factors, card.kinds) == (("F04", "F06"), row["kinds"])
    assert card.methods == tuple(row["methods"])


def test_a_card_is_the_same_after_packing() -> None:
    [card] = read_cards({"cards": [card_row()]})
    assert unpack_card(json.loads(json.dumps(pack_card(card)))) == card
    assert {**card_row(), **json.loads(json.dumps(pack_card(card)))} == card_row()


def test_a_release_without_cards_is_an_empty_board(sqlite_engine: Engine) -> None:
    desk = learning_desk(sqlite_engine)
    assert board(desk) == ()
    publish(sqlite_engine)
    assert board(desk) == ()
    assert read_cards({"month": "2026-11"}) == ()


@pytest.mark.parametrize(
    "broken",
    [
        {key: value for key, value in card_row().items() if key != "story_en"},
        card_row(title_nl=None),
        card_row(questions_nl="Hoe?"),
        card_row(factors=[4]),
        card_row(kinds=None),
        card_row(version="first"),
        "c-1",
    ],
)
def test_a_card_that_lacks_something_is_refused(broken: object) -> None:
    with pytest.raises(UnreadableCard):
        read_cards({"cards": [card_row(), broken]})


def test_cards_that_are_no_list_are_refused() -> None:
    with pytest.raises(UnreadableCard):
        read_cards({"cards": {"c-1": card_row()}})


def test_a_picked_card_is_of_one_group_only(desk: LearningDesk) -> None:
    ours, theirs = group(desk, "Onze groep"), group(desk, "Hun groep")
    assert hanging(desk) == [("c-1", "proposed", None), ("c-2", "proposed", None)]
    assert pick_card("c-2", ours.id, MONTH, desk) == Pick("c-2", ours.id, "picked")
    assert hanging(desk) == [("c-1", "proposed", None), ("c-2", "picked", ours.id)]
    with pytest.raises(CardAlreadyPicked):
        pick_card("c-2", theirs.id, MONTH, desk)
    assert hanging(desk)[1] == ("c-2", "picked", ours.id)


def test_picking_twice_is_picking_once(desk: LearningDesk) -> None:
    ours = group(desk)
    first = pick_card("c-1", ours.id, MONTH, desk)
    assert pick_card("c-1", ours.id, MONTH, desk) == first
    plan_meeting(plan(ours, card_id="c-1"), NOW, desk)
    assert pick_card("c-1", ours.id, MONTH, desk) == Pick("c-1", ours.id, "planned")


def test_what_is_unknown_cannot_be_picked(desk: LearningDesk) -> None:
    ours = group(desk)
    with pytest.raises(UnknownCard):
        pick_card("c-9", ours.id, MONTH, desk)
    with pytest.raises(UnknownGroup):
        pick_card("c-1", "nobody", MONTH, desk)
    assert [status for _, status, _ in hanging(desk)] == ["proposed", "proposed"]


def test_a_picked_card_stays_when_it_leaves_the_release(
    sqlite_engine: Engine, desk: LearningDesk
) -> None:
    ours = group(desk)
    pick_card("c-1", ours.id, MONTH, desk)
    publish(sqlite_engine, card_row("c-2"), card_row("c-3"))
    assert [each[0] for each in hanging(desk)] == ["c-2", "c-3", "c-1"]
    [card] = read_cards({"cards": [card_row("c-1")]})
    assert board(desk)[-1] == BoardCard(card, "picked", ours.id, "approved", "2026-08")
    assert pick_card("c-1", ours.id, MONTH, desk).status == "picked"
    put_back("c-1", desk)
    with pytest.raises(UnknownCard):
        pick_card("c-1", ours.id, MONTH, desk)


def test_a_new_draft_does_not_change_the_card_that_was_let_through(
    sqlite_engine: Engine, desk: LearningDesk
) -> None:
    ours = group(desk)
    pick_card("c-1", ours.id, MONTH, desk)
    publish(sqlite_engine, card_row("c-1", version=2, title_nl="Beter verwoord"))
    [hangs] = board(desk)
    assert hangs.card.texts["nl"].title == card_row()["title_nl"]
    assert (hangs.group_id, hangs.review) == (ours.id, "approved")


def test_a_card_that_was_put_back_is_for_anyone(desk: LearningDesk) -> None:
    ours, theirs = group(desk, "Onze groep"), group(desk, "Hun groep")
    pick_card("c-1", ours.id, MONTH, desk)
    put_back("c-1", desk)
    assert hanging(desk)[0] == ("c-1", "proposed", None)
    assert pick_card("c-1", theirs.id, MONTH, desk).group_id == theirs.id


def test_a_card_that_nobody_has_cannot_be_put_back(desk: LearningDesk) -> None:
    with pytest.raises(CardNotPicked):
        put_back("c-1", desk)


def test_a_card_of_a_planned_meeting_cannot_be_put_back(desk: LearningDesk) -> None:
    ours = group(desk)
    pick_card("c-1", ours.id, MONTH, desk)
    plan_meeting(plan(ours, card_id="c-1"), NOW, desk)
    with pytest.raises(CardInUse):
        put_back("c-1", desk)
    assert hanging(desk)[0] == ("c-1", "planned", ours.id)
