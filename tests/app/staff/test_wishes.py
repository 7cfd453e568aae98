"""An analist renames, merges, splits and keeps apart, and thinks again."""

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from reporting.learning.wishes import waiting
from reporting.store.engine import writing
from reporting.store.wishes import SqlWishStore, note_taken_over
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import DOCUMENT, THEME, publish

ASKED = "?gevraagd=ja"


@pytest.fixture
def analyst(engine: Engine, signed_in: SignedIn) -> Colleague:
    return signed_in(Role.ANALIST)


def carried_out(engine: Engine) -> None:
    """What the worker does with its next release."""
    wishes = waiting(SqlWishStore(engine).all_wishes())
    with writing(engine) as connection:
        note_taken_over(connection, [one.number for one in wishes], 2)


def test_a_name_is_seen_at_once_on_every_page_about_themes(analyst: Colleague) -> None:
    names = {"name-nl": "Ballast die zoek raakt", "name-en": ""}
    page = analyst.do("/themas/t-1/naam", "/themas/t-1" + ASKED, **names)
    assert "Thema Ballast die zoek raakt" in page.text
    assert "Dit thema heet voortaan “Ballast die zoek raakt” (nl)." in page.text
    assert "wacht nog november 2026" in page.text
    assert "Ballast die zoek raakt" in analyst.visit("/themas").text
    assert "Ballast die zoek raakt" in analyst.visit("/themas/kaart").text
    analyst.do("/taal/en", "/themas/t-1", terug="/themas/t-1")
    assert "Zeppelin and ballast" in analyst.page.text


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("De zeppelin van Piet", "naar een mens, een plaats of een afdeling"),
        ("Afdeling 3B laat ballast liggen", "naar een mens, een plaats of een afdeling"),
        ("Ballast van [naam 1]", "naar een mens, een plaats of een afdeling"),
        ("Luie loodsen", "Deze naam oordeelt over iemand."),
        ("Ballast " * 12, "Deze naam is te lang."),
        ("1 + 1", "Typ een naam van een paar woorden."),
        ("", "Typ een naam van een paar woorden."),
    ],
)
def test_a_name_that_points_to_somebody_is_refused_and_stays_typed(
    analyst: Colleague, name: str, problem: str
) -> None:
    fields = {"name-nl": name, "name-en": "Lost ballast" if name else ""}
    page = analyst.send("/themas/t-1/naam", 400, **fields)
    assert problem in page.text
    typed = {one["name"]: one["value"] for one in page.attributes("input") if "value" in one}
    assert typed["name-nl"] == name.strip()
    assert "Zeppelin en ballast" in analyst.visit("/themas").text


def test_merging_asks_to_think_again_first(analyst: Colleague, engine: Engine) -> None:
    analyst.visit("/themas/t-1/samenvoegen")
    page = analyst.send("/themas/t-1/samenvoegen", 200, other="t-2")
    assert "“Zeppelin en ballast” wordt deel van “Anker op tijd”." in page.text
    assert SqlWishStore(engine).all_wishes() == ()
    sure = {"other": "t-2", "zeker": "ja"}
    page = analyst.do("/themas/t-1/samenvoegen", "/themas/t-1" + ASKED, **sure)
    assert "Dit thema hoort bij “Anker op tijd”." in page.text
    assert "“Zeppelin en ballast” hoort bij dit thema." in analyst.visit("/themas/t-2").text


@pytest.mark.parametrize(
    ("other", "status", "problem"),
    [
        ("", 400, "Kies een thema."),
        ("t-1", 400, "Kies een ander thema dan dit."),
        ("t-gone", 400, "Dit thema staat niet in de laatste uitgave."),
    ],
)
def test_only_another_shown_theme_can_be_merged_with(
    analyst: Colleague, engine: Engine, other: str, status: int, problem: str
) -> None:
    page = analyst.send("/themas/t-1/samenvoegen", status, other=other, zeker="ja")
    assert problem in page.text
    assert SqlWishStore(engine).all_wishes() == ()


