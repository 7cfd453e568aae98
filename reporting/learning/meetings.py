"""Meetings of a group: planned, cancelled or held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, Protocol

from config.methods import Method
from reporting.learning.errors import (
    MeetingInThePast,
    MeetingNotBegun,
    MethodTooEarly,
    UnknownGroup,
    UnknownMeeting,
    UnknownMethod,
)
from reporting.learning.groups import Group
from reporting.learning.texts import new_id, tidy_line

MeetingStatus = Literal["planned", "cancelled", "held"]


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    group_id: str
    card_id: str | None
    """None when a member brings a case, without a card to open with."""
    starts_at: datetime
    """With a time zone; kept to the minute."""
    place: str
    """May be empty."""
    method_id: str


@dataclass(frozen=True, slots=True)
class Meeting:
    id: str
    group_id: str
    card_id: str | None
    starts_at: datetime
    """In UTC."""
    place: str
    method_id: str
    status: MeetingStatus


class MeetingStore(Protocol):
    """Where meetings are kept. Each call is one transaction."""

    def group(self, group_id: str) -> Group | None:
        """The group of that id."""

    def all_meetings(self) -> tuple[Meeting, ...]:
        """Every meeting, the earliest first."""

    def add_meeting(self, meeting: Meeting) -> Meeting:
        """Keep a meeting, and note that its card is planned.

        Returns:
            The meeting that was kept: an earlier one if the same was planned before.

        Raises:
            UnknownGroup, CardNotPicked, MeetingAtThatTime: nothing was changed.
        """

    def close_meeting(self, meeting_id: str, status: MeetingStatus) -> None:
        """End a planned meeting, and note what that makes of its card.

        Closing it again in the same way changes nothing.

        Raises:
            UnknownMeeting, MeetingClosed: nothing was changed.
        """


class MeetingDesk(Protocol):
    """What the functions below need of a `LearningDesk`."""

    @property
    def store(self) -> MeetingStore:
        """Keeps the meetings."""

    @property
    def methods(self) -> Sequence[Method]:
        """The ways to hold a meeting."""


def plan_meeting(plan: MeetingPlan, now: datetime, desk: MeetingDesk) -> Meeting:
    """Put a meeting in the agenda. Planning the same again is planning it once.

    Args:
        plan: its card, if any, must be picked by its group; the card is planned from then on.
        now: the current time, with a time zone.
        desk: of this process.

    Raises:
        UnknownGroup, UnknownMethod, MethodTooEarly, MeetingInThePast, MeetingAtThatTime,
            CardNotPicked, TextTooLong: nothing was changed.
        ValueError: a time without a time zone.
    """
    starts_at = _in_utc(plan.starts_at).replace(second=0, microsecond=0)
    if starts_at <= _in_utc(now):
        raise MeetingInThePast
    if desk.store.group(plan.group_id) is None:
        raise UnknownGroup
    before = count_meetings(plan.group_id, starts_at, desk)
    _check_method(plan.method_id, before, desk.methods)
    return desk.store.add_meeting(
        Meeting(
            id=new_id(),
            group_id=plan.group_id,
            card_id=plan.card_id,
            starts_at=starts_at,
            place=tidy_line(plan.place),
            method_id=plan.method_id,
            status="planned",
        )
    )


def cancel_meeting(meeting_id: str, desk: MeetingDesk) -> None:
    """Take a planned meeting off the agenda; its card can be planned again or put back.

    Raises:
        UnknownMeeting: it does not exist.
        MeetingClosed: it was held.
    """
    desk.store.close_meeting(meeting_id, "cancelled")


def hold_meeting(meeting_id: str, now: datetime, desk: MeetingDesk) -> None:
    """Note that a planned meeting took place; its card has been discussed.

    Raises:
        UnknownMeeting: it does not exist.
        MeetingNotBegun: it lies in the future.
        MeetingClosed: it was cancelled.
        ValueError: a time without a time zone.
    """
    if find_meeting(meeting_id, desk).starts_at > _in_utc(now):
        raise MeetingNotBegun
    desk.store.close_meeting(meeting_id, "held")


def find_meeting(meeting_id: str, desk: MeetingDesk) -> Meeting:
    """The meeting of that id.

    Raises:
        UnknownMeeting: it does not exist.
    """
    for meeting in desk.store.all_meetings():
        if meeting.id == meeting_id:
            return meeting
    raise UnknownMeeting


def count_meetings(group_id: str, before: datetime, desk: MeetingDesk) -> int:
    """How many meetings of a group, not cancelled, begin before that time."""
    moment = _in_utc(before)
    return sum(
        meeting.group_id == group_id and meeting.status != "cancelled"
        for meeting in desk.store.all_meetings()
        if meeting.starts_at < moment
    )


def _check_method(method_id: str, meetings_before: int, methods: Sequence[Method]) -> None:
    known = {method.id: method for method in methods}
    if method_id not in known:
        raise UnknownMethod
    if known[method_id].earliest_meeting > meetings_before + 1:
        raise MethodTooEarly


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a time zone cannot be compared")
    return moment.astimezone(UTC)
