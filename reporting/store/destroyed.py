"""The rows of destroyed months: removed from every table, with the record of it kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    delete,
    func,
    select,
    tuple_,
)

from reporting.errors import CannotOpen
from reporting.store.engine import add_once, reading, writing
from reporting.store.reports import clean_database
from reporting.store.tables import destroyed_epoch, thread
from reporting.vault.envelope import HEADER, read_header

FETCH: Final = 1000
ENVELOPE: Final = "envelope"


@dataclass(frozen=True, slots=True)
class SqlDestructionStore:
    """Removing the rows of months whose keys are gone, in a database."""

    engine: Engine

    def destroy(self, records: Mapping[int, str]) -> int:
        """Remove every row that only a key of these months opened, and keep the records.

        A thread goes with the report it began with, its later messages included.

        Args:
            records: signed, by epoch (yyyymm).

        Returns:
            Rows that were removed.
        """
        with writing(self.engine) as connection:
            for epoch, record in records.items():
                add_once(connection, destroyed_epoch, epoch=epoch, record=record)
            return _remove_all(connection, records.__contains__)

    def remove(self, is_gone: Callable[[int], bool]) -> int:
        """Remove every row of the months that are gone, without a record; for a restored backup.

        Args:
            is_gone: given the month, yyyymm.

        Returns:
            Rows that were removed.
        """
        with writing(self.engine) as connection:
            return _remove_all(connection, is_gone)

    def records(self) -> dict[int, str]:
        """The records kept, by epoch. Whoever can write the table could forge one: check them."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(destroyed_epoch).order_by(destroyed_epoch.c.epoch))
            return {row.epoch: row.record for row in rows}

    def clean(self) -> bool:
        """Overwrite what was removed, in the file and in its log. False when it was in use."""
        with reading(self.engine) as connection:
            statements = [f'VACUUM (FULL) "{table.name}"' for table in _sealed(connection)]
        return clean_database(self.engine, statements)


def _sealed(connection: Connection) -> list[Table]:
    """Every table here that holds envelopes, also one that this module never heard of."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if ENVELOPE in table.c]


def _remove_all(connection: Connection, is_gone: Callable[[int], bool]) -> int:
    return sum(_remove(connection, table, is_gone) for table in _sealed(connection))


def _remove(connection: Connection, table: Table, is_gone: Callable[[int], bool]) -> int:
    threads = table.name == thread.name
    key = [table.c.lookup] if threads else list(table.primary_key.columns)
    # The header is enough to know the month; the rest of the envelope stays on the disk.
    header = func.substr(table.c[ENVELOPE], 1, HEADER.size, type_=LargeBinary)
    wanted = select(*key, header)
    if threads:
        wanted = wanted.where(table.c.number == 0)
    rows = connection.execute(wanted).all()
    gone = [tuple(row[:-1]) for row in rows if _is_of(row[-1], is_gone)]
    for start in range(0, len(gone), FETCH):
        some = gone[start : start + FETCH]
        connection.execute(delete(table).where(tuple_(*key).in_(some)))
    return len(gone)


def _is_of(header: bytes, is_gone: Callable[[int], bool]) -> bool:
    try:
        return is_gone(read_header(bytes(header)).epoch)
    except CannotOpen:
        return False
