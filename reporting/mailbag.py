"""Collecting the mailbag: what waits in the inbox is opened, shuffled and put with the reports.

Rows that lie in order of arrival tell who sent what to anyone who saw who was at a computer. So
reports move in bags, in a random order, and what they leave behind is overwritten.
"""

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final, Protocol, TypeVar

from config.limits import MAILBAG_MAX_DAYS, MAILBAG_MIN
from reporting.errors import CannotOpen
from reporting.posts import Withdrawal, unpack_post
from reporting.report import Report
from reporting.vault.envelope import Purpose, read_header

T = TypeVar("T")
Open = Callable[[bytes, Purpose, bytes], bytes]
"""(envelope, purpose, row key) -> payload; raises CannotOpen. `KeyRing.open` is one."""

SHUFFLER: Final = secrets.SystemRandom()
DEALT_AGAIN_MOST: Final = 500
"""Waiting envelopes; among more, each hides well enough, and writing them all takes too long."""


@dataclass(frozen=True, slots=True)
class StoredEnvelope:
    """A sealed report as a row."""

    id: bytes
    envelope: bytes


@dataclass(frozen=True, slots=True)
class Post:
    """What is known of an opened envelope while the bag is sorted; never its text."""

    id: bytes
    epoch: int
    lookup: bytes | None
    """Of its thread; None for a record of another system."""
    is_withdrawal: bool


@dataclass(frozen=True, slots=True)
class Bag:
    """What one collection changes, each list in a random order of its own."""

    moved: tuple[Post, ...]
    """Reports, from the inbox to the reports."""
    dropped: tuple[bytes, ...]
    """Ids in the inbox: withdrawals that are settled, and the waiting reports they withdraw."""
    removed: tuple[bytes, ...]
    """Ids of collected reports that were withdrawn."""
    forgotten: tuple[bytes, ...]
    """Lookups of threads whose withdrawal is settled."""
    threads: tuple[bytes, ...]
    """Lookups of the threads of the moved reports."""
    withdrawn: int
    """Reports withdrawn, waiting or collected."""


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


class MailbagStore(Protocol):
    """The inbox and the reports, as the worker sees them."""

    def waiting(self) -> Iterator[StoredEnvelope]:
        """All of the inbox."""

    def envelopes(self, epochs: Collection[int] | None = None) -> Iterator[StoredEnvelope]:
        """The collected reports of these epochs."""

    def last_week(self) -> int | None:
        """The week in which everything was collected last; None before the first one."""

    def note_week(self, week: int) -> None:
        """Count weeks from this one on."""

    def empty(self, bag: Bag, week: int) -> None:
        """Apply a bag in one transaction."""

    def deal_again(self, ids: Collection[bytes], lookups: Collection[bytes]) -> None:
        """Write these rows of the inbox and these threads anew, each in the order given."""

    def tidy(self) -> bool:
        """Overwrite what dealing again left behind. False when it was in use."""

    def clean(self) -> bool:
        """Overwrite what was removed, in the file and in its log. False when it was in use."""


def collect_mailbag(store: MailbagStore, open_: Open, *, force: bool, today: date) -> Collected:
    """Move what waits to the reports, and act on withdrawals.

    It does so when enough is waiting to hide in each other, and once a week whatever is waiting.
    No time of arrival is stored, so the week is that of the calendar: a report waits seven days
    at most, when this runs daily.

    Args:
        store: of the worker.
        open_: opens an envelope of the inbox.
        force: collect now, however little is waiting; for demos and tests.
        today: the day of this run.

    Raises:
        StoreUnavailable: nothing was moved.
    """
    week = today.toordinal() // MAILBAG_MAX_DAYS
    posts, unopened = _open_all(store.waiting(), open_)
    last = store.last_week()
    if last is None and not force:
        store.note_week(week)
    if not (force or len(posts) >= MAILBAG_MIN or (last is not None and last < week)):
        return Collected(waiting=len(posts), unopened=len(unopened))
    bag = _sort(posts, unopened, store, open_)
    store.empty(bag, week)
    return Collected(
        moved=len(bag.moved),
        withdrawn=bag.withdrawn,
        waiting=len(posts) - len(bag.moved) - len(bag.dropped),
        unopened=len(unopened),
        cleaned=store.clean(),
    )


