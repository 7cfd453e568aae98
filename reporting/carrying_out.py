"""The worker carries out what analisten ordered: in bags, so that no order can be told apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Protocol

from config.limits import MAILBAG_MAX_DAYS, MAILBAG_MIN
from reporting.bags import Open, StoredEnvelope, open_all, shuffled
from reporting.errors import CannotOpen
from reporting.orders import (
    Asked,
    Order,
    Record,
    ScreeningState,
    in_order,
    note,
    unpack_order,
)
from reporting.report import Report, ThreadAddress, unpack_report
from reporting.screening_state import is_stale, prune, seal_state, state_or_new
from reporting.sealed_reports import seal_report
from reporting.threads import Kind, Message, ThreadRow, lock_message
from reporting.vault.envelope import Purpose, read_header
from reporting.vault.epochs import MonthKeys, month_of

PASSED_ON: Final[Mapping[str, str]] = {
    "nl": "Je vertelde over gevaar. Een analist gaf dat door aan wie er iets aan kan doen, zonder "
    "jouw tekst.",
    "en": "You told of danger. An analyst passed that on to who can do something about it, without "
    "your text.",
}
NEWS: Final[Mapping[str, Kind]] = {
    "read": "read",
    "ask": "question",
    "signal": "signal",
    "done": "done",
}
"""What its reporter is told of an order; of the others nothing."""


class OrderStore(Protocol):
    """The orders and what they change, as the worker sees them."""

    def orders(self) -> Iterator[StoredEnvelope]:
        """All orders that wait."""

    def answers(self) -> Iterator[StoredEnvelope]:
        """All collected answers."""

    def report_ids(self) -> frozenset[bytes]:
        """Of all collected reports."""

    def envelope(self, row_key: bytes) -> bytes | None:
        """The sealed report of one row."""

    def state(self) -> bytes | None:
        """The sealed state of screening."""

    def next_number(self, lookup: bytes) -> int | None:
        """The place of the next message in a thread, or None when the thread is gone."""

    def last_week(self) -> int | None:
        """The week in which orders were carried out last; None before the first time."""

    def carry_out(self, done: "CarriedOut", week: int) -> None:
        """Apply all of it in one transaction."""

    def clean(self) -> bool:
        """Overwrite what was removed. False when it was in use."""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What a round of orders changes, each list in a random order."""

    settled: tuple[bytes, ...] = ()
    """Ids of orders."""
    messages: tuple[ThreadRow, ...] = ()
    resealed: tuple[StoredEnvelope, ...] = ()
    state: bytes = b""
    """Sealed."""
    lost: tuple[bytes, ...] = ()
    """Ids of answers whose report is gone."""


@dataclass(slots=True)
class _Round:
    """One round while it is worked out."""

    store: OrderStore
    open_: Open
    keys: MonthKeys
    month: str
    state: ScreeningState
    messages: list[ThreadRow] = field(default_factory=list)
    changed: dict[bytes, StoredEnvelope] = field(default_factory=dict)
    places: dict[bytes, int] = field(default_factory=dict)

    def carry_out(self, order: Order) -> None:
        """Raises CannotOpen when the report does not open."""
        row_key = bytes.fromhex(order.report)
        envelope = self.store.envelope(row_key)
        if envelope is None:
            return
        report = unpack_report(self.open_(envelope, Purpose.REPORT, row_key))
        before = self.state.record(order.report)
        if order.changed is not None:
            self._change(row_key, envelope, report, order.changed)
        number = self._tell(order, before, report)
        asked = Asked(order.text, self.month, number, _lookup(report)) if number else None
        after = before if order.kind == "ask" and not number else note(before, order, asked)
        closed = after.closed or (order.kind in NEWS and self._is_closed(report))
        self.state = self.state.with_record(order.report, replace(after, closed=closed))

    def _change(self, row_key: bytes, envelope: bytes, report: Report, wanted: Report) -> None:
        # Whose thread it is, and whether it waits, is not an analist's to say.
        kept = replace(wanted, thread=report.thread, hold=report.hold, month=report.month)
        month = month_of(read_header(envelope).epoch)
        anew = seal_report(kept, self.keys, month, row_key)
        self.changed[row_key] = StoredEnvelope(row_key, anew.blob)

    def _tell(self, order: Order, before: Record, report: Report) -> int:
        """Lock what its reporter is to hear; gives its number, 0 for nothing."""
        kind, address = NEWS.get(order.kind), report.thread
        known = (order.kind == "read" and before.read) or (order.kind == "done" and before.done)
        if kind is None or address is None or known:
            return 0
        number = self._place(address)
        if number:
            body = PASSED_ON[report.language] if order.kind == "signal" else order.text
            self.messages.append(lock_message(Message(kind, body, self.month), number, address))
        return number

    def _place(self, address: ThreadAddress) -> int:
        first = self.store.next_number(address.lookup)
        if first is None:
            return 0
        number = max(first, self.places.get(address.lookup, 0))
        self.places[address.lookup] = number + 1
        return number

    def _is_closed(self, report: Report) -> bool:
        return report.thread is not None and self.store.next_number(report.thread.lookup) is None


