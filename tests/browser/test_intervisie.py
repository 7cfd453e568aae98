"""A group from its contract to a moved meeting, in a real browser, without JavaScript."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page
from sqlalchemy import Engine, delete

from app.staff.permissions import Role
from app.staff.wsgi import create_app
from reporting.store.engine import make_engine, writing
from reporting.store.staff_tables import guide_training, intervisie_group, meeting
from tests.app.intake.conftest import HandClock
from tests.app.staff.samples import NOON
from tests.browser.conftest import OpenWindow, Watched, serving
from tests.browser.looking import EACH_LOOK, look_at
from tests.browser.test_staff import Office, assert_quiet, furnish, press, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PEOPLE = (("Lid A", "Balie"), ("Lid B", "Zorg"), ("Lid C", "ICT"), ("Lid D", "Zorg"), ("Lid E", ""))


@pytest.fixture(scope="module")
def opened(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, Engine]]:
    roles = (Role.FACILITATOR, Role.SAFETY_HR)
    path, settings = furnish(sqlite_template, tmp_path_factory.mktemp("intervisie"), roles)
    engine = make_engine(f"sqlite:///{path}")
    clock = HandClock(NOON)
    with serving(create_app(settings, engine, clock)) as url:
        yield Office(url, clock), engine
    engine.dispose()


@pytest.fixture
def office(opened: tuple[Office, Engine]) -> Office:
    """At noon, without groups and trainings."""
    found, engine = opened
    with writing(engine) as connection:
        for table in (meeting, intervisie_group, guide_training):
            connection.execute(delete(table))
    found.clock.now = NOON
    return found


def fill_members(page: Page, leads: str = "") -> None:
    page.fill("#name", "Groep Noord")
    for number, (name, unit) in enumerate(PEOPLE, start=1):
        page.fill(f"#member-{number}", name)
        page.fill(f"#unit-{number}", unit)
    page.fill("#leads-1", leads)


def code_on_the_page(page: Page) -> str:
    return page.locator("main .vr-quiet", has_text="Code").inner_text().split()[-1]


def saved(page: Page, link: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=link).or_(page.get_by_role("link", name=link)).click()
    return Path(waiting.value.path()).read_bytes()


def but_for_refused_forms(window: Watched) -> Watched:
    """The browser says that a form was answered with 400, as it should be."""
    expected = "Failed to load resource"
    window.messages = [one for one in window.messages if not one.startswith(expected)]
    return window


@pytest.mark.parametrize("width", [375, 1280])
def test_from_a_refused_group_to_a_meeting_that_moved(
    open_window: OpenWindow, office: Office, width: int
) -> None:
    window = open_window(office.url, width=width)
    page = sign_in(window, Role.FACILITATOR)
    window.go("/groepen/nieuw")
    fill_members(page, leads="Zorg")
    press(page, "Bewaar de groep")
    assert "Lid A leidt de afdeling van Lid B." in page.locator("main").inner_text()
    page.fill("#leads-1", "")
    press(page, "Bewaar de groep")
    page.get_by_role("button", name="Schrijf het contract").click()
    page.fill("#place", "In het tuinhuis.")
    press(page, "Bewaar het contract")
    assert saved(page, "Druk af (PDF)").startswith(b"%PDF")
    for box in page.locator("input[name=signer]").all():
        box.check()
    page.fill("#organisation_name", "A. Voorbeeld, directeur")
    page.fill("#code", code_on_the_page(page)[:9])
    press(page, "Noteer")
    assert "contract getekend" in page.locator("main").inner_text()
    page.get_by_role("link", name="Terug naar de groep").click()
    page.get_by_role("button", name="Plan een reeks").click()
    page.fill("#day", "2027-02-15")
    page.fill("#time", "09:30")
    page.fill("#place", "Zaal 2")
    press(page, "Bekijk de dagen")
    assert "In plaats van 29 maart 2027: feestdag." in page.locator("main").inner_text()
    press(page, "Plan deze bijeenkomsten")
    page.get_by_role("link", name="maandag 5 april 2027").click()
    before = Calendar.from_ical(saved(page, "Agenda-bestand (ICS)")).walk("VEVENT")[0]
    for box in page.locator("input[name=absent]").all()[:3]:
        box.check()
    press(page, "Bewaar wie er niet is")
    page.get_by_role("link", name="Kies een andere dag").click()
    page.fill("#day", "2027-04-12")
    press(page, "Bewaar")
    assert "Maandag 12 april 2027, 09:30" in page.locator("main").inner_text()
    after = Calendar.from_ical(saved(page, "Agenda-bestand (ICS)")).walk("VEVENT")[0]
    assert (after["uid"], after["sequence"]) == (before["uid"], 1)
    assert saved(page, "Druk de agenda af (PDF)").startswith(b"%PDF")
    assert_quiet(but_for_refused_forms(window))


def facilitator_states(window: Watched) -> Iterator[str]:
    """Every page of groups, contracts and series, and its states; yields its name."""
    page = window.page
    window.go("/groepen/nieuw")
    fill_members(page, leads="Zorg")
    page.locator("form#groep button").click()
    yield "a manager in the group"
    page.fill("#leads-1", "")
    page.locator("form#groep button").click()
    yield "group"
    group = page.url
    window.page.goto(f"{group}/veranderen")
    yield "group form"
    page.goto(f"{group}/contract")
    yield "contract form"
    page.fill("#goals", "")
    page.locator("form#contract button").click()
    yield "contract form with problems"
    page.fill("#goals", "Leren.")
    page.locator("form#contract button").click()
    yield "contract"
    page.locator("form#getekend button").click()
    yield "contract with a wrong code"
    page.goto(f"{group}/reeks")
    yield "series"
    page.fill("#day", "2027-02-15")
    page.fill("#time", "09:30")
    page.locator("form#reeks button").click()
    yield "days of a series"
    page.locator("form#reeks-plannen button").click()
    yield "group with meetings"
    page.locator("main ul.govuk-list--spaced a").first.click()
    yield "meeting"
    for box in page.locator("input[name=absent]").all()[:3]:
        box.check()
    page.locator("form#afwezig button").click()
    yield "meeting with many absent"
    page.locator("summary").click()
    page.fill("#addresses", "geen adres")
    page.locator("form#uitnodigen button").click()
    yield "meeting with a wrong address"
    window.go("/bijeenkomsten")
    page.locator("main .vr-card a").first.click()
    page.locator("a[href$='/wijzigen']").first.click()
    yield "moving a meeting"
    page.fill("#minutes", "1")
    page.locator("form#wijzigen button").click()
    yield "moving with problems"


def states(window: Watched) -> Iterator[str]:
    sign_in(window, Role.FACILITATOR)
    yield "themes"
    yield from facilitator_states(window)
    window.page.locator("form[action='/afmelden'] button").click()
    sign_in(window, Role.SAFETY_HR)
    window.go("/begeleiders")
    yield "trainings"
    window.page.locator("form#training button").click()
    yield "trainings with problems"
    window.page.select_option("#guide", index=1)
    window.page.fill("#name", "Basistraining")
    window.page.fill("#on", "2026-10-01")
    window.page.locator("form#training button").click()
    yield "a training"


@EACH_LOOK
def test_every_page_is_accessible_and_fits_the_screen(
    open_window: OpenWindow, office: Office, language: str, width: int, *, dark: bool
) -> None:
    window = open_window(office.url, width=width, javascript=True, dark=dark)
    assert look_at(window, states(window), language, width)[-1] == "a training"
    assert_quiet(but_for_refused_forms(window))
