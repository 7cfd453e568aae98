"""The bulletins that visitors can read, looked up no more often than once a minute for the menu."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Protocol

from reporting.errors import StoreUnavailable
from reporting.learning.bulletin import Published

LOOK_AGAIN: Final = timedelta(minutes=1)
"""After which the menu asks anew whether there is a bulletin; a page of its own always asks."""


class Shelf(Protocol):
    """Where published bulletins are read."""

    def all_published(self) -> tuple[Published, ...]:
        """The last version of every month, the newest first."""

    def print_of(self, month: str, language: str, /) -> bytes | None:
        """The last version of a month on paper, a PDF."""


class NoBulletins:
    """A shelf without anything on it."""

    def all_published(self) -> tuple[Published, ...]:
        """Nothing."""
        return ()

    def print_of(self, month: str, language: str) -> None:
        """Nothing."""
        del month, language


class Rack:
    """Tells each page whether there is something to read; keeps one month and one time."""

    def __init__(self, shelf: Shelf, clock: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._clock = clock
        self._looked: datetime | None = None
        self._newest = ""

    def newest_month(self) -> str:
        """The month of the newest bulletin, "" for none; while the store is away, as it was."""
        now = self._clock()
        if self._looked is None or not self._looked <= now < self._looked + LOOK_AGAIN:
            self._looked = now
            try:
                self._newest = max((one.bulletin.month for one in self._published()), default="")
            except StoreUnavailable:
                return self._newest
        return self._newest

    def _published(self) -> tuple[Published, ...]:
        return tuple(one for one in self._shelf.all_published() if not one.bulletin.withdrawn)
