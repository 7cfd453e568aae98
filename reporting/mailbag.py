"""Collecting the mailbag: what waits in the inbox is opened, shuffled and put with the reports.

Rows that lie in order of arrival tell who sent what to anyone who saw who was at a computer. So
reports move in bags, in a random order, and what they leave behind is overwritten.
"""

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, TypeVar

from config.limits import MAILBAG_MAX_DAYS, MAILBAG_MIN
from reporting.errors import CannotOpen
from reporting.posts import Withdrawal, unpack_post
from reporting.report import ThreadAddress
from reporting.threads import ThreadRow
from reporting.vault.envelope import Purpose, read_header
from reporting.vault.epochs import month_of

T = TypeVar("T")
Open = Callable[[bytes, Purpose, bytes], bytes]
"""(envelope, purpose, row key) -> payload; raises CannotOpen. `KeyRing.open` is one."""

IssueStrip = Callable[[ThreadAddress, str], ThreadRow | None]
"""(thread, month of filing) -> a locked proof of reporting; None where no key signs that year."""

SHUFFLER: Final = secrets.SystemRandom()


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
    thread: ThreadAddress | None
    """Of a report: where its proof of reporting goes."""


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
    strips: tuple[ThreadRow, ...]
    """Locked proofs of reporting for those threads, in the order of `threads`."""
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

    def clean(self) -> bool:
        """Overwrite what was removed, in the file and in its log. False when it was in use."""


def no_strips(_thread: ThreadAddress, _month: str) -> ThreadRow | None:
    """Where there is no key to sign with."""
    return None


def collect_mailbag(
    store: MailbagStore,
    open_: Open,
    *,
    force: bool,
    today: date,
    issue_strip: IssueStrip = no_strips,
) -> Collected:
    """Move what waits to the reports, act on withdrawals, and hand out proofs of reporting.

    It does so when enough is waiting to hide in each other, and once a week whatever is waiting.
    No time of arrival is stored, so the week is that of the calendar: a report waits seven days
    at most, when this runs daily.

    Args:
        store: of the worker.
        open_: opens an envelope of the inbox.
        force: collect now, however little is waiting; for demos and tests.
        today: the day of this run.
        issue_strip: signs a proof of reporting and locks it for its reporter.

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
    bag = _with_strips(_sort(posts, unopened, store, open_), issue_strip)
    store.empty(bag, week)
    return Collected(
        moved=len(bag.moved),
        withdrawn=bag.withdrawn,
        waiting=len(posts) - len(bag.moved) - len(bag.dropped),
        unopened=len(unopened),
        cleaned=store.clean(),
    )


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
    if isinstance(found, Withdrawal):
        return Post(stored.id, epoch, found.lookup, is_withdrawal=True, thread=None)
    lookup = None if found.thread is None else found.thread.lookup
    return Post(stored.id, epoch, lookup, is_withdrawal=False, thread=found.thread)


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
        strips=(),
        withdrawn=len(taken_back) + len(stored),
    )


def _with_strips(bag: Bag, issue_strip: IssueStrip) -> Bag:
    by_lookup = {post.lookup: post for post in bag.moved}
    posts = [by_lookup[lookup] for lookup in bag.threads]
    strips = [issue_strip(post.thread, month_of(post.epoch)) for post in posts if post.thread]
    return replace(bag, strips=tuple(strip for strip in strips if strip is not None))


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
