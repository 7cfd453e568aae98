"""The turns of a group: who is next and why, swapping, and putting right."""

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from reporting.learning.groups import Group, change_group
from reporting.learning.meetings import Meeting, hold_meeting
from reporting.learning.turns import PRESENTER, in_line, lot_of
from reporting.store.turns import SqlTurnStore
from tests.app.intake.conftest import HandClock
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.leading import BEGINS, own_group, planned
from tests.app.staff.samples import group
from tests.learning.samples import NOW, learning_desk


@pytest.fixture
def north(engine: Engine) -> Group:
    return own_group(engine)


@pytest.fixture
def meeting(engine: Engine, north: Group) -> Meeting:
    return planned(engine, north, card=None, method="M01")


def page_of(of: Group) -> str:
    return f"/groepen/{of.id}/beurten"


def line_of(of: Group, engine: Engine) -> list[str]:
    book = SqlTurnStore(engine).turn_book(of)
    return [one.member_id for one in in_line(book.standings(PRESENTER, NOW), lot_of(of.id))]


def name_of(member_id: str, of: Group) -> str:
    return next(member.name for member in of.members if member.id == member_id)


def test_the_page_says_who_is_next_and_why_each_time_the_same(
    facilitator: Colleague, north: Group, engine: Engine
) -> None:
    first = name_of(line_of(north, engine)[0], north)
    told = f"{first} brengt als eerste in: geloot, onder wie evenveel beurten had."
    for _ in range(3):
        assert told in facilitator.visit(page_of(north)).text
    assert "Er is nog geen bijeenkomst gepland." in facilitator.page.text
    facilitator.visit("/groepen")
    assert page_of(north) in facilitator.links


def test_an_urgent_case_goes_first_and_the_other_stays_next(
    facilitator: Colleague, north: Group, meeting: Meeting, engine: Engine
) -> None:
    line = line_of(north, engine)
    swap = {"meeting": meeting.id, "member": line[3], "reason": "urgent"}
    text = facilitator.do(f"{page_of(north)}/ruilen", page_of(north), **swap).text
    name = name_of(line[3], north)
    assert f"{name} brengt als eerste in: heeft een dringende casus." in text
    start = facilitator.visit(f"/bijeenkomsten/{meeting.id}/leiden").text
    assert f"{name} is aan de beurt om in te brengen: heeft een dringende casus." in start
    text = facilitator.do(f"{page_of(north)}/niet-ruilen", page_of(north), meeting=meeting.id).text
    assert f"{name_of(line[0], north)} brengt als eerste in" in text


def test_who_presented_is_written_down_afterwards(
    facilitator: Colleague, north: Group, meeting: Meeting, engine: Engine, clock: HandClock
) -> None:
    hold_meeting(meeting.id, BEGINS, learning_desk(engine))
    assert "Wie inbracht, is niet vastgelegd." in facilitator.visit(page_of(north)).text
    line = line_of(north, engine)
    right = {"meeting": meeting.id, "member": line[0]}
    text = facilitator.do(f"{page_of(north)}/rechtzetten", page_of(north), **right).text
    assert f"{name_of(line[0], north)} · inbrenger" in text
    assert f"{name_of(line[1], north)} brengt als eerste in" in text
    text = facilitator.do(
        f"{page_of(north)}/rechtzetten", page_of(north), meeting=meeting.id, member=""
    ).text
    assert "Wie inbracht, is niet vastgelegd." in text


def test_a_newcomer_stands_in_the_line(
    facilitator: Colleague, north: Group, meeting: Meeting, engine: Engine
) -> None:
    new = type(north.members[0])("Nieuw lid", "Zorg")
    joined = change_group(
        Group(north.id, north.name, (*north.members, new), north.facilitator),
        learning_desk(engine),
    )
    text = facilitator.visit(page_of(joined)).text
    assert "Nieuw lid 0 0 0 0" in text


def test_what_is_not_of_this_group_is_refused(
    facilitator: Colleague, north: Group, meeting: Meeting, engine: Engine
) -> None:
    theirs = group(engine, "Groep van een ander")
    stranger = theirs.members[0].id
    swap = {"meeting": meeting.id, "member": stranger, "reason": "urgent"}
    facilitator.send(f"{page_of(north)}/ruilen", 409, **swap)
    facilitator.send(f"{page_of(north)}/ruilen", 400, **{**swap, "reason": "because"})
    facilitator.send(f"{page_of(theirs)}/ruilen", 409, **swap)
    facilitator.send(f"{page_of(north)}/rechtzetten", 404, meeting=meeting.id, member="")
    facilitator.send(f"{page_of(north)}/ruilen", 404, **{**swap, "meeting": "nothing"})
    facilitator.visit("/groepen/nergens/beurten", 404)
    assert "Ruilen" not in facilitator.visit(page_of(theirs)).text


def test_others_see_no_turns(signed_in: SignedIn, north: Group) -> None:
    for role in (Role.SAFETY_HR, Role.ANALIST, Role.OVERSEER, Role.ADMINISTRATOR):
        signed_in(role).visit(page_of(north), 403)
