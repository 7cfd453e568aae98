"""The released themes."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.staff.map import GRIDS, Grid, draw_map, short_name
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


@pytest.mark.parametrize("grid", GRIDS)
def test_circles_lie_as_far_apart_as_their_cells_and_grow_with_the_band(grid: Grid) -> None:
    drawn = draw_map([WENT_WELL, THEME], grid, "nl")
    large, small = drawn.spots
    assert (large.x - small.x, large.y - small.y) == (grid.across, 2 * grid.down)
    assert large.radius > small.radius
    assert drawn.lines == ((small, large),)
    assert (drawn.width, drawn.height) == (large.x + grid.margin, large.y + grid.below)
    assert (small.lines == ("Zeppelin en ballast",)) is grid.has_names


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Rond bus", ("Rond bus",)),
        ("Heftruck, vrachtwagen en chauffeur", ("Heftruck,", "vrachtwagen …")),
        ("Medicatieveiligheidsprotocollen", ("Medicatieveiligheid", "sprotocollen")),
    ],
)
def test_a_name_on_the_map_takes_two_lines_at_most(name: str, lines: tuple[str, ...]) -> None:
    assert short_name(name) == lines


def test_the_map_can_be_clicked_and_the_list_says_the_same_to_a_screen_reader(
    analyst: Colleague,
) -> None:
    page = analyst.visit("/themas/kaart")
    assert [one["aria-hidden"] for one in page.attributes("svg") if "vr-map" in one["class"]] == [
        "true"
    ] * 2
    in_map = [one for one in page.attributes("a") if one.get("tabindex") == "-1"]
    assert {one["href"] for one in in_map} == {"/themas/t-1", "/themas/t-2"}
    assert "De lijst hieronder zegt hetzelfde" in page.text


def test_the_time_of_a_theme_is_drawn_in_bands_with_a_table_behind_it(analyst: Colleague) -> None:
    page = analyst.visit("/themas/t-1")
    assert "Meldingen per kwartaal" in page.text
    assert "2026 · K1 5–9 2026 · K2 minder dan 5, of verborgen" in page.text
    assert "2026 · K3 10–19 samengevoegd 2026 · K4 loopt nog gesplitst" in page.text
    assert "3 perioden in banden, de hoogste is 10–19 in 2026 · K3. 1 is verborgen." in page.text
    assert "Blijvend: er komt ongeveer zoveel binnen als eerder." in page.text


def test_what_became_of_a_theme_is_told_with_a_way_to_the_other(analyst: Colleague) -> None:
    page = analyst.visit("/themas/t-1")
    assert "Augustus 2026: hier ging in op: Luchtballon" in page.text
    assert "November 2026: hiervan kwam los: Anker op tijd" in page.text
    assert "/themas/t-gone" not in analyst.links


def test_a_theme_without_a_period_to_show_says_so(analyst: Colleague) -> None:
    page = analyst.visit("/themas/t-2")
    assert "nog niet genoeg meldingen om te tonen" in page.text
    assert "Nieuw: in de laatste drie maanden" in page.text


def test_a_theme_that_comes_back_each_year_says_so(empty: Engine, signed_in: SignedIn) -> None:
    publish(empty, {**DOCUMENT, "themes": [{**THEME, "seasonal": True}]})
    page = signed_in(Role.ANALIST).visit("/themas/t-1")
    assert "Komt terug: in deze maanden kwamen er ook vorig jaar meer meldingen." in page.text


def test_related_themes_say_why(empty: Engine, signed_in: SignedIn) -> None:
    near = {**WENT_WELL, "terms_nl": ["ballast", "anker"], "factors": ["F04"]}
    publish(empty, {**DOCUMENT, "themes": [THEME, near]})
    text = signed_in(Role.ANALIST).visit("/themas/t-1").text
    assert "Anker op tijd ook over: ballast · " in text
    far = {**WENT_WELL, "terms_nl": ["anker"], "factors": []}
    publish(empty, {**DOCUMENT, "themes": [THEME, far]})
    text = signed_in(Role.ANALIST).visit("/themas/t-1").text
    assert "Anker op tijd andere woorden, maar de meldingen lijken op elkaar" in text


def test_a_release_of_before_timelines_still_has_theme_pages(
    empty: Engine, signed_in: SignedIn
) -> None:
    fresh = {"timeline", "events", "parts", "seasonal"}
    bare = {key: value for key, value in THEME.items() if key not in fresh}
    publish(empty, {**DOCUMENT, "themes": [bare]})
    analyst = signed_in(Role.ANALIST)
    assert "nog niet genoeg meldingen om te tonen" in analyst.visit("/themas/t-1").text
    assert "nu niet te splitsen" in analyst.visit("/themas/t-1/splitsen").text
