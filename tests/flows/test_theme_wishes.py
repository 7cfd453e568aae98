"""An analist changes themes on the staff pages, and the next analysis respects it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.demo import demo_records, demo_units
from app.staff.demo import make_demo_staff
from config.staff import load_staff
from reporting.store.engine import make_engine
from tests.web import Client
from tests.world import World, make_world

pytestmark = pytest.mark.slow

THEMES = {"allergy-meal", "hoist-sling", "account-still-active"}
NAME = "Eten dat iemand niet verdraagt"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("wishes")
    world = make_world(folder, f"{datetime.now(tz=UTC):%Y-%m}")
    imported = world.run("import", str(earlier_records(folder)))
    assert imported.returncode == 0, imported.stderr
    analyse(world)
    return world


def earlier_records(folder: Path) -> Path:
    units = demo_units()
    rows = [
        {
            "story": one["story"],
            "occurred": one["month"],
            "unit": units[one["unit"]][0],
            "kind": one["kind"],
        }
        for one in demo_records()
        if one["theme"] in THEMES
    ]
    path = folder / "earlier.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def analyse(world: World) -> None:
    found = world.run("analyse")
    assert found.returncode == 0, found.stderr


@pytest.fixture(scope="module")
def analist(world: World) -> Iterator[Client]:
    settings = load_staff(world.env)
    people = make_demo_staff(make_engine(settings.database_url), settings)
    person = next(one for one in people if one.role == "analist")
    with world.staff() as address:
        browser = Client(address)
        asked = browser.get("/aanmelden").form("/aanmelden")
        browser.send(asked, email=person.email, password=person.password)
        yield browser


def theme_about(browser: Client, word: str) -> str:
    """The address of the theme with this word on its page."""
    listed = browser.get("/themas").html
    addresses = {
        f"/themas/t-{one.split(chr(34))[0]}" for one in listed.split('href="/themas/t-')[1:]
    }
    return next(one for one in sorted(addresses) if word in browser.get(one).text)


def test_a_name_and_a_merge_are_asked_and_the_next_analysis_shows_them(
    world: World, analist: Client
) -> None:
    meal, hoist = theme_about(analist, "dieet"), theme_about(analist, "tillift")
    renamed = analist.send(analist.get(f"{meal}/naam").form("/naam"), **{"name-nl": NAME})
    assert renamed.status == 303
    assert NAME in analist.get(meal).text

    asked = analist.get(f"{hoist}/samenvoegen").form("/samenvoegen")
    confirm = analist.send(asked, other=meal.removeprefix("/themas/"))
    assert f"wordt deel van “{NAME}”" in confirm.text
    analist.send(confirm.form("/samenvoegen"), zeker="ja")
    assert "wacht nog" in analist.get(hoist).text

    analyse(world)
    shown = analist.get(meal)
    assert shown.text.startswith(NAME)
    assert "verwerkt" in shown.text
    assert "hier ging in op" in shown.text
    assert analist.get(hoist).headers["Location"] == meal


def test_thinking_again_brings_the_theme_back(world: World, analist: Client) -> None:
    meal = theme_about(analist, NAME)
    merges = [form for form in analist.get(f"{meal}/terug/2").forms if "/terug/" in form.action]
    analist.send(merges[0])
    assert "Dit thema blijft los van" in analist.get(meal).text
    analyse(world)
    hoist = theme_about(analist, "tillift")
    assert hoist != meal
    assert NAME in analist.get(meal).text
