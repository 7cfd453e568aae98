"""The bulletin for everybody: read without signing in, without a cookie, and like any other page."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from sqlalchemy import Engine, delete

from app.intake.desk import PublicDesk
from app.intake.wsgi import create_app
from config.intake import IntakeSettings
from reporting.errors import StoreUnavailable
from reporting.learning.bulletin import Bulletin, Draft, Item, Published, Story, digest_of, texts_of
from reporting.store.bulletins import SqlBulletinStore
from reporting.store.engine import writing
from reporting.store.harvest_tables import bulletin, bulletin_draft, bulletin_print
from tests.app.intake.conftest import HandClock
from tests.app.intake.test_headers import ask, assert_exactly
from tests.app.intake.visitor import Visitor
from tests.app.page_checks import assert_page, assert_safe

LESSON = "Wij leerden dat een korte pauze <b>helpt</b> & rust geeft."
BOTH = texts_of({"nl": "Een zeppelin zonder ballast.", "en": "A zeppelin without ballast."})
STORY = Story("c-1", BOTH, BOTH, texts_of({"nl": "Wat doe je?", "en": "What do you do?"}), BOTH)
WHOLE = Bulletin(
    month="2026-11",
    intro=texts_of({"nl": "Lees dit eens.", "en": "Read this."}),
    story=STORY,
    lessons=(Item("l-1", texts_of({"nl": LESSON})),),
    changed=(Item("a-1", BOTH, texts_of({"nl": "De ballast is er nu."})),),
    refused=(Item("a-2", BOTH, texts_of({"nl": "Er is geen geld."})),),
    reports_band="10-19",
)
PDF = b"%PDF-1.7 proef"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def store(engine_of_app: Engine, clock: HandClock) -> Iterator[SqlBulletinStore]:
    """Empty at the start, and at the end: others use the same database."""
    clear(engine_of_app)
    yield SqlBulletinStore(engine_of_app)
    clear(engine_of_app)
    clock.move(days=1)


def clear(engine: Engine) -> None:
    with writing(engine) as connection:
        for table in (bulletin, bulletin_draft, bulletin_print):
            connection.execute(delete(table))


def publish(store: SqlBulletinStore, what: Bulletin, on: str = "2026-11-24") -> None:
    if not what.withdrawn:
        store.put_draft(Draft(what))
        store.approve(what.month, digest_of(what), "een")
    prints = {language: PDF + language.encode() for language in ("nl", "en")}
    store.publish(Published(what, on, ("twee",)), prints)


@pytest.fixture
def reader(app: Flask, store: SqlBulletinStore, clock: HandClock) -> Visitor:
    """Somebody who reads after the bulletin of November came out."""
    publish(store, WHOLE)
    clock.move(minutes=2)
    return Visitor(app)


def test_everybody_reads_what_was_learned_and_what_changed(reader: Visitor) -> None:
    text = reader.visit("/nl/bulletin").text
    for told in (
        "Bulletin van november 2026",
        "Wat zou jij doen?",
        "Een zeppelin zonder ballast.",
        LESSON,
        "De ballast is er nu.",
        "De reden: er is geen geld.",
        "10–19 meldingen",
        "Dank je wel.",
    ):
        assert told in text
    assert reader.visit("/nl/bulletin/2026-11").text == text


def test_in_english_a_lesson_without_translation_keeps_its_own_language(reader: Visitor) -> None:
    page = reader.visit("/en/bulletin/2026-11")
    assert "Bulletin of November 2026" in page.text
    assert "A zeppelin without ballast." in page.text
    assert LESSON in page.text
    assert {"lang": "nl"} in page.attributes("span")
    [switch] = [one for one in page.attributes("a") if one.get("hreflang") == "nl"]
    assert switch["href"] == "/nl/bulletin/2026-11"


def test_each_page_leads_to_the_bulletin_once_there_is_one(
    app: Flask, store: SqlBulletinStore, clock: HandClock
) -> None:
    clock.move(hours=3)
    visitor = Visitor(app)
    assert "/nl/bulletin" not in links(visitor, "/nl/melden")
    publish(store, WHOLE)
    assert "/nl/bulletin" not in links(visitor, "/nl/melden")
    clock.move(minutes=2)
    for path in ("/nl/melden", "/nl/", "/nl/volgen", "/nl/privacy"):
        assert "/nl/bulletin" in links(visitor, path), path
        assert visitor.response is not None
        assert len(visitor.response.data) == 40_000
    assert "Bulletin van november 2026" in visitor.visit("/nl/").text


def feed_of(app: Flask) -> ET.Element:
    found = ask(app, "/nl/bulletin.xml")
    assert found.content_type == "application/atom+xml; charset=utf-8"
    return ET.fromstring(found.data)  # noqa: S314 - written by ourselves


def links(visitor: Visitor, path: str) -> set[str]:
    return {one["href"] for one in visitor.visit(path).attributes("a")}


def test_before_the_first_one_the_page_says_so(app: Flask, store: SqlBulletinStore) -> None:
    assert "Er is nog geen bulletin" in Visitor(app).visit("/nl/bulletin").text
    assert feed_of(app).findall("a:entry", ATOM) == []
    for path in ("/nl/bulletin/2026-11", "/nl/bulletin/2026-11.pdf", "/nl/bulletin/x'y"):
        assert ask(app, path).status_code == 404


def test_a_draft_is_read_by_nobody(app: Flask, store: SqlBulletinStore) -> None:
    store.put_draft(Draft(WHOLE))
    store.approve("2026-11", digest_of(WHOLE), "een")
    for path in ("/nl/bulletin", "/nl/bulletin/2026-11", "/nl/bulletin.xml", "/nl/"):
        assert "zeppelin" not in ask(app, path).get_data(as_text=True)


def test_reading_looks_on_the_wire_like_reporting(reader: Visitor) -> None:
    form = ask(reader.app, "/nl/melden")
    for path in ("/nl/bulletin", "/nl/bulletin/2026-11", "/nl/bulletin.xml"):
        found = ask(reader.app, path)
        assert_exactly(found, 200, "page")
        assert set(found.headers) ^ set(form.headers) <= {
            ("Content-Type", "application/atom+xml; charset=utf-8"),
            ("Content-Type", "text/html; charset=utf-8"),
        }
        assert len(found.data) == len(form.data)


def test_the_paper_is_handed_out_as_it_was_published(reader: Visitor) -> None:
    for language in ("nl", "en"):
        found = ask(reader.app, f"/{language}/bulletin/2026-11.pdf")
        assert_safe(found)
        assert (found.status_code, found.mimetype) == (200, "application/pdf")
        assert found.data == PDF + language.encode()
        packed = ask(
            reader.app,
            f"/{language}/bulletin/2026-11.pdf",
            headers={"Accept-Encoding": "gzip"},
        )
        assert len(packed.data) == 40_000
        assert gzip.decompress(packed.data) == found.data


def test_a_feed_reader_finds_every_month_with_its_words(
    reader: Visitor, store: SqlBulletinStore
) -> None:
    publish(store, replace(WHOLE, month="2026-10"), on="2026-11-02")
    feed = feed_of(reader.app)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    for name in ("a:id", "a:title", "a:updated", "a:author/a:name"):
        assert feed.findtext(name, namespaces=ATOM)
    entries = feed.findall("a:entry", ATOM)
    titles = [one.findtext("a:title", namespaces=ATOM) for one in entries]
    assert titles == ["Bulletin van november 2026", "Bulletin van oktober 2026"]
    assert len({one.findtext("a:id", namespaces=ATOM) for one in entries}) == 2
    [link] = entries[0].findall("a:link", ATOM)
    assert link.get("href") == "/nl/bulletin/2026-11"
    content = entries[0].findtext("a:content", namespaces=ATOM) or ""
    assert "een korte pauze &lt;b&gt;helpt&lt;/b&gt; &amp; rust" in content
    assert "<a " not in content
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-11-24T00:00:01Z"


def test_a_correction_replaces_the_bulletin_and_is_newer_in_the_feed(
    reader: Visitor, store: SqlBulletinStore
) -> None:
    before = feed_of(reader.app)
    better = replace(
        WHOLE, version=2, lessons=(), reason=texts_of({"nl": "Een les is teruggetrokken."})
    )
    publish(store, better)
    page = reader.visit("/nl/bulletin/2026-11")
    assert "Verbeterde versie. Wat er anders is: Een les is teruggetrokken." in page.text
    assert "pauze" not in page.text
    after = feed_of(reader.app)
    for name in ("a:entry/a:id", "a:id"):
        assert before.findtext(name, namespaces=ATOM) == after.findtext(name, namespaces=ATOM)
    newer = [one.findtext("a:entry/a:updated", "", ATOM) for one in (before, after)]
    assert newer == ["2026-11-24T00:00:01Z", "2026-11-24T00:00:02Z"]


def test_of_a_bulletin_that_was_withdrawn_the_reason_is_left(
    reader: Visitor, store: SqlBulletinStore, clock: HandClock
) -> None:
    reason = texts_of({"nl": "Er stond iets herkenbaars in."})
    publish(store, Bulletin("2026-11", 2, reason=reason, withdrawn=True))
    clock.move(minutes=2)
    page = reader.visit("/nl/bulletin/2026-11")
    assert "We hebben dit bulletin ingetrokken." in page.text
    assert "Er stond iets herkenbaars in." in page.text
    assert "zeppelin" not in page.text
    assert "zeppelin" not in ask(reader.app, "/nl/bulletin.xml").get_data(as_text=True)
    assert "/nl/bulletin" not in links(reader, "/nl/melden")


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/bulletin", "/en/bulletin"),
        ("/bulletin/2026-11", "/en/bulletin/2026-11"),
        ("/bulletin.xml", "/en/bulletin.xml"),
    ],
)
def test_a_short_address_leads_to_the_language_of_the_browser(
    app: Flask, path: str, there: str
) -> None:
    found = ask(app, path, headers={"Accept-Language": "en"})
    assert_exactly(found, 303, "root")
    assert found.headers["Location"] == there


def test_the_feed_names_its_host_as_the_settings_do_and_never_as_a_visitor_does(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock, reader: Visitor
) -> None:
    found = ask(reader.app, "/nl/bulletin.xml", headers={"Host": "elders.example"})
    assert "elders.example" not in found.get_data(as_text=True)
    named = replace(settings, host_names=("vrijuit.example.org",), https=True)
    there = ask(
        create_app(named, desk, clock), "/nl/bulletin.xml", headers={"Host": "vrijuit.example.org"}
    )
    assert 'href="https://vrijuit.example.org/nl/bulletin/2026-11"' in there.get_data(as_text=True)


class AwayShelf:
    def all_published(self) -> tuple[Published, ...]:
        raise StoreUnavailable

    def print_of(self, _month: str, _language: str) -> bytes | None:
        raise StoreUnavailable


def test_while_the_store_is_away_all_other_pages_work(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock
) -> None:
    app = create_app(settings, replace(desk, bulletins=AwayShelf()), clock)
    assert_page(ask(app, "/nl/melden"))
    assert_exactly(ask(app, "/nl/"), 200, "page")
    assert_exactly(ask(app, "/nl/bulletin"), 503, "busy")
