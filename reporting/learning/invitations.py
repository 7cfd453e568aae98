"""Meetings as files for a calendar: iCalendar (RFC 5545) with the methods of iTIP (RFC 5546).

A calendar is often shared, so a file says "Intervisie" and nothing of a card, a theme, a method or
who is in the group. The id of a meeting is its UID as long as it lives, so a calendar moves or
cancels what it has; `sequence` tells it which file is the newest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
)

from reporting.learning.meetings import Meeting
from reporting.learning.planning_errors import AddressUnclear

PLACE_CLOCK: Final = ZoneInfo("Europe/Amsterdam")
"""Meetings are at a place; a calendar elsewhere must show them on its own clock."""
PRODUCT: Final = "-//Vrijuit//Vrijuit//NL"
REMINDERS: Final = (timedelta(days=-1), timedelta(hours=-1))
"""Before the meeting begins: to prepare, and to walk there. Source: own choice."""
SUMMER: Final = (datetime(1970, 3, 29, 2), {"FREQ": "YEARLY", "BYMONTH": 3, "BYDAY": "-1SU"})  # noqa: DTZ001 - on the clock of before, as RFC 5545 wants it
WINTER: Final = (datetime(1970, 10, 25, 3), {"FREQ": "YEARLY", "BYMONTH": 10, "BYDAY": "-1SU"})  # noqa: DTZ001 - the same
"""When the clock of Europe/Amsterdam goes forward and back, on the clock of before. Source:
Directive 2000/84/EC; a test holds it against the time zone database."""
CET: Final = timedelta(hours=1)
CEST: Final = timedelta(hours=2)
ADDRESS_MAX: Final = 254
"""Characters. Source: RFC 5321, with the brackets of a path taken off."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What stands in the file, in the language of the group."""

    summary: str
    description: str


@dataclass(frozen=True, slots=True)
class Organiser:
    name: str
    email: str


def invitation(
    meeting: Meeting,
    words: Wording,
    organiser: Organiser | None,
    attendees: Sequence[str],
    now: datetime,
) -> bytes:
    """The file that puts a meeting in a calendar, moves it there, or takes it out.

    Args:
        meeting: a cancelled one gives a cancellation.
        words: what the calendar shows.
        organiser: of the group; None when the account is gone.
        attendees: e-mail addresses; usually none, as members have none in this program.
        now: the time at which the file is made, with a time zone.
    """
    cancelled = meeting.status == "cancelled"
    event = _event(meeting, words, organiser, now)
    for address in attendees:
        event.add("attendee", vCalAddress.new(address, role="REQ-PARTICIPANT", rsvp=not cancelled))
    return _calendar("CANCEL" if cancelled else "REQUEST", [event])


def all_invitations(
    meetings: Iterable[Meeting], words: Wording, organiser: Organiser | None, now: datetime
) -> bytes:
    """The planned meetings of a group in one file, to take into a calendar by yourself.

    A request may hold one meeting only (RFC 5546, 3.2.2), so this publishes them.
    """
    planned = [each for each in meetings if each.status == "planned"]
    return _calendar("PUBLISH", [_event(each, words, organiser, now) for each in planned])


def read_addresses(text: str) -> tuple[str, ...]:
    """The e-mail addresses in a text, one on a line or between commas; each once.

    Raises:
        AddressUnclear: one of them is no address.
    """
    found = dict.fromkeys(
        part for line in text.splitlines() for part in map(str.strip, line.split(",")) if part
    )
    for each in found:
        _name, address = parseaddr(each)
        local, at, domain = each.rpartition("@")
        plain = each.isascii() and each.isprintable() and not set(each) & set(' <>"();:\\')
        if address != each or not (local and at and "." in domain and plain):
            raise AddressUnclear
        if len(each) > ADDRESS_MAX:
            raise AddressUnclear
    return tuple(found)


def uid_of(meeting: Meeting) -> str:
    """What a calendar knows a meeting by: random, so it names no place (RFC 7986, 5.3)."""
    return str(UUID(hex=meeting.id))


def _calendar(method: str, events: Sequence[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_timezone())
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _event(meeting: Meeting, words: Wording, organiser: Organiser | None, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid_of(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", meeting.starts_at.astimezone(PLACE_CLOCK))
    event.add("dtend", meeting.ends_at.astimezone(PLACE_CLOCK))
    event.add("summary", words.summary)
    event.add("description", words.description)
    if meeting.place:
        event.add("location", meeting.place)
    if organiser is not None:
        event.add("organizer", vCalAddress.new(organiser.email, cn=organiser.name or None))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if meeting.status == "cancelled" else "CONFIRMED")
    if meeting.status != "cancelled":
        for before in REMINDERS:
            event.add_component(_reminder(before, words.summary))
    return event


def _reminder(before: timedelta, summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", before)
    return alarm


def _timezone() -> Timezone:
    zone = Timezone()
    zone.add("tzid", PLACE_CLOCK.key)
    for kind, name, (begins, rule), was, becomes in (
        (TimezoneDaylight(), "CEST", SUMMER, CET, CEST),
        (TimezoneStandard(), "CET", WINTER, CEST, CET),
    ):
        kind.add("tzname", name)
        kind.add("dtstart", begins)
        kind.add("rrule", rule)
        kind.add("tzoffsetfrom", was)
        kind.add("tzoffsetto", becomes)
        zone.add_component(kind)
    return zone
