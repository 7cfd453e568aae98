import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from config.limits import STORY_MAX
from reporting.errors import (
    NoKeyForThisMonth,
    ReceiptInText,
    StoreUnavailable,
    StoryTooLong,
    StoryTooShort,
    UnknownCode,
)
from reporting.intake import IntakeDesk, Submitted, import_record, submit_report
from reporting.posts import unpack_post
from reporting.receipts import derive_receipt, issue_receipt_code
from reporting.report import Report
from reporting.store.destroyed import SqlDestructionStore
from reporting.store.engine import make_engine
from reporting.store.intake import SqlIntakeStore
from reporting.store.reports import SqlReportStore
from reporting.vault.envelope import Purpose, read_header
from reporting.vault.epochs import epoch_of
from tests.conftest import Site
from tests.reporting.samples import STORY, count, intake_desk, report


def waiting_reports(engine: Engine, site: Site) -> list[Report]:
    rows = SqlReportStore(engine).waiting()
    found = [unpack_post(site.ring.open(row.envelope, Purpose.REPORT, row.id)) for row in rows]
    return [each for each in found if isinstance(each, Report)]


def test_a_report_is_kept_with_the_address_of_its_thread(engine: Engine, site: Site) -> None:
    code = issue_receipt_code()
    assert submit_report(report(), code, intake_desk(engine, site)) == Submitted(
        already_there=False
    )
    [kept] = waiting_reports(engine, site)
    keys = derive_receipt(code, site.secrets)
    assert kept.thread is not None
    assert kept.thread.lookup == keys.lookup
    assert kept == report(thread=kept.thread)


def test_text_is_kept_in_one_form(sqlite_engine: Engine, site: Site) -> None:
    typed = report(story=f" {STORY}\r\n\x00\ud800", tip="be\u0301ter")
    submit_report(typed, issue_receipt_code(), intake_desk(sqlite_engine, site))
    [kept] = waiting_reports(sqlite_engine, site)
    assert (kept.story, kept.tip) == (STORY, "béter")


def test_the_same_code_is_one_report(engine: Engine, site: Site) -> None:
    code, desk = issue_receipt_code(), intake_desk(engine, site)
    submit_report(report(), code, desk)
    again = submit_report(report(story=f"{STORY} Nog een keer."), code, desk)
    assert again == Submitted(already_there=True)
    assert [each.story for each in waiting_reports(engine, site)] == [STORY]


def test_fifty_at_once_are_one_report(engine: Engine, site: Site) -> None:
    code, desk = issue_receipt_code(), intake_desk(engine, site)
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: submit_report(report(), code, desk), range(50)))
    assert [answer.already_there for answer in answers].count(False) == 1
    assert (count(engine, "inbox"), count(engine, "thread")) == (1, 1)


def test_the_month_of_receipt_picks_the_key(sqlite_engine: Engine, site: Site) -> None:
    desk = intake_desk(sqlite_engine, site)
    submit_report(report(), issue_receipt_code(), desk, month="2027-02")
    [row] = SqlReportStore(sqlite_engine).waiting()
    assert read_header(row.envelope).epoch == 202702


@pytest.mark.parametrize(
    ("changes", "fact"),
    [
        ({"story": "te kort"}, StoryTooShort),
        ({"story": " " * 100}, StoryTooShort),
        ({"story": "a" * (STORY_MAX + 1)}, StoryTooLong),
        ({"kind": "K9"}, UnknownCode),
        ({"month": "2031-01"}, NoKeyForThisMonth),
        ({"month": ""}, NoKeyForThisMonth),
    ],
)
def test_a_report_out_of_bounds_is_not_kept(
    sqlite_engine: Engine, site: Site, changes: dict[str, object], fact: type[Exception]
) -> None:
    with pytest.raises(fact):
        submit_report(report(**changes), issue_receipt_code(), intake_desk(sqlite_engine, site))
    assert (count(sqlite_engine, "inbox"), count(sqlite_engine, "thread")) == (0, 0)


