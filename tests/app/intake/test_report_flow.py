"""From the form to the receipt, as a reporter goes."""

from sqlalchemy import Engine

from reporting.receipts import read_receipt_code
from reporting.store.engine import writing
from tests.app.intake.conftest import HandClock, StoredReports
from tests.app.intake.visitor import STORY, Visitor

NAMED = (
    "Ik gaf met Karin de Vries bijna de verkeerde medicatie. Bel me op 06-12345678 als dat helpt."
)


def test_only_masked_text_and_the_month_are_kept(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check(story=NAMED, factors=["F04", "F06"], unit="Techniek", tip="Vraag Jansen om hulp.")
    visitor.press_send()
    [report] = stored_reports()
    assert "Karin" not in report.story
    assert "06-1234" not in report.story
    assert "[naam 1]" in report.story
    assert "Jansen" not in report.tip
    assert (report.kind, report.month, report.language) == ("K1", "2026-11", "nl")
    assert (report.factors, report.unit) == (("F04", "F06"), "Techniek")


def test_the_receipt_repeats_the_code_that_was_shown_before_sending(visitor: Visitor) -> None:
    visitor.check()
    before = visitor.code
    visitor.press_send()
    assert visitor.code == before
    assert read_receipt_code(before) == before


def test_sending_again_gives_the_same_page_and_no_second_report(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    checked = visitor.check()
    code = visitor.code
    for _ in range(3):
        visitor.page = checked
        visitor.press_send()
        assert visitor.code == code
    assert len(stored_reports()) == 1


def test_a_changed_text_is_shown_masked_before_it_is_sent(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check()
    code = visitor.code
    shown = visitor.press_send(200, story=NAMED)
    assert stored_reports() == []
    assert "Er is nog niets verstuurd" in shown.text
    assert "[naam 1]" in shown.text
    assert visitor.code == code
    visitor.press_send()
    assert "[naam 1]" in stored_reports()[0].story


def test_a_tick_that_was_not_checked_again_is_not_sent_unseen(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check(story=NAMED)
    visitor.press_send(200, keep=["Karin de Vries"])
    assert stored_reports() == []
    assert ("keep", "Karin de Vries") in visitor.page.chosen
    visitor.press_send()
    assert "Karin de Vries" in stored_reports()[0].story


def test_a_number_that_leads_to_one_person_cannot_be_unmasked(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    offered = [
        one["value"]
        for one in visitor.check(story=NAMED).attributes("input")
        if one["name"] == "keep"
    ]
    assert offered == ["Karin de Vries"]
    visitor.press_send(200, keep=["06-12345678"])
    visitor.press_send()
    assert "06-12345678" not in stored_reports()[0].story


def test_a_word_that_the_reporter_names_is_hidden_too(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check()
    visitor.send("/nl/controleren", story=STORY, tip="", also="spuit\nlades")
    assert "door jou verborgen" in visitor.page.text
    visitor.press_send()
    assert "spuit" not in stored_reports()[0].story
    assert "[verborgen 1]" in stored_reports()[0].story


def test_going_back_keeps_the_answers_and_the_code(visitor: Visitor) -> None:
    visitor.check(factors=["F04"], involvement="R1")
    code = visitor.code
    back = visitor.send("/nl/melden", story=STORY + " Ook dit.", tip="")
    assert back.typed("story") == STORY + " Ook dit."
    assert {("kind", "K1"), ("factors", "F04"), ("involvement", "R1")} <= back.chosen
    visitor.send("/nl/controleren", kind="K2", story=STORY)
    assert visitor.code == code


def test_the_language_can_be_switched_halfway(visitor: Visitor) -> None:
    visitor.check(factors=["F04"])
    code = visitor.code
    english = visitor.send("/en/controleren", story=STORY, tip="")
    assert "Check your report" in english.text
    assert "Distracted or interrupted" in english.text
    assert visitor.code == code


def test_questions_that_do_not_fit_the_kind_of_report_are_not_kept(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check(kind="K4", severity_actual="S2", severity_potential="S3", helped=["H1"])
    visitor.press_send()
    [report] = stored_reports()
    assert (report.severity_actual, report.severity_potential, report.helped) == (
        None,
        None,
        ("H1",),
    )


def test_a_locked_database_loses_nothing_and_the_same_code_works_later(
    visitor: Visitor, stored_reports: StoredReports, engine_of_app: Engine
) -> None:
    visitor.check()
    code = visitor.code
    with writing(engine_of_app) as connection:
        connection.exec_driver_sql("ALTER TABLE inbox RENAME TO away")
    shown = visitor.press_send(503)
    assert "Er is niets kwijt" in shown.text
    assert shown.typed("story") == STORY
    assert visitor.code == code
    with writing(engine_of_app) as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO inbox")
    visitor.press_send()
    assert len(stored_reports()) == 1


def test_a_month_without_a_key_keeps_nothing_and_says_so(
    visitor: Visitor, clock: HandClock, stored_reports: StoredReports
) -> None:
    clock.move(days=3650)
    visitor.check()
    assert "Er is niets kwijt" in visitor.press_send(503).text
    assert stored_reports() == []


def test_the_own_code_in_the_text_is_refused(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check()
    visitor.send("/nl/controleren", story=f"{STORY} {visitor.code.lower()}", tip="", also="")
    assert "Je code staat in je tekst" in visitor.press_send(400).text
    assert stored_reports() == []
