"""Staff with a real browser: without JavaScript, on a phone and on a desk, in two languages."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine, delete

from app.staff.accounts import add_account, setup_app
from app.staff.permissions import Role
from app.staff.wsgi import create_app
from config.staff import StaffSettings
from reporting.store.engine import make_engine, writing
from reporting.store.staff_tables import card_pick, meeting
from tests.app.intake.conftest import HandClock
from tests.app.staff.samples import NOON, group, publish
from tests.browser.conftest import OpenWindow, Watched, serving
from tests.browser.looking import EACH_LOOK, look_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "een lang wachtwoord"  # noqa: S105 - of accounts that only tests have
CARD, PLAN, MEETINGS = "/kaarten/c-1", "/bijeenkomsten/plannen", "/bijeenkomsten"


@dataclass
class Office:
    """The staff pages, served, with one account for each role, one release and one group."""

    url: str
    clock: HandClock


def furnish(template: Path, folder: Path, roles: Iterable[Role]) -> tuple[Path, StaffSettings]:
    """A database in a folder with an account for each of these roles and one release."""
    settings = StaffSettings(
        instance=folder,
        database_url="",
        secret_key="ab" * 32,
        password_salt="cd" * 32,
        host="127.0.0.1",
        port=0,
        organisation="Zorggroep De Linde",
        demo=True,
    )
    path = folder / "vrijuit.db"
    shutil.copy(template, path)
    engine = make_engine(f"sqlite:///{path}")
    app, accounts = setup_app(engine, settings)
    with app.app_context():
        for role in roles:
            add_account(accounts, f"{role.name.lower()}@staf.example", role, role, PASSWORD)
    publish(engine)
    engine.dispose()
    return path, settings


@pytest.fixture(scope="module")
def database_with_accounts(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, StaffSettings]:
    path, settings = furnish(sqlite_template, tmp_path_factory.mktemp("staff-served"), Role)
    engine = make_engine(f"sqlite:///{path}")
    group(engine, "Demo-groep")
    engine.dispose()
    return path, settings


@pytest.fixture(scope="module")
def served(database_with_accounts: tuple[Path, StaffSettings]) -> Iterator[tuple[Office, Engine]]:
    path, settings = database_with_accounts
    engine = make_engine(f"sqlite:///{path}")
    clock = HandClock(NOON)
    with serving(create_app(settings, engine, clock)) as url:
        yield Office(url, clock), engine
    engine.dispose()


@pytest.fixture
def office(served: tuple[Office, Engine]) -> Office:
    """At noon, with no card picked and no meeting planned."""
    found, engine = served
    with writing(engine) as connection:
        connection.execute(delete(meeting))
        connection.execute(delete(card_pick))
    found.clock.now = NOON
    return found


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def sign_in(window: Watched, role: Role, password: str = PASSWORD) -> Page:
    page = window.go("/aanmelden")
    page.fill("#email", f"{role.name.lower()}@staf.example")
    page.fill("#password", password)
    page.locator("main button").click()
    return page


def sign_out(page: Page) -> None:
    page.locator("form[action='/afmelden'] button").click()


def assert_quiet(window: Watched) -> None:
    """One cookie for this site only, no request to another place, no message in the console."""
    [cookie] = window.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("staf", True, "Strict")
    assert [url for url in window.requests if not url.startswith(window.base)] == []
    assert window.messages == []


@pytest.mark.parametrize("width", [375, 1280])
def test_from_theme_to_a_meeting_that_was_held_without_javascript(
    open_window: OpenWindow, office: Office, width: int
) -> None:
    window = open_window(office.url, width=width)
    page = sign_in(window, Role.FACILITATOR)
    page.get_by_role("link", name="Zeppelin en ballast").click()
    page.get_by_role("button", name="Bekijk de casuskaart").click()
    page.select_option("select[name=group]", label="Demo-groep")
    press(page, "Kies voor deze groep")
    page.get_by_role("button", name="Plan een bijeenkomst").click()
    page.fill("#day", "2026-12-08")
    page.fill("#time", "09:30")
    page.fill("#place", "Zaal 2")
    press(page, "Plan de bijeenkomst")
    shown = page.locator("main").inner_text()
    assert "Dinsdag 8 december 2026, 09:30" in shown
    assert "Zeppelin zonder ballast" in shown
    office.clock.move(days=15)
    window.go(MEETINGS)
    assert "/aanmelden" in page.url
    page.fill("#email", "facilitator@staf.example")
    page.fill("#password", PASSWORD)
    press(page, "Aanmelden")
    assert page.url.endswith(MEETINGS)
    press(page, "Deze ging door")
    assert "gehouden" in page.locator("main").inner_text()
    window.go("/kaarten")
    assert "Besproken (1)" in page.locator("main").inner_text()
    sign_out(page)
    assert page.url.endswith("/aanmelden")
    assert_quiet(window)


def test_a_printed_card_has_two_pages_and_no_menu(open_window: OpenWindow, office: Office) -> None:
    window = open_window(office.url, width=1280)
    page = sign_in(window, Role.FACILITATOR)
    window.go(CARD)
    page.emulate_media(media="print")
    for gone in ("header", "footer", "main form", ".govuk-phase-banner", ".govuk-back-link"):
        assert page.locator(gone).evaluate_all("all => all.every(one => !one.checkVisibility())")
    assert page.locator("h1").is_visible()
    part_two = page.locator(".vr-part-two")
    assert part_two.evaluate("one => getComputedStyle(one).breakBefore") == "page"
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 2


def facilitator_states(window: Watched) -> Iterator[str]:
    """Every page and every state of it that a facilitator can meet; yields its name."""
    page = window.page
    for path in (
        "/themas",
        "/themas/kaart",
        "/themas/t-1",
        "/kaarten",
        "/kaarten?factor=onzin",
        CARD,
    ):
        window.go(path)
        yield path
    page.locator("form#kiezen button").click()
    yield "picked card"
    window.go("/groepen")
    yield "groups"
    window.go("/groepen/nieuw")
    yield "new group"
    page.locator("form#groep button").click()
    yield "new group with problems"
    page.fill("#name", "Groep Zuid")
    page.locator("form#groep button").click()
    yield "group that is too small"
    for path in (MEETINGS, PLAN, "/zomaar", "/trends"):
        window.go(path)
        yield path
    window.go(PLAN)
    page.locator("main form button").click()
    yield "planning"
    page.locator("form#plannen button").click()
    yield "planning with problems"
    page.select_option("#card", index=1)
    page.fill("#day", "2026-12-08")
    page.fill("#time", "09:30")
    page.locator("form#plannen button").click()
    yield "planned"
    page.locator("a[href$='/afzeggen']").click()
    yield "cancelling"


def analist_states(window: Watched) -> Iterator[str]:
    """What changing a theme leads past; yields its name."""
    page, theme = window.page, "/themas/t-1"
    window.go(f"{theme}/naam")
    page.fill("#name-nl", "De ballast van Piet")
    page.locator("form#naam button").click()
    yield "name with a problem"
    page.fill("#name-nl", "Ballast die zoek raakt")
    page.locator("form#naam button").click()
    yield "theme with a wish"
    window.go(f"{theme}/samenvoegen")
    page.locator("form#ander button").click()
    yield "other theme with a problem"
    page.select_option("#other", index=1)
    page.locator("form#ander button").click()
    yield "merging"
    page.locator("form#zeker button").click()
    page.locator("a[href$='/terug/2']").click()
    yield "thinking again"
    window.go(f"{theme}/splitsen")
    yield "splitting"


def states(window: Watched, office: Office) -> Iterator[str]:
    """What each role can meet, one after the other, in one window."""
    window.go("/aanmelden")
    yield "sign in"
    sign_in(window, Role.FACILITATOR, "niet goed")
    yield "sign in with problems"
    sign_in(window, Role.FACILITATOR)
    yield from facilitator_states(window)
    office.clock.move(days=15)
    sign_in(window, Role.FACILITATOR)
    window.go(MEETINGS)
    yield "meeting that has begun"
    sign_out(window.page)
    sign_in(window, Role.ANALIST)
    yield from analist_states(window)
    sign_out(window.page)
    sign_in(window, Role.SAFETY_HR)
    window.go("/trends")
    for details in window.page.locator("summary").all():
        details.click()
    yield "trends"
    sign_out(window.page)
    sign_in(window, Role.OVERSEER)
    window.go("/toezicht")
    yield "oversight"
    sign_out(window.page)
    page = sign_in(window, Role.ADMINISTRATOR)
    window.go("/beheer")
    page.locator("form#uitvoeren button").click()
    yield "administration"


@EACH_LOOK
def test_every_page_is_accessible_and_fits_the_screen(
    open_window: OpenWindow, office: Office, language: str, width: int, *, dark: bool
) -> None:
    window = open_window(office.url, width=width, javascript=True, dark=dark)
    assert len(look_at(window, states(window, office), language, width)) > 20
    expected = {"Failed to load resource"}
    window.messages = [one for one in window.messages if not expected & {one[:23]}]
    assert_quiet(window)
