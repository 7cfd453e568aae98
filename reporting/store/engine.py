"""Connections to the database, set so that a stored report stays and a removed one is gone.

SQLite: write-ahead log flushed at every commit, removed bytes overwritten, writers take their
lock at the start (a lock taken later fails at once instead of waiting). PostgreSQL: psycopg.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.schema import Table

import migrations
from reporting.errors import StoreUnavailable

WAIT_SECONDS: Final = 5
"""How long a writer waits for another one before the reporter is asked to try again."""
CONNECTIONS: Final = 20
"""Kept open per process; as many again when it is busy. More than the web server's threads."""
UPGRADE_LOCK: Final = 0x56524A31
"""Any number that is ours: PostgreSQL lets one process at a time migrate under it."""

SQLITE_SETTINGS: Final = {
    "busy_timeout": WAIT_SECONDS * 1000,
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
}
"""What each connection must have; 2 is FULL. Builds of SQLite differ, so it is asserted."""

POSTGRESQL_OPTIONS: Final = f"-c lock_timeout={WAIT_SECONDS}s -c synchronous_commit=on"


def make_engine(url: str) -> Engine:
    """Connections to `sqlite:///<file>` or `postgresql+psycopg://…`.

    Parameters of a statement never reach a message or a log.

    Raises:
        StoreUnavailable: the address is not of a kind we support.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreUnavailable("The address of the database cannot be read.") from None
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return _sqlite_engine(parsed)
    if parsed.drivername == "postgresql+psycopg":
        return _postgresql_engine(parsed)
    raise StoreUnavailable("The database must be sqlite:///<file> or postgresql+psycopg://…")


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        pool_timeout=WAIT_SECONDS,
        connect_args={"timeout": WAIT_SECONDS},
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql_engine(url: URL) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True,
        connect_args={"connect_timeout": WAIT_SECONDS, "options": POSTGRESQL_OPTIONS},
    )


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own class, untyped here
    connection.isolation_level = None
    try:
        for name, value in SQLITE_SETTINGS.items():
            connection.execute(f"PRAGMA {name} = {value}")
            [found] = connection.execute(f"PRAGMA {name}").fetchone()
            if found != value:
                raise StoreUnavailable(f"This SQLite cannot be set to {name} = {value}.")
    except sqlite3.Error:
        raise StoreUnavailable from None


def _begin_sqlite(connection: Connection) -> None:
    only_reads = connection.get_execution_options().get("only_reads", False)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it is kept, or nothing.

    Raises:
        StoreUnavailable: locked for longer than five seconds, full, or out of reach.
    """
    with translated(), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads; on SQLite it waits for no writer.

    Raises:
        StoreUnavailable: out of reach or damaged.
    """
    with translated(), engine.connect() as connection:
        yield connection.execution_options(only_reads=True)


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the driver says about its own state into `StoreUnavailable`."""
    try:
        yield
    except (IntegrityError, ProgrammingError, DataError):
        raise
    except (DatabaseError, InterfaceError, PoolTimeoutError):
        raise StoreUnavailable from None


def add_once(connection: Connection, table: Table, **values: object) -> bool:
    """Insert a row unless its key is there. True when it was inserted."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).on_conflict_do_nothing()
    options = {"preserve_rowcount": True}
    return connection.execute(statement, values, execution_options=options).rowcount == 1


def upgrade_database(engine: Engine) -> None:
    """Bring the tables up to this version of the code; all of it, or nothing.

    Raises:
        StoreUnavailable: the database cannot be used, or belongs to newer code.
    """
    config = _migrations()
    try:
        with writing(engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": UPGRADE_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError:
        raise StoreUnavailable("The database belongs to a newer version of Vrijuit.") from None


def is_up_to_date(engine: Engine) -> bool:
    """Whether the tables are those of this version of the code.

    Raises:
        StoreUnavailable: the database cannot be used.
    """
    newest = ScriptDirectory.from_config(_migrations()).get_current_head()
    with reading(engine) as connection:
        found: str | None = MigrationContext.configure(connection).get_current_revision()
    return found == newest


def _migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])).replace("%", "%%"))
    return config
