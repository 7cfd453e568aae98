"""The proof of reporting: printed or kept by who has the code, checked by anyone."""

import gzip

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask
from sqlalchemy import Engine

from app.intake.padding import PAGE_BYTES
from app.intake.strips import FILE_NAMES
from reporting.receipts import ReceiptCode, issue_receipt_code, words_of
from reporting.store.engine import writing
from reporting.strip import check_strip, issue_strip
from reporting.strip_text import BEGIN, END, read_strip, write_strip
from tests.app.intake.visitor import Visitor
from tests.conftest import Site
from tests.reporting.samples import collect


@pytest.fixture
def code(visitor: Visitor) -> str:
    """Of a report that was just sent."""
    visitor.check()
    visitor.press_send()
    return visitor.code


def follow(visitor: Visitor, code: str, language: str = "nl") -> None:
    visitor.visit(f"/{language}/volgen")
    visitor.send(f"/{language}/volgen", code=code)


@pytest.fixture
def holder(visitor: Visitor, code: str, engine_of_app: Engine, site: Site) -> Visitor:
    """A reporter who looks at the proof of a report that was collected."""
    collect(engine_of_app, site, force=True)
    follow(visitor, code)
    visitor.send("/nl/volgen", stap="bewijs")
    return visitor


def lines_on(visitor: Visitor) -> str:
    assert visitor.response is not None
    html = visitor.response.get_data(as_text=True)
    return html[html.index(BEGIN) : html.index(END) + len(END)]


def test_the_proof_comes_with_the_code_once_the_report_was_collected(
    visitor: Visitor, code: str, engine_of_app: Engine, site: Site
) -> None:
    follow(visitor, code)
    assert "Bekijk mijn bewijs" not in visitor.page.text
    collect(engine_of_app, site, force=True)
    follow(visitor, code)
    assert "Bekijk mijn bewijs" in visitor.page.text
    visitor.send("/nl/volgen", stap="bewijs")
    assert "In november 2026 is er een melding gedaan" in visitor.page.text
    assert "Zorggroep De Linde" in visitor.page.text
    check_strip(read_strip(lines_on(visitor)), site.manifest.strip_keys)


@pytest.mark.parametrize(
    ("language", "title", "limit"),
    [
        ("nl", "Bewijs van melding", "Wat er in de melding staat, of dat het klopt."),
        ("en", "Proof of reporting", "What the report says, or that it is true."),
    ],
)
def test_it_says_in_plain_words_what_it_does_not_prove(
    holder: Visitor, code: str, language: str, title: str, limit: str
) -> None:
    follow(holder, code, language)
    holder.send(f"/{language}/volgen", stap="bewijs")
    assert title in holder.page.text
    assert limit in holder.page.text
    for exception in {"nl": ("misdrijf", "opzet", "roekeloos", "acuut gevaar")}.get(
        language, ("crime", "intent", "recklessness", "acute danger")
    ):
        assert exception in holder.page.text


def test_the_holder_puts_a_line_on_it_and_nobody_keeps_that(
    holder: Visitor, engine_of_app: Engine, site: Site
) -> None:
    before = lines_on(holder)
    holder.send("/nl/volgen", stap="bewijs", regel="  Anna   de Vries ")
    strip = read_strip(lines_on(holder))
    check_strip(strip, site.manifest.strip_keys)
    assert strip.line is not None
    assert strip.line.text == "Anna de Vries"
    with engine_of_app.connect() as connection:
        dump = list(connection.connection.iterdump())
    assert not any("Anna" in statement for statement in dump)
    holder.send("/nl/volgen", stap="bewijs", regel="")
    assert lines_on(holder) == before


@pytest.mark.parametrize("step", ["bewijs", "bewijs-bestand"])
def test_the_code_itself_never_gets_on_the_proof(holder: Visitor, code: str, step: str) -> None:
    for typed in (code, code.lower(), " ".join(words_of(ReceiptCode(code), "nl"))):
        holder.send("/nl/volgen", 400, stap=step, regel=typed)
        assert "Haal de code uit je tekst" in holder.page.text
        assert code not in holder.page.text
        assert read_strip(lines_on(holder)).line is None


