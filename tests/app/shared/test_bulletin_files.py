"""A bulletin as a file: it can be opened with the programs it is for, and follows nobody."""

import csv
import email
import email.policy
import io
import json
import re
from dataclasses import replace
from email.message import EmailMessage

import pytest
from openpyxl import load_workbook

from app.shared.bulletin_files import (
    bulletin_csv,
    bulletin_json,
    bulletin_mail,
    bulletin_pdf,
    bulletin_text,
    bulletin_xlsx,
)
from app.shared.bulletin_html import bulletin_page
from config.bulletin import load_bulletin_words
from reporting.learning.bulletin import Bulletin, Item, Published, Story, texts_of
from reporting.learning.bulletin_sheet import Sheet, lay_out
from tests.app.page_checks import Seen
from tests.pdf import anatomy, words_of

BOTH = texts_of({"nl": "Zeppelin <zonder> ballast & tijd.", "en": "Zeppelin without ballast."})
WHOLE = Bulletin(
    month="2026-11",
    intro=BOTH,
    story=Story("c-1", BOTH, BOTH, texts_of({"nl": "Wat doe je?", "en": "What do you do?"}), BOTH),
    lessons=(Item("l-1", texts_of({"nl": "Wij leerden dat één café helpt."})),),
    changed=(Item("a-1", BOTH, texts_of({"nl": "De ballast is er nu."})),),
    refused=(Item("a-2", BOTH, texts_of({"nl": "Er is geen geld."})),),
    reports_band="10-19",
)
SHEET = lay_out(WHOLE, "nl", load_bulletin_words())
PUBLISHED = [Published(WHOLE, "2026-11-24", ("een", "twee"))]
TOLD = (
    *("Bulletin van november 2026", "Zeppelin <zonder> ballast & tijd.", "Wat doe je?"),
    *("Wij leerden dat één café helpt.", "De ballast is er nu.", "De reden: er is geen geld."),
    *("10–19 meldingen", "Dank je wel."),
)


def opened(sheet: Sheet = SHEET) -> EmailMessage:
    found = email.message_from_bytes(
        bulletin_mail(sheet, "Organisatie Één"), policy=email.policy.default
    )
    assert isinstance(found, EmailMessage)
    return found


def part(found: EmailMessage, kind: str) -> str:
    body = found.get_body((kind,))
    assert body is not None
    content: str = body.get_content()
    return content


def test_a_mail_opens_as_text_and_as_html_with_the_same_words() -> None:
    mail = opened()
    assert mail["Subject"] == "Bulletin van november 2026 – Organisatie Één"
    assert mail.defects == []
    plain = " ".join(part(mail, "plain").split())
    seen = Seen()
    seen.feed(part(mail, "html"))
    for told in TOLD:
        assert told.casefold() in plain.casefold(), told
        assert told in seen.text, told


def test_a_mail_is_a_draft_of_nobody_to_nobody_and_the_same_each_time() -> None:
    mail = opened()
    for absent in ("From", "To", "Date", "Message-ID", "Return-Path"):
        assert mail[absent] is None
    assert mail["X-Unsent"] == "1"
    assert bulletin_mail(SHEET, "Organisatie") == bulletin_mail(SHEET, "Organisatie")


def test_nothing_in_a_mail_or_a_page_tells_who_reads_it() -> None:
    for html in (part(opened(), "html"), bulletin_page(SHEET, "Organisatie")):
        tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z]+)", html)}
        assert tags <= {
            *("html", "head", "meta", "title", "body", "h", "h1", "h2", "h3"),
            *("p", "strong", "em", "ul", "li", "br", "span"),
        }
        assert not re.search(r"https?:|//|src=|href=|url\(", html)


def test_plain_text_has_short_lines() -> None:
    assert max(map(len, bulletin_text(SHEET).splitlines())) <= 72


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_paper_is_one_tagged_page_with_all_words(language: str) -> None:
    sheet = lay_out(WHOLE, language, load_bulletin_words())
    pdf = bulletin_pdf(sheet, "Organisatie Één")
    inside = anatomy(pdf)
    assert "/StructTreeRoot" in inside
    assert f"/Lang({language}" in inside.replace(" ", "")
    words = words_of(pdf)
    assert words.replace(" ", "").count("1/1") == 1
    assert "Organisatie Één" in words
    assert sheet.title in words
    assert sheet.thanks in words
    for section in sheet.sections:
        assert section.heading in words
        for line in section.lines:
            assert line.said.text in words
    assert bulletin_pdf(sheet, "Organisatie Één") == pdf


def test_a_withdrawn_bulletin_is_a_page_with_its_reason() -> None:
    gone = Bulletin("2026-11", 2, reason=texts_of({"nl": "Iets klopte niet."}), withdrawn=True)
    sheet = lay_out(gone, "nl", load_bulletin_words())
    assert "Iets klopte niet." in bulletin_text(sheet)
    assert "Iets klopte niet." in words_of(bulletin_pdf(sheet, ""))


def test_a_spreadsheet_reads_texts_as_texts() -> None:
    evil = texts_of({"nl": '=HYPERLINK("http://elders.example")', "en": "+1"})
    bad = [Published(replace(WHOLE, lessons=(Item("l-1", evil),)), "2026-11-24")]
    rows = list(csv.reader(io.StringIO(bulletin_csv(bad).decode("utf-8-sig")), delimiter=";"))
    [row] = [row for row in rows if row[2] == "lessons"]
    assert row[3].startswith("'=")
    assert row[4] == "'+1"
    sheet = load_workbook(io.BytesIO(bulletin_xlsx(bad))).active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


def test_a_program_reads_the_texts_and_not_who_published_them() -> None:
    content = bulletin_json(PUBLISHED)
    [found] = json.loads(content)
    assert (found["month"], found["published_on"]) == ("2026-11", "2026-11-24")
    assert found["lessons"][0]["texts"]["nl"] == "Wij leerden dat één café helpt."
    assert b"twee" not in content
