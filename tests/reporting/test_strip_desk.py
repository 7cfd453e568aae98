import pytest
from sqlalchemy import Engine, delete, select

from reporting.errors import NoStripYet, UnknownReceipt
from reporting.followup import read_strip_of, read_thread, withdraw_report
from reporting.intake import submit_report
from reporting.mailbag import Collected, MailbagDesk, collect_mailbag
from reporting.receipts import issue_receipt_code
from reporting.store.engine import reading, writing
from reporting.store.reports import SqlReportStore
from reporting.store.tables import metadata, thread
from reporting.strip import check_strip, put_line
from reporting.strip_desk import StripDesk
from reporting.vault.envelope import Purpose
from reporting.vault.signing import load_signers
from tests.conftest import Site
from tests.reporting.samples import (
    TUESDAY,
    collect,
    followup_desk,
    intake_desk,
    kinds_in_thread,
    report,
)


def test_each_collected_report_gets_one_strip_that_holds(engine: Engine, site: Site) -> None:
    codes = [issue_receipt_code() for _ in range(3)]
    for code in codes:
        submit_report(report(), code, intake_desk(engine, site))
        with pytest.raises(NoStripYet):
            read_strip_of(code, followup_desk(engine, site))
    collect(engine, site)
    collect(engine, site, force=True)
    serials = set()
    for code in codes:
        assert kinds_in_thread(code, engine, site) == ("received", "strip")
        strip = put_line(read_strip_of(code, followup_desk(engine, site)), "Anna")
        check_strip(strip, site.manifest.strip_keys)
        assert strip.month == "2026-11"
        serials.add(strip.serial)
    assert len(serials) == 3


def test_a_report_of_december_has_a_strip_of_its_own_year_when_collected_in_january(
    sqlite_engine: Engine, site: Site
) -> None:
    code = issue_receipt_code()
    submit_report(report(month="2026-12"), code, intake_desk(sqlite_engine, site))
    collect(sqlite_engine, site, force=True)
    strip = read_strip_of(code, followup_desk(sqlite_engine, site)).strip
    assert strip.month == "2026-12"
    check_strip(strip, {2026: site.manifest.strip_keys[2026]})


def test_whoever_opens_every_report_and_row_finds_no_strip_in_them(
    sqlite_engine: Engine, site: Site
) -> None:
    # the threat: somebody is shown a strip, and has the database and all the worker's keys
    code = issue_receipt_code()
    submit_report(report(), code, intake_desk(sqlite_engine, site))
    collect(sqlite_engine, site, force=True)
    held = read_strip_of(code, followup_desk(sqlite_engine, site))
    strip = put_line(held, "Anna")
    assert strip.line is not None
    telling = (strip.serial, strip.signature, held.holder_seed, strip.line.holder)
    opened = [
        site.ring.open(row.envelope, Purpose.REPORT, row.id)
        for row in SqlReportStore(sqlite_engine).envelopes()
    ]
    with reading(sqlite_engine) as connection:
        rows = [
            bytes(str(value), "utf-8") if not isinstance(value, bytes) else value
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
            for value in row
        ]
    assert opened
    for secret in telling:
        for place in (*opened, *rows):
            assert secret not in place
            assert secret.hex().encode() not in place


def test_a_locked_strip_looks_like_any_message(sqlite_engine: Engine, site: Site) -> None:
    submit_report(report(), issue_receipt_code(), intake_desk(sqlite_engine, site))
    collect(sqlite_engine, site, force=True)
    with reading(sqlite_engine) as connection:
        rows = connection.execute(select(thread.c.envelope)).scalars().all()
    assert len(rows) == 2
    assert len({len(row) for row in rows}) == 1
    assert len({row[:12] for row in rows}) == 1


def test_a_withdrawn_report_has_no_strip_any_more(sqlite_engine: Engine, site: Site) -> None:
    code, desk = issue_receipt_code(), followup_desk(sqlite_engine, site)
    submit_report(report(), code, intake_desk(sqlite_engine, site))
    collect(sqlite_engine, site, force=True)
    withdraw_report(code, desk, site.manifest)
    with pytest.raises(UnknownReceipt):
        read_strip_of(code, desk)


def test_a_thread_that_was_destroyed_meanwhile_gets_no_strip(
    sqlite_engine: Engine, site: Site
) -> None:
    submit_report(report(), issue_receipt_code(), intake_desk(sqlite_engine, site))
    with writing(sqlite_engine) as connection:
        connection.execute(delete(thread))
    assert collect(sqlite_engine, site, force=True) == Collected(moved=1)
    with reading(sqlite_engine) as connection:
        assert connection.execute(select(thread)).all() == []


def test_without_a_key_of_that_year_reports_are_collected_all_the_same(
    sqlite_engine: Engine, site: Site
) -> None:
    code = issue_receipt_code()
    submit_report(report(), code, intake_desk(sqlite_engine, site))
    signers = load_signers(site.instance / "keys", site.manifest.strip_keys)
    desk = StripDesk({2027: signers[2027]})
    store, open_ = SqlReportStore(sqlite_engine), site.ring.open
    at_work = MailbagDesk(store, open_, site.manifest, desk.issue)
    done = collect_mailbag(at_work, force=True, today=TUESDAY)
    assert done == Collected(moved=1)
    assert not read_thread(code, followup_desk(sqlite_engine, site)).has_strip
