"""The masked reports beside a card, once an analist has unlocked a key."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, delete

from app.staff.permissions import Role
from reporting.store.card_tables import card_version
from reporting.store.engine import writing
from reporting.store.screening import SqlScreeningStore
from reporting.store.states import put_state
from reporting.theme_sources import STATE, seal_sources
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.test_card_editing import EDIT, texts, versions
from tests.app.staff.test_screening import OF_REPORTERS, keys_of, send, unlock
from tests.conftest import Site
from tests.reporting.analist import Analist

STORY = "De zeppelin verloor ballast boven het veld, omdat een touw verkeerd om de klamp lag."
OTHER = "Een heel andere melding over de voorraad koffie in het magazijn van gisteren."
OPEN = f"{EDIT}?meldingen=1"


@pytest.fixture
def office(engine: Engine, site: Site) -> Analist:
    with writing(engine) as connection:
        for table in (*OF_REPORTERS, card_version):
            connection.execute(delete(table))
    return Analist(engine, site)


@pytest.fixture
def analist(office: Analist, signed_in: SignedIn, staff_app: Flask) -> Iterator[Colleague]:
    send(office, STORY)
    [report] = [sheet.id for sheet in office.pile()]
    send(office, OTHER)
    sealed = seal_sources({"t-1": {report}}, lambda ids, _n: ids, office.site.manifest, "2026-11")
    with writing(office.engine) as connection:
        put_state(connection, STATE, sealed)
    yield signed_in(Role.ANALIST)
    keys_of(staff_app).__init__()  # type: ignore[misc]  # no key is left for the next test


def counted(office: Analist, action: str) -> int:
    return sum(
        one.count for one in SqlScreeningStore(office.engine).actions() if one.action == action
    )


def test_the_reports_of_this_theme_only_are_beside_the_card(
    analist: Colleague, office: Analist
) -> None:
    locked = analist.visit(OPEN).text
    assert ("Je sleutel is op slot." in locked, STORY in locked) == (True, False)
    unlock(analist)
    assert STORY not in analist.visit(EDIT).text
    assert counted(office, "read") == 0
    page = analist.visit(OPEN)
    assert (STORY in page.text, OTHER in page.text) == (True, False)
    assert counted(office, "read") == 1


def test_no_id_of_a_report_is_on_the_page(analist: Colleague, office: Analist) -> None:
    unlock(analist)
    html = analist.client.get(OPEN).text
    assert not [sheet.id for sheet in office.pile() if sheet.id in html]


def test_reading_beside_a_card_leaves_the_pile_as_it_was(analist: Colleague) -> None:
    unlock(analist)
    before = analist.visit("/screening").text
    analist.visit(OPEN)
    assert analist.visit("/screening").text == before


def test_words_of_a_report_stop_a_card_while_the_key_is_open(
    analist: Colleague, office: Analist
) -> None:
    borrowed = "Je ziet dat de zeppelin ballast verloor, en boven dat veld een touw verkeerd lag."
    unlock(analist)
    analist.visit(EDIT)
    copied = "De zeppelin verloor ballast boven het veld."
    page = analist.send(EDIT, 400, stap="bewaren", versie="0", **texts(dilemma_nl=copied))
    assert "Dit staat net zo in een melding." in page.text
    assert "‘zeppelin verloor ballast boven het veld’" in page.text
    assert versions(office.engine) == []
    answer = analist.post(EDIT, stap="bewaren", versie="0", **texts(dilemma_nl=borrowed))
    assert answer.status_code == 303


def test_a_closed_key_closes_the_reports(analist: Colleague) -> None:
    unlock(analist)
    assert STORY in analist.visit(OPEN).text
    analist.visit("/screening")
    analist.do("/screening/sluiten", "/screening")
    assert STORY not in analist.visit(OPEN).text
