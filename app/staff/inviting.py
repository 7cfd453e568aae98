"""Inviting a group: a file for the calendar, and a text to paste in a mail.

Members have no address in this program. Whoever invites sends both from their own mail.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from flask import Response
from flask_babel import gettext

from app.staff.desk import StaffDesk
from app.staff.people import People
from app.staff.words import LOCAL, clock_name, moment_name
from reporting.learning.invitations import Organiser, Wording
from reporting.learning.meetings import Meeting

CALENDAR_TYPE: Final = "text/calendar; charset=utf-8"
NEUTRAL: Final = "Intervisie"
"""The same word in both languages, and all that a shared calendar shows."""


@dataclass(frozen=True, slots=True)
class MailText:
    subject: str
    body: str

    @property
    def link(self) -> str:
        """Opens a new mail, to nobody yet."""
        return f"mailto:?subject={quote(self.subject)}&body={quote(self.body)}"


def wording(meeting: Meeting | None) -> Wording:
    """What stands in the calendar, in the language of the page."""
    if meeting is not None and meeting.status == "cancelled":
        return Wording(NEUTRAL, gettext("Deze bijeenkomst vervalt."))
    return Wording(NEUTRAL, gettext("Kun je niet? Zeg het zo vroeg mogelijk tegen de begeleider."))


def mail_text(meeting: Meeting) -> MailText:
    """A text for a mail to the group: day, time and place, and nothing of what it is about."""
    day, until = moment_name(meeting.starts_at), clock_name(meeting.ends_at)
    if meeting.status == "cancelled":
        subject = gettext("Intervisie vervalt: %(day)s", day=day)
        lines = [gettext("De bijeenkomst van %(day)s gaat niet door.", day=day)]
    else:
        moved = meeting.sequence > 0
        subject = (
            gettext("Intervisie gewijzigd: %(day)s", day=day)
            if moved
            else gettext("Intervisie: %(day)s", day=day)
        )
        lines = [
            gettext("We zien elkaar op %(day)s, tot %(until)s.", day=day, until=until),
            *([gettext("Plaats: %(place)s", place=meeting.place)] if meeting.place else []),
            gettext("Kun je niet? Zeg het zo vroeg mogelijk tegen de begeleider."),
        ]
    lines.append(gettext("De bijlage zet het goed in je agenda."))
    return MailText(subject, "\n".join(lines))


def organiser_of(group_id: str, desk: StaffDesk, people: People) -> Organiser | None:
    """The facilitator of a group, as a calendar shows them."""
    group = desk.learning.store.group(group_id)
    found = None if group is None else people.find(group.facilitator)
    return None if found is None else Organiser(found.name, found.email)


def file_name(meeting: Meeting) -> str:
    """Tells the day and nothing else."""
    return f"intervisie-{meeting.starts_at.astimezone(LOCAL):%Y-%m-%d}"


def ics_answer(content: bytes, name: str) -> Response:
    """A calendar file to save or to open."""
    response = Response(content, content_type=CALENDAR_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
