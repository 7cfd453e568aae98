import sys
from collections import Counter
from types import FrameType

import pytest
from sqlalchemy import Engine, update

from reporting.errors import NoKeyForThisMonth, UnknownReceipt
from reporting.followup import NOTHING_YET, FollowupDesk, Thread, read_thread, withdraw_report
from reporting.intake import Submitted, submit_report
from reporting.receipts import ReceiptCode, derive_receipt, issue_receipt_code
from reporting.report import ThreadAddress
from reporting.store.engine import add_once, writing
from reporting.store.tables import thread
from reporting.threads import Message, lock_message
from reporting.vault.epochs import Manifest
from tests.conftest import Site
from tests.reporting.samples import (
    collect,
    count,
    followup_desk,
    intake_desk,
    kinds_in_thread,
    report,
)


def send_to(engine: Engine, site: Site, code: str, number: int, message: Message) -> None:
    keys = derive_receipt(code, site.secrets)  # type: ignore[arg-type]  # a code made above
    row = lock_message(message, number, ThreadAddress(keys.lookup, keys.thread_key().public.raw))
    with writing(engine) as connection:
        assert add_once(
            connection, thread, lookup=row.lookup, number=row.number, envelope=row.envelope
        )


def calls_made(code: ReceiptCode, desk: FollowupDesk) -> Counter[str]:
    """Every function, ours and those of libraries, that looking up a code calls; how often."""
    calls: Counter[str] = Counter()

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            calls[f"{frame.f_code.co_filename}:{frame.f_code.co_qualname}"] += 1
        elif event == "c_call":
            calls[str(getattr(argument, "__qualname__", argument))] += 1

    sys.setprofile(note)
    try:
        read_thread(code, desk)
    finally:
        sys.setprofile(None)
    return calls


def test_a_code_tells_nothing_until_its_report_is_collected(engine: Engine, site: Site) -> None:
    code, desk = issue_receipt_code(), followup_desk(engine, site)
    submit_report(report(), code, intake_desk(engine, site))
    assert read_thread(code, desk) == NOTHING_YET
    assert read_thread(issue_receipt_code(), desk) == NOTHING_YET
    collect(engine, site, force=True)
    assert read_thread(code, desk) == Thread(("received",), (), "2026-11", has_strip=True)


def test_an_unknown_code_costs_the_same_work_as_a_known_one(
    sqlite_engine: Engine, site: Site
) -> None:
    known, desk = issue_receipt_code(), followup_desk(sqlite_engine, site)
    submit_report(report(), known, intake_desk(sqlite_engine, site))
    read_thread(known, desk)
    work, other = calls_made(known, desk), calls_made(issue_receipt_code(), desk)
    costly = ("derive", "decrypt", "encrypt", "execute", "from_seed_bytes", "unlock")
    for word in costly:
        assert any(word in name for name in work), word
    same = {name for name in work if any(word in name for word in costly)}
    assert {name: work[name] for name in same} == {name: other[name] for name in same}
    assert abs(work.total() - other.total()) < work.total() / 20


def test_the_steps_come_in_the_order_of_the_loop(sqlite_engine: Engine, site: Site) -> None:
    code = issue_receipt_code()
    submit_report(report(), code, intake_desk(sqlite_engine, site))
    lesson = Message("lesson", "Wij leerden dat de lijst een datum nodig heeft.", "2027-01")
    send_to(sqlite_engine, site, code, 1, lesson)
    send_to(sqlite_engine, site, code, 2, Message("read", "", "2027-01"))
    found = read_thread(code, followup_desk(sqlite_engine, site))
    assert found == Thread(("received", "read", "lesson"), (lesson,), "2026-11")


def test_nothing_is_withdrawn_with_an_unknown_code(engine: Engine, site: Site) -> None:
    submit_report(report(), issue_receipt_code(), intake_desk(engine, site))
    with pytest.raises(UnknownReceipt):
        withdraw_report(issue_receipt_code(), followup_desk(engine, site), site.manifest)


def test_a_thread_that_was_tampered_with_shows_nothing(sqlite_engine: Engine, site: Site) -> None:
    code = issue_receipt_code()
    submit_report(report(), code, intake_desk(sqlite_engine, site))
    with writing(sqlite_engine) as connection:
        connection.execute(update(thread).values(envelope=b"VRJ1"))
    assert read_thread(code, followup_desk(sqlite_engine, site)) == NOTHING_YET


def test_a_withdrawn_report_has_no_thread_any_more(engine: Engine, site: Site) -> None:
    code, desk = issue_receipt_code(), followup_desk(engine, site)
    submit_report(report(), code, intake_desk(engine, site))
    withdraw_report(code, desk, site.manifest)
    for _ in range(2):
        assert read_thread(code, desk) == NOTHING_YET
        with pytest.raises(UnknownReceipt):
            withdraw_report(code, desk, site.manifest)
    assert count(engine, "inbox") == 2


def test_a_page_sent_again_after_withdrawing_is_no_new_report(engine: Engine, site: Site) -> None:
    code, desk = issue_receipt_code(), intake_desk(engine, site)
    submit_report(report(), code, desk)
    withdraw_report(code, followup_desk(engine, site), site.manifest)
    assert submit_report(report(), code, desk) == Submitted(already_there=True)


def test_a_withdrawal_looks_like_any_report(sqlite_engine: Engine, site: Site) -> None:
    code = issue_receipt_code()
    submit_report(report(), code, intake_desk(sqlite_engine, site))
    withdraw_report(code, followup_desk(sqlite_engine, site), site.manifest)
    with sqlite_engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT envelope FROM inbox").scalars().all()
    assert len({len(row) for row in rows}) == 1
    assert len({row[:12] for row in rows}) == 1


def test_a_month_that_has_lost_its_key_withdraws_nothing(sqlite_engine: Engine, site: Site) -> None:
    code = issue_receipt_code()
    submit_report(report(), code, intake_desk(sqlite_engine, site))
    later = Manifest({"2027-11": site.manifest.entry("2027-11")}, "", "")
    with pytest.raises(NoKeyForThisMonth):
        withdraw_report(code, followup_desk(sqlite_engine, site), later)
    assert kinds_in_thread(code, sqlite_engine, site) == ("received",)