def test_a_code_in_the_text_is_sent_back(sqlite_engine: Engine, site: Site) -> None:
    code = issue_receipt_code()
    with pytest.raises(ReceiptInText):
        submit_report(report(tip=code.lower()), code, intake_desk(sqlite_engine, site))


def test_a_record_comes_in_once(engine: Engine, site: Site) -> None:
    desk = intake_desk(engine, site)
    old = report(month="2019-03", story="a" * 12_000)
    assert import_record(old, b"row 1", desk)
    assert not import_record(old, b"row 1", desk)
    assert import_record(report(month=""), b"row 2", desk)
    kept = {each.month: each.thread for each in waiting_reports(engine, site)}
    assert kept == {"2019-03": None, "": None}
    assert count(engine, "thread") == 0


def test_nothing_of_the_text_or_the_code_is_on_disk(
    sqlite_engine: Engine, site: Site, tmp_path: Path
) -> None:
    code = issue_receipt_code()
    submit_report(report(), code, intake_desk(sqlite_engine, site))
    seed = derive_receipt(code, site.secrets).thread_seed
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert b"lijst" not in content
        assert code.encode() not in content
        assert code.replace("-", "").encode() not in content
        assert seed[:16] not in content


def full_disk(engine: Engine) -> Engine:
    """The same database, with no page more than it has."""
    path = engine.url.database
    small = make_engine(f"sqlite:///{path}")

    @event.listens_for(small, "connect")
    def limit(connection: sqlite3.Connection, _record: object) -> None:
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")

    return small


def test_a_full_disk_keeps_nothing_and_says_so(sqlite_engine: Engine, site: Site) -> None:
    code = issue_receipt_code()
    small = full_disk(sqlite_engine)
    with pytest.raises(StoreUnavailable):
        submit_report(report(), code, intake_desk(small, site))
    small.dispose()
    assert (count(sqlite_engine, "inbox"), count(sqlite_engine, "thread")) == (0, 0)
    again = submit_report(report(), code, intake_desk(sqlite_engine, site))
    assert again == Submitted(already_there=False)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/vrijuit.db",
        "postgresql+psycopg://vrijuit@127.0.0.1:1/vrijuit",
    ],
)
def test_a_database_out_of_reach_is_said(url: str, site: Site) -> None:
    desk = IntakeDesk(SqlIntakeStore(make_engine(url)), site.manifest, site.secrets)
    with pytest.raises(StoreUnavailable) as caught:
        submit_report(report(), issue_receipt_code(), desk)
    assert "lijst" not in str(caught.value)


@pytest.mark.slow
def test_a_locked_database_is_waited_for_five_seconds(sqlite_engine: Engine, site: Site) -> None:
    other = sqlite3.connect(str(sqlite_engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    code, desk = issue_receipt_code(), intake_desk(sqlite_engine, site)
    with pytest.raises(StoreUnavailable):
        submit_report(report(), code, desk)
    other.execute("ROLLBACK")
    other.close()
    assert submit_report(report(), code, desk) == Submitted(already_there=False)


def test_nothing_is_kept_for_a_month_that_was_destroyed(sqlite_engine: Engine, site: Site) -> None:
    """A clock that is set back, and a record of long ago: nobody could ever open them."""
    desk, first = intake_desk(sqlite_engine, site), site.manifest.months[0]
    SqlDestructionStore(sqlite_engine).destroy({epoch_of(first): "a record"})
    with pytest.raises(NoKeyForThisMonth):
        submit_report(report(), issue_receipt_code(), desk, first)
    assert count(sqlite_engine, "inbox") == count(sqlite_engine, "thread") == 0
    assert import_record(report(month=""), b"of long ago", desk)
    [kept] = SqlReportStore(sqlite_engine).waiting()
    assert read_header(kept.envelope).epoch == epoch_of(site.manifest.months[1])