def deal_waiting_again(store: MailbagStore, open_: Open) -> bool:
    """Take the order of arrival out of what still waits, and of its threads.

    For every few minutes: a copy of the disk made during the day then shows what waits, but not
    in which order it came.

    Returns:
        False when the old bytes could not be overwritten now; the next time does it.

    Raises:
        StoreUnavailable: all is as it was.
    """
    waiting = list(islice(store.waiting(), DEALT_AGAIN_MOST + 1))
    if 0 < len(waiting) <= DEALT_AGAIN_MOST:
        posts, _ = _open_all(waiting, open_)
        lookups = {post.lookup for post in posts if post.lookup is not None}
        store.deal_again(_shuffled([stored.id for stored in waiting]), _shuffled(lookups))
    return store.tidy()


def _open_all(
    envelopes: Iterable[StoredEnvelope], open_: Open
) -> tuple[list[Post], list[int | None]]:
    """What opens, and of what does not the epoch that it claims to be of."""
    posts: list[Post] = []
    unopened: list[int | None] = []
    for stored in envelopes:
        try:
            posts.append(_open(stored, open_))
        except CannotOpen:
            unopened.append(_epoch_or_none(stored))
    return posts, unopened


def _open(stored: StoredEnvelope, open_: Open) -> Post:
    found = unpack_post(open_(stored.envelope, Purpose.REPORT, stored.id))
    epoch = read_header(stored.envelope).epoch
    return Post(stored.id, epoch, _lookup_of(found), isinstance(found, Withdrawal))


def _lookup_of(found: Report | Withdrawal) -> bytes | None:
    if isinstance(found, Withdrawal):
        return found.lookup
    return None if found.thread is None else found.thread.lookup


def _sort(posts: list[Post], unopened: list[int | None], store: MailbagStore, open_: Open) -> Bag:
    wishes = {post.lookup: post for post in posts if post.is_withdrawal}
    reports = [post for post in posts if not post.is_withdrawal]
    kept = [post for post in reports if post.lookup not in wishes]
    taken_back = [post for post in reports if post.lookup in wishes]
    stored, closed = _collected(wishes.values(), store, open_)
    found = {post.lookup for post in (*taken_back, *stored)}
    uncertain = {*unopened, *closed}
    settled = [
        post
        for post in posts
        if post.is_withdrawal and (post.lookup in found or post.epoch not in uncertain)
    ]
    return Bag(
        moved=_shuffled(kept),
        dropped=_shuffled([post.id for post in (*settled, *taken_back)]),
        removed=_shuffled([post.id for post in stored]),
        forgotten=_shuffled([post.lookup for post in settled if post.lookup is not None]),
        threads=_shuffled([post.lookup for post in kept if post.lookup is not None]),
        withdrawn=len(taken_back) + len(stored),
    )


def _collected(
    wishes: Collection[Post], store: MailbagStore, open_: Open
) -> tuple[list[Post], list[int | None]]:
    if not wishes:
        return [], []
    posts, closed = _open_all(store.envelopes({post.epoch for post in wishes}), open_)
    lookups = {post.lookup for post in wishes}
    return [post for post in posts if post.lookup in lookups], closed


def _epoch_or_none(stored: StoredEnvelope) -> int | None:
    try:
        return read_header(stored.envelope).epoch
    except CannotOpen:
        return None


def _shuffled(items: Collection[T]) -> tuple[T, ...]:
    return tuple(SHUFFLER.sample(list(items), k=len(items)))
