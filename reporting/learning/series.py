"""A series of meetings: every so many weeks on the same day and time, with days to skip.

A day that falls out is moved one week on, and again, as long as the next one of the series is not
reached; the others keep their rhythm.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from reporting.learning.groups import Group
from reporting.learning.holidays import holidays
from reporting.learning.meetings import Meeting, MeetingDesk, MeetingPlan, planned
from reporting.learning.planning_errors import NoDaysLeft, SeriesOutOfRange, SkippedDaysUnclear
from reporting.learning.texts import new_id

TIMES_USUAL: Final = 8
"""Meetings in a year."""
WEEKS_USUAL: Final = 6
TIMES: Final = (2, 20)
WEEKS: Final = (1, 26)
"""Lowest and highest; more is a typing error. Source: own choice, as the usual ones above."""
DAYS: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
BETWEEN: Final = ("", "t/m", "tot en met", "-", "–", "to", "until", "through")
"""Words between the first and the last day of a period."""
ONE_WEEK: Final = timedelta(weeks=1)

Reason = Literal["holiday", "skipped", "clash"]
Period = tuple[date, date]
"""First and last day, both included."""
Taken = tuple[datetime, datetime]
"""From and until, with a time zone."""


@dataclass(frozen=True, slots=True)
class SeriesWish:
    first: datetime
    """When the first one begins, with the time zone of the place: its clock is kept."""
    times: int = TIMES_USUAL
    weeks: int = WEEKS_USUAL
    """From one meeting to the next."""
    minutes: int = 120
    skip: tuple[Period, ...] = ()
    skip_holidays: bool = True


@dataclass(frozen=True, slots=True)
class SeriesDay:
    wanted: date
    """The day on which the rhythm of the series falls."""
    starts_at: datetime | None
    """None when no week was left to move to; then this one falls out."""
    reason: Reason | None
    """Why the wanted day does not do; None when it does."""


def series_days(wish: SeriesWish, taken: Sequence[Taken]) -> tuple[SeriesDay, ...]:
    """When the meetings of a series are.

    Args:
        wish: what is asked for.
        taken: when the group or its facilitator has something else.

    Raises:
        SeriesOutOfRange: too few or too many meetings or weeks.
        ValueError: a time without a time zone.
    """
    if wish.first.tzinfo is None:
        raise ValueError("a series keeps the clock of a place")
    for number, (lowest, highest) in ((wish.times, TIMES), (wish.weeks, WEEKS)):
        if not lowest <= number <= highest:
            raise SeriesOutOfRange
    return tuple(_settled(wish, number * wish.weeks, taken) for number in range(wish.times))


def _settled(wish: SeriesWish, weeks_on: int, taken: Sequence[Taken]) -> SeriesDay:
    first = wish.first + weeks_on * ONE_WEEK
    reason = why_not(first, wish, taken)
    for later in range(wish.weeks):
        moment = first + later * ONE_WEEK
        if why_not(moment, wish, taken) is None:
            return SeriesDay(first.date(), moment, reason)
    return SeriesDay(first.date(), None, reason)


def why_not(moment: datetime, wish: SeriesWish, taken: Sequence[Taken]) -> Reason | None:
    """Why no meeting can begin then; None when it can."""
    day = moment.date()
    if any(begin <= day <= end for begin, end in wish.skip):
        return "skipped"
    if wish.skip_holidays and day in holidays(day.year):
        return "holiday"
    begin = moment.astimezone(UTC)
    end = begin + timedelta(minutes=wish.minutes)
    return "clash" if any(begin < until and since < end for since, until in taken) else None


def taken_times(group: Group, groups: Sequence[Group], meetings: Sequence[Meeting]) -> list[Taken]:
    """When a group, or another group of its facilitator, meets already."""
    busy = {each.id for each in groups if each.facilitator == group.facilitator} | {group.id}
    return [
        (each.starts_at, each.ends_at)
        for each in meetings
        if each.group_id in busy and each.status != "cancelled"
    ]


def plan_series(
    plan: MeetingPlan, starts: Collection[datetime], now: datetime, desk: MeetingDesk
) -> tuple[Meeting, ...]:
    """Put all meetings of a series in the agenda, or none. Doing so again changes nothing.

    Args:
        plan: of each; its time is left aside, and it has no card yet.
        starts: when they begin, with a time zone.
        now: the current time, with a time zone.
        desk: of this process.

    Raises:
        NoDaysLeft, MeetingInThePast, UnknownGroup, UnknownMethod, MethodTooEarly, TextTooLong,
            MeetingAtThatTime, MinutesOutOfRange: nothing was changed.
    """
    if not starts:
        raise NoDaysLeft
    series_id, alike = new_id(), replace(plan, card_id=None)
    made = [
        planned(replace(alike, starts_at=each), now, desk, earlier=number)
        for number, each in enumerate(sorted(set(starts)))
    ]
    return desk.store.add_series([replace(each, series_id=series_id) for each in made])


def read_periods(text: str) -> tuple[Period, ...]:
    """The days and periods to skip: one on a line, as 2026-12-24 or 2026-12-24 t/m 2027-01-03.

    Raises:
        SkippedDaysUnclear: a line that is neither, or a period that ends before it begins.
    """
    return tuple(_period(line) for line in text.splitlines() if line.strip())


def _period(line: str) -> Period:
    found = DAYS.findall(line)
    try:
        days = [date.fromisoformat(each) for each in found]
    except ValueError:
        raise SkippedDaysUnclear from None
    if len(days) not in (1, 2) or DAYS.sub("", line).strip() not in BETWEEN:
        raise SkippedDaysUnclear
    if days[-1] < days[0]:
        raise SkippedDaysUnclear
    return (days[0], days[-1])
