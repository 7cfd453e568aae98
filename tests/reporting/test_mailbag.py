from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text, update
from sqlalchemy.exc import IntegrityError

from reporting.errors import CannotOpen
from reporting.followup import withdraw_report
from reporting.intake import import_record, submit_report
from reporting.mailbag import Bag, Collected, MailbagDesk, collect_mailbag
from reporting.receipts import ReceiptCode, issue_receipt_code
from reporting.store.engine import reading, writing
from reporting.store.reports import SqlReportStore
from reporting.store.tables import inbox
from reporting.vault.envelope import Purpose
from tests.conftest import Site
from tests.reporting.samples import (
    TUESDAY,
    collect,
    count,
    followup_desk,
    intake_desk,
    kinds_in_thread,
    report,
)


def send(engine: Engine, site: Site, number: int) -> list[ReceiptCode]:
    codes = [issue_receipt_code() for _ in range(number)]
    for code in codes:
        submit_report(report(), code, intake_desk(engine, site))
    return codes


def ids(engine: Engine, table: str) -> set[bytes]:
    with reading(engine) as connection:
        return set(connection.execute(text(f"SELECT id FROM {table}")).scalars())  # noqa: S608  # our own names


def test_three_reports_make_a_bag(engine: Engine, site: Site) -> None:
    send(engine, site, 3)
    sent = ids(engine, "inbox")
    assert collect(engine, site) == Collected(moved=3)
    assert count(engine, "report") == 3
    assert count(engine, "inbox") == 0
    assert not ids(engine, "report") & sent


def test_nothing_of_a_row_that_waited_is_in_the_row_that_is_kept(
    engine: Engine, site: Site
) -> None:
    """Who copied the inbox while somebody was at a computer finds those bytes nowhere else."""
    send(engine, site, 3)
    waited = [row.envelope for row in SqlReportStore(engine).waiting()]
    collect(engine, site)
    kept = b"".join(row.envelope for row in SqlReportStore(engine).envelopes())
    bodies = {bytes(one[place : place + 24]) for one in waited for place in range(60, 16_000, 500)}
    assert [body for body in bodies if body in kept] == []


def test_screening_opens_a_report_only_once_it_is_collected(engine: Engine, site: Site) -> None:
    """An analist with a copy of the inbox, and a clock, would else know who wrote what."""
    send(engine, site, 3)
    for waiting in SqlReportStore(engine).waiting():
        with pytest.raises(CannotOpen):
            site.analist.open(waiting.envelope, Purpose.REPORT, waiting.id)
    collect(engine, site)
    kept = list(SqlReportStore(engine).envelopes())
    assert all(site.analist.open(row.envelope, Purpose.REPORT, row.id) for row in kept)


def test_a_report_that_another_worker_took_meanwhile_is_not_kept_twice(
    engine: Engine, site: Site
) -> None:
    send(engine, site, 3)
    bags: list[tuple[Bag, int]] = []

    class Late(SqlReportStore):
        """A worker that falls asleep before it writes."""

        def empty(self, bag: Bag, week: int) -> None:
            bags.append((bag, week))

    desk = MailbagDesk(Late(engine), site.ring.open, site.manifest)
    collect_mailbag(desk, force=True, today=TUESDAY)
    collect(engine, site)
    SqlReportStore(engine).empty(*bags[0])
    assert count(engine, "report") == 3


def test_two_reports_wait(engine: Engine, site: Site) -> None:
    send(engine, site, 2)
    assert collect(engine, site) == Collected(waiting=2)
    assert collect(engine, site, force=True) == Collected(moved=2)


def test_a_lone_report_waits_a_week_at_most(sqlite_engine: Engine, site: Site) -> None:
    collect(sqlite_engine, site)
    send(sqlite_engine, site, 1)
    nights = [
        collect(sqlite_engine, site, today=TUESDAY + timedelta(days=night)).moved
        for night in range(1, 8)
    ]
    assert sum(nights) == 1


def test_a_lone_report_is_collected_after_a_worker_was_away(
    sqlite_engine: Engine, site: Site
) -> None:
    collect(sqlite_engine, site)
    send(sqlite_engine, site, 1)
    assert collect(sqlite_engine, site, today=TUESDAY + timedelta(days=60)).moved == 1


def test_what_cannot_be_opened_stays_and_stops_nothing(engine: Engine, site: Site) -> None:
    send(engine, site, 4)
    broken = min(ids(engine, "inbox"))
    with writing(engine) as connection:
        connection.execute(update(inbox).where(inbox.c.id == broken).values(envelope=b"broken"))
    assert collect(engine, site) == Collected(moved=3, unopened=1)
    assert ids(engine, "inbox") == {broken}
    assert collect(engine, site) == Collected(unopened=1)


def test_an_envelope_in_another_row_is_not_taken(sqlite_engine: Engine, site: Site) -> None:
    send(sqlite_engine, site, 1)
    with writing(sqlite_engine) as connection:
        connection.execute(update(inbox).values(id=b"x" * 16))
    assert collect(sqlite_engine, site, force=True) == Collected(unopened=1)


