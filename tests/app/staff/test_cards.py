"""The card board: look, pick, put back."""

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import DOCUMENT, group, publish

ONE, TWO = "/kaarten/c-1", "/kaarten/c-2"


def test_the_board_shows_every_card_under_its_status(facilitator: Colleague) -> None:
    page = facilitator.visit("/kaarten")
    assert "Voorgesteld (2)" in page.text
    assert "Gekozen" not in page.text
    assert facilitator.links >= {ONE, TWO}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("factor=F12", {TWO}),
        ("soort=K1", {ONE}),
        ("werkvorm=M09", {TWO}),
        ("factor=F12&soort=K1", set()),
        ("factor=onzin", set()),
        ("factor=", {ONE, TWO}),
    ],
)
def test_the_board_shows_what_fits_the_filters(
    facilitator: Colleague, asked: str, shown: set[str]
) -> None:
    page = facilitator.visit(f"/kaarten?{asked}")
    assert facilitator.links & {ONE, TWO} == shown
    assert ("Er is geen kaart die hierbij past." in page.text) is (not shown)


def test_before_the_first_release_the_board_is_empty(empty: Engine, signed_in: SignedIn) -> None:
    page = signed_in(Role.FACILITATOR).visit("/kaarten")
    assert "Er hangen nog geen kaarten" in page.text
    assert page.attributes("select") == []


def test_a_card_has_two_parts_and_says_that_nothing_happened_like_this(
    facilitator: Colleague,
) -> None:
    text = facilitator.visit(ONE).text
    assert text.index("Deel 1") < text.index("Dilemma") < text.index("Deel 2")
    assert "geen enkele melding is zo gebeurd" in text
    assert "Wat speelde mee" in text


def test_a_card_of_what_went_well_is_worded_so(facilitator: Colleague) -> None:
    page = facilitator.visit(TWO)
    headings = page.text
    assert "Wat maakte dat het goed ging" in headings
    assert "Wat speelde mee" not in headings
    assert "ging juist goed: 50+" in headings


def test_without_a_group_the_card_leads_to_making_one(facilitator: Colleague) -> None:
    facilitator.visit(ONE)
    assert "/groepen/nieuw" in facilitator.links
    assert f"{ONE}/kiezen" not in facilitator.actions


def test_picking_twice_is_picking_once(facilitator: Colleague, engine: Engine) -> None:
    found = group(engine)
    facilitator.visit(ONE)
    for _ in range(2):
        page = facilitator.do(f"{ONE}/kiezen", ONE, group=found.id)
        assert "gekozen Groep Noord" in page.text
    assert f"/bijeenkomsten/plannen?group={found.id}&card=c-1&method=M12" in facilitator.links or [
        link for link in facilitator.links if link.startswith("/bijeenkomsten/plannen?")
    ]
    assert "Gekozen (1)" in facilitator.visit("/kaarten").text


def test_a_card_of_another_group_is_not_given_away(facilitator: Colleague, engine: Engine) -> None:
    north, south = group(engine), group(engine, "Groep Zuid")
    facilitator.do(f"{ONE}/kiezen", ONE, group=north.id)
    page = facilitator.send(f"{ONE}/kiezen", 409, group=south.id)
    assert "Een andere groep koos deze kaart net eerder." in page.text
    assert "gekozen Groep Noord" in page.text


def test_a_group_that_does_not_exist_picks_nothing(facilitator: Colleague) -> None:
    page = facilitator.send(f"{ONE}/kiezen", 409, group="nergens")
    assert "Deze groep bestaat niet." in page.text
    assert "voorgesteld" in page.text


def test_a_card_goes_back_on_the_board(facilitator: Colleague, engine: Engine) -> None:
    facilitator.do(f"{ONE}/kiezen", ONE, group=group(engine).id)
    assert f"{ONE}/terug" in facilitator.actions
    page = facilitator.do(f"{ONE}/terug", "/kaarten")
    assert "Voorgesteld (2)" in page.text
    again = facilitator.send(f"{ONE}/terug", 409)
    assert "Deze groep koos deze kaart nog niet." in again.text


def test_a_card_that_left_the_release_stays_with_its_group(
    facilitator: Colleague, engine: Engine
) -> None:
    facilitator.do(f"{ONE}/kiezen", ONE, group=group(engine).id)
    publish(engine, {**DOCUMENT, "cards": []})
    assert "Gekozen (1)" in facilitator.visit("/kaarten").text
    facilitator.do(f"{ONE}/terug", "/kaarten")
    assert "Er hangen nog geen kaarten" in facilitator.page.text
    facilitator.visit(ONE, 404)


def test_who_may_only_read_is_offered_no_button(engine: Engine, signed_in: SignedIn) -> None:
    group(engine)
    for role in (Role.ANALIST, Role.SAFETY_HR):
        colleague = signed_in(role)
        colleague.visit(ONE)
        assert not any("kiezen" in action for action in colleague.actions)
