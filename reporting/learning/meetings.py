"""Meetings of a group: planned, cancelled or held."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, Protocol

from config.limits import BANDS
from config.methods import Method
from reporting.learning.case_card import CaseCard
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
Reason = Literal["serious", "new_group", "went_well", "values", "doing", "card", "own_case"]

NEW_GROUP: Final = 3
"""Meetings; with fewer behind it a group is new. Source: own choice, as all rules below."""
BEGINNERS: Final = ("M12", "M01", "M02")
VALUES: Final = frozenset({"F13", "F18"})
"""Factors about what one may say or want."""
DOING: Final = frozenset({"F01", "F02", "F03", "F04", "F05", "F06"})
"""Factors about what one does."""
SERIOUS: Final = frozenset({"S3", "S4"})
WENT_WELL: Final = "K4"


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


@dataclass(frozen=True, slots=True)
class MethodAdvice:
    method_id: str
    reason: Reason


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


def advise_methods(
    card: CaseCard | None, meetings_held: int, methods: Sequence[Method]
) -> tuple[MethodAdvice, ...]:
    """The methods that fit, the best first, each with the first reason that holds.

    Args:
        card: that opens the meeting; None when a member brings a case.
        meetings_held: by this group before; methods that come too early are left out.
        methods: to choose from.

    Returns:
        Reasons: "serious" (bring a guide from outside), "new_group", "went_well", "values",
        "doing", "card" (written on the card), "own_case".
    """
    known = {method.id for method in methods if method.earliest_meeting <= meetings_held + 1}
    reasons: dict[str, Reason] = {}
    for method_id, reason in _fitting(card, meetings_held):
        if method_id in known:
            reasons.setdefault(method_id, reason)
    return tuple(MethodAdvice(method_id, reason) for method_id, reason in reasons.items())


def _fitting(card: CaseCard | None, meetings_held: int) -> Iterator[tuple[str, Reason]]:
    is_new = meetings_held < NEW_GROUP
    if card is None:
        yield from _each("new_group", ("M01", "M02") if is_new else ())
        yield from _each("own_case", ("M01", "M06", "M03"))
        return
    factors = set(card.factors)
    yield from _each("serious", ("M05",) if card.severity_potential in SERIOUS else ())
    yield from _each("new_group", BEGINNERS if is_new else ())
    yield from _each("went_well", ("M09",) if _went_well(card) else ())
    yield from _each("values", ("M07", "M08") if factors & VALUES else ())
    yield from _each("doing", ("M01", "M12") if factors & DOING else ())
    yield from _each("card", card.methods)


def _each(reason: Reason, method_ids: Sequence[str]) -> Iterator[tuple[str, Reason]]:
    return ((method_id, reason) for method_id in method_ids)


def _went_well(card: CaseCard) -> bool:
    """Whether no other kind has as high a band as that of what went well."""
    bands = [f"{first}+" if last is None else f"{first}-{last}" for first, last in BANDS]
    sizes = {kind: bands.index(band) for kind, band in card.kinds.items() if band in bands}
    largest = max(sizes.values(), default=0)
    return [kind for kind, size in sizes.items() if size == largest] == [WENT_WELL]


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
