"""Meetings of a group: planned, cancelled or held."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, Protocol

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
from reporting.learning.planning_errors import MinutesOutOfRange
from reporting.learning.texts import new_id, tidy_line

MeetingStatus = Literal["planned", "cancelled", "held"]
USUAL_MINUTES: Final = 120
MINUTES: Final = (30, 240)
"""Shortest and longest meeting. Source: own choice."""


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
    minutes: int = USUAL_MINUTES


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
    minutes: int = USUAL_MINUTES
    sequence: int = 0
    """How often its invitation changed."""
    series_id: str = ""
    """The same for meetings that were planned together; empty for one that was planned alone."""

    @property
    def ends_at(self) -> datetime:
        """In UTC."""
        return self.starts_at + timedelta(minutes=self.minutes)


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

    def add_series(self, meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
        """Keep meetings of one group, all of them or none.

        Returns:
            The meetings that were kept; where the same was planned before, that one.

        Raises:
            UnknownGroup, CardNotPicked, MeetingAtThatTime: nothing was changed.
        """

    def replace_meeting(self, before: Meeting, after: Meeting) -> None:
        """Keep a planned meeting in another way, and note what that makes of cards.

        Raises:
            MeetingChanged: it is no longer as it was before.
            UnknownMeeting, MeetingClosed, CardNotPicked, MeetingAtThatTime: nothing was changed.
        """

    def absent(self, meeting_id: str) -> frozenset[str]:
        """The ids of the members who are absent from a meeting."""

    def replace_absent(self, meeting_id: str, member_ids: AbstractSet[str]) -> None:
        """Note who is absent from a meeting; who is not named is there.

        Raises:
            UnknownMeeting, AbsentStranger: nothing was changed.
        """

    def close_meeting(self, meeting_id: str, status: MeetingStatus) -> None:
        """End a planned meeting, and note what that makes of its card.

        A cancellation counts in the sequence of its invitation. Closing it again in the same way
        changes nothing.

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
            CardNotPicked, TextTooLong, MinutesOutOfRange: nothing was changed.
        ValueError: a time without a time zone.
    """
    return desk.store.add_meeting(planned(plan, now, desk))


def planned(plan: MeetingPlan, now: datetime, desk: MeetingDesk, *, earlier: int = 0) -> Meeting:
    """The meeting that a plan makes; it is not kept yet.

    Args:
        plan: what is asked for.
        now: the current time, with a time zone.
        desk: of this process.
        earlier: meetings of the group that are not kept yet and come before this one.

    Raises:
        UnknownGroup, UnknownMethod, MethodTooEarly, MeetingInThePast, TextTooLong,
            MinutesOutOfRange: it cannot be.
        ValueError: a time without a time zone.
    """
    starts_at = _in_utc(plan.starts_at).replace(second=0, microsecond=0)
    if starts_at <= _in_utc(now):
        raise MeetingInThePast
    if desk.store.group(plan.group_id) is None:
        raise UnknownGroup
    before = count_meetings(plan.group_id, starts_at, desk) + earlier
    _check_method(plan.method_id, before, desk.methods)
    return Meeting(
        id=new_id(),
        group_id=plan.group_id,
        card_id=plan.card_id,
        starts_at=starts_at,
        place=tidy_line(plan.place),
        method_id=plan.method_id,
        status="planned",
        minutes=_checked_minutes(plan.minutes),
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


def _checked_minutes(minutes: int) -> int:
    shortest, longest = MINUTES
    if not shortest <= minutes <= longest:
        raise MinutesOutOfRange
    return minutes


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a time zone cannot be compared")
    return moment.astimezone(UTC)
