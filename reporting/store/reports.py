"""The tables that the worker moves reports through: the inbox, and all sealed reports."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from reporting.errors import StoreUnavailable
from reporting.mailbag import Bag, StoredEnvelope
from reporting.store.engine import add_once, reading, translated, writing
from reporting.store.tables import inbox, mailbag_round, report, report_vectors, thread
from reporting.threads import ThreadRow

ROUND: Final = "sweep"
FETCH: Final = 200
"""Rows at a time; 16 KiB each, so about 3 MiB."""

EMPTY_LOG: Final = "PRAGMA wal_checkpoint(TRUNCATE)"
SQLITE_CLEANING: Final = (EMPTY_LOG, "VACUUM")
POSTGRESQL_CLEANING: Final = (
    "VACUUM (FULL) inbox",
    "VACUUM (FULL) thread",
    "VACUUM (FULL) report_vectors",
)
POSTGRESQL_TIDYING: Final = ("VACUUM (FULL) inbox", "VACUUM thread")
SHORT_WAIT_MS: Final = 50
"""Emptying the log keeps writers waiting while a reader is busy; reporters must not notice."""


@dataclass(frozen=True, slots=True)
class SqlReportStore:
    """A `MailbagStore`, and all sealed reports, in a database."""

    engine: Engine

    def count(self) -> int:
        """Reports that were collected."""
        with reading(self.engine) as connection:
            return connection.execute(select(func.count()).select_from(report)).scalar_one()

    def count_waiting(self) -> int:
        """Envelopes in the inbox."""
        with reading(self.engine) as connection:
            return connection.execute(select(func.count()).select_from(inbox)).scalar_one()

    def envelopes(self, epochs: Collection[int] | None = None) -> Iterator[StoredEnvelope]:
        """All sealed reports, or those of some epochs (yyyymm), by their random id."""
        wanted = select(report.c.id, report.c.envelope).order_by(report.c.id)
        if epochs is not None:
            wanted = wanted.where(report.c.epoch.in_(tuple(epochs)))
        with reading(self.engine) as connection:
            rows = connection.execution_options(yield_per=FETCH).execute(wanted)
            for row in rows:
                yield StoredEnvelope(row.id, row.envelope)

    def waiting(self) -> Iterator[StoredEnvelope]:
        wanted = select(inbox.c.id, inbox.c.envelope).order_by(inbox.c.id)
        with reading(self.engine) as connection:
            rows = connection.execution_options(yield_per=FETCH).execute(wanted)
            for row in rows:
                yield StoredEnvelope(row.id, row.envelope)

    def last_week(self) -> int | None:
        with reading(self.engine) as connection:
            wanted = select(mailbag_round.c.week).where(mailbag_round.c.name == ROUND)
            return connection.execute(wanted).scalar_one_or_none()

    def note_week(self, week: int) -> None:
        with writing(self.engine) as connection:
            _note_week(connection, week)

    def empty(self, bag: Bag, week: int) -> None:
        with writing(self.engine) as connection:
            _move(connection, bag)
            _delete(connection, inbox, "id", [*(post.id for post in bag.moved), *bag.dropped])
            _delete(connection, report, "id", bag.removed)
            _delete(connection, report_vectors, "id", bag.removed)
            _delete(connection, thread, "lookup", bag.forgotten)
            _add_strips(connection, bag.strips)
            if connection.dialect.name == "postgresql":
                _deal_again(connection, thread.c.lookup, bag.threads)
            _note_week(connection, week)

    def deal_again(self, ids: Collection[bytes], lookups: Collection[bytes]) -> None:
        with writing(self.engine) as connection:
            _deal_again(connection, inbox.c.id, ids)
            _deal_again(connection, thread.c.lookup, lookups)

    def empty_log(self) -> bool:
        """Leave nothing in SQLite's write-ahead log. False when it was in use; try again later."""
        if self.engine.dialect.name != "sqlite":
            return True
        try:
            with translated():
                return _empty_sqlite_log(self.engine)
        except StoreUnavailable:
            return False

    def tidy(self) -> bool:
        if self.engine.dialect.name == "sqlite":
            return self.empty_log()
        try:
            with translated():
                return _vacuum_postgresql(self.engine, POSTGRESQL_TIDYING)
        except StoreUnavailable:
            return False

    def clean(self) -> bool:
        return clean_database(self.engine, POSTGRESQL_CLEANING)


def clean_database(engine: Engine, statements: Collection[str]) -> bool:
    """Overwrite what was removed, in the file and in its log. False when it was in use.

    Args:
        engine: of the database.
        statements: that write tables anew in PostgreSQL; in SQLite it is always the whole file.
    """
    try:
        with translated():
            if engine.dialect.name == "sqlite":
                return _clean_sqlite(engine)
            return _vacuum_postgresql(engine, statements)
    except StoreUnavailable:
        return False


def _note_week(connection: Connection, week: int) -> None:
    if not add_once(connection, mailbag_round, name=ROUND, week=week):
        connection.execute(update(mailbag_round).values(week=week))


def _move(connection: Connection, bag: Bag) -> None:
    source = select(
        inbox.c.id, bindparam("of_epoch", type_=Integer).label("epoch"), inbox.c.envelope
    ).where(inbox.c.id == bindparam("of_id"))
    move = insert(report).from_select(["id", "epoch", "envelope"], source)
    if bag.moved:
        connection.execute(move, [{"of_id": post.id, "of_epoch": post.epoch} for post in bag.moved])


def _delete(connection: Connection, table: Table, column: str, values: Collection[bytes]) -> None:
    if values:
        gone = delete(table).where(table.c[column] == bindparam("gone"))
        connection.execute(gone, [{"gone": value} for value in values])


def _add_strips(connection: Connection, strips: Collection[ThreadRow]) -> None:
    """Put each locked strip in its thread, unless that is gone by now."""
    for row in strips:
        first = select(thread.c.number).where(thread.c.lookup == row.lookup).limit(1)
        if connection.execute(first).first() is not None:
            values = {"lookup": row.lookup, "number": row.number, "envelope": row.envelope}
            add_once(connection, thread, **values)


def _deal_again(connection: Connection, key: Column[bytes], values: Collection[bytes]) -> None:
    """Write the rows with these keys anew, in the order given.

    Rows lie where there was room when they came, so their places tell the order of arrival;
    PostgreSQL also keeps with each the transaction that wrote it.
    """
    table = key.table
    taken = [
        connection.execute(delete(table).where(key == value).returning(*table.c)).mappings().all()
        for value in values
    ]
    rows = [dict(row) for found in taken for row in found]
    if rows:
        connection.execute(insert(table), rows)


def _clean_sqlite(engine: Engine) -> bool:
    connection = engine.raw_connection()
    try:
        for statement in SQLITE_CLEANING:
            connection.cursor().execute(statement)
        [busy, *_] = connection.cursor().execute(SQLITE_CLEANING[0]).fetchone()
        return bool(busy == 0)
    finally:
        connection.close()


def _empty_sqlite_log(engine: Engine) -> bool:
    connection = engine.raw_connection()
    cursor = connection.cursor()
    [usual] = cursor.execute("PRAGMA busy_timeout").fetchone()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {SHORT_WAIT_MS}")
        [busy, *_] = cursor.execute(EMPTY_LOG).fetchone()
        return bool(busy == 0)
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {usual}")
        connection.close()


def _vacuum_postgresql(engine: Engine, statements: Iterable[str]) -> bool:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    return True
