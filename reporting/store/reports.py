"""The tables that the worker moves reports through: the inbox, and all sealed reports."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from reporting.bags import Bag, Opened, StoredEnvelope
from reporting.errors import StoreUnavailable
from reporting.store.engine import reading, translated, writing
from reporting.store.rounds import last_week, note_week
from reporting.store.tables import answer, inbox, report, report_vectors, thread
from reporting.store.threads import add_message, next_number

ROUND: Final = "sweep"
FETCH: Final = 200
"""Rows at a time; 16 KiB each, so about 3 MiB."""

EMPTY_LOG: Final = "PRAGMA wal_checkpoint(TRUNCATE)"
SQLITE_CLEANING: Final = (EMPTY_LOG, "VACUUM")
POSTGRESQL_CLEANING: Final = tuple(
    f"VACUUM (FULL) {name}"
    for name in ("inbox", "thread", "answer", "report", "report_vectors", "screening_order")
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
        yield from stored_rows(self.engine, wanted)

    def envelope(self, row_key: bytes) -> bytes | None:
        """The sealed report of one row."""
        with reading(self.engine) as connection:
            wanted = select(report.c.envelope).where(report.c.id == row_key)
            return connection.execute(wanted).scalar_one_or_none()

    def waiting(self) -> Iterator[StoredEnvelope]:
        yield from stored_rows(
            self.engine, select(inbox.c.id, inbox.c.envelope).order_by(inbox.c.id)
        )

    def answers(self) -> Iterator[StoredEnvelope]:
        wanted = select(answer.c.id, answer.c.envelope).order_by(answer.c.id)
        yield from stored_rows(self.engine, wanted)

    def next_number(self, lookup: bytes) -> int | None:
        with reading(self.engine) as connection:
            return next_number(connection, lookup)

    def last_week(self) -> int | None:
        return last_week(self.engine, ROUND)

    def note_week(self, week: int) -> None:
        with writing(self.engine) as connection:
            note_week(connection, ROUND, week)

    def empty(self, bag: Bag, week: int) -> None:
        with writing(self.engine) as connection:
            _move_reports(connection, bag)
            _move_answers(connection, bag.answers)
            settled = [*(post.id for post in bag.answers), *bag.dropped]
            delete_rows(connection, inbox, "id", settled)
            delete_rows(connection, report, "id", bag.removed)
            delete_rows(connection, report_vectors, "id", bag.removed)
            delete_rows(connection, answer, "id", bag.removed_answers)
            delete_rows(connection, thread, "lookup", bag.forgotten)
            for message in (*bag.strips, *bag.messages):
                add_message(connection, message)
            if connection.dialect.name == "postgresql":
                _deal_again(connection, thread.c.lookup, bag.threads)
            note_week(connection, ROUND, week)

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


def replace_reports(connection: Connection, rows: Iterable[StoredEnvelope]) -> None:
    """Put reports that were sealed anew in place of the old ones; one that is gone stays gone.

    Their vectors go: they may be of words that are hidden by now.
    """
    for row in rows:
        connection.execute(delete(report_vectors).where(report_vectors.c.id == row.id))
        connection.execute(
            update(report).where(report.c.id == row.id).values(envelope=row.envelope)
        )


def stored_rows(engine: Engine, wanted: Select[tuple[bytes, bytes]]) -> Iterator[StoredEnvelope]:
    """The rows of a table with an id and an envelope, read as they are asked for."""
    with reading(engine) as connection:
        rows = connection.execution_options(yield_per=FETCH).execute(wanted)
        for row in rows:
            yield StoredEnvelope(row.id, row.envelope)


def _move_reports(connection: Connection, bag: Bag) -> None:
    """Keep each report as it was sealed anew; one that another worker took is not kept twice."""
    taken = [post.id for post in bag.moved if _take(connection, post.id)]
    rows = [bag.sealed[one] for one in taken]
    if rows:
        kept = [{"id": one.object_id, "epoch": one.epoch, "envelope": one.blob} for one in rows]
        connection.execute(insert(report), kept)


def _take(connection: Connection, waiting: bytes) -> bool:
    return connection.execute(delete(inbox).where(inbox.c.id == waiting)).rowcount == 1


def _move_answers(connection: Connection, posts: Collection[Opened]) -> None:
    source = select(
        inbox.c.id, bindparam("of_epoch", type_=Integer).label("epoch"), inbox.c.envelope
    ).where(inbox.c.id == bindparam("of_id"))
    move = insert(answer).from_select(["id", "epoch", "envelope"], source)
    if posts:
        connection.execute(move, [{"of_id": post.id, "of_epoch": post.epoch} for post in posts])


def delete_rows(
    connection: Connection, table: Table, column: str, values: Collection[bytes]
) -> None:
    """Delete the rows in which a column has one of these values."""
    if values:
        gone = delete(table).where(table.c[column] == bindparam("gone"))
        connection.execute(gone, [{"gone": value} for value in values])


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
