"""The masked reports behind a theme, beside its card, for an analist whose key is unlocked."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import session
from flask_security import current_user

from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, may
from app.staff.screening.keyroom import KeyRoom, Place
from app.staff.screening.looking import find
from app.staff.screening.pages import TOKEN
from reporting.learning.borrowing import Told, read_told
from reporting.report import Report
from reporting.screening import look_up
from reporting.screening_desk import ScreeningDesk
from reporting.theme_sources import sources_of

AT_ONCE: Final = 8
"""Reports on one page; a page that somebody reads with attention. Source: own choice."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the reports behind a card."""

    reports: Sequence[Report]
    number: int
    """From 1."""
    last: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Finds the reports; holds no key itself."""

    staff: StaffDesk
    screening: ScreeningDesk | None
    room: KeyRoom
    stop_words: frozenset[str]

    def place(self) -> Place | None:
        """Where this session works; None when its key is locked, or is nobody's."""
        if self.screening is None or not may(Permission.REPORT_READ):
            return None
        return self.room.find(session.get(TOKEN), current_user.id, self.staff.clock())

    def told(self, theme: str) -> Told | None:
        """What the reports behind a theme say, for the lint; None when they cannot be opened."""
        place = self.place()
        if place is None:
            return None
        reports = self._reports(theme, place)
        texts = [text for one in reports for text in (one.story, one.tip) if text]
        return read_told(texts, self.stop_words)

    def page(self, theme: str, number: int) -> Page | None:
        """Some of the reports, in an order that means nothing; None when the key is locked."""
        place = self.place()
        if place is None or self.screening is None:
            return None
        reports = self._reports(theme, place)
        last = max(1, -(-len(reports) // AT_ONCE))
        at = min(max(number, 1), last)
        shown = reports[(at - 1) * AT_ONCE : at * AT_ONCE]
        month = f"{self.staff.clock():%Y-%m}"
        for _one in shown:
            self.screening.store.note_action(current_user.id, month, "read")
        return Page(shown, at, last)

    def _reports(self, theme: str, place: Place) -> list[Report]:
        desk = self.screening
        if desk is None:
            return []
        known = look_up(place.open_, desk)
        ids = sources_of(theme, desk.store.theme_sources(), place.open_)
        sheets = (find(one, place, known, desk) for one in sorted(ids, key=_mixed))
        return [sheet.report for sheet in sheets if sheet is not None]


def _mixed(report: str) -> str:
    """Puts reports in an order of this session only, the same on each page of it."""
    return hashlib.sha256(f"{session.get(TOKEN)}{report}".encode()).hexdigest()
