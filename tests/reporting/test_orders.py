"""What analisten order is carried out in bags, once, and leaves nothing but what it should."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from reporting.errors import NothingToHide, ReportGone, UnknownCode
from reporting.followup import Thread, read_thread, withdraw_report
from reporting.intake import import_record, submit_report
from reporting.masking.own_words import NO_OWN_WORDS
from reporting.receipts import ReceiptCode, issue_receipt_code
from reporting.rewriting import mask_more, with_codes
from reporting.screening import draw_pile
from reporting.screening_state import open_state
from reporting.store.reports import SqlReportStore
from reporting.store.states import SqlStateStore
from reporting.vault.envelope import read_header
from tests.conftest import Site
from tests.reporting.analist import TUESDAY, Analist
from tests.reporting.samples import count, followup_desk, intake_desk, report

DANGER = "De nooduitgang is nog steeds geblokkeerd. Er staat nu brandbaar spul in de gang."


@pytest.fixture
def analist(engine: Engine, site: Site) -> Analist:
    return Analist(engine, site)


@pytest.fixture
def lone(sqlite_engine: Engine, site: Site) -> Analist:
    """On one kind of database, where the rule is the same on both."""
    return Analist(sqlite_engine, site)


def send(analist: Analist, **changes: object) -> ReceiptCode:
    code = issue_receipt_code()
    submit_report(report(**changes), code, intake_desk(analist.engine, analist.site))
    return code


def thread(analist: Analist, code: ReceiptCode) -> Thread:
    return read_thread(code, followup_desk(analist.engine, analist.site))


def test_a_report_that_was_read_says_so_once_and_is_on_no_pile_any_more(analist: Analist) -> None:
    code = send(analist)
    analist.night()
    [sheet] = analist.pile()
    for _ in range(2):
        analist.order("read", sheet.id)
        assert analist.pile() == []
        analist.night()
    assert analist.pile() == []
    assert thread(analist, code).steps == ("received", "read")
    assert count(analist.engine, "screening_order") == 0
    assert count(analist.engine, "thread") == 3


def test_nothing_in_the_database_changes_but_an_order_until_the_worker_comes(
    lone: Analist,
) -> None:
    send(lone)
    lone.night()
    before = everything_but_orders(lone)
    [sheet] = lone.pile()
    for kind in ("read", "ask", "signal", "change", "done"):
        lone.order(
            kind, sheet.id, "Wat zag je?", changed=sheet.report if kind == "change" else None
        )
    assert everything_but_orders(lone) == before
    with lone.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT envelope FROM screening_order").scalars().all()
    assert len(rows) == 5
    assert len({len(row) for row in rows}) == 1
    assert len({row[:12] for row in rows}) == 1


def everything_but_orders(analist: Analist) -> list[object]:
    with analist.engine.connect() as connection:
        return [
            connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608  # our own names
            for table in ("inbox", "report", "answer", "thread", "sealed_state", "mailbag_round")
        ]


def test_two_orders_wait_for_a_third_or_for_the_week_to_end(lone: Analist) -> None:
    for _ in range(3):
        send(lone)
    lone.night()
    sheets = lone.pile()
    lone.order("read", sheets[0].id)
    lone.night()
    for sheet in sheets[1:]:
        lone.order("read", sheet.id)
    assert lone.night(force=False)[1] == 0
    assert lone.night(TUESDAY + timedelta(days=7), force=False)[1] == 2


def test_a_changed_report_keeps_its_thread_its_month_and_its_row(analist: Analist) -> None:
    code = send(analist)
    analist.night()
    [sheet] = analist.pile()
    wanted = replace(with_codes(sheet.report, {"kind": "K3"}), thread=None, month="2020-01")
    analist.order("change", sheet.id, changed=wanted)
    assert analist.sheet(sheet.id).report.kind == "K3"
    row_key = bytes.fromhex(sheet.id)
    before = analist.store.envelope(row_key)
    analist.night()
    after = analist.sheet(sheet.id)
    assert after.report == replace(sheet.report, kind="K3")
    assert after.record.changed
    assert analist.store.envelope(row_key) != before
    withdraw_report(code, followup_desk(analist.engine, analist.site), analist.site.manifest)
    analist.night()
    with pytest.raises(ReportGone):
        analist.sheet(sheet.id)


def test_orders_about_one_report_are_carried_out_as_they_were_given(lone: Analist) -> None:
    code = send(lone)
    lone.night()
    [sheet] = lone.pile()
    lone.order("ask", sheet.id, "Eerste vraag?")
    lone.order("change", sheet.id, changed=replace(sheet.report, kind="K2"))
    lone.order("ask", sheet.id, "Tweede vraag?")
    lone.order("change", sheet.id, changed=replace(sheet.report, kind="K3"))
    assert lone.night()[1] == 4
    asked = [one.message.body for one in thread(lone, code).questions]
    assert asked == ["Eerste vraag?", "Tweede vraag?"]
    assert lone.sheet(sheet.id).report.kind == "K3"


def test_a_signal_is_told_to_its_reporter_and_stays_until_it_is_handled(lone: Analist) -> None:
    code = send(lone)
    lone.night()
    [sheet] = lone.pile()
    lone.order("signal", sheet.id, "De nooduitgang is dicht.")
    lone.night()
    [message] = thread(lone, code).messages
    assert "gaf dat door" in message.body
    [signal] = lone.sheet(sheet.id).record.signals
    assert (signal.to, signal.due, signal.handled) == ("BHV", "2026-11-27", False)
    lone.order("handled", sheet.id)
    assert lone.sheet(sheet.id).record.signals[0].handled
    lone.night()
    assert lone.sheet(sheet.id).record.signals[0].handled


def test_a_closed_report_is_told_with_a_word_at_the_end(lone: Analist) -> None:
    code = send(lone)
    lone.night()
    [sheet] = lone.pile()
    lone.order("done", sheet.id, "De lijst heeft nu een datum.")
    lone.night()
    found = thread(lone, code)
    assert found.steps == ("received", "done")
    assert [one.body for one in found.messages] == ["De lijst heeft nu een datum."]


def test_danger_lies_on_top_and_the_rest_in_an_order_of_its_own(lone: Analist) -> None:
    for _ in range(6):
        send(lone)
    send(lone, story=DANGER)
    lone.night()
    orders = {draw_pile(lone.site.analist.open, lone.desk) for _ in range(4)}
    assert len(orders) > 1
    assert {lone.sheet(pile[0]).urgent for pile in orders} == {True}
    assert len(lone.pile()) == 7


def test_a_record_without_a_thread_can_be_read_and_not_asked(lone: Analist) -> None:
    import_record(report(), b"1", intake_desk(lone.engine, lone.site))
    lone.night()
    [sheet] = lone.pile()
    assert not sheet.can_be_asked
    lone.order("ask", sheet.id, "Wat zag je?")
    lone.order("read", sheet.id)
    assert lone.night()[1] == 2
    assert lone.sheet(sheet.id).record.asked == ()


def test_a_held_report_is_on_no_pile_and_looks_like_any_other(analist: Analist) -> None:
    code = send(analist, hold=True)
    send(analist)
    analist.night()
    assert len(analist.pile()) == 1
    rows = [row.envelope for row in SqlReportStore(analist.engine).envelopes()]
    assert len({len(row) for row in rows}) == 1
    shut = {sheet.id for sheet in analist.pile()} ^ {
        one.hex() for one in analist.store.report_ids()
    }
    with pytest.raises(ReportGone):
        analist.sheet(shut.pop())
    assert thread(analist, code).held
    assert thread(analist, code).steps == ("received",)


def test_the_state_moves_to_the_key_of_each_new_month(lone: Analist) -> None:
    send(lone)
    lone.night()
    [sheet] = lone.pile()
    lone.order("read", sheet.id)
    lone.night()
    assert read_header(lone.store.state() or b"").epoch == 202611
    lone.night(date(2026, 12, 1), force=False)
    assert read_header(lone.store.state() or b"").epoch == 202612
    assert lone.sheet(sheet.id).record.read


def test_a_damaged_state_or_order_stops_nothing(lone: Analist) -> None:
    send(lone)
    lone.night()
    [sheet] = lone.pile()
    lone.order("read", sheet.id)
    lone.night()
    with lone.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sealed_state SET envelope = x'00'")
        connection.exec_driver_sql("INSERT INTO screening_order VALUES (x'01', x'02')")
    assert [one.id for one in lone.pile()] == [sheet.id]
    lone.order("ask", sheet.id, "Wat zag je?")
    assert lone.night()[1] == 1
    assert len(lone.sheet(sheet.id).record.asked) == 1
    with lone.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sealed_state SET envelope = x'00'")
    lone.night(force=False)
    open_state(lone.store.state() or b"", lone.site.analist.open)
    assert SqlStateStore(lone.engine).get("screening") is not None


def test_more_words_are_hidden_wherever_they_stand() -> None:
    told = report(story="De zeppelin kwam te laat, en de Zeppelin had geen ballast meer aan boord.")
    hidden = mask_more(told, ["zeppelin"], NO_OWN_WORDS)
    assert "eppelin" not in hidden.story
    with pytest.raises(NothingToHide):
        mask_more(told, ["vliegtuig"], NO_OWN_WORDS)
    with pytest.raises(UnknownCode):
        with_codes(told, {"kind": "K9"})
