"""A question and its answer through real processes: both faces, the worker, and files between them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.staff.accounts import add_account, setup_app
from app.staff.permissions import Role
from config.staff import load_staff
from reporting.store.engine import make_engine
from reporting.vault.analists import new_analist
from reporting.vault.passphrases import LOWEST_COST
from tests.conftest import ANALIST, PASSPHRASE
from tests.flows.test_whole_loop import code_on, report
from tests.web import Client, Form, Page
from tests.world import World, make_world

pytestmark = pytest.mark.slow

PASSWORD = "een lang wachtwoord"  # noqa: S105 - of an account that only this test has
STORY = "De zeppelin kwam te laat terug, en niemand had de ballast nageteld voor het vertrek."
ASKED = "Hoe druk was het die dag?"
ANSWER = "Heel druk. Karin de Vries was ziek, en de lift was stuk."


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    month = f"{datetime.now(tz=UTC):%Y-%m}"
    wrapped = new_analist(ANALIST, PASSPHRASE, LOWEST_COST)[1]
    made = make_world(tmp_path_factory.mktemp("talk"), month, [wrapped])
    settings = load_staff(made.env)
    app, accounts = setup_app(make_engine(settings.database_url), settings)
    with app.app_context():
        assert add_account(accounts, ANALIST, "Test analist", Role.ANALIST, PASSWORD)
    return made


@pytest.fixture(scope="module")
def faces(world: World) -> Iterator[tuple[Client, Client]]:
    with world.intake() as outside, world.staff() as inside:
        yield Client(outside), Client(inside)


def night(world: World) -> None:
    done = world.run("analyse")
    assert done.returncode == 0, done.stderr


def unlock(staff: Client) -> None:
    signing = staff.get("/aanmelden").form("/aanmelden")
    assert staff.send(signing, email=ANALIST, password=PASSWORD).status in {302, 303}
    opening = staff.get("/screening").form("/screening/openen")
    assert staff.send(opening, passphrase=PASSPHRASE).status == 303


def on_top(staff: Client) -> Page:
    pile = staff.get("/screening")
    staff.send(pile.form("/screening/stapel"))
    [path, *_] = re.findall(r'href="(/screening/[0-9a-f]{8})"', staff.get("/screening").html)
    return staff.get(path)


def follow(outside: Client, code: str) -> Page:
    return outside.send(outside.get("/nl/volgen").form("/volgen"), code=code)


def asking(page: Page) -> Form:
    return next(form for form in page.forms if "vraag" in dict(form.fields))


def test_a_question_and_its_answer_pass_through_all_three_processes(
    world: World, faces: tuple[Client, Client]
) -> None:
    outside, staff = faces
    checked = report(outside, STORY)
    code = code_on(checked)
    assert outside.send(checked.form("/versturen")).status == 201
    night(world)
    unlock(staff)
    sheet = on_top(staff)
    assert STORY in sheet.text
    assert staff.send(sheet.form("/vraag"), question=ASKED).status == 303
    night(world)
    thread = follow(outside, code)
    assert ASKED in thread.text
    seen = outside.send(asking(thread), antwoord=ANSWER, stap="antwoord-nakijken")
    sent = outside.send(seen.form("/volgen"), stap="antwoord-versturen")
    assert sent.status == 201, sent.text
    night(world)
    answered = on_top(staff)
    assert "de lift was stuk" in answered.text
    assert "Karin" not in answered.text
    assert "Je antwoord kwam aan." in follow(outside, code).text
