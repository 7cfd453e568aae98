"""A whole database as one SQLite file at one moment, and such a file into an empty database.

SQLite copies itself (VACUUM INTO). From PostgreSQL the rows are read in one transaction that sees
a single moment, into a file that the migrations built. So a backup of either goes into either.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, MetaData, Table, insert, inspect, select
from sqlalchemy.engine import make_url

from reporting.errors import BadBackup, StoreUnavailable
from reporting.store.engine import (
    is_up_to_date,
    make_engine,
    reading,
    translated,
    upgrade_database,
    writing,
)

FETCH: Final = 500
VERSIONS: Final = "alembic_version"
WHOLE: Final = "ok"


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for a server."""
    parsed = make_url(url)
    named = parsed.get_backend_name() == "sqlite" and parsed.database
    return Path(named) if named else None


def take_snapshot(engine: Engine, target: Path) -> None:
    """Copy the database to a file that does not exist yet.

    Raises:
        StoreUnavailable: it cannot be read now, or its tables are not of this version.
    """
    if not is_up_to_date(engine):
        raise StoreUnavailable(
            "The database is not of this version; run `vrijuit check --migrate`."
        )
    if engine.dialect.name == "sqlite":
        with translated(), engine.connect() as connection:
            raw = connection.connection.cursor()
            raw.execute("VACUUM INTO ?", (str(target),))
        return
    copy = make_engine(f"sqlite:///{target}")
    try:
        upgrade_database(copy)
        seeing_one_moment = engine.execution_options(isolation_level="REPEATABLE READ")
        with reading(seeing_one_moment) as source, writing(copy) as into:
            _copy_all(source, into)
        settle(copy)
    finally:
        copy.dispose()


def check_snapshot(path: Path) -> None:
    """Make sure that a file is a whole database of ours.

    Raises:
        BadBackup: it is not.
    """
    engine = make_engine(f"sqlite:///{path}")
    try:
        with reading(engine) as connection:
            [found] = connection.exec_driver_sql("PRAGMA integrity_check").one()
            ours = VERSIONS in inspect(connection).get_table_names()
    except StoreUnavailable:
        raise BadBackup from None
    finally:
        engine.dispose()
    if found != WHOLE or not ours:
        raise BadBackup


def is_empty(engine: Engine) -> bool:
    """Whether a database has no tables at all."""
    with reading(engine) as connection:
        return not inspect(connection).get_table_names()


def put_back(path: Path, engine: Engine) -> None:
    """Fill an empty PostgreSQL database from a snapshot: all of it, or nothing of its rows.

    Raises:
        StoreUnavailable: it cannot be written now.
    """
    copy = make_engine(f"sqlite:///{path}")
    try:
        upgrade_database(copy)
        upgrade_database(engine)
        with reading(copy) as source, writing(engine) as into:
            _copy_all(source, into)
    finally:
        copy.dispose()


def _copy_all(source: Connection, into: Connection) -> None:
    there = {table.name: table for table in _tables(into)}
    for table in _tables(source):
        for rows in _batches(source, table):
            into.execute(insert(there[table.name]), rows)


def _tables(connection: Connection) -> list[Table]:
    """All tables but the one of the migrations, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSIONS]


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    """The rows in order of their keys, so that no order of arrival comes along."""
    wanted = select(table).order_by(*table.primary_key.columns)
    result = connection.execution_options(yield_per=FETCH).execute(wanted)
    for rows in result.mappings().partitions(FETCH):
        yield [dict(row) for row in rows]


def settle(engine: Engine) -> None:
    """Bring the log of a SQLite file into the file, so that the file is all there is."""
    with translated(), engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA journal_mode = delete")
