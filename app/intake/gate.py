"""The gate before sending: keeps a flood of false reports out, without knowing any visitor.

Nobody is told apart: there is no cookie, no address, no bucket per network. What is refused is
shown again with all that was typed, and why; nothing is dropped in silence.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import gettext as _

from app.intake.notices import Notice
from app.intake.state import Draft
from config.gate import GateSettings
from config.limits import WORK_WAIT_SECONDS

TRAP_FIELD: Final = "website"
"""Hidden from people; a program that fills in every field fills in this one."""
WORK_FIELD: Final = "werk"
GATE_FIELDS: Final = frozenset({TRAP_FIELD, WORK_FIELD})
WORK_LABEL: Final = b"vrijuit/v1/work"
WORK_BY_CROWD: Final = ((0.75, 21), (0.5, 19), (0.25, 17))
"""Share of the inbox that is taken, and the zero bits asked from there on. 17 bits take a phone
about half a second, each next bit twice as long."""
LONGEST_WORK: Final = 16
"""Digits of a number that shows the work."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the check page asks of a browser."""

    task: str
    bits: int
    done: str
    """What the browser found before, or ""."""


@dataclass(frozen=True, slots=True)
class Gate:
    settings: GateSettings
    count_waiting: Callable[[int], int]
    """Reports in the inbox, counted no further than the number given."""

    def work_asked(self) -> int:
        """Zero bits to ask for now; 0 when it is quiet, or when work is never asked.

        Raises:
            StoreUnavailable: the inbox cannot be counted.
        """
        most = self.settings.most_waiting
        if self.settings.proof_of_work == "no":
            return 0
        taken = self.count_waiting(most) / most
        return next((bits for share, bits in WORK_BY_CROWD if taken >= share), 0)

    def refusal(self, draft: Draft, sent: Mapping[str, str], now: datetime) -> Notice | None:
        """Why a report may not be sent now; None when it may.

        Args:
            draft: as the check page carried it.
            sent: the fields of the form.
            now: the time, with a zone.
        """
        age = now.timestamp() - draft.begun
        if is_trapped(sent):
            return trapped()
        # Before it was begun: the clock was set back, and nobody is to blame for that.
        if 0 <= age < self.settings.floor_seconds:
            return too_early()
        shown = is_worked(draft.code, sent.get(WORK_FIELD, ""), draft.work)
        return be_patient() if 0 <= age < WORK_WAIT_SECONDS and not shown else None


def is_trapped(sent: Mapping[str, str]) -> bool:
    """Whether the field that nobody sees was filled in."""
    return bool(sent.get(TRAP_FIELD))


def work_task(code: str) -> str:
    """64 hexadecimal digits: what to work on. Of this report only, so work cannot be kept."""
    return hashlib.sha256(WORK_LABEL + code.encode()).hexdigest()


def is_worked(code: str, number: str, bits: int) -> bool:
    """Whether the hash of task and number begins with so many zero bits (hashcash)."""
    if bits == 0:
        return True
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_WORK):
        return False
    digest = hashlib.sha256(f"{work_task(code)}:{number}".encode()).digest()
    return int.from_bytes(digest) >> (len(digest) * 8 - bits) == 0


def work_on_page(draft: Draft, sent: Mapping[str, str]) -> Work | None:
    """What the check page asks for; None when it asks for nothing."""
    if not draft.work:
        return None
    return Work(work_task(draft.code), draft.work, sent.get(WORK_FIELD, "")[:LONGEST_WORK])


def trapped() -> Notice:
    """A program, or a browser that fills in too much."""
    sentence = _(
        "Er stond iets in een veld dat leeg moet blijven. Wij maakten het leeg. Ga verder."
    )
    return Notice(_("Er is nog niets verstuurd"), [sentence], 400)


def too_early() -> Notice:
    """Faster than a person."""
    sentence = _("Dat ging wel erg snel. Kijk alles nog even na en verstuur het dan.")
    return Notice(_("Er is nog niets verstuurd"), [sentence], 400)


def be_patient() -> Notice:
    """Neither work nor patience was shown yet."""
    sentence = _("Het is nu druk. Wacht een minuut en druk nog eens op Verstuur mijn melding.")
    return Notice(_("Er is nog niets verstuurd"), [sentence], 429)
