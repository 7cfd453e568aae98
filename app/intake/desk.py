"""What the public pages need, built once per process from the settings."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from app.intake.bulletin_rack import NoBulletins, Shelf
from config.limits import MIN_UNIT_SIZE
from reporting.followup import FollowupDesk
from reporting.intake import IntakeDesk
from reporting.masking.ner import NerModel
from reporting.masking.own_words import NO_OWN_WORDS, OwnWords
from reporting.vault.strip_keys import StripKeys

LOOKUPS_A_MINUTE: Final = 120
"""Codes that may be looked up in one process, by everybody together.

Each lookup costs 25 ms of one core; nobody is told apart, so the limit is for all.
"""


class Turnstile:
    """Lets through so many a minute; keeps one number and one time, and nothing about visitors."""

    def __init__(self, most: int = LOOKUPS_A_MINUTE) -> None:
        self._most = most
        self._left = float(most)
        self._since: datetime | None = None

    def lets_through(self, now: datetime) -> bool:
        """Whether one more may pass now."""
        seconds = 0.0 if self._since is None else (now - self._since).total_seconds()
        self._since = now
        self._left = min(self._most, self._left + max(0.0, seconds) * self._most / 60)
        if self._left < 1:
            return False
        self._left -= 1
        return True


@dataclass(frozen=True, slots=True)
class PublicDesk:
    """The desks behind the public pages, and how to see that the store answers."""

    intake: IntakeDesk
    followup: FollowupDesk
    is_ready: Callable[[], bool]
    strip_keys: Callable[[], StripKeys]
    """The public keys of proofs of reporting, as the manifest has them now."""
    own_words: OwnWords = NO_OWN_WORDS
    ner: NerModel | None = None
    """What helps the masking to recognise names; none unless the setting names one."""
    units: tuple[str, ...] = ()
    """Names of the departments that are large enough to be chosen."""
    turnstile: Turnstile = field(default_factory=Turnstile)
    count_waiting: Callable[[int], int] = lambda _most: 0
    """Reports in the inbox, counted no further than the number given."""
    bulletins: Shelf = field(default_factory=NoBulletins)
    """What was published for everybody; nothing else of the staff's can be read here."""


def read_units(lines: Iterable[str]) -> tuple[str, ...]:
    """The departments that may be chosen on the form: those with `MIN_UNIT_SIZE` people or more.

    Args:
        lines: CSV `name,people`; a header, empty lines and lines without a number are left out.
    """
    large = []
    for row in csv.reader(lines):
        people = row[1].strip() if len(row) > 1 else ""
        if people.isascii() and people.isdigit() and int(people) >= MIN_UNIT_SIZE:
            large.append(row[0].strip())
    return tuple(dict.fromkeys(name for name in large if name))