def carry_out_orders(
    store: OrderStore, open_: Open, keys: MonthKeys, *, force: bool, today: date
) -> int:
    """Carry out what waits, when enough does or once a week; gives how many orders.

    The state is also sealed anew in each new month, as it would go with the key of an old one; and
    when a report is gone, so that what was noted about it goes as well.

    Args:
        store: of the worker.
        open_: opens reports, orders and the state.
        keys: of the manifest.
        force: do it now, however little waits; for demos and tests.
        today: the day of this run.

    Raises:
        StoreUnavailable, NoKeyForThisMonth: nothing was changed.
    """
    week, month = today.toordinal() // MAILBAG_MAX_DAYS, f"{today:%Y-%m}"
    orders = _open_orders(store, open_)
    sealed, last = store.state(), store.last_week()
    before = state_or_new(sealed, open_)
    present = store.report_ids()
    due = bool(orders) and (force or _is_past(last, week) or len(orders) >= MAILBAG_MIN)
    if not (due or is_stale(sealed, month, open_) or prune(before, present) != before):
        return 0
    found = _Round(store, open_, keys, month, before)
    settled = [id_ for id_, order in orders if due and _settle(found, order)]
    left = prune(found.state, present)
    done = CarriedOut(
        settled=shuffled(settled),
        messages=shuffled(found.messages),
        resealed=shuffled(list(found.changed.values())),
        state=seal_state(left, keys, month),
        lost=shuffled(_lost_answers(before, left, store, open_)),
    )
    store.carry_out(done, week)
    store.clean()
    return len(settled)


def _is_past(last: int | None, week: int) -> bool:
    """Whether the last round was not in this week; a week far ahead was noted by a wrong clock."""
    return last not in {week, week + 1}


def _lost_answers(
    before: ScreeningState, left: ScreeningState, store: OrderStore, open_: Open
) -> list[bytes]:
    """Ids of answers about reports that are gone; an answer may have a younger key than they."""
    gone = set(before.records) - set(left.records)
    lookups = {asked.lookup for report in gone for asked in before.records[report].asked}
    opened = open_all(store.answers(), open_)[0] if lookups else []
    return [one.id for one in opened if (one.lookup or b"").hex() in lookups]


def _open_orders(store: OrderStore, open_: Open) -> Sequence[tuple[bytes, Order]]:
    """What opens, as it was given; what does not stays where it is."""
    found = []
    for stored in store.orders():
        try:
            payload = open_(stored.envelope, Purpose.ORDER, stored.id)
            found.append((stored.id, unpack_order(payload)))
        except CannotOpen:
            continue
    return sorted(found, key=lambda one: in_order(one[1]))


def _settle(found: _Round, order: Order) -> bool:
    try:
        found.carry_out(order)
    except (CannotOpen, ValueError):
        return False
    return True


def _lookup(report: Report) -> str:
    return "" if report.thread is None else report.thread.lookup.hex()
