"""Coming back with the code."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from app.intake.desk import PublicDesk, Turnstile
from app.intake.wsgi import create_app
from config.intake import IntakeSettings
from reporting.receipts import ReceiptCode, derive_receipt, issue_receipt_code, words_of
from reporting.report import ThreadAddress
from reporting.store.engine import add_once, writing
from reporting.store.tables import thread
from reporting.threads import Message, lock_message
from tests.app.intake.conftest import HandClock, StoredReports
from tests.app.intake.visitor import STORY, Visitor
from tests.conftest import Site
from tests.reporting.samples import collect


@pytest.fixture
def code(visitor: Visitor) -> str:
    """Of a report that was just sent."""
    visitor.check()
    visitor.press_send()
    return visitor.code


def leave_message(engine: Engine, desk: PublicDesk, code: str, message: Message) -> None:
    keys = derive_receipt(ReceiptCode(code), desk.intake.secrets)
    row = lock_message(message, 1, ThreadAddress(keys.lookup, keys.thread_key().public.raw))
    with writing(engine) as connection:
        add_once(connection, thread, lookup=row.lookup, number=row.number, envelope=row.envelope)


def follow(visitor: Visitor, code: str, status: int = 200, language: str = "nl") -> None:
    visitor.visit(f"/{language}/volgen")
    visitor.send(f"/{language}/volgen", status, code=code)


def test_the_code_shows_how_far_a_report_is_and_never_the_report(
    visitor: Visitor, code: str, engine_of_app: Engine, site: Site
) -> None:
    collect(engine_of_app, site, force=True)
    follow(visitor, code)
    assert "Ontvangen Klaar" in visitor.page.text
    assert "Les gedeeld Nog niet" in visitor.page.text
    assert "spuit" not in visitor.page.text
    assert code not in visitor.page.text


def test_a_message_is_read_with_the_month_it_was_written(
    visitor: Visitor, code: str, engine_of_app: Engine, desk: PublicDesk
) -> None:
    told = Message("theme", "Meer collega's vertelden <b>dit</b>.", "2026-12")
    leave_message(engine_of_app, desk, code, told)
    follow(visitor, code)
    assert "december 2026 Meer collega's vertelden <b>dit</b>." in visitor.page.text
    assert "Deel van een thema Klaar" in visitor.page.text


@pytest.mark.parametrize("shown", ["nl", "en"])
@pytest.mark.parametrize("typed_on", ["nl", "en"])
def test_the_eight_words_open_the_same_page_as_the_code(
    visitor: Visitor, code: str, shown: str, typed_on: str
) -> None:
    follow(visitor, code, language=typed_on)
    by_code = without_state(visitor)
    follow(visitor, ", ".join(words_of(ReceiptCode(code), shown)), language=typed_on)
    assert without_state(visitor) == by_code


@pytest.mark.parametrize("rewrite", [str.lower, lambda code: code.replace("-", " ") + " "])
def test_capitals_dashes_and_spaces_do_not_matter(
    visitor: Visitor, code: str, rewrite: Callable[[str], str]
) -> None:
    follow(visitor, rewrite(code))


@pytest.mark.parametrize("typed", ["", "XXXX", "é" * 24, "0" * 100_000, "ABCD-" * 6])
def test_a_mistyped_code_says_what_to_do_and_stays_in_the_field(
    visitor: Visitor, typed: str
) -> None:
    follow(visitor, typed, 400)
    assert "Typ de code nog eens" in visitor.page.text
    [field] = [one for one in visitor.page.attributes("input") if one["name"] == "code"]
    assert field["value"] == typed[: len(field["value"])]


def without_state(visitor: Visitor) -> bytes:
    """The page as it came, but for its sealed state, which differs each time."""
    assert visitor.response is not None
    return visitor.response.get_data().replace(visitor.page.hidden["staat"].encode(), b"")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_unknown_code_looks_just_like_one_whose_report_still_waits(
    visitor: Visitor, code: str, language: str
) -> None:
    follow(visitor, code, language=language)
    known, headers = without_state(visitor), visitor.headers
    follow(visitor, issue_receipt_code(), language=language)
    assert without_state(visitor) == known
    assert visitor.headers == headers
    visitor.send(f"/{language}/volgen", stap="intrekken")
    follow(visitor, code, language=language)
    visitor.send(f"/{language}/volgen", stap="lezen")
    assert without_state(visitor) == known


def test_a_code_without_a_report_says_what_to_do(visitor: Visitor) -> None:
    follow(visitor, issue_receipt_code())
    assert "Bij deze code staat nog niets" in visitor.page.text
    assert "Kijk dan of je de goede code hebt" in visitor.page.text


def test_withdrawing_asks_first_and_then_destroys_the_thread(visitor: Visitor, code: str) -> None:
    follow(visitor, code)
    visitor.send("/nl/volgen", stap="intrekken")
    assert "Dit kun je niet terugdraaien" in visitor.page.text
    asked = visitor.page
    follow(visitor, code)
    visitor.page = asked
    visitor.send("/nl/volgen", stap="intrekken-zeker")
    assert "ingetrokken" in visitor.page.text
    follow(visitor, code)
    assert "Bij deze code staat nog niets" in visitor.page.text
    visitor.page = asked
    visitor.send("/nl/volgen", 404, stap="intrekken-zeker")


def test_a_page_that_lay_open_too_long_asks_for_the_code_again(
    visitor: Visitor, code: str, clock: HandClock
) -> None:
    follow(visitor, code)
    clock.move(minutes=61)
    visitor.send("/nl/volgen", 400, stap="intrekken-zeker")
    assert "verlopen" in visitor.page.text
    clock.move(minutes=-61)
    follow(visitor, code)


def test_the_state_of_a_report_is_no_way_into_a_thread(visitor: Visitor, code: str) -> None:
    visitor.check()
    visitor.send("/nl/volgen", 400, stap="lezen")


def test_an_unreachable_database_is_said_so(
    visitor: Visitor, code: str, engine_of_app: Engine
) -> None:
    with writing(engine_of_app) as connection:
        connection.exec_driver_sql("ALTER TABLE thread RENAME TO away")
    follow(visitor, code, 503)
    assert visitor.response is not None
    assert visitor.response.headers["Retry-After"] == "60"
    with writing(engine_of_app) as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO thread")


def test_many_lookups_at_once_are_held_back_for_a_while(clock: HandClock) -> None:
    gate = Turnstile(most=3)
    assert [gate.lets_through(clock()) for _ in range(5)] == [True, True, True, False, False]
    clock.move(seconds=20)
    assert [gate.lets_through(clock()) for _ in range(2)] == [True, False]
    clock.move(days=1)
    assert [gate.lets_through(clock()) for _ in range(4)] == [True, True, True, False]
    clock.move(days=-1)
    assert not gate.lets_through(clock())


def test_held_back_visitors_get_a_page_that_says_to_wait(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock
) -> None:
    visitor = Visitor(create_app(settings, replace(desk, turnstile=Turnstile(most=0)), clock))
    follow(visitor, issue_receipt_code(), 429)
    assert "Wacht een minuut" in visitor.page.text


def test_a_report_that_was_not_sent_is_unknown(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check(story=STORY)
    follow(visitor, visitor.code)
    assert "Bij deze code staat nog niets" in visitor.page.text
    assert stored_reports() == []
