"""A case card from draft to board with a real browser: two people, two languages, phone and desk."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete

from app.staff.permissions import Role
from app.staff.wsgi import create_app
from config.staff import StaffSettings
from reporting.store.card_tables import card_version
from reporting.store.engine import make_engine, writing
from tests.app.intake.conftest import HandClock
from tests.app.staff.samples import NOON
from tests.browser.conftest import OpenWindow, Watched, serving
from tests.browser.looking import EACH_LOOK, look_at
from tests.browser.test_staff import (
    Office,
    assert_quiet,
    database_with_accounts,  # noqa: F401 - a fixture
    press,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CARD = "/kaarten/c-1"
TRIALS = ("who", "where", "only_one", "blame")


@pytest.fixture
def office(
    database_with_accounts: tuple[Path, StaffSettings],  # noqa: F811 - the fixture
    tmp_path: Path,
) -> Iterator[Office]:
    """The staff pages with two drafts that nobody looked at."""
    path, settings = database_with_accounts
    own = tmp_path / "vrijuit.db"
    shutil.copy(path, own)
    engine: Engine = make_engine(f"sqlite:///{own}")
    with writing(engine) as connection:
        connection.execute(delete(card_version))
    clock = HandClock(NOON)
    with serving(create_app(settings, engine, clock)) as url:
        yield Office(url, clock)
    engine.dispose()


def answer(window: Watched, names: tuple[str, ...] = TRIALS) -> None:
    for name in names:
        window.page.check(f"#trial-{name}")


@pytest.mark.parametrize("width", [375, 1280])
def test_a_draft_becomes_a_card_by_two_people_without_javascript(
    open_window: OpenWindow, office: Office, width: int
) -> None:
    window = open_window(office.url, width=width)
    page = sign_in(window, Role.ANALIST)
    window.go(f"{CARD}/bewerken")
    page.fill("#title_nl", "Sanne van Dijk vergeet iets")
    page.fill("#synopsis_nl", "Je telt, en je raakt de tel kwijt.")
    press(page, "Bewaar")
    assert "‘Sanne van Dijk’" in page.locator(".govuk-error-summary").inner_text()
    assert page.input_value("#synopsis_nl") == "Je telt, en je raakt de tel kwijt."
    page.fill("#title_nl", "De tel kwijt")
    press(page, "Bewaar")
    answer(window)
    press(page, "Vraag een tweede lezer")
    assert "wacht op een tweede lezer" in page.locator("main").inner_text()
    page.locator("form[action='/afmelden'] button").click()
    sign_in(window, Role.FACILITATOR)
    window.go("/kaarten")
    page.get_by_role("link", name="Kijk deze kaart na").click()
    answer(window, (*TRIALS, "own_unit"))
    press(page, "Verstuur mijn antwoorden")
    assert "De kaart is akkoord." in page.locator("main").inner_text()
    office.clock.move(days=70)
    page = sign_in(window, Role.FACILITATOR)
    window.go(CARD)
    page.select_option("select[name=group]", label="Demo-groep")
    press(page, "Kies voor deze groep")
    with page.expect_download() as paper:
        page.get_by_role("link", name="Deel 1 als PDF").click()
    assert paper.value.suggested_filename == "kaart-c-1-deel-1-nl.pdf"
    # What is refused is answered with 400, and where nobody screens yet with 503; no more than that.
    refused = "Failed to load resource"
    window.messages = [one for one in window.messages if not one.startswith(refused)]
    assert_quiet(window)


def states(window: Watched) -> Iterator[str]:
    """Every page about cards that is not in the tour of the other roles; yields its name."""
    page = sign_in(window, Role.ANALIST)
    for path in ("/kaarten", CARD, f"{CARD}/bewerken"):
        window.go(path)
        yield path
    page.fill("#synopsis_nl", "Sanne van Dijk vergeet iets.")
    page.locator("button[value=nakijken]").click()
    yield "looked over"
    page.fill("#synopsis_nl", "Je telt, en je raakt de tel kwijt.")
    page.locator("button[value=bewaren]").click()
    yield "saved"
    page.locator("form#indienen button").click()
    yield "trial without answers"
    window.go(f"{CARD}/bewerken")
    answer(window)
    page.locator("form#indienen button").click()
    yield "submitted"
    for path in (f"{CARD}/versies", f"{CARD}/nakijken"):
        window.go(path)
        yield path
    page.locator("form[action='/afmelden'] button").click()
    sign_in(window, Role.FACILITATOR)
    for path in ("/kaarten", CARD, f"{CARD}/nakijken"):
        window.go(path)
        yield path
    page.locator("form#nakijken button").click()
    yield "review without answers"
    answer(window, (*TRIALS, "own_unit"))
    page.locator("form#nakijken button").click()
    yield "reviewed"
    page.locator("form[action='/afmelden'] button").click()
    sign_in(window, Role.ANALIST)
    window.go(f"{CARD}/intrekken")
    page.locator("form#intrekken button").click()
    yield "withdrawal without a reason"


@EACH_LOOK
def test_the_pages_about_cards_have_no_barrier_and_fit_the_screen(
    open_window: OpenWindow, office: Office, language: str, width: int, *, dark: bool
) -> None:
    window = open_window(office.url, width=width, javascript=True, dark=dark)
    assert len(look_at(window, states(window), language, width)) > 12
