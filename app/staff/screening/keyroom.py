"""Where unlocked keys live: in the memory of this process, each for one session, and not for long.

The session's cookie holds a random token and no key. A key goes at sign-out, after fifteen idle
minutes, and with the process.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from reporting.bags import Open

IDLE: Final = timedelta(minutes=15)
MOST_TRIES: Final = 5
"""Wrong passphrases of one account; then it waits until none was typed for `IDLE`."""
TOKEN_BYTES: Final = 32
PLACE_BYTES: Final = 4


@dataclass(slots=True)
class Place:
    """The desk of one session."""

    user_id: str
    open_: Open = field(repr=False)
    """Opens what this analist may read; it holds the key."""
    seen: datetime = field()
    pile: dict[str, str] = field(default_factory=dict, repr=False)
    """Ids of the reports at hand, by names that mean nothing outside this session."""

    def put(self, reports: Iterable[str]) -> None:
        """A new pile, in this order; what was at hand is no longer."""
        self.pile = {new_name(): report for report in reports}

    def name_of(self, report: str) -> str:
        """How this session calls a report; it is at hand from then on."""
        known = next((name for name, one in self.pile.items() if one == report), None)
        if known is None:
            known = new_name()
            self.pile[known] = report
        return known


@dataclass(slots=True)
class _Tries:
    number: int
    last: datetime


class KeyRoom:
    """All unlocked keys of this process."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._tries: dict[str, _Tries] = {}
        self._lock = Lock()

    def may_try(self, user_id: str, now: datetime) -> bool:
        """Whether this account may type a passphrase now."""
        tries = self._tries.get(user_id)
        return tries is None or tries.number < MOST_TRIES or now - tries.last > IDLE

    def note_wrong(self, user_id: str, now: datetime) -> None:
        """Count a wrong passphrase."""
        with self._lock:
            before = self._tries.get(user_id)
            fresh = before is None or now - before.last > IDLE
            self._tries[user_id] = _Tries(1 if fresh or before is None else before.number + 1, now)

    def admit(self, user_id: str, open_: Open, now: datetime) -> str:
        """Keep a key for a session; gives the token to find it by."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._lock:
            self._tries.pop(user_id, None)
            self._places[token] = Place(user_id, open_, now)
        return token

    def find(self, token: str | None, user_id: str, now: datetime) -> Place | None:
        """The desk of a session, unless it was idle for too long."""
        self.sweep(now)
        place = self._places.get(token or "")
        if place is None or place.user_id != user_id:
            return None
        place.seen = now
        return place

    def leave(self, user_id: str) -> None:
        """Drop all keys of somebody."""
        self._keep([token for token, one in self._places.items() if one.user_id != user_id])

    def sweep(self, now: datetime) -> None:
        """Drop the keys that nobody used for fifteen minutes."""
        places = list(self._places.items())
        self._keep([token for token, one in places if abs(now - one.seen) <= IDLE])

    def _keep(self, tokens: list[str]) -> None:
        with self._lock:
            self._places = {t: self._places[t] for t in tokens if t in self._places}

    def __len__(self) -> int:
        return len(self._places)


def new_name() -> str:
    """A name for a report within one session; random, so that it says nothing."""
    return secrets.token_hex(PLACE_BYTES)
