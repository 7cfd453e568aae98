"""The page of what came of a meeting: lessons with a yes, actions of a role, counts of a group."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from reporting.learning.meetings import plan_meeting
from reporting.learning.yields import harvest_of
from tests.app.intake.conftest import HandClock
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.learning.harvest_samples import HELD, harvest_desk, held_meeting
from tests.learning.samples import group as new_group
from tests.learning.samples import plan
from tests.reporting.samples import count

LESSON = {"les": "een korte pauze helpt", "vrij": "ja"}
ACTION = {"wat": "Een vaste plek voor de lijst.", "wie": "hoofd facilitair", "wanneer": "2026-12"}


@pytest.fixture
def place(engine: Engine) -> str:
    """The address of the yield of a meeting that was held with the card c-1."""
    return f"/bijeenkomsten/{held_meeting(harvest_desk(engine)).id}/oogst"


def test_a_meeting_that_was_held_leads_to_its_yield(facilitator: Colleague, place: str) -> None:
    facilitator.visit("/bijeenkomsten")
    assert place in facilitator.links
    text = facilitator.visit(place).text
    assert "Zeppelin zonder ballast" in text
    assert "Hier komt geen naam en geen verhaal in." in text


def test_who_was_noted_as_absent_is_not_counted_beforehand(
    facilitator: Colleague, place: str, engine: Engine
) -> None:
    def counted() -> str:
        page = facilitator.visit(place)
        return next(
            one["value"] for one in page.attributes("input") if one.get("name") == "aanwezig"
        )

    assert counted() == "5"
    desk = harvest_desk(engine).learning
    [meeting] = desk.store.all_meetings()
    [group] = desk.store.all_groups()
    desk.store.replace_absent(meeting.id, {group.members[0].id})
    assert counted() == "4"
    facilitator.visit(f"/bijeenkomsten/{meeting.id}")
    assert place in facilitator.links


def test_a_lesson_that_the_presenter_releases_is_kept_and_harvests_the_card(
    facilitator: Colleague, place: str
) -> None:
    page = facilitator.do(f"{place}/les", f"{place}#lessen", **LESSON)
    assert "Wij leerden dat een korte pauze helpt." in page.text
    assert "geoogst" in facilitator.visit("/kaarten/c-1").text


def test_a_lesson_without_a_yes_stays_with_the_group(
    facilitator: Colleague, place: str, engine: Engine
) -> None:
    asked = facilitator.send(f"{place}/les", 400, les="een korte pauze helpt")
    assert "Kies ja of nee." in asked.text
    assert asked.typed("les") == "een korte pauze helpt"
    answer = facilitator.post(f"{place}/les", les="een korte pauze helpt", vrij="nee")
    assert answer.headers["Location"] == f"{place}?bleef=ja#lessen"
    page = facilitator.visit(f"{place}?bleef=ja")
    assert "Deze les blijft bij de groep. We bewaren er niets van." in page.text
    assert "korte pauze" not in page.text
    assert count(engine, "lesson") == 0
    assert "besproken" in facilitator.visit("/kaarten/c-1").text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("dat Piet vaker belt", "“Piet” kan iemand herkenbaar maken."),
        ("kamer 12 te donker is", "“12” is een getal."),
        ("hij gelijk had", "“hij” zegt of het een man of een vrouw is."),
        ("ik eerder moet vragen", "“ik” gaat over één persoon."),
        ("het gisteren misging", "“gisteren” vertelt wat er gebeurde."),
        ("iemand zei: “laat maar”", "Herhaal niet wat iemand zei."),
        ("rust helpt. Daarna belden we", "Schrijf één zin."),
        ("heel " * 60, "Maak deze tekst korter."),
        ("", "Vul dit in."),
    ],
)
def test_a_lesson_that_could_lead_to_somebody_is_told_what_to_mend(
    facilitator: Colleague, place: str, engine: Engine, typed: str, told: str
) -> None:
    page = facilitator.send(f"{place}/les", 400, les=typed, vrij="ja")
    assert told in page.text
    assert page.typed("les") == typed
    assert ("vrij", "ja") in page.chosen
    assert count(engine, "lesson") == 0


def test_after_three_lessons_no_more_are_asked(facilitator: Colleague, place: str) -> None:
    for text in ("rust helpt", "samen kijken helpt", "vragen helpt"):
        facilitator.do(f"{place}/les", f"{place}#lessen", les=text, vrij="ja")
    assert f"{place}/les" not in facilitator.actions
    page = facilitator.send(f"{place}/les", 400, **LESSON)
    assert "Kies de beste drie." in page.text


def test_an_action_is_asked_of_a_role_by_a_month(facilitator: Colleague, place: str) -> None:
    facilitator.do(f"{place}/actie", f"{place}#acties", **ACTION)
    page = facilitator.do(f"{place}/actie", f"{place}#acties", **ACTION)
    assert page.text.count("Een vaste plek voor de lijst.") == 1
    assert "hoofd facilitair · december 2026" in page.text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"wie": "Fatima"}, "Noem een rol, geen persoon. “Fatima” kan iemand herkenbaar maken."),
        ({"wie": ""}, "Noem een rol, geen persoon. Vul dit in."),
        ({"wanneer": "2026-10"}, "Kies een maand: deze maand of later."),
        ({"wanneer": "ooit"}, "Kies een maand: deze maand of later."),
        ({"wat": "Laat Piet meekijken."}, "“Piet” kan iemand herkenbaar maken."),
    ],
)
def test_an_action_of_a_person_or_of_no_month_is_told_what_to_mend(
    facilitator: Colleague, place: str, engine: Engine, changes: dict[str, str], told: str
) -> None:
    sent = {**ACTION, **changes}
    page = facilitator.send(f"{place}/actie", 400, **sent)
    assert told in page.text
    assert page.typed("wat") == sent["wat"]
    values = {one["name"]: one["value"] for one in page.attributes("input") if "name" in one}
    assert (values["wie"], values["wanneer"]) == (sent["wie"], sent["wanneer"])
    assert count(engine, "action") == 0


def answers(**by_question: str) -> dict[str, str]:
    """Fields of the evaluation; `safe="00123"` is how often 1 to 5 were given."""
    return {
        f"{question}-{score}": number
        for question, numbers in by_question.items()
        for score, number in enumerate(numbers, start=1)
    }


def test_counts_of_the_group_give_a_mean_from_five_answers_on(
    facilitator: Colleague, place: str
) -> None:
    few = facilitator.do(place, f"{place}#evaluatie", aanwezig="4", **answers(safe="00004"))
    assert "Bij minder dan vijf antwoorden laten we geen gemiddelde zien." in few.text
    assert "gemiddeld" not in few.text.replace("geen gemiddelde", "")
    more = facilitator.do(
        place, f"{place}#evaluatie", aanwezig="6", **answers(safe="00123", turn="00006")
    )
    assert "Het was veilig · gemiddeld 4,3" in more.text
    assert "Ieder kwam aan bod · gemiddeld 5,0" in more.text
    assert "Het was nuttig · gemiddeld" not in more.text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"aanwezig": "5", **answers(safe="00033")}, "Tel ze nog eens."),
        ({"aanwezig": "1"}, "2 tot en met 9"),
        ({"aanwezig": ""}, "2 tot en met 9"),
        ({"aanwezig": "veel"}, "Vul een heel getal in."),
        ({"aanwezig": "5", "safe-1": "-3"}, "Vul een heel getal in."),
        ({"aanwezig": "5", "safe-1": "9" * 40}, "Vul een heel getal in."),
        ({"aanwezig": "5", "safe-1": "³"}, "Vul een heel getal in."),
    ],
)
def test_counts_that_cannot_be_right_are_told_what_to_mend(
    facilitator: Colleague, place: str, engine: Engine, fields: dict[str, str], told: str
) -> None:
    page = facilitator.send(place, 400, **fields)
    assert told in page.text
    assert count(engine, "meeting_yield") == 0


def test_after_six_weeks_the_facilitator_is_reminded_until_the_group_was_asked(
    facilitator: Colleague, place: str, clock: HandClock, signed_in: SignedIn, engine: Engine
) -> None:
    assert "Vanaf dinsdag 22 december" in facilitator.visit(place).text
    assert f"{place}/later" not in facilitator.actions
    early = facilitator.send(f"{place}/later", 400, gevraagd="5", anders="3")
    assert "pas zes weken na de bijeenkomst" in early.text
    clock.now = HELD + timedelta(days=43)
    later = signed_in(Role.FACILITATOR)
    later.visit("/lessen")
    assert f"{place}#later" in later.links
    later.visit(place)
    wrong = later.send(f"{place}/later", 400, gevraagd="3", anders="5")
    assert "niet meer mensen iets anders doen dan je vroeg" in wrong.text
    later.do(f"{place}/later", f"{place}#later", gevraagd="5", anders="3")
    later.visit("/lessen")
    assert f"{place}#later" not in later.links
    found = harvest_of(place.split("/")[2], harvest_desk(engine)).found
    assert found is not None
    assert found.later is not None
    assert (found.later.asked, found.later.did) == (5, 3)


def test_a_meeting_that_was_not_held_has_no_yield(
    facilitator: Colleague, engine: Engine, clock: HandClock
) -> None:
    desk = harvest_desk(engine).learning
    planned = plan_meeting(plan(new_group(desk)), clock(), desk)
    place = f"/bijeenkomsten/{planned.id}/oogst"
    assert "Er valt nog niets te oogsten." in facilitator.visit(place, 409).text
    for form, fields in (("/les", LESSON), ("/actie", ACTION), ("", {"aanwezig": "5"})):
        assert facilitator.post(f"{place}{form}", **fields).status_code == 409
    assert facilitator.post(f"{place}/later", gevraagd="5", anders="5").status_code == 409
    assert count(engine, "lesson") == count(engine, "action") == 0


def test_only_a_facilitator_writes_down_a_yield(place: str, signed_in: SignedIn) -> None:
    for role in set(Role) - {Role.FACILITATOR}:
        colleague = signed_in(role)
        assert colleague.client.get(place).status_code == 403
        assert colleague.post(f"{place}/les", **LESSON).status_code == 403
