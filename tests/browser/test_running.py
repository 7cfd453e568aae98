"""Leading a meeting in a real browser: on a desk, a phone and a projector, with and without script."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, delete

from app.staff.permissions import Role
from app.staff.wsgi import create_app
from config.staff import StaffSettings
from reporting.learning.groups import Group
from reporting.learning.meetings import Meeting
from reporting.store.engine import make_engine, writing
from reporting.store.running_tables import card_stop
from reporting.store.staff_tables import card_pick, meeting
from tests.app.intake.conftest import HandClock
from tests.app.staff.leading import BEGINS, own_group, planned
from tests.browser.conftest import OpenWindow, Watched, serving
from tests.browser.looking import EACH_LOOK, look_at
from tests.browser.test_staff import (
    assert_quiet,
    database_with_accounts,
    press,
    sign_in,
)
from tests.learning.samples import approve, learning_desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

__all__ = ["database_with_accounts"]


@dataclass
class Room:
    """The staff pages, served, with a group and its planned meeting."""

    url: str
    clock: HandClock
    group: Group
    meeting: Meeting

    @property
    def lead(self) -> str:
        return f"/bijeenkomsten/{self.meeting.id}/leiden"


@pytest.fixture(scope="module")
def served(
    database_with_accounts: tuple[Path, StaffSettings],
) -> Iterator[tuple[str, HandClock, Engine]]:
    path, settings = database_with_accounts
    engine = make_engine(f"sqlite:///{path}")
    clock = HandClock(BEGINS)
    with serving(create_app(settings, engine, clock)) as url:
        yield url, clock, engine
    engine.dispose()


@pytest.fixture
def room(served: tuple[str, HandClock, Engine]) -> Room:
    """At the time of the meeting, which has not been started."""
    url, clock, engine = served
    with writing(engine) as connection:
        for table in (card_stop, meeting, card_pick):
            connection.execute(delete(table))
        connection.exec_driver_sql("DELETE FROM card_version")
    desk = learning_desk(engine)
    approve(desk, "c-1", "c-2")
    clock.now = BEGINS
    name = "Demo-groep Noord"
    known = next((one for one in desk.store.all_groups() if one.name == name), None)
    ours = known or own_group(engine, name)
    return Room(url, clock, ours, planned(engine, ours))


def begin(window: Watched, room: Room) -> Page:
    page = sign_in(window, Role.FACILITATOR)
    window.go(room.lead)
    press(page, "Begin de bijeenkomst")
    return page


def step_of(page: Page) -> str:
    return page.locator(".govuk-caption-l").inner_text().split(" van ")[0]


@pytest.mark.parametrize("width", [375, 1280])
def test_a_whole_meeting_is_led_without_javascript(
    open_window: OpenWindow, room: Room, width: int
) -> None:
    window = open_window(room.url, width=width)
    page = sign_in(window, Role.FACILITATOR)
    window.go("/bijeenkomsten")
    page.locator("main .vr-card h3 a").click()
    page.get_by_role("button", name="Leid deze bijeenkomst").click()
    page.get_by_label("Lid 4").uncheck()
    press(page, "Begin de bijeenkomst")
    for number in range(1, 14):
        assert step_of(page) == f"Stap {number}"
        assert page.locator("#klok").inner_text().strip().startswith("tot ")
        room.clock.now += timedelta(minutes=5)
        press(page, "Volgende stap")
    press(page, "Sluit de bijeenkomst af")
    assert "afgesloten" in page.locator("main").inner_text() or "/oogst" in page.url
    window.go(f"/groepen/{room.group.id}/beurten")
    shown = page.locator("main").inner_text()
    for role in ("inbrenger", "tijdbewaker", "verslaglegger", "observator"):
        assert f"· {role}" in shown
    assert_quiet(window)


def test_the_clock_counts_down_and_tells_a_screen_reader_only_at_the_end(
    open_window: OpenWindow, room: Room
) -> None:
    window = open_window(room.url, width=1280, javascript=True)
    page = begin(window, room)
    assert page.locator("#tel").inner_text() in {"10:00", "9:59"}
    assert page.locator("#klok").get_attribute("role") == "timer"
    room.clock.now = BEGINS + timedelta(minutes=8, seconds=58)
    page.reload()
    said = page.locator("#zeg")
    assert said.inner_text() == ""
    expect(said).to_have_text("Nog één minuut.")
    room.clock.now = BEGINS + timedelta(minutes=9, seconds=58)
    page.reload()
    expect(said).to_have_text("De tijd van deze stap is om.")
    expect(page.locator("#tel")).to_have_text("+0:01")
    press(page, "Pauze")
    paused = page.locator("#tel").inner_text()
    page.wait_for_timeout(1200)
    assert page.locator("#tel").inner_text() == paused
    assert_quiet(window)


def test_without_a_connection_the_clock_goes_on_and_nothing_is_lost(
    open_window: OpenWindow, room: Room
) -> None:
    window = open_window(room.url, width=375, javascript=True)
    page = begin(window, room)
    expect(page.locator("#tel")).not_to_be_empty()
    window.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    before = page.locator("#tel").inner_text()
    press(page, "Volgende stap")
    assert step_of(page) == "Stap 1"
    expect(page.locator("#tel")).not_to_have_text(before)
    window.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()
    press(page, "Volgende stap")
    assert step_of(page) == "Stap 2"


def test_the_projector_follows_the_phone(open_window: OpenWindow, room: Room) -> None:
    phone = open_window(room.url, width=375, javascript=True)
    page = begin(phone, room)
    projector = open_window(room.url, width=1280, javascript=True)
    sign_in(projector, Role.FACILITATOR)
    projector.go(f"{room.lead}?weergave=beamer")
    assert step_of(projector.page) == "Stap 1"
    press(page, "Volgende stap")
    expect(projector.page.locator(".govuk-caption-l")).to_contain_text("Stap 2")
    assert projector.page.locator("header").count() == 0
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    assert projector.page.locator(".vr-clock__count").evaluate(size) >= 90
    assert projector.page.locator(".vr-run__do").evaluate(size) >= 30
    assert_quiet(projector)


def test_an_older_window_says_that_the_meeting_is_further(
    open_window: OpenWindow, room: Room
) -> None:
    first = open_window(room.url, width=1280, javascript=True)
    page = begin(first, room)
    second = first.context.new_page()
    second.goto(room.url + room.lead)
    press(page, "Volgende stap")
    press(second, "Volgende stap")
    assert step_of(second) == "Stap 2"
    assert "De bijeenkomst was al verder" in second.locator("main").inner_text()
    press(second, "Volgende stap")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#verder")).to_be_visible()
    page.get_by_role("link", name="Ga mee").click()
    assert step_of(page) == "Stap 3"


def test_a_printed_method_has_its_steps_and_no_menu(open_window: OpenWindow, room: Room) -> None:
    window = open_window(room.url, width=1280)
    page = sign_in(window, Role.FACILITATOR)
    window.go("/bijeenkomsten/werkvormen/M01")
    page.emulate_media(media="print")
    for gone in ("header", "footer", ".govuk-back-link"):
        assert page.locator(gone).evaluate_all("all => all.every(one => !one.checkVisibility())")
    assert page.locator(".vr-steps__step").count() == 7
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 3


def go_to(page: Page, key: str) -> None:
    unfold(page)
    page.select_option("#step", key)
    page.locator("button[value=goto]").click()


def unfold(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true })")


def states(window: Watched, room: Room) -> Iterator[str]:
    """Every page and state that belongs to leading a meeting, one after the other."""
    page = sign_in(window, Role.FACILITATOR)
    methods = ("/bijeenkomsten/werkvormen", "/bijeenkomsten/werkvormen/M02")
    for path in (*methods, "/bijeenkomsten", f"/groepen/{room.group.id}/beurten"):
        window.go(path)
        yield path
    page.locator("form#ruilen button").click()
    yield "swapped"
    window.go(room.lead)
    yield "before"
    for box in page.locator("input[type=checkbox]").all():
        box.uncheck()
    page.locator("form#begin button").click()
    yield "too few"
    window.go(room.lead)
    page.locator("form#begin button").click()
    for key in ("arrive", "m1", "m5", "evaluate"):
        go_to(page, key)
        yield f"step {key}"
        unfold(page)
        yield f"step {key} unfolded"
    page.locator("button[value=pause]").click()
    yield "paused"
    for key in ("evaluate", "m1"):
        go_to(page, key)
        window.go(f"{room.lead}?weergave=beamer")
        yield f"projector at {key}"
        window.go(room.lead)
    window.go(f"{room.lead}?verder=ja")
    yield "further"
    window.go(f"{room.lead}/stop")
    yield "stop"
    page.locator("form#stoppen button").click()
    yield "stopped"
    window.go(f"{room.lead}/stop")
    yield "nothing to stop"
    window.go(room.lead)
    go_to(page, "evaluate")
    page.locator("form[action$='/einde'] button").click()
    window.go(room.lead)
    yield "over"
    window.go(f"/groepen/{room.group.id}/beurten")
    yield "turns that were had"
    page.locator("form[action='/afmelden'] button").click()
    sign_in(window, Role.ANALIST)
    window.go("/kaarten/gestopt")
    yield "closed cards"


@EACH_LOOK
def test_every_page_is_accessible_and_fits_the_screen(
    open_window: OpenWindow, room: Room, language: str, width: int, *, dark: bool
) -> None:
    window = open_window(room.url, width=width, javascript=True, dark=dark)
    assert len(look_at(window, states(window, room), language, width)) > 20
    window.messages = [one for one in window.messages if "Failed to load" not in one]
    assert_quiet(window)
