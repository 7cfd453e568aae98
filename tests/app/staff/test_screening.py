"""Screening by an analist: unlock, read, order; and what that leaves behind."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, delete, select

from app.staff.permissions import Role
from app.staff.screening.keyroom import KeyRoom
from app.staff.wsgi import create_app
from config.limits import QUESTION_MAX
from config.staff import StaffSettings
from reporting.followup import read_thread
from reporting.intake import submit_report
from reporting.orders import Record
from reporting.receipts import ReceiptCode, issue_receipt_code
from reporting.store.engine import reading, writing
from reporting.store.screening import SqlScreeningStore
from reporting.store.staff_tables import staff_action, staff_user
from reporting.store.tables import answer, inbox, report, screening_order, sealed_state, thread
from tests.app.intake.conftest import HandClock
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn, session_of
from tests.conftest import PASSPHRASE, Site
from tests.reporting.analist import Analist
from tests.reporting.samples import followup_desk, intake_desk
from tests.reporting.samples import report as sample

WRONG = "een andere lange zin"
STORY = "De zeppelin kwam te laat terug, en niemand had de ballast nageteld voor het vertrek."
DANGER = "De nooduitgang is nog steeds geblokkeerd. Er staat nu brandbaar spul in de gang."
OF_REPORTERS = (inbox, report, answer, thread, screening_order, sealed_state, staff_action)


@pytest.fixture
def office(engine: Engine, site: Site) -> Analist:
    """The database behind the pages without a single report, and the worker's side of it."""
    with writing(engine) as connection:
        for table in OF_REPORTERS:
            connection.execute(delete(table))
    return Analist(engine, site)


@pytest.fixture
def analist(office: Analist, signed_in: SignedIn, staff_app: Flask) -> Iterator[Colleague]:
    yield signed_in(Role.ANALIST)
    keys_of(staff_app).__init__()  # type: ignore[misc]  # no key is left for the next test


def keys_of(app: Flask) -> KeyRoom:
    room: KeyRoom = app.extensions["keys"]
    return room


def send(office: Analist, story: str = STORY, **changes: object) -> ReceiptCode:
    code = issue_receipt_code()
    submit_report(sample(story=story, **changes), code, intake_desk(office.engine, office.site))
    office.night()
    return code


def unlock(analist: Colleague) -> None:
    analist.visit("/screening")
    analist.do("/screening/openen", "/screening", passphrase=PASSPHRASE)


def open_first(analist: Colleague) -> str:
    """The address of the report on top of the pile, which is then read."""
    path = next(
        link for link in sorted(analist.links) if re.fullmatch(r"/screening/[0-9a-f]{8}", link)
    )
    analist.visit(path)
    return path


def order(analist: Colleague, path: str, what: str, **fields: str | list[str]) -> None:
    hidden = {"opdracht": analist.page.hidden["opdracht"]}
    answer = analist.post(f"{path}/{what}", **hidden, **fields)
    assert answer.status_code == 303, answer.text
    analist.visit(answer.headers["Location"].partition("#")[0])


def steps(office: Analist, code: ReceiptCode) -> tuple[str, ...]:
    return read_thread(code, followup_desk(office.engine, office.site)).steps


def test_a_report_is_read_with_the_passphrase_and_not_without(
    office: Analist, analist: Colleague
) -> None:
    code = send(office)
    page = analist.visit("/screening")
    assert "Je sleutel is op slot." in page.text
    analist.send("/screening/openen", 400, passphrase=WRONG)
    assert "past niet op je sleutel" in analist.page.text
    unlock(analist)
    assert "1 melding op je stapel" in analist.page.text
    assert "zeppelin" not in analist.page.text
    path = open_first(analist)
    assert STORY in analist.page.text
    assert "november 2026" in analist.page.text
    order(analist, path, "gelezen")
    assert "gelezen" in analist.page.text
    assert steps(office, code) == ("received",)
    office.night()
    assert steps(office, code) == ("received", "read")
    analist.do("/screening/stapel", "/screening")
    assert "Er ligt niets op je stapel." in analist.page.text


def test_no_page_holds_a_receipt_a_thread_or_the_id_of_a_report(
    office: Analist, analist: Colleague
) -> None:
    code = send(office)
    [sheet] = office.pile()
    assert sheet.report.thread is not None
    unlock(analist)
    pages = [analist.client.get("/screening").text]
    path = open_first(analist)
    pages.append(analist.client.get(path).text)
    lookup = sheet.report.thread.lookup.hex()
    for html in pages:
        assert not {sheet.id, lookup, code} & set(re.findall(r"[0-9A-Za-z-]{12,}", html))
    assert sheet.id not in path


