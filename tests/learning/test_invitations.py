"""Files for a calendar, opened by calendar libraries, and what they must never say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import dateutil.parser
import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from reporting.learning.invitations import (
    PLACE_CLOCK,
    Organiser,
    Wording,
    all_invitations,
    invitation,
    read_addresses,
    uid_of,
)
from reporting.learning.meetings import Meeting
from reporting.learning.planning_errors import AddressUnclear
from reporting.learning.texts import new_id
from tests.learning.samples import NOW, SOON

WORDS = Wording("Intervisie", "Kun je niet? Zeg het de begeleider.")
GUIDE = Organiser('Demo "Guide", begeleider; van groepen', "guide@staf.example")
MEETING = Meeting(new_id(), "group-1", "c-1", SOON, "Zaal 2; links, boven", "M01", "planned")


def opened(content: bytes) -> Any:  # noqa: ANN401 - a property of an event may be any of thirty types
    """The one event of a file, read by a calendar library."""
    [event] = Calendar.from_ical(content).walk("VEVENT")
    return event


def plain(content: bytes) -> dict[str, str]:
    """A file read without a library: unfolded lines, by name; the last of a name stays."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    return dict(line.split(":", 1) for line in lines if ":" in line)


def made(meeting: Meeting = MEETING, addresses: tuple[str, ...] = ()) -> bytes:
    return invitation(meeting, WORDS, GUIDE, addresses, NOW)


def test_an_invitation_opens_in_a_calendar_library() -> None:
    event = opened(made())
    assert event["uid"] == uid_of(MEETING)
    assert event["sequence"] == 0
    assert event.decoded("dtstart") == SOON
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=120)
    assert (str(event["location"]), str(event["summary"])) == (MEETING.place, "Intervisie")
    assert event["organizer"] == "mailto:guide@staf.example"
    assert event.decoded("dtstamp") == NOW
    assert (event["status"], event["class"]) == ("CONFIRMED", "PRIVATE")
    assert Calendar.from_ical(made())["method"] == "REQUEST"


def test_an_invitation_reads_the_same_without_a_library() -> None:
    found = plain(made())
    assert found["DTSTART;TZID=Europe/Amsterdam"] == "20261208T103000"
    assert found["DTEND;TZID=Europe/Amsterdam"] == "20261208T123000"
    assert found["LOCATION"] == "Zaal 2\\; links\\, boven"
    assert found["METHOD"] == "REQUEST"
    assert made().endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, made().split(b"\r\n"))) <= 75


def test_an_invitation_says_nothing_of_what_it_is_about() -> None:
    content = made().decode()
    for telling in ("c-1", "M01", "group-1", "Incident", "vrijuit.", MEETING.id):
        assert telling not in content.replace("PRODID:-//Vrijuit//Vrijuit//NL", "")
    assert "ATTENDEE" not in content


def test_two_reminders_come_before_the_meeting() -> None:
    triggers = [alarm.decoded("trigger") for alarm in opened(made()).walk("VALARM")]
    assert triggers == [timedelta(days=-1), timedelta(hours=-1)]


def test_a_meeting_that_moved_replaces_itself_in_the_calendar() -> None:
    moved = replace(MEETING, starts_at=SOON + timedelta(days=7), sequence=1)
    before, after = opened(made()), opened(made(moved))
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]


def test_a_cancellation_takes_it_out() -> None:
    cancelled = replace(MEETING, status="cancelled", sequence=2)
    event = opened(made(cancelled))
    assert Calendar.from_ical(made(cancelled))["method"] == "CANCEL"
    assert (event["status"], event["sequence"], event["uid"]) == ("CANCELLED", 2, uid_of(MEETING))
    assert event.walk("VALARM") == []


def test_addresses_are_in_the_file_only_when_they_are_given() -> None:
    addresses = ("een@voorbeeld.example", "twee@voorbeeld.example")
    event = opened(made(addresses=addresses))
    assert [str(one) for one in event["attendee"]] == [f"mailto:{each}" for each in addresses]


def test_a_meeting_without_a_facilitator_has_no_organiser() -> None:
    assert "ORGANIZER" not in invitation(MEETING, WORDS, None, (), NOW).decode()


@pytest.mark.parametrize(
    "place", ["Zaal\r\nATTENDEE:mailto:x@y.example", "a\nBEGIN:VALARM", "x" * 120, "é" * 90]
)
def test_a_place_cannot_add_lines_to_the_file(place: str) -> None:
    content = made(replace(MEETING, place=place))
    event = opened(content)
    assert "attendee" not in event
    assert len(event.walk("VALARM")) == 2
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_the_planned_meetings_of_a_group_are_in_one_file() -> None:
    others = [
        replace(MEETING, id=new_id(), starts_at=SOON + n * timedelta(weeks=6)) for n in range(3)
    ]
    gone = replace(MEETING, id=new_id(), status="cancelled")
    held = replace(MEETING, id=new_id(), status="held")
    calendar = Calendar.from_ical(all_invitations([*others, gone, held], WORDS, GUIDE, NOW))
    assert calendar["method"] == "PUBLISH"
    assert [event["uid"] for event in calendar.walk("VEVENT")] == [uid_of(each) for each in others]


@given(
    days=st.integers(0, 12 * 365),
    minutes=st.integers(7 * 60, 22 * 60),
)
def test_every_meeting_begins_at_the_same_moment_in_another_reader(days: int, minutes: int) -> None:
    """dateutil takes the time zone from the file itself, and knows nothing of ours."""
    day = datetime(2026, 1, 1, tzinfo=PLACE_CLOCK) + timedelta(days=days)
    begins = day.replace(hour=minutes // 60, minute=minutes % 60)
    content = made(replace(MEETING, starts_at=begins.astimezone(UTC)))
    zone = tzical(StringIO(content.decode().replace("\r\n", "\n"))).get("Europe/Amsterdam")
    found = dateutil.parser.parse(plain(content)["DTSTART;TZID=Europe/Amsterdam"])
    assert found.replace(tzinfo=zone).astimezone(UTC) == begins.astimezone(UTC)


@pytest.mark.parametrize("text", ["", " \n ", ",,"])
def test_no_addresses_is_fine(text: str) -> None:
    assert read_addresses(text) == ()


def test_addresses_are_read_from_lines_and_commas_each_once() -> None:
    typed = "een@a.example, twee@a.example\n een@a.example \n\ndrie+x@b.example"
    assert read_addresses(typed) == ("een@a.example", "twee@a.example", "drie+x@b.example")


@pytest.mark.parametrize(
    "text",
    [
        *("een", "een@", "@a.example", "een@localhost", "Een <een@a.example>", "een @a.example"),
        *("een@a.example;twee@a.example", "een@a.example:x", "é@a.example", f"{'x' * 250}@a.nl"),
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressUnclear):
        read_addresses(f"goed@a.example\n{text}")
