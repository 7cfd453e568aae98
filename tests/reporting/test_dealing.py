"""What waits in the inbox: a copy of the disk, made before it is collected, shows no order."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text, update

from reporting.dealing import deal_waiting_again
from reporting.store.engine import reading, writing
from reporting.store.reports import SqlReportStore
from reporting.store.tables import inbox, thread
from tests.conftest import Site
from tests.reporting.samples import collect, count
from tests.reporting.test_mailbag import ids, send

ENOUGH = 12


def send_one_by_one(engine: Engine, site: Site) -> list[bytes]:
    """The ids in order of arrival."""
    arrived: list[bytes] = []
    for _ in range(ENOUGH):
        known = ids(engine, "inbox")
        send(engine, site, 1)
        arrived.extend(ids(engine, "inbox") - known)
    return arrived


def lying(engine: Engine) -> list[bytes]:
    """The ids in the order in which the envelopes lie in the file."""
    content = Path(str(engine.url.database)).read_bytes()
    bodies = {row.id: row.envelope[9000:9024] for row in SqlReportStore(engine).waiting()}
    return sorted(bodies, key=lambda each: content.index(bodies[each]))


def threads_lying(engine: Engine) -> list[bytes]:
    content = Path(str(engine.url.database)).read_bytes()
    with reading(engine) as connection:
        bodies = {row.lookup: row.envelope[-40:-16] for row in connection.execute(select(thread))}
    return sorted(bodies, key=lambda each: content.index(bodies[each]))


def test_what_waits_lies_in_order_of_arrival_until_it_is_dealt_again(
    sqlite_engine: Engine, site: Site
) -> None:
    arrived, store = send_one_by_one(sqlite_engine, site), SqlReportStore(sqlite_engine)
    assert store.empty_log()
    assert lying(sqlite_engine) == arrived
    threads = threads_lying(sqlite_engine)
    assert deal_waiting_again(store, site.ring.open)
    assert sorted(lying(sqlite_engine)) == sorted(arrived)
    assert lying(sqlite_engine) not in (arrived, arrived[::-1])
    assert threads_lying(sqlite_engine) not in (threads, threads[::-1])


@pytest.mark.postgres
def test_postgresql_does_not_show_what_came_first_among_what_waits(
    postgresql_engine: Engine, site: Site
) -> None:
    arrived = send_one_by_one(postgresql_engine, site)
    assert deal_waiting_again(SqlReportStore(postgresql_engine), site.ring.open)
    with reading(postgresql_engine) as connection:
        rows = connection.execute(text("SELECT xmin::text, id FROM inbox ORDER BY ctid")).all()
        threads = connection.execute(text("SELECT DISTINCT xmin::text FROM thread")).all()
    assert len({row[0] for row in rows}) == len(threads) == 1
    assert [row[1] for row in rows] != arrived


def test_dealing_again_loses_and_changes_nothing(engine: Engine, site: Site) -> None:
    send(engine, site, 4)
    before = {row.id: row.envelope for row in SqlReportStore(engine).waiting()}
    broken = min(before)
    with writing(engine) as connection:
        connection.execute(update(inbox).where(inbox.c.id == broken).values(envelope=b"broken"))
    deal_waiting_again(SqlReportStore(engine), site.ring.open)
    after = {row.id: row.envelope for row in SqlReportStore(engine).waiting()}
    assert after == {**before, broken: b"broken"}
    assert count(engine, "thread") == 4
    assert collect(engine, site).moved == 3


def test_a_row_that_was_collected_meanwhile_does_not_come_back(engine: Engine, site: Site) -> None:
    send(engine, site, 3)
    waiting = ids(engine, "inbox")
    collect(engine, site)
    SqlReportStore(engine).deal_again(sorted(waiting), ())
    assert count(engine, "inbox") == 0


def test_the_log_of_sqlite_is_emptied_without_waiting_for_a_reader(
    sqlite_engine: Engine, site: Site, tmp_path: Path
) -> None:
    send(sqlite_engine, site, 1)
    log, store = tmp_path / "vrijuit.db-wal", SqlReportStore(sqlite_engine)
    with reading(sqlite_engine) as connection:
        connection.execute(select(inbox.c.id)).all()
        assert not store.empty_log()
        send(sqlite_engine, site, 1)
    assert store.empty_log()
    assert log.stat().st_size == 0
