"""The released themes."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.staff.map import MARGIN, STEP, draw_map
from app.staff.permissions import Role
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import DOCUMENT, THEME, WENT_WELL, publish


@pytest.fixture
def analyst(engine: Engine, signed_in: SignedIn) -> Colleague:
    return signed_in(Role.ANALIST)


def order_of(colleague: Colleague) -> Iterator[str]:
    text = colleague.page.text
    names = sorted(("Zeppelin en ballast", "Anker op tijd"), key=text.index)
    return (name.split()[0] for name in names)


def test_each_theme_shows_its_band_and_never_a_number(analyst: Colleague) -> None:
    page = analyst.visit("/themas")
    assert "november 2026" in page.text
    assert "10–19 meldingen · meerdere afdelingen · sinds februari 2026" in page.text
    assert "50+ meldingen" in page.text
    assert analyst.links >= {"/themas/t-1", "/themas/t-2"}


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("", "Anker"),
        ("omvang", "Anker"),
        ("status", "Anker"),
        ("sinds", "Zeppelin"),
        ("naam", "Anker"),
        ("onzin", "Anker"),
    ],
)
def test_themes_are_sorted_as_the_link_says(analyst: Colleague, order: str, first: str) -> None:
    analyst.visit(f"/themas?op={order}")
    assert next(order_of(analyst)) == first


def test_sorting_by_name_is_by_the_name_in_the_language_of_the_page(
    empty: Engine, signed_in: SignedIn
) -> None:
    swapped = {**THEME, "id": "t-3", "label_nl": "aap", "label_en": "zulu", "related": []}
    publish(empty, {**DOCUMENT, "themes": [THEME, swapped]})
    analyst = signed_in(Role.ANALIST)
    text = analyst.visit("/themas?op=naam").text
    assert text.index("aap") < text.index("Zeppelin en ballast")
    text = analyst.do("/taal/en", "/themas?op=naam", terug="/themas?op=naam").text
    assert text.index("zulu") > text.index("Zeppelin and ballast")


def test_before_the_first_release_the_threshold_is_explained(
    empty: Engine, signed_in: SignedIn
) -> None:
    page = signed_in(Role.ANALIST).visit("/themas")
    assert "Er is nog geen thema." in page.text
    assert "vijf of meer meldingen" in page.text


def test_how_many_themes_are_withheld_is_not_told(analyst: Colleague) -> None:
    _, _, unfolded = analyst.visit("/themas").text.partition("Wat we niet laten zien")
    assert "blijft verborgen" in unfolded
    assert not any(sign.isdigit() for sign in unfolded.partition("Meer meldingen")[0])


def test_a_theme_says_why_and_what_played_a_part(analyst: Colleague) -> None:
    page = analyst.visit("/themas/t-1")
    assert "Meldingen over een zeppelin en ballast." in page.text
    assert "Wat speelde mee afgeleid of gestoord" in page.text
    assert "had geholpen" not in page.text
    assert "minder dan 5, of verborgen" in page.text
    assert "/themas/t-2" in analyst.links
    assert "/themas/t-left" not in analyst.links
    assert "/kaarten/c-1" in analyst.links


def test_a_theme_of_what_went_well_asks_what_made_it_go_well(analyst: Colleague) -> None:
    text = analyst.visit("/themas/t-2").text
    assert "Wat maakte dat het goed ging" in text
    assert "Wat speelde mee" not in text


def test_words_from_the_other_language_are_named_as_such(analyst: Colleague) -> None:
    analyst.visit("/themas")
    told = "The words come from reports in Dutch."
    analyst.do("/taal/en", "/themas/t-2", terug="/themas/t-2")
    assert told in analyst.page.text
    assert told not in analyst.visit("/themas/t-1").text
    assert WENT_WELL["words_from_en"] == "nl"


def test_who_may_not_see_cards_gets_no_link_to_one(engine: Engine, signed_in: SignedIn) -> None:
    overseer = signed_in(Role.OVERSEER)
    overseer.visit("/themas/t-1")
    assert "/kaarten/c-1" not in overseer.links


def test_the_map_numbers_the_themes_and_says_which_are_alike(analyst: Colleague) -> None:
    page = analyst.visit("/themas/kaart")
    assert page.text.index("Anker op tijd") < page.text.index("Zeppelin en ballast")
    assert "10–19 meldingen · lijkt op 1" in page.text
    assert analyst.links >= {"/themas/t-1", "/themas/t-2"}


def test_a_release_of_before_the_map_has_none(empty: Engine, signed_in: SignedIn) -> None:
    bare = {key: value for key, value in THEME.items() if key != "place"}
    publish(empty, {**DOCUMENT, "themes": [bare]})
    assert "Er is nog geen kaart." in signed_in(Role.ANALIST).visit("/themas/kaart").text


def test_circles_lie_as_far_apart_as_their_cells_and_grow_with_the_band() -> None:
    drawn = draw_map([WENT_WELL, THEME])
    large, small = drawn.spots
    assert (large.x - small.x, large.y - small.y) == (STEP, 2 * STEP)
    assert large.radius > small.radius
    assert drawn.lines == ((small, large),)
    assert (drawn.width, drawn.height) == (large.x + MARGIN, large.y + MARGIN)
