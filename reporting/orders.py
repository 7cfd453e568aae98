"""What analisten order and the worker carries out, and what it makes of a report's record.

The staff process writes to no report and no thread: a change there, a minute after somebody read a
report, would tell which thread belongs to it. It leaves sealed orders, which the worker carries out
in bags.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Final, Literal

from reporting.errors import CannotOpen
from reporting.report import Report, pack_report, unpack_report

Kind = Literal["read", "ask", "change", "signal", "handled", "done"]
"""read: somebody read it, and all answers that came with it. ask: a question for its reporter.
change: other codes, or more words hidden. signal: a danger was passed on. handled: that signal is
settled. done: the report is closed, with a word for its reporter."""

VERSION: Final = 1
STATE: Final = "screening"
"""Name of the sealed state."""


@dataclass(frozen=True, slots=True)
class Order:
    """One order. It is sealed to the worker and to screening."""

    kind: Kind
    report: str
    """Hexadecimal id of the report's row."""
    given: str
    """When, ISO 8601 in UTC."""
    serial: int = 0
    """How many orders about this report waited already; their order holds if a clock goes back."""
    text: str = ""
    """A question, a word at the end, or what a signal is about."""
    to: str = ""
    """Who has to act on a signal."""
    due: str = ""
    """Last day to act on a signal, "YYYY-MM-DD"."""
    answers: tuple[str, ...] = ()
    """Hexadecimal ids of the answers that were read with it."""
    changed: Report | None = None
    """The report as it is to be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked."""

    body: str
    month: str
    number: int = 0
    """Its place in the thread; 0 while it waits for the mailbag."""
    lookup: str = ""
    """Hexadecimal, of the thread; an answer names it too."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A danger that was passed on."""

    to: str
    about: str
    due: str
    handled: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What analisten did with one report."""

    read: bool = False
    done: bool = False
    changed: bool = False
    closed: bool = False
    """The reporter destroyed the thread: nothing can be asked any more."""
    asked: tuple[Asked, ...] = ()
    signals: tuple[Signal, ...] = ()
    answers: tuple[str, ...] = ()
    """Ids of the answers that were read."""


ONLY_READ: Final = Record(read=True)
"""What there is to say of most reports; so there may be many of it."""


@dataclass(frozen=True, slots=True)
class ScreeningState:
    """The records of all reports that have one, by id."""

    records: Mapping[str, Record] = field(default_factory=dict)

    def record(self, report: str) -> Record:
        return self.records.get(report, Record())

    def with_record(self, report: str, record: Record) -> "ScreeningState":
        """The state with another record for one report."""
        return ScreeningState({**self.records, report: record})


def in_order(order: Order) -> tuple[int, str]:
    """What orders are sorted by before they are carried out."""
    return order.serial, order.given


def note(record: Record, order: Order, asked: Asked | None = None) -> Record:
    """The record after an order.

    Args:
        record: before.
        order: about that report.
        asked: the question as it was placed in the thread; made of the order when left out.
    """
    if order.kind == "read":
        answers = tuple(dict.fromkeys((*record.answers, *order.answers)))
        return replace(record, read=True, answers=answers)
    if order.kind == "ask":
        placed = asked or Asked(order.text, order.given[:7])
        return replace(record, asked=(*record.asked, placed))
    if order.kind == "signal":
        return replace(record, signals=(*record.signals, Signal(order.to, order.text, order.due)))
    if order.kind == "handled":
        settled = tuple(replace(one, handled=True) for one in record.signals)
        return replace(record, signals=settled)
    if order.kind == "done":
        return replace(record, done=True)
    return replace(record, changed=True)


def pack_order(order: Order) -> bytes:
    """The order as versioned JSON, ready to seal."""
    content = asdict(replace(order, changed=None))
    if order.changed is not None:
        content["changed"] = pack_report(order.changed).decode()
    return json.dumps({"version": VERSION, "order": content}, ensure_ascii=False).encode()


def unpack_order(payload: bytes) -> Order:
    """The order that was packed.

    Raises:
        CannotOpen: the payload is no order of a version known here.
    """
    try:
        document = json.loads(payload)
        content = dict(document["order"])
        if document["version"] != VERSION or set(content) != {one.name for one in fields(Order)}:
            raise CannotOpen
        packed = content["changed"]
        content["changed"] = None if packed is None else unpack_report(packed.encode())
        content["answers"] = tuple(content["answers"])
        return Order(**content)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CannotOpen from None


def pack_state(state: ScreeningState) -> bytes:
    """The state as versioned JSON, ready to seal."""
    only_read = [report for report, record in state.records.items() if record == ONLY_READ]
    others = {
        report: _pack_record(record)
        for report, record in state.records.items()
        if record != ONLY_READ
    }
    document = {"version": VERSION, "read": only_read, "records": others}
    return json.dumps(document, ensure_ascii=False).encode()


def _pack_record(record: Record) -> dict[str, object]:
    """Only what says something."""
    return {name: value for name, value in asdict(record).items() if value}


def unpack_state(payload: bytes) -> ScreeningState:
    """The state that was packed.

    Raises:
        CannotOpen: the payload is no state of a version known here.
    """
    try:
        document = json.loads(payload)
        if document["version"] != VERSION:
            raise CannotOpen
        others = {report: _record_from(one) for report, one in document["records"].items()}
        records = {**dict.fromkeys(document["read"], ONLY_READ), **others}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CannotOpen from None
    return ScreeningState(MappingProxyType(records))


def _record_from(content: Mapping[str, Any]) -> Record:
    return Record(
        **{
            **content,
            "asked": tuple(Asked(**one) for one in content.get("asked", ())),
            "signals": tuple(Signal(**one) for one in content.get("signals", ())),
            "answers": tuple(content.get("answers", ())),
        }
    )
