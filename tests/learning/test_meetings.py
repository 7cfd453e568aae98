from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from reporting.learning.cards import board, pick_card, put_back
from reporting.learning.desk import LearningDesk
from reporting.learning.errors import (
    CardNotPicked,
    LearningError,
    MeetingAtThatTime,
    MeetingClosed,
    MeetingInThePast,
    MeetingNotBegun,
    MethodTooEarly,
    TextTooLong,
    UnknownGroup,
    UnknownMeeting,
    UnknownMethod,
)
from reporting.learning.groups import Group
from reporting.learning.meetings import (
    Meeting,
    cancel_meeting,
    count_meetings,
    find_meeting,
    hold_meeting,
    plan_meeting,
)
from reporting.learning.progress import card_status
from tests.learning.samples import MONTH, NOW, SOON, group, plan

AMSTERDAM = timezone(timedelta(hours=1))
WEEK = timedelta(weeks=1)


@pytest.fixture
def ours(desk: LearningDesk) -> Group:
    """A group that has picked c-1."""
    formed = group(desk)
    pick_card("c-1", formed.id, MONTH, desk)
    return formed


def status_of(card_id: str, desk: LearningDesk) -> str:
    return next(each.status for each in board(desk) if each.card.id == card_id)


def test_a_meeting_is_kept_to_the_minute_in_utc(desk: LearningDesk, ours: Group) -> None:
    typed = datetime(2026, 12, 8, 10, 30, 59, 999, tzinfo=AMSTERDAM)
    made = plan_meeting(plan(ours, card_id="c-1", starts_at=typed, place=" Zaal  2 "), NOW, desk)
    assert made == Meeting(made.id, ours.id, "c-1", SOON, "Zaal 2", "M01", "planned")
    assert desk.store.all_meetings() == (made,)
    assert find_meeting(made.id, desk) == made
    assert status_of("c-1", desk) == "planned"


def test_meetings_are_listed_by_time(desk: LearningDesk, ours: Group) -> None:
    late = plan_meeting(plan(ours, starts_at=SOON + WEEK), NOW, desk)
    early = plan_meeting(plan(ours), NOW, desk)
    assert desk.store.all_meetings() == (early, late)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"starts_at": NOW}, MeetingInThePast),
        ({"starts_at": NOW - WEEK}, MeetingInThePast),
        ({"group_id": "nobody"}, UnknownGroup),
        ({"method_id": "M99"}, UnknownMethod),
        ({"method_id": "M04"}, MethodTooEarly),
        ({"method_id": "M10"}, MethodTooEarly),
        ({"card_id": "c-2"}, CardNotPicked),
        ({"card_id": "c-9"}, CardNotPicked),
        ({"place": "x" * 121}, TextTooLong),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    changes: dict[str, Any], error: type[LearningError], desk: LearningDesk, ours: Group
) -> None:
    with pytest.raises(error):
        plan_meeting(plan(ours, **{"card_id": "c-1", **changes}), NOW, desk)
    assert desk.store.all_meetings() == ()
    assert status_of("c-1", desk) == "picked"


def test_a_card_of_another_group_cannot_be_planned(desk: LearningDesk, ours: Group) -> None:
    theirs = group(desk, "Hun groep")
    with pytest.raises(CardNotPicked):
        plan_meeting(plan(theirs, card_id="c-1"), NOW, desk)
    assert status_of("c-1", desk) == "picked"


def test_a_time_without_a_zone_is_refused(desk: LearningDesk, ours: Group) -> None:
    with pytest.raises(ValueError, match="time zone"):
        plan_meeting(plan(ours, starts_at=SOON.replace(tzinfo=None)), NOW, desk)
    with pytest.raises(ValueError, match="time zone"):
        plan_meeting(plan(ours), NOW.replace(tzinfo=None), desk)


