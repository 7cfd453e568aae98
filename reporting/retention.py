"""Keeping to the retention: months that were kept long enough are destroyed, everywhere here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from config.limits import DESTROY_AT_ONCE
from reporting.errors import BadRecord, TooManyAtOnce
from reporting.vault.destruction import (
    Record,
    destroy_keys,
    load_records,
    present_epochs,
    read_record,
    write_records,
)
from reporting.vault.epochs import Manifest
from reporting.vault.keeping import expired
from reporting.vault.places import Places


class DestructionStore(Protocol):
    """The rows of months; see `reporting.store.destroyed`."""

    def destroy(self, records: Mapping[int, str]) -> int: ...
    def records(self) -> dict[int, str]: ...
    def clean(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class RetentionDesk:
    """What destroying months needs; built once per process."""

    places: Places
    manifest: Manifest
    store: DestructionStore


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What was destroyed."""

    epochs: tuple[int, ...]
    rows: int


NOTHING = Destroyed((), 0)


def keep_retention(desk: RetentionDesk, today: date) -> Destroyed:
    """Destroy the months that were kept long enough, and finish what was begun or put back.

    A month on record counts as destroyed for ever: when a backup brings something of it back, that
    goes again.

    Raises:
        TooManyAtOnce: a clock that is wrong must not destroy everything; nothing was destroyed.
        StoreUnavailable: the rows are still there; the next run removes them.
        KeysNotReadable: there is nothing to sign the record with; nothing was destroyed.
    """
    left = present_epochs(desk.places)
    on_record = {record.epoch for record in known_records(desk)}
    due = set(expired(left, f"{today:%Y-%m}"))
    if len(due - on_record) > DESTROY_AT_ONCE:
        raise TooManyAtOnce
    wanted = due | (on_record & set(left))
    unsettled = on_record - set(desk.store.records())
    if not wanted and not unsettled:
        return NOTHING
    return destroy_months(desk, tuple(sorted(wanted | unsettled)), today)


def destroy_months(desk: RetentionDesk, epochs: tuple[int, ...], today: date) -> Destroyed:
    """Destroy months: their record first, then their keys, then their rows.

    Raises:
        StoreUnavailable: the rows are still there; the next run removes them.
        KeysNotReadable: there is nothing to sign the record with; nothing was destroyed.
    """
    records = write_records(desk.places, epochs, today, desk.manifest.record_keys)
    destroy_keys(desk.places, epochs)
    rows = desk.store.destroy(_packed(records))
    desk.store.clean()
    return Destroyed(epochs, rows)


def is_gone_by(desk: RetentionDesk | None, today: date) -> Callable[[int], bool]:
    """Whether a month must not come back with a backup: it is on record, or kept long enough.

    Args:
        desk: of the place that is restored into; None where there are no keys.
        today: the day of the restoring.
    """
    on_record = set() if desk is None else {record.epoch for record in known_records(desk)}
    return lambda epoch: epoch in on_record or bool(expired([epoch], f"{today:%Y-%m}"))


def known_records(desk: RetentionDesk) -> tuple[Record, ...]:
    """The records of the folder and of the database; one that was forged counts for nothing."""
    found = {
        record.epoch: record for record in load_records(desk.places, desk.manifest.record_keys)
    }
    for text in desk.store.records().values():
        try:
            record = read_record(text.encode(), desk.manifest.record_keys)
        except BadRecord:
            continue
        found.setdefault(record.epoch, record)
    return tuple(found[epoch] for epoch in sorted(found))


def _packed(records: tuple[Record, ...]) -> dict[int, str]:
    return {record.epoch: record.pack().decode() for record in records}
