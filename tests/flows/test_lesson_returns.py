"""From a report to a lesson, and back to the reporter under the code; with real processes."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.staff.demo import make_demo_staff
from app.staff.permissions import Role
from config.staff import load_staff
from reporting.learning.cards import board
from reporting.learning.desk import LearningDesk
from reporting.learning.meetings import MeetingPlan, plan_meeting
from reporting.store.engine import make_engine
from tests.flows.test_whole_loop import STORY, code_on, earlier_records, report
from tests.learning.samples import approve, learning_desk
from tests.web import Client, Page
from tests.world import World, make_world

pytestmark = pytest.mark.slow

LESSON = "Wij leerden dat het helpt om samen naar de dieetkaart te kijken."
TOLD = "Uit dat gesprek kwam een les, die de groep met anderen deelt."


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("lesson"), f"{datetime.now(tz=UTC):%Y-%m}")


@pytest.fixture(scope="module")
def people(world: World) -> dict[str, tuple[str, str]]:
    """E-mail and password by role, and the demo group."""
    settings = load_staff(world.env)
    engine = make_engine(settings.database_url)
    found = make_demo_staff(engine, settings)
    engine.dispose()
    return {one.role: (one.email, one.password) for one in found}


def signed_in(address: str, person: tuple[str, str]) -> Client:
    browser = Client(address)
    email, password = person
    browser.send(browser.get("/aanmelden").form("/aanmelden"), email=email, password=password)
    return browser


def under_the_code(intake: Client, code: str) -> str:
    return intake.send(intake.get("/nl/volgen").form("/volgen"), code=code).text


def card_of_meals(desk: LearningDesk) -> str:
    """The card of the theme that the report is in."""
    release = desk.releases.latest()
    assert release is not None
    [theme] = [one["id"] for one in release.document["themes"] if "dieet" in str(one["terms_nl"])]
    return next(one.card.id for one in board(desk) if one.card.theme == theme)


def press(browser: Client, page: Page, ending: str, **fields: str) -> Page:
    """Fill in a form, and follow where it leads."""
    answer = browser.send(page.form(ending), **fields)
    assert answer.status == 303, answer.text
    return browser.get(answer.headers["Location"])


def plan_in_the_past(world: World, card_id: str) -> None:
    """A meeting of yesterday: the page plans only what is to come, and a test does not wait."""
    engine = make_engine(world.database_url)
    desk = learning_desk(engine)
    [group] = desk.store.all_groups()
    yesterday = datetime.now(tz=UTC) - timedelta(days=1)
    plan = MeetingPlan(group.id, card_id, yesterday, "Zaal 2", "M12")
    plan_meeting(plan, yesterday - timedelta(days=7), desk)
    engine.dispose()


def test_a_report_ends_in_a_lesson_that_its_reporter_hears_of_and_everybody_reads(
    world: World, people: dict[str, tuple[str, str]], tmp_path: Path
) -> None:
    with world.intake() as outside, world.staff() as inside:
        intake = Client(outside)
        check = report(intake, STORY)
        code = code_on(check)
        assert intake.send(check.form("/versturen")).status == 201
        assert world.run("import", str(earlier_records(tmp_path))).returncode == 0
        assert world.run("analyse").returncode == 0
        assert "Jouw melding hoort bij een thema" in under_the_code(intake, code)

        facilitator = signed_in(inside, people[Role.FACILITATOR])
        engine = make_engine(world.database_url)
        card_id = card_of_meals(learning_desk(engine))
        approve(learning_desk(engine), card_id)
        group_id = learning_desk(engine).store.all_groups()[0].id
        engine.dispose()
        card = facilitator.get(f"/kaarten/{card_id}")
        press(facilitator, card, "/kiezen", group=group_id)
        plan_in_the_past(world, card_id)
        press(facilitator, facilitator.get("/bijeenkomsten"), "/gehouden")
        assert world.run("analyse").returncode == 0
        heard = under_the_code(intake, code)
        assert "Een groep collega’s besprak dit thema" in heard
        assert TOLD not in heard

        meetings = facilitator.get("/bijeenkomsten")
        place = meetings.html.partition('/oogst"')[0].rpartition('"')[2] + "/oogst"
        kept = press(facilitator, facilitator.get(place), "/les", les=LESSON, vrij="ja")
        assert LESSON in kept.text
        assert "geoogst" in facilitator.get(f"/kaarten/{card_id}").text
        assert world.run("analyse").returncode == 0
        heard = under_the_code(intake, code)
        assert TOLD in heard
        assert world.run("analyse").returncode == 0
        assert under_the_code(intake, code).count(TOLD) == 1

        month = f"{datetime.now(tz=UTC):%Y-%m}"
        draft = press(facilitator, facilitator.get("/bulletin"), "/bulletin", maand=month)
        assert LESSON in draft.html
        for role in (Role.FACILITATOR, Role.SAFETY_HR):
            colleague = signed_in(inside, people[role])
            assert LESSON not in intake.get("/nl/bulletin").text
            preview = colleague.get(f"/bulletin/{month}/voorbeeld")
            press(colleague, preview, "/akkoord")
        everybody = intake.get("/nl/bulletin")
        assert LESSON in everybody.text
        assert everybody.headers.get("Set-Cookie") is None
        assert LESSON in intake.get("/nl/bulletin.xml").html

        chain = json.loads(facilitator.get("/keten/cijfers.json").html)
        assert chain["counts"] | {"held": 1, "lessons": 1, "bulletins": 1} == chain["counts"]
    written = world.run("bulletin", "--format", "txt")
    assert written.returncode == 0
    assert "samen naar de dieetkaart" in " ".join(written.stdout.split())
