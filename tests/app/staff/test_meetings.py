"""Planning a meeting, cancelling it, and noting that it was held."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from reporting.learning.groups import Group
from tests.app.intake.conftest import HandClock
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import group
from tests.learning.samples import learning_desk

LIST, PLAN, CARD = "/bijeenkomsten", "/bijeenkomsten/plannen", "/kaarten/c-1"
MEETING = f"{LIST}/*"
WHEN = {"day": "2026-12-08", "time": "09:30", "place": "Zaal 2", "method": "M01"}


@pytest.fixture
def north(engine: Engine) -> Group:
    return group(engine)


@pytest.fixture
def planned(facilitator: Colleague, north: Group, engine: Engine) -> str:
    """The id of a meeting with the card c-1."""
    facilitator.do(f"{CARD}/kiezen", CARD, group=north.id)
    facilitator.do(PLAN, MEETING, group=north.id, card="c-1", **WHEN)
    [meeting] = learning_desk(engine).store.all_meetings()
    return meeting.id


def value(colleague: Colleague, name: str) -> str:
    [found] = [one for one in colleague.page.attributes("input") if one.get("name") == name]
    return found["value"]


def chosen(colleague: Colleague) -> set[str]:
    return {one["value"] for one in colleague.page.attributes("option") if "selected" in one}


def test_planning_begins_with_the_group(facilitator: Colleague, north: Group) -> None:
    facilitator.visit(PLAN)
    assert PLAN in facilitator.actions
    assert "Wat past hier?" not in facilitator.page.text
    page = facilitator.visit(f"{PLAN}?group={north.id}")
    assert "Wat past hier?" in page.text
    assert "past bij een nieuwe groep" in page.text


def test_without_a_group_planning_leads_to_making_one(facilitator: Colleague) -> None:
    facilitator.visit(PLAN)
    assert "/groepen/nieuw" in facilitator.links


def test_planning_for_a_group_that_is_not_there_is_not_offered(facilitator: Colleague) -> None:
    assert "Deze groep bestaat niet." in facilitator.visit(f"{PLAN}?group=nergens", 404).text


def test_a_meeting_is_listed_on_the_clock_of_the_place(
    facilitator: Colleague, planned: str
) -> None:
    text = facilitator.visit(LIST).text
    assert f"{LIST}/{planned}" in facilitator.links
    assert "dinsdag 8 december 2026, 09:30" in text
    assert "Zaal 2" in text
    assert "gepland Groep Noord Zeppelin zonder ballast" in text
    assert "gepland Groep Noord" in facilitator.visit(CARD).text


def test_planning_twice_is_planning_once(
    facilitator: Colleague, north: Group, planned: str, engine: Engine
) -> None:
    facilitator.do(PLAN, MEETING, group=north.id, card="c-1", **WHEN)
    assert len(learning_desk(engine).store.all_meetings()) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"day": "2026-11-23"}, "Kies een dag en een tijd die nog komen."),
        ({"day": ""}, "Kies een dag en een tijd die nog komen."),
        ({"time": "25:99"}, "Kies een dag en een tijd die nog komen."),
        ({"day": "9999-99-99"}, "Kies een dag en een tijd die nog komen."),
        ({"day": "0001-01-01", "time": "00:00"}, "Kies een dag en een tijd die nog komen."),
        ({"day": "9999-12-31", "time": "23:59+14:00"}, "Kies een dag en een tijd die nog komen."),
        ({"day": "2126-12-08"}, "Kies een dag en een tijd die nog komen."),
        ({"method": "M99"}, "Kies een werkvorm uit de lijst."),
        ({"method": "M04"}, "vraagt een groep die elkaar vaker zag"),
        ({"card": "c-2"}, "Deze groep koos deze kaart nog niet."),
        ({"place": "x" * 200}, "is te lang"),
    ],
)
def test_a_problem_is_told_and_what_was_typed_stays(
    facilitator: Colleague, north: Group, engine: Engine, changes: dict[str, str], told: str
) -> None:
    sent = {**WHEN, **changes}
    assert told in facilitator.send(PLAN, 400, group=north.id, **sent).text
    for name in ("day", "time", "place"):
        assert value(facilitator, name) == sent[name]
    assert value(facilitator, "group") == north.id
    assert learning_desk(engine).store.all_meetings() == ()


def test_unseen_signs_in_a_place_are_left_out(
    facilitator: Colleague, north: Group, engine: Engine
) -> None:
    facilitator.do(PLAN, MEETING, group=north.id, **{**WHEN, "place": "Zaal\u202e\x00 2\u200b"})
    assert learning_desk(engine).store.all_meetings()[0].place == "Zaal 2"


def test_two_meetings_of_a_group_cannot_begin_together(
    facilitator: Colleague, north: Group, planned: str
) -> None:
    page = facilitator.send(PLAN, 400, group=north.id, **{**WHEN, "place": "Zaal 3"})
    assert "op dat tijdstip al een bijeenkomst" in page.text


def test_the_card_that_was_looked_at_is_chosen_already(
    facilitator: Colleague, north: Group
) -> None:
    facilitator.do(f"{CARD}/kiezen", CARD, group=north.id)
    [link] = [one for one in facilitator.links if one.startswith(PLAN)]
    facilitator.visit(link)
    assert "c-1" in chosen(facilitator)


def test_a_meeting_without_a_card_is_about_a_case_of_their_own(
    facilitator: Colleague, north: Group
) -> None:
    page = facilitator.do(PLAN, MEETING, group=north.id, card="", **WHEN)
    assert "Eigen casus van een deelnemer" in page.text


def test_cancelling_asks_first_and_keeps_the_card_with_the_group(
    facilitator: Colleague, planned: str
) -> None:
    facilitator.visit(LIST)
    assert f"{LIST}/{planned}/afzeggen" in facilitator.links
    page = facilitator.visit(f"{LIST}/{planned}/afzeggen")
    assert "Groep Noord · dinsdag 8 december 2026" in page.text
    page = facilitator.do(f"{LIST}/{planned}/afzeggen", f"{LIST}/{planned}")
    assert "vervallen" in page.text
    assert f"{LIST}/{planned}/afzeggen" not in facilitator.links
    assert "gekozen Groep Noord" in facilitator.visit(CARD).text


def test_a_meeting_that_was_held_makes_its_card_discussed(
    facilitator: Colleague, planned: str, clock: HandClock
) -> None:
    held = f"{LIST}/{planned}/gehouden"
    facilitator.visit(LIST)
    assert held not in facilitator.actions
    for _ in range(56):
        clock.move(hours=6)
    with facilitator.client.session_transaction() as session:
        session.pop("seen", None)
        session.pop("since", None)
    facilitator.visit(LIST)
    assert held in facilitator.actions
    for _ in range(2):
        assert "gehouden" in facilitator.do(held, f"{LIST}/{planned}").text
    assert held not in facilitator.actions
    assert "besproken Groep Noord" in facilitator.visit(CARD).text
    assert "Besproken (1)" in facilitator.visit("/kaarten").text


def test_a_meeting_that_has_not_begun_was_not_held(facilitator: Colleague, planned: str) -> None:
    page = facilitator.send(f"{LIST}/{planned}/gehouden", 409)
    assert "Deze bijeenkomst is nog niet begonnen." in page.text
    assert "gepland" in facilitator.visit(CARD).text


def test_a_meeting_that_was_cancelled_was_not_held(
    facilitator: Colleague, planned: str, staff_clock: HandClock
) -> None:
    facilitator.do(f"{LIST}/{planned}/afzeggen", f"{LIST}/{planned}")
    staff_clock.now += timedelta(minutes=14)
    assert facilitator.post(f"{LIST}/{planned}/gehouden").status_code == 409


def test_safety_sees_meetings_and_changes_none(
    engine: Engine, facilitator: Colleague, planned: str, signed_in: SignedIn
) -> None:
    safety = signed_in(Role.SAFETY_HR)
    assert "Groep Noord" in safety.visit(LIST).text
    assert not any("afzeggen" in link or "plannen" in link for link in safety.links)
