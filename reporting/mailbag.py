"""Collecting the mailbag: what waits in the inbox is opened, shuffled and put where it belongs.

Rows that lie in order of arrival tell who sent what to anyone who saw who was at a computer. So
reports move in bags, in a random order, and what they leave behind is overwritten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from config.limits import MAILBAG_MAX_DAYS, MAILBAG_MIN
from reporting.bags import (
    Bag,
    IssueStrip,
    Open,
    Shelves,
    StoredEnvelope,
    open_all,
    sealed_anew,
    sort_posts,
    with_strips,
)
from reporting.report import ThreadAddress
from reporting.threads import ThreadRow
from reporting.vault.epochs import MonthKeys

__all__ = [
    "Bag",
    "Collected",
    "MailbagDesk",
    "MailbagStore",
    "Open",
    "StoredEnvelope",
    "collect_mailbag",
]


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collection did, in counts."""

    moved: int = 0
    withdrawn: int = 0
    waiting: int = 0
    """Left for a fuller bag."""
    unopened: int = 0
    """Left where they are because they cannot be opened; somebody should look."""
    cleaned: bool = True
    """False when the old bytes could not be overwritten now; the next collection does it."""
    answers: int = 0
    """Of reporters to questions."""


class MailbagStore(Shelves, Protocol):
    """The inbox, the reports and the answers, as the worker sees them."""

    def waiting(self) -> Iterator[StoredEnvelope]:
        """All of the inbox."""

    def last_week(self) -> int | None:
        """The week in which everything was collected last; None before the first one."""

    def note_week(self, week: int) -> None:
        """Count weeks from this one on."""

    def empty(self, bag: Bag, week: int) -> None:
        """Apply a bag in one transaction."""

    def clean(self) -> bool:
        """Overwrite what was removed, in the file and in its log. False when it was in use."""


def no_strips(_thread: ThreadAddress, _month: str) -> ThreadRow | None:
    """Where there is no key to sign with."""
    return None


@dataclass(frozen=True, slots=True)
class MailbagDesk:
    """What collecting needs; built once per process, or per night where keys may be new."""

    store: MailbagStore
    open_: Open
    """Opens an envelope of the inbox."""
    keys: MonthKeys
    """Of the manifest; each report is sealed anew when it is moved."""
    issue_strip: IssueStrip = no_strips
    """Signs a proof of reporting and locks it for its reporter."""


def collect_mailbag(desk: MailbagDesk, *, force: bool, today: date) -> Collected:
    """Move what waits, act on what reporters wish, and hand out proofs of reporting.

    It does so when enough waits to hide in each other, and once a week whatever waits. The week
    is that of the calendar, as no time of arrival is stored: nothing waits longer than seven days.

    Args:
        desk: of the worker.
        force: collect now, however little is waiting; for demos and tests.
        today: the day of this run.

    Raises:
        StoreUnavailable, NoKeyForThisMonth, BadManifest: nothing was moved.
    """
    store, open_ = desk.store, desk.open_
    week = today.toordinal() // MAILBAG_MAX_DAYS
    posts, unopened = open_all(store.waiting(), open_)
    last = store.last_week()
    if (last is None or last > week) and not force:
        # A week that is still to come was noted by a clock that ran ahead; nobody waits for it.
        store.note_week(week)
    if not (force or len(posts) >= MAILBAG_MIN or (last is not None and last < week)):
        return Collected(waiting=len(posts), unopened=len(unopened))
    bag = sort_posts(posts, unopened, store, open_, f"{today:%Y-%m}")
    bag = sealed_anew(bag, store.waiting(), open_, desk.keys)
    store.empty(with_strips(bag, desk.issue_strip), week)
    return Collected(
        moved=len(bag.moved),
        withdrawn=bag.withdrawn,
        waiting=len(posts) - len(bag.moved) - len(bag.answers) - len(bag.dropped),
        unopened=len(unopened),
        cleaned=store.clean(),
        answers=len(bag.answers),
    )
