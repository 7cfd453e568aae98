"""A question and its answer in real browsers: an analist asks, a reporter without JavaScript answers."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import Engine, delete

from app.intake import wsgi as public
from app.staff import wsgi as internal
from app.staff.accounts import add_account, setup_app
from app.staff.permissions import Role
from config.staff import StaffSettings
from reporting.intake import submit_report
from reporting.receipts import ReceiptCode, issue_receipt_code
from reporting.screening_desk import ScreeningDesk
from reporting.store.engine import make_engine, writing
from reporting.store.screening import SqlScreeningStore
from tests.app.intake.conftest import HandClock
from tests.app.intake.public import public_desk, public_settings
from tests.app.staff.samples import NOON
from tests.app.staff.test_screening import OF_REPORTERS
from tests.browser.conftest import OpenWindow, Watched, serving
from tests.browser.looking import OTHER_LANGUAGE, RULES
from tests.browser.test_staff import PASSWORD, sign_in, sign_out
from tests.conftest import PASSPHRASE, Site
from tests.reporting.analist import Analist
from tests.reporting.samples import intake_desk, report

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "De zeppelin kwam te laat terug, en niemand had de ballast nageteld voor het vertrek."
DANGER = "De nooduitgang is nog steeds geblokkeerd. Er staat nu brandbaar spul in de gang."
ASKED = {"nl": "Hoe druk was het die dag?", "en": "How busy was it that day?"}
ANSWER = "Heel druk. Karin de Vries was ziek, en de lift was stuk."


@dataclass
class House:
    """Both faces over one database, and the worker between them."""

    public: str
    staff: str
    worker: Analist

    def send(self, story: str = STORY) -> ReceiptCode:
        code = issue_receipt_code()
        desk = intake_desk(self.worker.engine, self.worker.site)
        submit_report(report(story=story), code, desk)
        self.worker.night()
        return code


@pytest.fixture(scope="module")
def served(
    site: Site, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(sqlite_template, folder / "vrijuit.db")
    engine = make_engine(f"sqlite:///{folder}/vrijuit.db")
    clock = HandClock(NOON)
    with (
        serving(
            public.create_app(public_settings(folder), public_desk(engine, site), clock)
        ) as out,
        serving(staff_app(folder, engine, site, clock)) as inside,
    ):
        yield House(out, inside, Analist(engine, site))
    engine.dispose()


@pytest.fixture
def house(served: House) -> House:
    """Without a single report."""
    with writing(served.worker.engine) as connection:
        for table in OF_REPORTERS:
            connection.execute(delete(table))
    return served


def staff_app(folder: Path, engine: Engine, site: Site, clock: HandClock) -> Flask:
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
    app, accounts = setup_app(engine, settings)
    with app.app_context():
        for role in (Role.ANALIST, Role.OVERSEER):
            add_account(accounts, f"{role.name.lower()}@staf.example", role, role, PASSWORD)
    desk = ScreeningDesk(SqlScreeningStore(engine), site.manifest, site.screening)
    return internal.create_app(settings, engine, clock, desk)


def unlock(window: Watched) -> Page:
    page = sign_in(window, Role.ANALIST)
    page.goto(f"{window.base}/screening")
    page.fill("#passphrase", PASSPHRASE)
    page.locator("form#openen button").click()
    return page


def read_first(page: Page) -> None:
    page.locator("main .vr-card a").first.click()


def ask(page: Page, question: str) -> None:
    page.locator("details", has=page.locator("form#vraag")).locator("summary").click()
    page.fill("#question", question)
    page.locator("form#vraag button").click()


def follow(window: Watched, code: str, language: str) -> Page:
    page = window.go(f"/{language}/volgen")
    page.fill("input[name=code]", code)
    page.locator("form#volgen button").last.click()
    return page


@pytest.mark.parametrize(("language", "width"), [("nl", 375), ("en", 1280)])
def test_an_analist_asks_and_a_reporter_answers_without_javascript(
    open_window: OpenWindow, house: House, language: str, width: int
) -> None:
    code = house.send()
    inside = open_window(house.staff, width=width)
    page = unlock(inside)
    read_first(page)
    assert STORY in page.locator("main").inner_text()
    ask(page, ASKED[language])
    assert ASKED[language] in page.locator("main").inner_text()
    house.worker.night()

    outside = open_window(house.public, width=width)
    theirs = follow(outside, code, language)
    assert ASKED[language] in theirs.locator("main").inner_text()
    theirs.fill("textarea[name=antwoord]", ANSWER)
    theirs.locator("main form button[value=antwoord-nakijken]").click()
    assert theirs.locator("mark").count() >= 1
    theirs.locator("main form button[value=antwoord-versturen]").click()
    assert theirs.locator(".govuk-panel").count() == 1
    outside.assert_quiet()
    house.worker.night()

    page.goto(f"{house.staff}/screening")
    page.locator("form#stapel button").click()
    read_first(page)
    shown = page.locator("main").inner_text()
    assert "de lift was stuk" in shown
    assert "Karin" not in shown
    page.locator("form#gelezen button").click()
    assert [url for url in inside.requests if not url.startswith(house.staff)] == []
    assert inside.messages == []


def test_the_key_is_gone_with_the_session(open_window: OpenWindow, house: House) -> None:
    house.send()
    window = open_window(house.staff, width=1280)
    page = unlock(window)
    read_first(page)
    address = page.url
    sign_out(page)
    sign_in(window, Role.ANALIST)
    page.goto(address)
    assert page.url.endswith("/screening")
    assert page.locator("#passphrase").count() == 1


def analist_states(window: Watched) -> Iterator[str]:
    page = sign_in(window, Role.ANALIST)
    page.goto(f"{window.base}/screening")
    yield "locked"
    page.fill("#passphrase", "een andere lange zin")
    page.locator("form#openen button").click()
    yield "wrong passphrase"
    page.fill("#passphrase", PASSPHRASE)
    page.locator("form#openen button").click()
    yield "pile"
    read_first(page)
    yield "report"
    for summary in page.locator("main summary").all():
        summary.click()
    yield "report unfolded"
    page.fill("#to", "BHV")
    page.fill("#about", "Een nooduitgang is dicht.")
    page.locator("form#signaal button").click()
    ask(page, ASKED["nl"])
    yield "after orders"
    ask(page, "")
    yield "problem"
    page.goto(f"{window.base}/screening")
    yield "pile with a signal"
    page.goto(f"{window.base}/screening/0000")
    yield "not here"
    sign_out(page)
    sign_in(window, Role.OVERSEER)
    page.goto(f"{window.base}/toezicht")
    yield "oversight"


def reporter_states(window: Watched, house: House, code: str, language: str) -> Iterator[str]:
    page = follow(window, code, language)
    yield "question"
    page.fill("textarea[name=antwoord]", " ")
    page.locator("button[value=antwoord-nakijken]").click()
    yield "empty answer"
    page.fill("textarea[name=antwoord]", ANSWER)
    page.locator("button[value=antwoord-nakijken]").click()
    yield "check answer"
    page.locator("button[value=antwoord-versturen]").click()
    yield "answered"
    page.locator("button[value=lezen]").click()
    yield "thread after the answer"
    page.locator("button[value=sluiten]").click()
    yield "close"
    page.locator("button[value=sluiten-zeker]").click()
    yield "closed"


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize(("language", "dark"), [("nl", False), ("en", True)])
def test_every_page_of_the_conversation_is_accessible_and_fits_the_screen(
    open_window: OpenWindow, house: House, width: int, language: str, *, dark: bool
) -> None:
    code = house.send(DANGER)
    window = open_window(house.staff, width=width, javascript=True, dark=dark)
    look = Look(width)
    for state in analist_states(window):
        switch = window.page.get_by_role("button", name=OTHER_LANGUAGE[language], exact=True)
        if switch.count() and state == "locked":
            switch.click()
        look.at(window.page, state)
    house.worker.night()
    outside = open_window(house.public, width=width, javascript=True, dark=dark)
    for state in reporter_states(outside, house, code, language):
        look.at(outside.page, state)
    assert outside.context.cookies() == []


@dataclass(frozen=True)
class Look:
    width: int

    def at(self, page: Page, state: str) -> None:
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.response["violations"] == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= self.width, state
