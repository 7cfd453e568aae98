"""From a reporter's page to a theme on a staff page and back under the code, with real processes."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.demo import demo_records, demo_units
from app.staff.demo import make_demo_staff
from config.staff import load_staff
from reporting.store.engine import make_engine
from tests.web import Client, Page
from tests.world import World, make_world

pytestmark = pytest.mark.slow

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}")
MARK = "Zandvoortsema"
STORY = (
    f"Bij het avondeten kreeg een bewoner met een notenallergie toch saus met noten. {MARK} van de "
    "keuken had het dieet op de kaart niet zien staan. Ik zag het op tijd en haalde het bord weg."
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    month = f"{datetime.now(tz=UTC):%Y-%m}"
    return make_world(tmp_path_factory.mktemp("loop"), month)


@pytest.fixture(scope="module")
def intake(world: World) -> Iterator[Client]:
    with world.intake() as address:
        yield Client(address)


def report(client: Client, story: str) -> Page:
    asked = client.get("/nl/melden").form("/controleren")
    return client.send(asked, kind="K1", story=story)


def code_on(page: Page) -> str:
    found = CODE.search(page.text)
    assert found is not None
    return found.group()


def earlier_records(folder: Path) -> Path:
    """The demo's reports on meals and on hoists, as the file of an earlier system."""
    units = demo_units()
    wanted = [one for one in demo_records() if one["theme"] in {"allergy-meal", "hoist-sling"}]
    rows = [
        {
            "story": one["story"],
            "occurred": one["month"],
            "unit": units[one["unit"]][0],
            "kind": one["kind"],
        }
        for one in wanted
    ]
    path = folder / "earlier.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_report_becomes_part_of_a_theme_and_its_reporter_hears_of_it(
    world: World, intake: Client, tmp_path: Path
) -> None:
    check = report(intake, STORY)
    code = code_on(check)
    assert MARK not in check.text.split("Je tekst veranderen")[0].replace(
        f"staan: {MARK}", ""
    ).replace(f"{MARK} lijkt", "")
    sent = intake.send(check.form("/versturen"))
    assert sent.status == 201
    assert code_on(sent) == code
    imported = world.run("import", str(earlier_records(tmp_path)))
    assert imported.returncode == 0, imported.stderr
    analysed = world.run("analyse")
    assert analysed.returncode == 0, analysed.stderr
    back = intake.send(intake.get("/nl/volgen").form("/volgen"), code=code)
    assert "Jouw melding hoort bij een thema" in back.text
    assert MARK not in back.text


def test_staff_see_the_theme_and_not_a_word_of_the_report(world: World, intake: Client) -> None:
    settings = load_staff(world.env)
    sign_ins = make_demo_staff(make_engine(settings.database_url), settings)
    person = next(one for one in sign_ins if one.role == "intervisiebegeleider")
    with world.staff() as address:
        pages = signed_in(address, person.email, person.password)
        assert "Thema" in pages["/themas"]
        assert "meldingen" in pages["/themas"]
        for html in pages.values():
            assert MARK not in html
            assert "notenallergie toch saus" not in html


def signed_in(address: str, email: str, password: str) -> dict[str, str]:
    """What a staff member sees after signing in, by page."""
    browser = Client(address)
    browser.send(browser.get("/aanmelden").form("/aanmelden"), email=email, password=password)
    pages = ("/themas", "/kaarten", "/groepen", "/bijeenkomsten")
    return {path: browser.get(path).html for path in pages}


def test_what_was_masked_is_in_no_file_of_the_installation(world: World, intake: Client) -> None:
    for path in world.instance.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert MARK.encode() not in content, path.name
            assert b"notenallergie toch" not in content, path.name


def test_pressing_twice_is_one_report(world: World, intake: Client) -> None:
    form = report(intake, STORY + " Dit is een tweede melding.").form("/versturen")
    answers = [intake.send(form) for _ in range(3)]
    assert [page.status for page in answers] == [201, 201, 201]
    assert len({code_on(page) for page in answers}) == 1
    before = json.loads(world.run("analyse", "--json").stdout)
    again = intake.send(form)
    assert again.status == 201
    after = json.loads(world.run("analyse", "--json").stdout)
    assert after["reports"] == before["reports"]


def test_a_withdrawn_report_is_gone(world: World, intake: Client) -> None:
    check = report(intake, STORY + " Deze trek ik in.")
    code = code_on(check)
    intake.send(check.form("/versturen"))
    before = json.loads(world.run("analyse", "--json").stdout)["reports"]
    thread = intake.send(intake.get("/nl/volgen").form("/volgen"), code=code)
    confirm = intake.send(thread.form("/volgen"), stap="intrekken")
    gone = intake.send(confirm.form("/volgen"), stap="intrekken-zeker")
    assert gone.status == 200
    unknown = intake.send(intake.get("/nl/volgen").form("/volgen"), code=code)
    assert "Bij deze code staat nog niets" in unknown.text
    after = json.loads(world.run("analyse", "--json").stdout)
    assert (after["withdrawn"], after["reports"]) == (1, before - 1)
