import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import IntegrityError

from reporting.errors import StoreUnavailable
from reporting.store.engine import (
    SQLITE_SETTINGS,
    add_once,
    make_engine,
    reading,
    upgrade_database,
    writing,
)
from reporting.store.tables import lease, sealed_state

MARKER = b"I DROPPED THE PATIENT"


def test_sqlite_flushes_overwrites_and_waits(sqlite_engine: Engine) -> None:
    with reading(sqlite_engine) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in SQLITE_SETTINGS
        }
    assert found == {
        "busy_timeout": 5000,
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }


def test_a_writer_that_reads_first_waits_for_another_writer(sqlite_engine: Engine) -> None:
    def count_up(_: int) -> None:
        with writing(sqlite_engine) as connection:
            number = connection.execute(select(lease.c.token)).scalar_one()
            connection.execute(lease.update().values(token=number + 1))

    with writing(sqlite_engine) as connection:
        connection.execute(insert(lease).values(name="n", owner="o", token=1, expires_at=0))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(24)))
    with reading(sqlite_engine) as connection:
        assert connection.execute(select(lease.c.token)).scalar_one() == 25


def test_a_reader_waits_for_no_writer(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as writer:
        add_once(writer, sealed_state, name="n", envelope=b"e")
        with reading(sqlite_engine) as reader:
            assert reader.execute(select(sealed_state)).all() == []


def test_a_transaction_that_fails_keeps_nothing(engine: Engine) -> None:
    def add_and_fail() -> None:
        with writing(engine) as connection:
            add_once(connection, sealed_state, name="n", envelope=b"e")
            raise KeyError

    with pytest.raises(KeyError):
        add_and_fail()
    with reading(engine) as connection:
        assert connection.execute(select(sealed_state)).all() == []


def test_a_row_is_added_once(engine: Engine) -> None:
    with writing(engine) as connection:
        assert add_once(connection, sealed_state, name="n", envelope=b"first")
        assert not add_once(connection, sealed_state, name="n", envelope=b"second")
        assert connection.execute(select(sealed_state.c.envelope)).scalar_one() == b"first"


def test_no_error_tells_what_was_stored(engine: Engine) -> None:
    twice = [{"name": "n", "envelope": MARKER}] * 2
    with pytest.raises(IntegrityError) as caught, writing(engine) as connection:
        connection.execute(insert(sealed_state).values(twice))
    assert MARKER.decode() not in str(caught.value)
    assert "hidden" in str(caught.value)


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://localhost/x", "sqlite://", "sqlite:///", "postgresql://h/d"]
)
def test_another_kind_of_address_is_refused(url: str) -> None:
    with pytest.raises(StoreUnavailable):
        make_engine(url)


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    path = tmp_path / "vrijuit.db"
    path.write_bytes(b"this is a letter, not a database" * 200)
    with pytest.raises(StoreUnavailable):
        upgrade_database(make_engine(f"sqlite:///{path}"))
    assert path.read_bytes().startswith(b"this is a letter")


def test_a_database_without_tables_is_said(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(StoreUnavailable), reading(engine) as connection:
        connection.execute(select(sealed_state)).all()
    engine.dispose()


@pytest.mark.slow
@pytest.mark.postgres
def test_a_locked_table_of_postgresql_is_waited_for_five_seconds(
    postgresql_engine: Engine,
) -> None:
    with writing(postgresql_engine) as holder:
        holder.execute(text("LOCK TABLE sealed_state"))
        with pytest.raises(StoreUnavailable), writing(postgresql_engine) as connection:
            add_once(connection, sealed_state, name="n", envelope=b"e")


def test_an_upgrade_that_fails_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "vrijuit.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE job_request (mine INTEGER)")
    other.commit()
    engine = make_engine(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailable):
        upgrade_database(engine)
    engine.dispose()
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("job_request",)]
    other.close()