def test_a_split_shows_words_of_both_parts_and_no_report(
    analyst: Colleague, engine: Engine
) -> None:
    page = analyst.visit("/themas/t-1/splitsen")
    assert "Deel 1 zeppelin mast" in page.text
    assert "Deel 2 ballast zand" in page.text
    page = analyst.do("/themas/t-1/splitsen", "/themas/t-1" + ASKED)
    assert "Dit thema wordt in tweeën gesplitst." in page.text
    analyst.post("/themas/t-1/splitsen")
    assert [one.kind for one in SqlWishStore(engine).all_wishes()] == ["split"]


def test_what_cannot_be_split_says_why_and_takes_no_wish(
    analyst: Colleague, engine: Engine
) -> None:
    assert "nu niet te splitsen" in analyst.visit("/themas/t-2/splitsen").text
    page = analyst.send("/themas/t-2/splitsen", 409)
    assert "een deel zou te klein zijn" in page.text
    assert SqlWishStore(engine).all_wishes() == ()


def test_a_wish_that_waits_is_dropped_when_it_is_taken_back(
    analyst: Colleague, engine: Engine
) -> None:
    analyst.do("/themas/t-1/splitsen", "/themas/t-1" + ASKED)
    assert "nog niet verwerkt" in analyst.visit("/themas/t-1/terug/1").text
    page = analyst.do("/themas/t-1/terug/1", "/themas/t-1" + ASKED)
    assert "teruggedraaid" in page.text
    assert waiting(SqlWishStore(engine).all_wishes()) == ()
    assert "er kwam een andere wens voor in de plaats" in analyst.visit("/themas/t-1/terug/1").text
    analyst.send("/themas/t-1/terug/1", 409)


def test_a_wish_that_was_carried_out_gets_its_opposite(analyst: Colleague, engine: Engine) -> None:
    sure = {"other": "t-2", "zeker": "ja"}
    analyst.do("/themas/t-1/samenvoegen", "/themas/t-1" + ASKED, **sure)
    carried_out(engine)
    assert "verwerkt" in analyst.visit("/themas/t-2").text
    assert "al verwerkt" in analyst.visit("/themas/t-2/terug/1").text
    analyst.do("/themas/t-2/terug/1", "/themas/t-2" + ASKED)
    [waits] = waiting(SqlWishStore(engine).all_wishes())
    assert (waits.kind, waits.theme, waits.other) == ("apart", "t-1", "t-2")


def test_a_theme_that_became_part_of_another_leads_to_it(
    analyst: Colleague, engine: Engine
) -> None:
    sure = {"other": "t-1", "zeker": "ja"}
    analyst.do("/themas/t-2/samenvoegen", "/themas/t-2" + ASKED, **sure)
    carried_out(engine)
    publish(engine, {**DOCUMENT, "themes": [THEME]})
    answer = analyst.client.get("/themas/t-2")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/themas/t-1")


def test_another_role_sees_what_was_asked_and_asks_nothing(
    analyst: Colleague, signed_in: SignedIn
) -> None:
    analyst.do("/themas/t-1/splitsen", "/themas/t-1" + ASKED)
    facilitator = signed_in(Role.FACILITATOR)
    page = facilitator.visit("/themas/t-1")
    assert "Dit thema wordt in tweeën gesplitst." in page.text
    assert "Klopt dit thema?" not in page.text
    assert not any("/terug/" in link for link in facilitator.links)


def test_the_overseer_sees_how_often_themes_were_changed(
    analyst: Colleague, signed_in: SignedIn
) -> None:
    analyst.do("/themas/t-1/splitsen", "/themas/t-1" + ASKED)
    assert "iets gevraagd over een thema" in signed_in(Role.OVERSEER).visit("/toezicht").text


@pytest.mark.parametrize(
    "path", ["/themas/t-9/naam", "/themas/t-1/verbranden", "/themas/t-1/terug/7", "/themas/t-9"]
)
def test_what_is_not_there_is_not_found(analyst: Colleague, path: str) -> None:
    analyst.visit(path, 404)
