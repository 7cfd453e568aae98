"""The list of lessons and actions: who sees what, what is late, and how an action ends."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from reporting.learning.actions import Ask, find_action
from tests.app.intake.conftest import HandClock
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.learning.harvest_samples import HELD, LESSON, action, harvest_desk, held_meeting, lesson
from tests.reporting.samples import count

LIST = "/lessen"


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A lesson and an action of a card, and a lesson and an action of a case of their own."""
    desk = harvest_desk(engine)
    card, own = held_meeting(desk), held_meeting(desk, None, HELD + timedelta(days=1))
    lesson(desk, card)
    lesson(desk, own, "rust aan tafel helpt")
    action(desk, card)
    action(desk, own, Ask("Meer licht in de gang.", "facilitair", "2026-11"))
    return engine


def form_of(engine: Engine, text: str) -> str:
    found = harvest_desk(engine).store.all_actions()
    return f"{LIST}/acties/{next(one.id for one in found if one.text.startswith(text))}"


def test_lessons_and_actions_stand_there_without_group_or_place(
    facilitator: Colleague, filled: Engine
) -> None:
    text = facilitator.visit(LIST).text
    for told in (
        LESSON,
        "Wij leerden dat rust aan tafel helpt.",
        "november 2026 · Zeppelin zonder ballast · Incidentmethode",
        "november 2026 · eigen casus · Incidentmethode",
        "Een vaste plek voor de lijst.",
        "hoofd facilitair",
    ):
        assert told in text
    assert "Groep" not in text.replace("Groepen", "")
    assert "Zaal 2" not in text


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("wat=lessen", LESSON, "Een vaste plek"),
        ("wat=acties", "Een vaste plek", LESSON),
        ("kaart=c-1", LESSON, "rust aan tafel"),
        ("kaart=eigen", "rust aan tafel", LESSON),
        ("stand=open&wat=acties", "Een vaste plek", "niets dat hierbij past"),
        ("stand=closed&wat=acties", "Er is niets dat hierbij past.", "Een vaste plek"),
        ("kaart=onzin", "Er is niets dat hierbij past.", LESSON),
    ],
)
def test_the_list_can_be_narrowed(
    facilitator: Colleague, filled: Engine, query: str, there: str, gone: str
) -> None:
    text = facilitator.visit(f"{LIST}?{query}").text
    assert there in text
    assert gone not in text


def test_what_is_late_says_so_and_stands_first(
    facilitator: Colleague, filled: Engine, clock: HandClock, signed_in: SignedIn
) -> None:
    assert "te laat november 2026" not in facilitator.visit(LIST).text
    clock.move(days=10)
    text = signed_in(Role.FACILITATOR).visit(LIST).text
    assert "te laat november 2026 Meer licht in de gang." in text
    assert text.index("Meer licht") < text.index("Een vaste plek")
    late = signed_in(Role.SAFETY_HR).visit(f"{LIST}?stand=overdue&wat=acties").text
    assert "Meer licht" in late
    assert "Een vaste plek" not in late


def test_an_action_ends_with_what_changed(facilitator: Colleague, filled: Engine) -> None:
    form = form_of(filled, "Een vaste plek")
    facilitator.visit(form)
    empty = facilitator.send(form, 400, stand="closed", uitkomst=" ")
    assert "Schrijf wat er veranderde, of waarom het niet kan." in empty.text
    assert ("stand", "closed") in empty.chosen
    named = facilitator.send(form, 400, stand="refused", uitkomst="Fatima wil het niet.")
    assert "“Fatima” kan iemand herkenbaar maken." in named.text
    assert named.typed("uitkomst") == "Fatima wil het niet."
    done = facilitator.do(form, LIST, stand="closed", uitkomst="De lijst hangt bij de deur.")
    assert "gedaan december 2026 Een vaste plek voor de lijst. De lijst hangt" in done.text


def test_safety_follows_actions_and_takes_no_lesson_back(
    filled: Engine, signed_in: SignedIn
) -> None:
    safety = signed_in(Role.SAFETY_HR)
    safety.visit(LIST)
    assert not any("terugtrekken" in link for link in safety.links)
    form = form_of(filled, "Meer licht")
    safety.do(form, LIST, stand="refused", uitkomst="De gang gaat volgend jaar dicht.")
    again = safety.do(form, LIST, stand="open", wie="directie", wanneer="2027-02")
    assert "open februari 2027 Meer licht in de gang. directie" in again.text
    wrong = safety.send(form, 400, stand="open", wie="Fatima", wanneer="2027-02")
    assert "Noem een rol, geen persoon." in wrong.text
    wrong = safety.send(form, 400, stand="open", wie="directie", wanneer="2025-02")
    assert "Kies een maand: deze maand of later." in wrong.text
    assert find_action(form.rpartition("/")[2], harvest_desk(filled)).due == "2027-02"


def test_an_analist_reads_and_changes_nothing(filled: Engine, signed_in: SignedIn) -> None:
    analist = signed_in(Role.ANALIST)
    assert LESSON in analist.visit(LIST).text
    assert not any("acties/" in link or "terugtrekken" in link for link in analist.links)
    assert analist.post(form_of(filled, "Meer licht"), stand="open").status_code == 403


def test_a_lesson_is_taken_back_after_asking(
    facilitator: Colleague, filled: Engine, engine: Engine
) -> None:
    facilitator.visit(f"{LIST}?kaart=c-1")
    [back] = [link for link in facilitator.links if link.endswith("/terugtrekken")]
    assert LESSON in facilitator.visit(back).text
    assert LESSON not in facilitator.do(back, LIST).text
    assert count(engine, "lesson") == 1
    assert "Misschien is hij teruggetrokken." in facilitator.visit(back, 404).text
    assert facilitator.post(back).status_code == 404


def test_before_the_first_lesson_the_page_says_what_will_come(facilitator: Colleague) -> None:
    assert "Er is nog niets gedeeld." in facilitator.visit(LIST).text


def test_an_action_of_nowhere_is_not_found(facilitator: Colleague, filled: Engine) -> None:
    assert "Deze verbeteractie bestaat niet." in facilitator.visit(f"{LIST}/acties/x", 404).text
    assert facilitator.post(f"{LIST}/acties/x", stand="closed", uitkomst="Ja.").status_code == 404