def test_a_question_goes_out_with_the_mailbag_once(office: Analist, analist: Colleague) -> None:
    code = send(office)
    unlock(analist)
    path = open_first(analist)
    asking = analist.page.hidden["opdracht"]
    for _ in range(2):
        analist.post(f"{path}/vraag", opdracht=asking, question="Hoe druk was het?")
    analist.visit(path)
    assert "Gaat met de postzak mee, binnen een week." in analist.page.text
    assert analist.page.text.count("Hoe druk was het?") == 1
    office.night()
    [question] = read_thread(code, followup_desk(office.engine, office.site)).questions
    assert question.message.body == "Hoe druk was het?"
    assert "Nog geen antwoord." in analist.visit(path).text


REFUSED: tuple[tuple[str, dict[str, str | list[str]], str], ...] = (
    ("vraag", {"question": " "}, "Vul dit in."),
    ("vraag", {"question": "x" * (QUESTION_MAX + 1)}, "Maak deze tekst korter."),
    ("signaal", {"to": "BHV", "about": ""}, "Vul dit in."),
    ("signaal", {"to": "x" * 500, "about": "Brand"}, "Maak deze tekst korter."),
    ("verbergen", {"words": "vliegtuig"}, "Geen van deze woorden staat in de melding."),
    ("codes", {"kind": "K9"}, "Kies codes uit de lijst"),
    ("codes", {"kind": ""}, "Kies codes uit de lijst"),
    ("codes", {"kind": "K1", "factors": ["F01", "F02", "F03", "F04"]}, "Kies codes"),
)


def test_what_cannot_be_done_is_said_beside_what_was_typed(
    office: Analist, analist: Colleague
) -> None:
    send(office)
    unlock(analist)
    path = open_first(analist)
    for what, fields, told in REFUSED:
        analist.send(f"{path}/{what}", 400, opdracht=analist.page.hidden["opdracht"], **fields)
        assert told in analist.page.text, (what, fields)
    assert list(office.store.orders()) == []


def test_hidden_words_and_codes_hold_for_the_desk_at_once_and_for_good_after_the_night(
    office: Analist, analist: Colleague
) -> None:
    send(office)
    unlock(analist)
    path = open_first(analist)
    order(analist, path, "verbergen", words="zeppelin\nballast")
    assert "zeppelin" not in analist.page.text
    order(analist, path, "codes", kind="K3", severity_potential="S3", factors=["F05"])
    assert "nagekeken" in analist.page.text
    office.night()
    [id_] = [one.hex() for one in office.store.report_ids()]
    found = office.sheet(id_)
    assert "zeppelin" not in found.report.story
    assert (found.report.kind, found.report.severity_potential) == ("K3", "S3")
    assert found.report.factors == ("F05",)
    assert found.record == Record(changed=True)


def test_danger_is_passed_on_within_three_working_days(
    office: Analist, analist: Colleague, clock: HandClock
) -> None:
    code = send(office, DANGER)
    unlock(analist)
    assert "misschien gevaar" in analist.page.text
    path = open_first(analist)
    assert "Uiterlijk vrijdag 27 november moet het bekend zijn." in analist.page.text
    order(analist, path, "signaal", to="BHV-coördinator", about="Een nooduitgang is dicht.")
    office.night()
    analist.visit("/screening")
    assert "Voor BHV-coördinator, uiterlijk vrijdag 27 november." in analist.page.text
    order_page = analist.visit(path)
    assert "Doorgegeven" in order_page.text
    order(analist, path, "afgehandeld")
    analist.visit("/screening")
    assert "BHV" not in analist.page.text
    [message] = read_thread(code, followup_desk(office.engine, office.site)).messages
    assert "gaf dat door" in message.body


def test_a_report_is_closed_with_a_word_for_its_reporter(
    office: Analist, analist: Colleague
) -> None:
    code = send(office)
    unlock(analist)
    path = open_first(analist)
    order(analist, path, "afronden", last_word="De lijst heeft nu een datum.")
    assert "afgerond" in analist.page.text
    office.night()
    assert steps(office, code) == ("received", "done")


def test_the_key_goes_at_sign_out_after_a_quarter_of_an_hour_and_when_asked(
    office: Analist, analist: Colleague, staff_app: Flask, clock: HandClock, signed_in: SignedIn
) -> None:
    send(office)
    unlock(analist)
    analist.do("/screening/sluiten", "/screening")
    assert "Je sleutel is op slot." in analist.page.text
    unlock(analist)
    path = open_first(analist)
    assert len(keys_of(staff_app)) == 1
    keys_of(staff_app).sweep(clock.now.replace(minute=16))
    assert len(keys_of(staff_app)) == 0
    assert analist.client.get(path).headers["Location"] == "/screening"
    unlock(analist)
    analist.post("/afmelden")
    assert len(keys_of(staff_app)) == 0