def test_a_report_is_withdrawn_after_it_was_collected(engine: Engine, site: Site) -> None:
    codes = send(engine, site, 3)
    collect(engine, site)
    withdraw_report(codes[0], followup_desk(engine, site), site.manifest)
    assert collect(engine, site, force=True) == Collected(withdrawn=1)
    assert (count(engine, "report"), count(engine, "inbox")) == (2, 0)
    assert kinds_in_thread(codes[0], engine, site) == ()
    assert count(engine, "thread") == sum(len(kinds_in_thread(one, engine, site)) for one in codes)


def test_a_report_is_withdrawn_before_it_was_collected(engine: Engine, site: Site) -> None:
    codes = send(engine, site, 3)
    withdraw_report(codes[0], followup_desk(engine, site), site.manifest)
    assert collect(engine, site) == Collected(moved=2, withdrawn=1)
    assert (count(engine, "report"), count(engine, "inbox")) == (2, 0)
    assert kinds_in_thread(codes[0], engine, site) == ()
    assert count(engine, "thread") == sum(len(kinds_in_thread(one, engine, site)) for one in codes)


def test_a_withdrawal_waits_while_its_report_may_be_among_the_unopened(
    sqlite_engine: Engine, site: Site
) -> None:
    [code] = send(sqlite_engine, site, 1)
    [row] = SqlReportStore(sqlite_engine).waiting()
    with writing(sqlite_engine) as connection:
        flipped = row.envelope[:-1] + bytes([row.envelope[-1] ^ 1])
        connection.execute(update(inbox).values(envelope=flipped))
    withdraw_report(code, followup_desk(sqlite_engine, site), site.manifest)
    assert collect(sqlite_engine, site, force=True) == Collected(waiting=1, unopened=1)
    with writing(sqlite_engine) as connection:
        mended = update(inbox).where(inbox.c.id == row.id)
        connection.execute(mended.values(envelope=row.envelope))
    assert collect(sqlite_engine, site, force=True) == Collected(withdrawn=1)
    assert count(sqlite_engine, "inbox") == 0


def test_imported_records_are_collected_too(sqlite_engine: Engine, site: Site) -> None:
    for row in (b"1", b"2", b"3"):
        import_record(report(month=""), row, intake_desk(sqlite_engine, site))
    assert collect(sqlite_engine, site) == Collected(moved=3)


def test_a_collection_that_fails_halfway_changes_nothing(sqlite_engine: Engine, site: Site) -> None:
    send(sqlite_engine, site, 3)
    with writing(sqlite_engine) as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER stop BEFORE DELETE ON inbox BEGIN SELECT RAISE(ABORT, 'stop'); END"
        )
    with pytest.raises(IntegrityError):
        collect(sqlite_engine, site)
    assert (count(sqlite_engine, "inbox"), count(sqlite_engine, "report")) == (3, 0)


def test_a_removed_report_is_gone_from_the_files(
    sqlite_engine: Engine, site: Site, tmp_path: Path
) -> None:
    codes = send(sqlite_engine, site, 3)
    collect(sqlite_engine, site)
    before = {row.id: row.envelope for row in SqlReportStore(sqlite_engine).envelopes()}
    withdraw_report(codes[0], followup_desk(sqlite_engine, site), site.manifest)
    assert collect(sqlite_engine, site, force=True) == Collected(withdrawn=1)
    [gone] = set(before) - ids(sqlite_engine, "report")
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    pieces = [before[gone][place : place + 24] for place in range(0, 16_000, 500)]
    assert [piece for piece in pieces if piece in content] == []
    kept = next(before[each] for each in before if each != gone)
    assert kept[2000:2024] in content


def test_the_files_do_not_show_the_order_of_arrival(sqlite_engine: Engine, site: Site) -> None:
    arrived: list[bytes] = []
    for _ in range(12):
        known = ids(sqlite_engine, "inbox")
        send(sqlite_engine, site, 1)
        arrived.extend(ids(sqlite_engine, "inbox") - known)
    collect(sqlite_engine, site)
    content = Path(str(sqlite_engine.url.database)).read_bytes()
    bodies = {row.id: row.envelope[9000:9024] for row in SqlReportStore(sqlite_engine).envelopes()}
    lying = sorted(bodies, key=lambda each: content.index(bodies[each]))
    assert lying == sorted(bodies)
    assert not bodies.keys() & set(arrived)


@pytest.mark.postgres
def test_postgresql_does_not_show_the_order_of_arrival(
    postgresql_engine: Engine, site: Site
) -> None:
    send(postgresql_engine, site, 12)
    collect(postgresql_engine, site)
    with reading(postgresql_engine) as connection:
        for table, key in (("report", "id"), ("thread", "lookup")):
            wanted = text(f"SELECT xmin::text, {key} FROM {table} ORDER BY ctid")  # noqa: S608  # our own names
            rows = connection.execute(wanted).all()
            assert len({row[0] for row in rows}) == 1
            assert len({row[1] for row in rows}) == 12
    with reading(postgresql_engine) as connection:
        reports = connection.execute(text("SELECT id FROM report ORDER BY ctid")).scalars().all()
    assert reports != sorted(reports)
