"""What comes of a meeting, with a real browser: yield, lessons, bulletin and chain, and who reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine, delete

from app.intake.desk import PublicDesk
from app.intake.wsgi import create_app as create_public_app
from app.staff.permissions import Role
from app.staff.wsgi import create_app
from config.intake import IntakeSettings
from config.staff import StaffSettings
from reporting.learning.lessons import Lesson
from reporting.learning.plain_words import LESSON, find_flaws
from reporting.store.bulletins import SqlBulletinShelf
from reporting.store.engine import make_engine, writing
from reporting.store.staff_tables import card_pick, meeting
from tests.app.intake.conftest import HandClock
from tests.app.staff.conftest import HARVEST
from tests.app.staff.samples import NOON
from tests.browser.conftest import OpenWindow, Watched, serving
from tests.browser.looking import EACH_LOOK, look_at
from tests.browser.test_staff import (
    assert_quiet,
    database_with_accounts,
    press,
    sign_in,
    sign_out,
)
from tests.learning.harvest_samples import HELD, harvest_desk, held_meeting

__all__ = ["database_with_accounts"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MONTH = "2026-11"


@dataclass
class Learning:
    """Both faces, served over one database with a meeting that was held."""

    staff: str
    public: str
    place: str
    """Of the yield of that meeting."""
    clock: HandClock
    engine: Engine


@pytest.fixture(scope="module")
def faces(
    database_with_accounts: tuple[Path, StaffSettings],
    public_parts: tuple[IntakeSettings, PublicDesk],
) -> Iterator[Learning]:
    path, settings = database_with_accounts
    engine = make_engine(f"sqlite:///{path}")
    clock = HandClock(NOON)
    public, desk = public_parts
    reading_here = PublicDesk(
        desk.intake,
        desk.followup,
        desk.is_ready,
        desk.strip_keys,
        bulletins=SqlBulletinShelf(engine),
    )
    outside = create_public_app(public, reading_here, clock)
    find_flaws("a", LESSON)  # as the staff process does before it serves
    with serving(create_app(settings, engine, clock)) as staff, serving(outside) as intake:
        yield Learning(staff, intake, "", clock, engine)
    engine.dispose()


@pytest.fixture
def learning(faces: Learning) -> Learning:
    """At noon, with one meeting that was held and nothing written down about it."""
    with writing(faces.engine) as connection:
        for table in (*HARVEST, meeting, card_pick):
            connection.execute(delete(table))
    faces.clock.now = NOON
    desk = harvest_desk(faces.engine)
    [group] = desk.learning.store.all_groups()
    faces.place = f"/bijeenkomsten/{held_meeting(desk, of=group).id}/oogst"
    return faces


def shared(learning: Learning) -> tuple[Lesson, ...]:
    return harvest_desk(learning.engine).store.all_lessons()


def write_down(page: Page) -> None:
    """Fill in the page of the yield, form after form."""
    page.fill("#les", "een korte pauze voor de overdracht helpt")
    page.check("#vrij-ja")
    page.locator("form#les-form button").click()
    page.fill("#wat", "Een vaste plek voor de lijst.")
    page.fill("#wie", "hoofd facilitair")
    page.fill("#wanneer", "2026-12")
    page.locator("form#actie-form button").click()
    page.fill("#aanwezig", "6")
    for question in ("safe", "useful", "turn", "change"):
        page.fill(f"#{question}-4", "2")
        page.fill(f"#{question}-5", "4")
    page.locator("form#evaluatie-form button").click()


def close_action(window: Watched) -> None:
    window.go("/lessen")
    page = window.page
    page.locator("a[href*='/acties/']").click()
    page.check("#stand-closed")
    page.fill("#uitkomst", "De lijst hangt nu bij de deur.")
    page.locator("form#actie button").click()


@pytest.mark.parametrize("width", [375, 1280])
def test_from_a_lesson_to_the_bulletin_that_everybody_reads_without_javascript(
    open_window: OpenWindow, learning: Learning, width: int
) -> None:
    window = open_window(learning.staff, width=width)
    page = sign_in(window, Role.FACILITATOR)
    window.go("/bijeenkomsten")
    page.locator(f"a[href='{learning.place}']").click()
    write_down(page)
    assert "gemiddeld 4,7" in page.locator("main").inner_text()
    assert [one.text for one in shared(learning)] == [
        "Wij leerden dat een korte pauze voor de overdracht helpt."
    ]
    close_action(window)
    window.go("/bulletin")
    press(page, "Maak het bulletin")
    page.fill("#intro_nl", "Lees wat we samen leerden.")
    press(page, "Bewaar en bekijk")
    press(page, "Ik keur deze tekst goed")
    assert "Vraag nu iemand anders" in page.locator("main").inner_text()
    sign_out(page)
    sign_in(window, Role.SAFETY_HR)
    window.go(f"/bulletin/{MONTH}/voorbeeld")
    press(page, "Keur goed en geef uit")
    assert "uitgegeven door" in page.locator("main").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Op papier (PDF), Nederlands").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    window.go("/keten")
    assert "les gedeeld" in page.locator("main").inner_text()
    assert_quiet(window)
    read_outside(open_window(learning.public, width=width))


def read_outside(reader: Watched) -> None:
    page = reader.go("/nl/")
    page.get_by_role("link", name="Bulletin van november 2026").click()
    text = page.locator("main").inner_text()
    for told in ("Lees wat we samen leerden.", "korte pauze", "De lijst hangt nu bij de deur."):
        assert told in text
    with page.expect_download() as download:
        page.get_by_role("link", name="Op papier (PDF)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="English").click()
    assert "Bulletin of November 2026" in page.locator("main").inner_text()
    reader.assert_quiet()


def test_a_lesson_that_stays_with_the_group_is_nowhere(
    open_window: OpenWindow, learning: Learning
) -> None:
    window = open_window(learning.staff)
    page = sign_in(window, Role.FACILITATOR)
    window.go(learning.place)
    page.fill("#les", "een korte pauze helpt")
    page.locator("form#les-form button").click()
    assert page.input_value("#les") == "een korte pauze helpt"
    page.check("#vrij-nee")
    page.locator("form#les-form button").click()
    text = page.locator("main").inner_text()
    assert "Deze les blijft bij de groep. We bewaren er niets van." in text
    assert "korte pauze" not in text
    assert shared(learning) == ()


def staff_states(window: Watched, learning: Learning) -> Iterator[str]:
    """Every page about what came of a meeting, in every state; yields its name."""
    page = sign_in(window, Role.FACILITATOR)
    for path in ("/lessen", "/keten", "/bulletin", learning.place):
        window.go(path)
        yield f"{path} before anything"
    for form in ("les", "actie", "evaluatie"):
        page.locator(f"form#{form}-form button").click()
        yield f"{form} with problems"
    window.go(learning.place)
    write_down(page)
    yield "written down"
    window.go("/lessen")
    yield "lessons"
    page.locator("a[href$='/terugtrekken']").click()
    yield "taking a lesson back"
    window.go("/lessen")
    page.locator("a[href*='/acties/']").click()
    page.check("#stand-closed")
    page.locator("form#actie button").click()
    yield "an action with problems"
    close_action(window)
    yield "an action that ended"
    window.go("/lessen?stand=open&wat=acties")
    yield "nothing found"
    yield from bulletin_states(window)
    learning.clock.now = HELD + timedelta(days=50)
    sign_in(window, Role.FACILITATOR)
    window.go("/lessen")
    yield "six weeks later"
    window.go(learning.place)
    page.locator("form#later-form button").click()
    yield "six weeks later with problems"
    window.go("/keten")
    page.locator("summary").click()
    yield "chain"


def bulletin_states(window: Watched) -> Iterator[str]:
    page = window.page
    window.go("/bulletin")
    page.locator("form#beginnen button").click()
    for details in page.locator("summary").all():
        details.click()
    yield "a draft"
    page.fill("#intro_nl", "Met dank aan Fatima.")
    page.locator("form#bulletin button").click()
    yield "a draft with problems"
    page.fill("#intro_nl", "Lees wat we samen leerden.")
    page.locator("form#bulletin button").click()
    yield "a preview"
    page.locator("form#akkoord button").click()
    yield "one approval"
    window.go("/bulletin")
    yield "bulletins in the making"
    sign_out(page)
    sign_in(window, Role.SAFETY_HR)
    window.go(f"/bulletin/{MONTH}/voorbeeld")
    page.locator("form#akkoord button").click()
    yield "published"
    for path in ("/bulletin", f"/bulletin/{MONTH}/mail", f"/bulletin/{MONTH}/intrekken"):
        window.go(path)
        yield path
    page.locator("form#intrekken button").click()
    yield "withdrawing with problems"
    window.go(f"/bulletin/{MONTH}")
    page.locator("form#verbeteren button").click()
    yield "a correction"
    sign_out(page)


def reader_states(window: Watched, language: str) -> Iterator[str]:
    for path in ("", "/bulletin", f"/bulletin/{MONTH}", "/melden"):
        window.go(f"/{language}{path or '/'}")
        yield f"reading {path}"


@EACH_LOOK
def test_every_page_is_accessible_and_fits_the_screen(
    open_window: OpenWindow, learning: Learning, language: str, width: int, *, dark: bool
) -> None:
    window = open_window(learning.staff, width=width, javascript=True, dark=dark)
    assert len(look_at(window, staff_states(window, learning), language, width)) > 20
    reader = open_window(learning.public, width=width, javascript=True, dark=dark)
    look_at(reader, reader_states(reader, language), language, width)
    reader.assert_quiet()