def test_no_other_session_works_with_an_unlocked_key(
    office: Analist, analist: Colleague, signed_in: SignedIn
) -> None:
    send(office)
    unlock(analist)
    path = open_first(analist)
    other = signed_in(Role.ANALIST)
    assert "Je sleutel is op slot." in other.visit("/screening").text
    assert other.client.get(path).status_code == 303
    with analist.client.session_transaction() as session:
        token = session["screening"]
    hr = signed_in(Role.SAFETY_HR)
    with hr.client.session_transaction() as session:
        session["screening"] = token
    assert hr.client.get(path).status_code == 403
    assert hr.post(f"{path}/gelezen").status_code == 403


def test_neither_the_cookie_nor_the_database_nor_a_file_holds_the_key(
    office: Analist, analist: Colleague, caplog: pytest.LogCaptureFixture, engine: Engine
) -> None:
    send(office)
    unlock(analist)
    open_first(analist)
    with analist.client.session_transaction() as session:
        kept = str(dict(session)).encode()
    database = Path(str(engine.url.database))
    files = b"".join(one.read_bytes() for one in database.parent.glob(f"{database.name}*"))
    seeds = [key.seed for key in office.site.analist.keys.values()]
    for seed in seeds:
        for shown in (seed[:24], seed.hex()[:48].encode()):
            assert shown not in kept + files + caplog.text.encode()
    assert PASSPHRASE.encode() not in kept + files + caplog.text.encode()


def test_five_wrong_passphrases_make_an_account_wait(
    office: Analist, analist: Colleague, clock: HandClock
) -> None:
    for _ in range(5):
        analist.send("/screening/openen", 400, passphrase=WRONG)
    analist.send("/screening/openen", 429, passphrase=PASSPHRASE)
    assert "Wacht een kwartier." in analist.page.text
    clock.move(minutes=14)
    analist.visit("/screening")
    clock.move(minutes=2)
    unlock(analist)


def test_an_account_without_a_key_is_told_so(
    office: Analist, analist: Colleague, engine: Engine
) -> None:
    mine = staff_user.c.email == "analist@staf.example"
    for email in ("nieuw@staf.example", "../../etc/passwd"):
        with writing(engine) as connection:
            connection.execute(staff_user.update().where(mine).values(email=email))
        try:
            analist.send("/screening/openen", 400, passphrase=PASSPHRASE)
        finally:
            with writing(engine) as connection:
                back = staff_user.update().where(staff_user.c.email == email)
                connection.execute(back.values(email="analist@staf.example"))
        assert "nog geen sleutel" in analist.page.text


def test_a_withdrawn_report_or_an_old_pile_leads_to_a_plain_page(
    office: Analist, analist: Colleague
) -> None:
    send(office)
    unlock(analist)
    path = open_first(analist)
    analist.do("/screening/stapel", "/screening")
    analist.visit(path, 404)
    assert "ligt niet meer voor je" in analist.page.text
    analist.visit("/screening")
    fresh = open_first(analist)
    with writing(office.engine) as connection:
        connection.execute(delete(report))
    analist.visit(fresh, 404)
    assert "0 meldingen op je stapel" in analist.visit("/screening").text


def test_the_overseer_sees_how_often_and_not_what(
    office: Analist, analist: Colleague, signed_in: SignedIn
) -> None:
    send(office)
    unlock(analist)
    path = open_first(analist)
    analist.visit(path)
    order(analist, path, "vraag", question="Hoe druk was het?")
    page = signed_in(Role.OVERSEER).visit("/toezicht")
    assert "november 2026 Test analist melding gelezen 3" in page.text
    assert "november 2026 Test analist vraag gesteld 1" in page.text
    assert "november 2026 Test analist sleutel geopend 1" in page.text
    with reading(office.engine) as connection:
        rows = connection.execute(select(staff_action)).mappings().all()
    assert {name for row in rows for name in row} == {"user_id", "month", "action", "count"}


def test_without_a_manifest_the_page_says_that_nobody_can_screen(
    staff_settings: StaffSettings,
    engine: Engine,
    clock: HandClock,
    office: Analist,
) -> None:
    colleague = Colleague(create_app(staff_settings, engine, clock))
    with colleague.client.session_transaction() as session:
        session.update(session_of(engine, Role.ANALIST))
    assert "Hier is nog geen screening" in colleague.visit("/screening", 503).text


def test_screening_reads_and_never_writes_what_is_of_reporters(office: Analist) -> None:
    offered = {name for name in vars(SqlScreeningStore) if not name.startswith("_")}
    assert {name for name in offered if name.startswith(("add", "note", "put", "replace"))} == {
        "add_order",
        "note_action",
    }