def test_planning_twice_is_planning_once(desk: LearningDesk, ours: Group) -> None:
    first = plan_meeting(plan(ours, card_id="c-1"), NOW, desk)
    assert plan_meeting(plan(ours, card_id="c-1"), NOW, desk) == first
    assert desk.store.all_meetings() == (first,)


def test_a_group_meets_once_at_a_time(desk: LearningDesk, ours: Group) -> None:
    first = plan_meeting(plan(ours), NOW, desk)
    with pytest.raises(MeetingAtThatTime):
        plan_meeting(plan(ours, place="Zaal 3"), NOW, desk)
    cancel_meeting(first.id, desk)
    plan_meeting(plan(ours, place="Zaal 3"), NOW, desk)
    plan_meeting(plan(group(desk, "Hun groep")), NOW, desk)
    assert [each.status for each in desk.store.all_meetings()].count("planned") == 2


def test_a_method_for_groups_that_met_often_waits_for_the_fourth_time(
    desk: LearningDesk, ours: Group
) -> None:
    for number in range(3):
        plan_meeting(plan(ours, starts_at=SOON + number * WEEK), NOW, desk)
    fourth = plan(ours, starts_at=SOON + 3 * WEEK, method_id="M04")
    cancelled = find_meeting(desk.store.all_meetings()[0].id, desk)
    assert count_meetings(ours.id, SOON + 2 * WEEK, desk) == 2
    cancel_meeting(cancelled.id, desk)
    with pytest.raises(MethodTooEarly):
        plan_meeting(fourth, NOW, desk)
    plan_meeting(plan(ours, place="Zaal 3"), NOW, desk)
    assert plan_meeting(fourth, NOW, desk).method_id == "M04"


def test_a_cancelled_meeting_frees_its_card(desk: LearningDesk, ours: Group) -> None:
    first = plan_meeting(plan(ours, card_id="c-1"), NOW, desk)
    second = plan_meeting(plan(ours, card_id="c-1", starts_at=SOON + WEEK), NOW, desk)
    cancel_meeting(first.id, desk)
    assert status_of("c-1", desk) == "planned"
    cancel_meeting(second.id, desk)
    cancel_meeting(second.id, desk)
    assert status_of("c-1", desk) == "picked"
    assert [each.status for each in desk.store.all_meetings()] == ["cancelled", "cancelled"]
    put_back("c-1", desk)


def test_a_meeting_that_was_held_has_discussed_its_card(desk: LearningDesk, ours: Group) -> None:
    made = plan_meeting(plan(ours, card_id="c-1"), NOW, desk)
    with pytest.raises(MeetingNotBegun):
        hold_meeting(made.id, NOW, desk)
    hold_meeting(made.id, SOON, desk)
    assert find_meeting(made.id, desk).status == "held"
    assert status_of("c-1", desk) == "discussed"
    with pytest.raises(MeetingClosed):
        cancel_meeting(made.id, desk)
    again = plan_meeting(plan(ours, card_id="c-1", starts_at=SOON + WEEK), SOON, desk)
    assert status_of("c-1", desk) == "planned"
    cancel_meeting(again.id, desk)
    assert status_of("c-1", desk) == "discussed"


def test_a_cancelled_meeting_cannot_be_held(desk: LearningDesk, ours: Group) -> None:
    made = plan_meeting(plan(ours), NOW, desk)
    cancel_meeting(made.id, desk)
    with pytest.raises(MeetingClosed):
        hold_meeting(made.id, SOON, desk)


def test_an_unknown_meeting_cannot_be_closed(desk: LearningDesk) -> None:
    with pytest.raises(UnknownMeeting):
        cancel_meeting("nothing", desk)
    with pytest.raises(UnknownMeeting):
        hold_meeting("nothing", NOW, desk)


def test_what_was_harvested_stays_harvested() -> None:
    assert card_status(["planned", "held"], "harvested") == "harvested"
    assert card_status([], "planned") == "picked"
