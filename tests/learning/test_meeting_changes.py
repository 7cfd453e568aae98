"""Moving a meeting, changing it, and who cannot come."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reporting.learning.cards import board, pick_card
from reporting.learning.desk import LearningDesk
from reporting.learning.errors import (
    CardNotPicked,
    LearningError,
    MeetingAtThatTime,
    MeetingClosed,
    MeetingInThePast,
    MethodTooEarly,
    UnknownMeeting,
)
from reporting.learning.groups import Group, Member, change_group
from reporting.learning.meeting_changes import change_meeting, is_thin, note_absent
from reporting.learning.meetings import (
    Meeting,
    cancel_meeting,
    find_meeting,
    hold_meeting,
    plan_meeting,
)
from reporting.learning.planning_errors import AbsentStranger, MeetingChanged, MinutesOutOfRange
from tests.learning.samples import MONTH, NOW, SOON, group, plan

NEWCOMER = Member("Wie erbij komt", "Zorg")
DAY = timedelta(days=1)


@pytest.fixture
def ours(desk: LearningDesk) -> Group:
    """A group that has picked c-1."""
    formed = group(desk)
    pick_card("c-1", formed.id, MONTH, desk)
    return formed


@pytest.fixture
def made(desk: LearningDesk, ours: Group) -> Meeting:
    return plan_meeting(plan(ours, card_id="c-1"), NOW, desk)


def statuses(desk: LearningDesk) -> dict[str, str]:
    return {each.card.id: each.status for each in board(desk)}


def test_a_meeting_that_is_moved_stays_the_same_meeting_with_its_card(
    desk: LearningDesk, ours: Group, made: Meeting
) -> None:
    moved = change_meeting(made.id, plan(ours, card_id="c-1", starts_at=SOON + DAY), NOW, desk)
    assert moved == replace(made, starts_at=SOON + DAY, sequence=1)
    assert desk.store.all_meetings() == (moved,)
    assert statuses(desk)["c-1"] == "planned"


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, 0),
        ({"method_id": "M02"}, 0),
        ({"card_id": None}, 0),
        ({"place": "Zaal 3"}, 1),
        ({"minutes": 150}, 1),
        ({"starts_at": SOON + DAY}, 1),
    ],
)
def test_an_invitation_counts_one_on_when_a_calendar_must_show_something_else(
    changes: dict[str, Any], counted: int, desk: LearningDesk, ours: Group, made: Meeting
) -> None:
    wished = plan(ours, **{"card_id": "c-1", **changes})
    assert change_meeting(made.id, wished, NOW, desk).sequence == counted
    assert change_meeting(made.id, wished, NOW, desk).sequence == counted, "the same again"
    assert find_meeting(made.id, desk).sequence == counted


def test_another_card_takes_the_place_of_the_first(
    desk: LearningDesk, ours: Group, made: Meeting
) -> None:
    pick_card("c-2", ours.id, MONTH, desk)
    change_meeting(made.id, plan(ours, card_id="c-2"), NOW, desk)
    assert statuses(desk) == {"c-1": "picked", "c-2": "planned"}
    change_meeting(made.id, plan(ours, card_id=None), NOW, desk)
    assert statuses(desk) == {"c-1": "picked", "c-2": "picked"}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"starts_at": NOW}, MeetingInThePast),
        ({"starts_at": SOON + 7 * DAY}, MeetingAtThatTime),
        ({"card_id": "c-2"}, CardNotPicked),
        ({"method_id": "M04"}, MethodTooEarly),
        ({"minutes": 29}, MinutesOutOfRange),
        ({"minutes": 241}, MinutesOutOfRange),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(
    changes: dict[str, Any],
    error: type[LearningError],
    desk: LearningDesk,
    ours: Group,
    made: Meeting,
) -> None:
    plan_meeting(plan(ours, starts_at=SOON + 7 * DAY), NOW, desk)
    with pytest.raises(error):
        change_meeting(made.id, plan(ours, **{"card_id": "c-1", **changes}), NOW, desk)
    assert find_meeting(made.id, desk) == made
    assert statuses(desk)["c-1"] == "planned"


def test_a_meeting_stays_with_its_group(desk: LearningDesk, ours: Group, made: Meeting) -> None:
    theirs = group(desk, "Hun groep")
    changed = change_meeting(made.id, plan(theirs, card_id="c-1", place="Zaal 3"), NOW, desk)
    assert changed.group_id == ours.id


def test_what_was_held_or_cancelled_is_not_moved(
    desk: LearningDesk, ours: Group, made: Meeting
) -> None:
    with pytest.raises(UnknownMeeting):
        change_meeting("nowhere", plan(ours), NOW, desk)
    cancel_meeting(made.id, desk)
    with pytest.raises(MeetingClosed):
        change_meeting(made.id, plan(ours), NOW, desk)
    held = plan_meeting(plan(ours), NOW, desk)
    hold_meeting(held.id, SOON, desk)
    with pytest.raises(MeetingClosed):
        change_meeting(held.id, plan(ours, starts_at=SOON + DAY), SOON, desk)


def test_who_changes_a_meeting_that_just_changed_is_told_so(
    desk: LearningDesk, ours: Group, made: Meeting
) -> None:
    change_meeting(made.id, plan(ours, card_id="c-1", place="Zaal 3"), NOW, desk)
    with pytest.raises(MeetingChanged):
        desk.store.replace_meeting(made, replace(made, place="Zaal 4", sequence=1))
    assert find_meeting(made.id, desk).place == "Zaal 3"


def test_a_cancellation_counts_once(desk: LearningDesk, made: Meeting) -> None:
    for _ in range(2):
        cancel_meeting(made.id, desk)
    assert find_meeting(made.id, desk).sequence == 1


def test_who_cannot_come_is_noted_by_member_and_taken_back(
    desk: LearningDesk, ours: Group, made: Meeting
) -> None:
    first, second, third, *_ = (member.id for member in ours.members)
    note_absent(made.id, {first, second}, desk)
    assert desk.store.absent(made.id) == {first, second}
    note_absent(made.id, {third}, desk)
    assert desk.store.absent(made.id) == {third}
    change_group(replace(ours, members=(*ours.members[:2], *ours.members[3:], NEWCOMER)), desk)
    assert desk.store.absent(made.id) == frozenset(), "who left the group is absent nowhere"


def test_only_a_member_is_absent(desk: LearningDesk, made: Meeting) -> None:
    theirs = group(desk, "Hun groep")
    for stranger in ("nobody", theirs.members[0].id):
        with pytest.raises(AbsentStranger):
            note_absent(made.id, {stranger}, desk)
    cancel_meeting(made.id, desk)
    with pytest.raises(MeetingClosed):
        note_absent(made.id, set(), desk)


@pytest.mark.parametrize(("absent", "thin"), [("", False), ("ab", False), ("abc", True)])
def test_with_more_than_two_absent_a_meeting_is_better_moved(absent: str, *, thin: bool) -> None:
    assert is_thin(frozenset(absent)) is thin
