"""What is typed about a meeting, and what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.shared.bodies import tidy_text
from app.staff.desk import StaffDesk
from app.staff.words import LOCAL
from reporting.learning.agenda import meeting_minutes
from reporting.learning.cards import BoardCard, board
from reporting.learning.errors import MeetingInThePast
from reporting.learning.meetings import USUAL_MINUTES, Meeting, MeetingPlan, count_meetings
from reporting.learning.method_advice import advise_methods
from reporting.learning.planning_errors import MinutesOutOfRange

YEARS_AHEAD: Final = 5
"""Nobody plans a meeting later than that."""
DIGITS: Final = 4
"""More than that is no number of minutes, of weeks or of meetings."""
REASONS: Final[Mapping[str, LazyString]] = {
    "serious": _("het had ernstig kunnen aflopen; vraag een begeleider van buiten"),
    "emotion": _("er speelt een gevoel; vraag een begeleider van buiten"),
    "new_group": _("past bij een nieuwe groep"),
    "went_well": _("het ging vooral goed"),
    "values": _("het gaat over waarden en wat je durft te zeggen"),
    "doing": _("het gaat over iets dat in het werk gebeurde"),
    "card": _("staat op de kaart"),
    "own_case": _("past bij een eigen casus"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was filled in, as text."""

    group: str = ""
    card: str = ""
    day: str = ""
    time: str = ""
    place: str = ""
    method: str = ""
    minutes: str = ""


def typed() -> Typed:
    """What was filled in."""
    names = ("group", "card", "day", "time", "place", "method", "minutes")
    return Typed(**{name: tidy_text(request.values.get(name, "")) for name in names})


def typed_as(meeting: Meeting) -> Typed:
    """A meeting as somebody would type it."""
    begins = meeting.starts_at.astimezone(LOCAL)
    return Typed(
        group=meeting.group_id,
        card=meeting.card_id or "",
        day=f"{begins:%Y-%m-%d}",
        time=f"{begins:%H:%M}",
        place=meeting.place,
        method=meeting.method_id,
        minutes=str(meeting.minutes),
    )


def starts_at(day: str, time: str, now: datetime) -> datetime:
    """The moment that was filled in, on the clock of the place of work.

    Raises:
        MeetingInThePast: no day or no time that exists, or one that must be mistyped.
    """
    try:
        wanted = datetime.strptime(f"{day} {time}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - typed on the clock of the place, as the next line says
        moment = wanted.replace(tzinfo=LOCAL)
        year = moment.astimezone(UTC).year
    except (ValueError, OverflowError):
        raise MeetingInThePast from None
    if year > now.year + YEARS_AHEAD:
        raise MeetingInThePast
    return moment


def whole_number(text: str) -> int | None:
    """A number that was typed; None when it is none."""
    plain = text.isascii() and text.isdecimal() and len(text) <= DIGITS
    return int(text) if plain else None


def minutes_of(filled: Typed, desk: StaffDesk) -> int:
    """How long it takes: what was typed, or what the method asks.

    Raises:
        MinutesOutOfRange: no number.
    """
    if not filled.minutes:
        method = desk.method(filled.method)
        if method is None:
            return USUAL_MINUTES
        return max(
            USUAL_MINUTES, meeting_minutes(method, desk.running.phases, with_card=bool(filled.card))
        )
    minutes = whole_number(filled.minutes)
    if minutes is None:
        raise MinutesOutOfRange
    return minutes


def plan_of(filled: Typed, now: datetime, desk: StaffDesk) -> MeetingPlan:
    """What was filled in, as a plan.

    Raises:
        MeetingInThePast, MinutesOutOfRange: it cannot be read.
    """
    return MeetingPlan(
        group_id=filled.group,
        card_id=filled.card or None,
        starts_at=starts_at(filled.day, filled.time, now).astimezone(UTC),
        place=filled.place,
        method_id=filled.method,
        minutes=minutes_of(filled, desk),
    )


def cards_of(group_id: str, desk: StaffDesk) -> Sequence[BoardCard]:
    """The cards that a group may open with."""
    return [
        one
        for one in board(desk.learning)
        if one.group_id == group_id and one.review != "withdrawn"
    ]


def advice_for(filled: Typed, desk: StaffDesk) -> list[tuple[str, LazyString]]:
    """Which methods fit, and why."""
    cards = cards_of(filled.group, desk)
    card = next((one.card for one in cards if one.card.id == filled.card), None)
    held = count_meetings(filled.group, desk.clock(), desk.learning)
    found = advise_methods(card, held, desk.methods)
    return [(one.method_id, REASONS[one.reason]) for one in found]
