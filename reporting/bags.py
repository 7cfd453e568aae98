"""Sorting a mailbag: what one collection changes, in an order that tells nothing of its arrival."""

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal, Protocol, TypeVar

from reporting.errors import CannotOpen
from reporting.posts import Answer, Closing, Withdrawal, unpack_post
from reporting.report import Report, ThreadAddress, unpack_report
from reporting.sealed_reports import seal_report
from reporting.threads import Message, ThreadRow, lock_message
from reporting.vault.envelope import Envelope, Purpose, read_header
from reporting.vault.epochs import MonthKeys, epoch_of, month_of

T = TypeVar("T")
Kind = Literal["report", "withdrawal", "closing", "answer"]
Open = Callable[[bytes, Purpose, bytes], bytes]
"""(envelope, purpose, row key) -> payload; raises CannotOpen. `KeyRing.open` is one."""

IssueStrip = Callable[[ThreadAddress, str], ThreadRow | None]
"""(thread, month of filing) -> a locked proof of reporting; None where no key signs that year."""

SHUFFLER: Final = secrets.SystemRandom()
ENDING: Final = frozenset({"withdrawal", "closing"})
"""Kinds after which a thread is to go."""


@dataclass(frozen=True, slots=True)
class StoredEnvelope:
    """A sealed report, or something sealed that waits, as a row."""

    id: bytes
    envelope: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of an opened envelope while the bag is sorted; never its text."""

    id: bytes
    kind: Kind
    epoch: int
    """Of the envelope; of a withdrawal, that of the report it withdraws."""
    lookup: bytes | None
    """Of its thread; None for a record of another system."""
    address: ThreadAddress | None = None
    """Of a report or an answer: where messages to its reporter go."""
    question: int = 0
    """That an answer is to."""


@dataclass(frozen=True, slots=True)
class Bag:
    """What one collection changes, each list in a random order of its own."""

    moved: tuple[Opened, ...]
    """Reports, from the inbox to the reports."""
    answers: tuple[Opened, ...]
    """From the inbox to the answers."""
    dropped: tuple[bytes, ...]
    """Ids in the inbox: wishes that are settled, and what they make of no use."""
    removed: tuple[bytes, ...]
    """Ids of collected reports that were withdrawn."""
    removed_answers: tuple[bytes, ...]
    """Ids of collected answers whose report was withdrawn."""
    forgotten: tuple[bytes, ...]
    """Lookups of threads that are to go."""
    threads: tuple[bytes, ...]
    """Lookups of the threads of the moved reports."""
    strips: tuple[ThreadRow, ...]
    """Locked proofs of reporting for those threads, in the order of `threads`."""
    messages: tuple[ThreadRow, ...]
    """That an answer arrived."""
    withdrawn: int
    """Reports withdrawn, waiting or collected."""
    sealed: Mapping[bytes, Envelope] = field(default_factory=lambda: MappingProxyType({}))
    """The moved reports as they are to be kept, by the id under which they waited."""


class Shelves(Protocol):
    """What a collection looks at besides the inbox."""

    def envelopes(self, epochs: Collection[int] | None = None) -> Iterator[StoredEnvelope]:
        """The collected reports of these epochs."""

    def answers(self) -> Iterator[StoredEnvelope]:
        """All collected answers."""

    def next_number(self, lookup: bytes) -> int | None:
        """The place of the next message in a thread, or None when the thread is gone."""


def open_all(
    envelopes: Iterable[StoredEnvelope], open_: Open
) -> tuple[list[Opened], list[int | None]]:
    """What opens, and of what does not the epoch that it claims to be of."""
    found: list[Opened] = []
    unopened: list[int | None] = []
    for stored in envelopes:
        try:
            found.append(_open(stored, open_))
        except CannotOpen:
            unopened.append(_epoch_or_none(stored))
    return found, unopened


def _open(stored: StoredEnvelope, open_: Open) -> Opened:
    post = unpack_post(open_(stored.envelope, Purpose.REPORT, stored.id))
    epoch = read_header(stored.envelope).epoch
    if isinstance(post, Report):
        lookup = None if post.thread is None else post.thread.lookup
        return Opened(stored.id, "report", epoch, lookup, post.thread)
    if isinstance(post, Answer):
        address = post.address
        return Opened(stored.id, "answer", epoch, address.lookup, address, post.question)
    if isinstance(post, Closing):
        return Opened(stored.id, "closing", epoch, post.lookup)
    return Opened(stored.id, "withdrawal", _epoch_of_report(post, epoch), post.lookup)


def _epoch_of_report(wish: Withdrawal, epoch: int) -> int:
    return epoch_of(wish.month) if wish.month else epoch


def _epoch_or_none(stored: StoredEnvelope) -> int | None:
    try:
        return read_header(stored.envelope).epoch
    except CannotOpen:
        return None


def sort_posts(
    posts: list[Opened], unopened: list[int | None], shelves: Shelves, open_: Open, month: str
) -> Bag:
    """What is to be done with what was posted.

    Args:
        posts: of the inbox.
        unopened: epochs of what in the inbox does not open; a withdrawal of one of these waits.
        shelves: what was collected before.
        open_: opens an envelope.
        month: of this collection, "YYYY-MM".
    """
    wishes = {post.lookup: post for post in posts if post.kind == "withdrawal"}
    reports = [post for post in posts if post.kind == "report"]
    kept = [post for post in reports if post.lookup not in wishes]
    taken_back = [post for post in reports if post.lookup in wishes]
    stored, closed = _collected(wishes.values(), shelves, open_)
    found, shut = {post.lookup for post in (*taken_back, *stored)}, {*unopened, *closed}
    unsure = [one for one in wishes.values() if one.lookup not in found and one.epoch in shut]
    known, mine = _answers(wishes, shelves, open_)
    given = [post for post in posts if post.kind == "answer" and post.id not in known]
    welcome = [post for post in given if post.lookup not in wishes]
    staying = {post.id for post in (*kept, *welcome, *unsure)}
    ended = {post.lookup for post in posts if post.kind in ENDING and post.lookup is not None}
    gone = ended - {one.lookup for one in unsure}
    arrived = _arrived([post for post in welcome if post.lookup not in gone], shelves, month)
    return Bag(
        moved=shuffled(kept),
        answers=shuffled(welcome),
        dropped=shuffled([post.id for post in posts if post.id not in staying]),
        removed=shuffled([post.id for post in stored]),
        removed_answers=shuffled(mine),
        forgotten=shuffled(gone),
        threads=shuffled([post.lookup for post in kept if post.lookup is not None]),
        strips=(),
        messages=shuffled(list(arrived)),
        withdrawn=len(taken_back) + len(stored),
    )


def sealed_anew(bag: Bag, waiting: Iterable[StoredEnvelope], open_: Open, keys: MonthKeys) -> Bag:
    """The bag with its reports sealed anew, under new random ids.

    Whoever copied the inbox when somebody was seen at a computer has bytes that are kept nowhere
    else: nothing leads from them to a row of the reports.

    Raises:
        NoKeyForThisMonth, BadManifest: the keys of a month cannot be found; nothing was moved.
    """
    wanted = {post.id: post for post in bag.moved}
    sealed = {}
    for stored in waiting:
        if stored.id in wanted:
            report = unpack_report(open_(stored.envelope, Purpose.REPORT, stored.id))
            sealed[stored.id] = seal_report(report, keys, month_of(wanted[stored.id].epoch))
    return replace(bag, sealed=MappingProxyType(sealed))


def with_strips(bag: Bag, issue_strip: IssueStrip) -> Bag:
    """The bag with a proof of reporting for each report that is moved."""
    by_lookup = {post.lookup: post for post in bag.moved}
    posts = [by_lookup[lookup] for lookup in bag.threads]
    strips = [issue_strip(post.address, month_of(post.epoch)) for post in posts if post.address]
    return replace(bag, strips=tuple(strip for strip in strips if strip is not None))


def _collected(
    wishes: Collection[Opened], shelves: Shelves, open_: Open
) -> tuple[list[Opened], list[int | None]]:
    if not wishes:
        return [], []
    posts, closed = open_all(shelves.envelopes({post.epoch for post in wishes}), open_)
    lookups = {post.lookup for post in wishes}
    return [post for post in posts if post.lookup in lookups], closed


def _answers(
    wishes: Collection[bytes | None], shelves: Shelves, open_: Open
) -> tuple[set[bytes], list[bytes]]:
    """The ids of all collected answers, and of those whose report is withdrawn."""
    stored = list(shelves.answers())
    opened = open_all(stored, open_)[0] if wishes else []
    return {one.id for one in stored}, [one.id for one in opened if one.lookup in wishes]


def _arrived(answers: Iterable[Opened], shelves: Shelves, month: str) -> Iterator[ThreadRow]:
    """That each answer arrived, for its reporter."""
    places: dict[bytes, int] = {}
    for one in answers:
        address = one.address
        first = None if address is None else shelves.next_number(address.lookup)
        if address is not None and first is not None:
            number = max(first, places.get(address.lookup, 0))
            places[address.lookup] = number + 1
            yield lock_message(Message("answered", str(one.question), month), number, address)


def shuffled(items: Collection[T]) -> tuple[T, ...]:
    """The items in a random order."""
    return tuple(SHUFFLER.sample(list(items), k=len(items)))
