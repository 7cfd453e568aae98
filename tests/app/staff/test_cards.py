"""The card board: look, pick, put back."""

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from reporting.learning.groups import Member, form_group
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn, user_id
from tests.app.staff.samples import DOCUMENT, group, publish
from tests.learning.samples import learning_desk
from tests.pdf import anatomy, words_of

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


@pytest.mark.parametrize(
    ("asked", "shown"), [("duur=midden", {ONE, TWO}), ("duur=kort", set()), ("duur=x", set())]
)
def test_the_board_can_be_filtered_by_duration(
    facilitator: Colleague, asked: str, shown: set[str]
) -> None:
    facilitator.visit(f"/kaarten?{asked}")
    assert facilitator.links & {ONE, TWO} == shown


def test_a_card_for_mixed_groups_is_not_on_the_board_of_who_leads_only_one_unit(
    empty: Engine, signed_in: SignedIn
) -> None:
    row = {**DOCUMENT["cards"][0], "mixed_only": True}
    publish(empty, {**DOCUMENT, "cards": [row, DOCUMENT["cards"][1]]})
    facilitator = signed_in(Role.FACILITATOR)
    assert "Voorgesteld (2)" in facilitator.visit("/kaarten").text
    members = [Member(f"Lid {number}", "Zorg") for number in range(5)]
    desk = learning_desk(empty)
    ours = form_group("Groep Zorg", members, user_id(empty, Role.FACILITATOR), desk)
    assert "Voorgesteld (1)" in facilitator.visit("/kaarten").text
    facilitator.visit(ONE, 404)
    assert facilitator.post(f"{ONE}/kiezen", group=ours.id).status_code == 404
    mixed = [Member(f"Ander {number}", ("Zorg", "Balie")[number % 2]) for number in range(6)]
    form_group("Groep gemengd", mixed, user_id(empty, Role.FACILITATOR), desk)
    page = facilitator.visit(ONE)
    assert ("Groep gemengd" in page.text, "Groep Zorg" in page.text) == (True, False)
    refused = facilitator.send(f"{ONE}/kiezen", 409, group=ours.id)
    assert "Deze kaart is voor een groep uit meerdere afdelingen." in refused.text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_part_of_a_card_is_a_pdf_of_its_own(facilitator: Colleague, language: str) -> None:
    facilitator.visit(ONE)
    facilitator.post(f"/taal/{language}", terug=ONE)
    text = DOCUMENT["cards"][0]
    one, two = (facilitator.client.get(f"{ONE}/{part}.pdf").data for part in ("deel-1", "deel-2"))
    for pdf in (one, two):
        inside = anatomy(pdf)
        assert "/StructTreeRoot" in inside
        assert f"/Lang({language})" in inside.replace(" ", "")
        assert text[f"title_{language}"] in words_of(pdf)
    told = text[f"story_{language}"].split(". ")[0]
    helped = text[f"helped_{language}"].split(". ")[0]
    assert (told in words_of(one), told in words_of(two)) == (True, False)
    assert (helped in words_of(one), helped in words_of(two)) == (False, True)
    assert facilitator.client.get(f"{ONE}/deel-3.pdf").status_code == 404
