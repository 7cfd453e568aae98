"""The inbox holds so many reports and no more; whoever sent before is acknowledged all the same."""

import os

import pytest
from sqlalchemy import Engine, insert

from reporting.errors import InboxFull
from reporting.store.engine import writing
from reporting.store.intake import SqlIntakeStore
from reporting.store.tables import inbox
from reporting.threads import ThreadRow
from reporting.vault.envelope import Envelope, Purpose
from tests.conftest import Site
from tests.reporting.samples import count
from tests.reporting.test_mailbag import send


def fill(engine: Engine, rows: int) -> None:
    with writing(engine) as connection:
        values = [{"id": os.urandom(16), "envelope": b"x"} for _ in range(rows)]
        connection.execute(insert(inbox), values)


def a_report() -> tuple[Envelope, ThreadRow]:
    return Envelope(os.urandom(16), 202611, Purpose.REPORT, b"sealed"), ThreadRow(
        os.urandom(16), 0, b"locked"
    )


def test_a_full_inbox_takes_nothing_and_leaves_no_thread_behind(engine: Engine) -> None:
    fill(engine, 3)
    store, mine = SqlIntakeStore(engine, most_waiting=4), a_report()
    assert store.add_report(*mine)
    with pytest.raises(InboxFull):
        store.add_report(*a_report())
    assert (count(engine, "inbox"), count(engine, "thread")) == (4, 1)
    assert not store.add_report(*mine)


def test_what_waits_is_counted_up_to_what_matters(sqlite_engine: Engine) -> None:
    store = SqlIntakeStore(sqlite_engine)
    assert store.count_waiting(10) == 0
    fill(sqlite_engine, 12)
    assert store.count_waiting(20) == 12
    assert store.count_waiting(10) == 10


def test_without_a_limit_all_is_taken(sqlite_engine: Engine, site: Site) -> None:
    fill(sqlite_engine, 30)
    assert len(send(sqlite_engine, site, 2)) == 2
