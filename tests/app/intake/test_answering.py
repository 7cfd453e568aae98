"""Answering a question with the reporter looking on, waiting for others, and closing the thread."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, delete

from app.intake.desk import PublicDesk, Turnstile
from config.limits import ANSWER_MAX
from reporting.errors import CannotOpen
from reporting.posts import Answer, unpack_post
from reporting.store.engine import reading, writing
from reporting.store.tables import inbox
from reporting.threads import Message
from reporting.vault.envelope import Purpose
from tests.app.intake.conftest import HandClock, StoredReports
from tests.app.intake.test_follow import follow, leave_message
from tests.app.intake.visitor import Visitor
from tests.conftest import Site
from tests.reporting.samples import collect

ASKED = "Weet je nog hoe druk het <b>was</b>?"
TYPED = "Erg druk. Karin de Vries was ziek, bel 06-12345678."


@pytest.fixture
def code(visitor: Visitor, engine_of_app: Engine, desk: PublicDesk) -> str:
    """Of a report whose reporter is asked something; nothing waits in the mailbag."""
    visitor.check()
    visitor.press_send()
    with writing(engine_of_app) as connection:
        connection.execute(delete(inbox))
    leave_message(engine_of_app, desk, visitor.code, Message("question", ASKED, "2026-12"))
    return visitor.code


@pytest.fixture
def answers(engine_of_app: Engine, site: Site) -> Callable[[], list[Answer]]:
    def read() -> list[Answer]:
        with reading(engine_of_app) as connection:
            rows = connection.execute(inbox.select()).all()
        opened = [unpack_post(site.ring.open(row.envelope, Purpose.REPORT, row.id)) for row in rows]
        return [one for one in opened if isinstance(one, Answer)]

    return read


Answers = Callable[[], list[Answer]]


def to_check(visitor: Visitor, code: str, text: str = TYPED, status: int = 200) -> None:
    follow(visitor, code)
    visitor.send("/nl/volgen", status, stap="antwoord-nakijken", vraag="1", antwoord=text)


def press_send(visitor: Visitor, status: int, **fields: str | list[str]) -> None:
    shown: dict[str, str | list[str]] = {n: visitor.page.typed(n) for n in visitor.page.areas}
    shown["keep"] = [value for name, value in visitor.page.chosen if name == "keep"]
    visitor.send("/nl/volgen", status, **(shown | {"stap": "antwoord-versturen"} | fields))


def test_an_answer_is_masked_in_sight_of_its_reporter_and_sent_once(
    visitor: Visitor, code: str, answers: Answers
) -> None:
    follow(visitor, code)
    assert f"december 2026 {ASKED}" in visitor.page.text
    to_check(visitor, code)
    assert "[telefoon" in visitor.page.text
    checked = visitor.page
    press_send(visitor, 201)
    [sent] = answers()
    assert "Karin" not in sent.body
    assert "12345678" not in sent.body
    assert (sent.question, sent.body[:9]) == (1, "Erg druk.")
    visitor.page = checked
    press_send(visitor, 200)
    assert "eerder antwoord" in visitor.page.text
    assert answers() == [sent]
    follow(visitor, code)
    assert "wacht in de postzak" in visitor.page.text
    assert "Erg druk" not in visitor.page.text
    assert "antwoord" not in visitor.page.areas


def test_what_is_changed_is_looked_at_before_it_is_sent(
    visitor: Visitor, code: str, answers: Answers
) -> None:
    to_check(visitor, code)
    press_send(visitor, 200, also="druk")
    assert "Je hebt iets veranderd" in visitor.page.text
    assert answers() == []
    press_send(visitor, 201)
    assert "druk" not in answers()[0].body


def test_an_answer_that_is_too_long_stays_on_the_page_whole(
    visitor: Visitor, code: str, answers: Answers
) -> None:
    long = "a " * ANSWER_MAX + "einde"
    to_check(visitor, code, long, 400)
    assert f"hoogstens {ANSWER_MAX} tekens" in visitor.page.text
    assert visitor.page.typed("antwoord") == long
    press_send(visitor, 400)
    press_send(visitor, 200, antwoord="Kort.")
    press_send(visitor, 201)
    assert [one.body for one in answers()] == ["Kort."]


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_answer_is_not_sent(visitor: Visitor, code: str, text: str) -> None:
    to_check(visitor, code, text, 400)
    assert "Typ eerst je antwoord" in visitor.page.text


@pytest.mark.parametrize("number", ["0", "7", "", "-1", "1e3", "9" * 40])
def test_a_question_that_is_not_there_is_not_answered(
    visitor: Visitor, code: str, number: str
) -> None:
    follow(visitor, code)
    visitor.send("/nl/volgen", 400, stap="antwoord-nakijken", vraag=number, antwoord="Hallo")
    assert "Deze vraag is er niet" in visitor.page.text


def test_when_nothing_can_be_kept_the_answer_stays_on_the_page(
    visitor: Visitor, code: str, engine_of_app: Engine, answers: Answers
) -> None:
    to_check(visitor, code)
    with writing(engine_of_app) as connection:
        connection.exec_driver_sql("ALTER TABLE inbox RENAME TO away")
    press_send(visitor, 503)
    assert "Er is niets kwijt" in visitor.page.text
    assert visitor.page.typed("antwoord") == TYPED
    with writing(engine_of_app) as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO inbox")
    press_send(visitor, 201)
    assert len(answers()) == 1


def test_in_a_busy_minute_the_answer_stays_on_the_page(
    visitor: Visitor, code: str, desk: PublicDesk, clock: HandClock
) -> None:
    to_check(visitor, code)
    gate: Turnstile = desk.turnstile
    while gate.lets_through(clock()):
        pass
    press_send(visitor, 429)
    assert "nog niet verstuurd" in visitor.page.text
    assert visitor.page.typed("antwoord") == TYPED
    clock.move(minutes=1)
    press_send(visitor, 201)


def test_the_other_language_keeps_the_answer(visitor: Visitor, code: str) -> None:
    to_check(visitor, code)
    visitor.send("/en/volgen", 200, antwoord=TYPED)
    assert "Check your answer" in visitor.page.text
    assert visitor.page.typed("antwoord") == TYPED


def test_a_mailbox_is_destroyed_after_being_asked(
    visitor: Visitor, code: str, stored_reports: StoredReports
) -> None:
    follow(visitor, code)
    visitor.send("/nl/volgen", stap="sluiten")
    assert "Dit kun je niet terugdraaien" in visitor.page.text
    visitor.send("/nl/volgen", stap="sluiten-zeker")
    assert "Je postbus is vernietigd" in visitor.page.text
    follow(visitor, code)
    assert "Bij deze code staat nog niets" in visitor.page.text
    assert "vraagt je iets" not in visitor.page.text
    with pytest.raises(CannotOpen):
        stored_reports()


def test_the_thread_says_until_when_in_months(visitor: Visitor, code: str) -> None:
    follow(visitor, code)
    assert "tot en met december 2027" in visitor.page.text
    visitor.send("/nl/volgen", stap="intrekken")
    assert "Na december 2027 is de sleutel vernietigd" in visitor.page.text


def test_a_report_can_wait_for_others(
    visitor: Visitor, stored_reports: StoredReports, engine_of_app: Engine, site: Site
) -> None:
    visitor.check()
    assert "Wil je wachten op anderen?" in visitor.page.text
    visitor.press_send(wacht="ja")
    assert "wacht op slot" in visitor.page.text
    assert [report.hold for report in stored_reports()] == [True]
    collect(engine_of_app, site, force=True)
    follow(visitor, visitor.code)
    assert "Je melding wacht op slot, zoals je koos." in visitor.page.text
    assert "Ontvangen Klaar" in visitor.page.text


def test_the_choice_to_wait_survives_another_look(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check()
    visitor.press_send(200, wacht="ja", also="spuit")
    assert ("wacht", "ja") in visitor.page.chosen
    visitor.press_send(wacht="ja")
    assert [report.hold for report in stored_reports()] == [True]