def test_the_file_is_as_long_on_the_wire_as_any_page_and_says_nothing_by_its_name(
    holder: Visitor, site: Site
) -> None:
    sent = f"staat={holder.page.hidden['staat']}&stap=bewijs-bestand&regel=Anna"
    answer = holder.post("/nl/volgen", sent)
    assert (answer.status_code, answer.content_length) == (200, PAGE_BYTES)
    assert answer.headers["Content-Disposition"] == f"attachment; filename={FILE_NAMES['nl']}"
    assert answer.headers["Cache-Control"] == "no-store"
    text = gzip.decompress(answer.get_data()).decode()
    assert len(text) < 3_000
    strip = read_strip(text)
    check_strip(strip, site.manifest.strip_keys)
    assert strip.line is not None
    assert "Dit bewijst het niet" in text


def test_whether_a_report_waits_or_was_never_sent_is_not_told_by_its_proof(
    visitor: Visitor, code: str
) -> None:
    pages = []
    for one in (code, issue_receipt_code()):
        follow(visitor, one)
        visitor.send("/nl/volgen", 404, stap="bewijs")
        assert "Er is nog geen bewijs bij deze code" in visitor.page.text
        assert visitor.response is not None
        pages.append(visitor.response.get_data())
    assert pages[0] == pages[1]


def test_anyone_can_check_a_proof(holder: Visitor, app: Flask) -> None:
    holder.send("/nl/volgen", stap="bewijs", regel="gesprek van 3 december")
    lines = lines_on(holder)
    other = Visitor(app)
    other.visit("/en/bewijs")
    other.send("/en/bewijs", strook=f"> {lines}\n\nSent from a phone")
    assert "This proof holds" in other.page.text
    assert "November 2026" in other.page.text
    assert "gesprek van 3 december" in other.page.text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-11", "2026-10", "Dit bewijs klopt niet"),
        ("2026-11", "2027-11", "Dit bewijs klopt niet"),
        ("Anna", "Bert", "De zin op dit bewijs klopt niet"),
        (END, "", "Dit is geen bewijs, of er mist een stuk"),
    ],
)
def test_a_proof_that_does_not_hold_is_refused_with_the_reason(
    holder: Visitor, old: str, new: str, said: str
) -> None:
    holder.send("/nl/volgen", stap="bewijs", regel="Anna")
    lines = lines_on(holder).replace(old, new, 1)
    holder.visit("/nl/bewijs")
    holder.send("/nl/bewijs", 400, strook=lines)
    assert said in holder.page.text
    assert holder.page.typed("strook").replace("\r\n", "\n") == lines


def test_a_proof_of_another_organisation_is_told_apart(visitor: Visitor) -> None:
    foreign = issue_strip("2026-11", Ed25519PrivateKey.from_private_bytes(b"f" * 32), b"h" * 32)
    visitor.visit("/nl/bewijs")
    visitor.send("/nl/bewijs", 400, strook=write_strip(foreign.strip, "nl"))
    assert "Dit bewijs is niet van deze organisatie" in visitor.page.text


@pytest.mark.parametrize("typed", ["", "onzin", "\x00", BEGIN, "é" * 10_000])
def test_what_is_no_proof_says_what_to_do(visitor: Visitor, typed: str) -> None:
    visitor.visit("/nl/bewijs")
    visitor.send("/nl/bewijs", 400, strook=typed)
    assert "Kopieer alles" in visitor.page.text


def test_checking_looks_nothing_up(holder: Visitor, engine_of_app: Engine) -> None:
    lines = lines_on(holder)
    with writing(engine_of_app) as connection:
        connection.exec_driver_sql("ALTER TABLE thread RENAME TO away")
    holder.visit("/nl/bewijs")
    holder.send("/nl/bewijs", strook=lines)
    with writing(engine_of_app) as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO thread")
    assert "Dit bewijs klopt" in holder.page.text
    holder.visit("/nl/bewijs")
    holder.send("/nl/bewijs", 400, strook=lines, naam="Anna")
