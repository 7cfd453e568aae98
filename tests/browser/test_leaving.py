"""What the next person at the same computer can find back, in a browser that keeps pages (bfcache).

Playwright switches that cache off, and then Back would be tested against another browser than the
one people have; here it is on.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page

from app.intake.desk import PublicDesk
from app.intake.wsgi import create_app
from config.intake import IntakeSettings
from tests.browser.conftest import ARGUMENTS, OpenWindow, Watched, executable, serving, today
from tests.browser.test_reporter import WORDS, code_on, fill_in, press

pytestmark = pytest.mark.browser

WORD = "medicatie"
"""From the story of `fill_in`."""


@pytest.fixture(scope="module")
def keeping(chromium: Browser) -> Iterator[Browser]:
    """A browser that keeps pages for the Back button."""
    off = ["--disable-back-forward-cache"]
    browser = chromium.browser_type.launch(
        executable_path=executable(), args=ARGUMENTS, ignore_default_args=off
    )
    yield browser
    browser.close()


@pytest.fixture
def window(keeping: Browser, intake_url: str) -> Iterator[Watched]:
    context = keeping.new_context(viewport={"width": 375, "height": 800}, locale="nl-NL")
    context.set_default_timeout(10_000)
    yield Watched(context, context.new_page(), intake_url)
    context.close()


def steps_back(page: Page, steps: int) -> str:
    """All that shows after pressing Back so many times, fields included."""
    page.evaluate(f"setTimeout(() => history.go(-{steps}))")
    page.wait_for_timeout(600)
    fields = "[...document.querySelectorAll('textarea, input:not([type=hidden])')]"
    values = page.evaluate(f"{fields}.map((field) => field.value).join(' ')")
    return f"{page.evaluate('document.body.innerText')} {values}"


def sent(window: Watched) -> tuple[Page, str]:
    page = fill_in(window, "nl")
    press(page, WORDS["nl"].check)
    code = code_on(page)
    press(page, WORDS["nl"].send)
    page.wait_for_selector(".govuk-panel")
    return page, code


@pytest.mark.parametrize("steps", [1, 2])
def test_back_from_the_receipt_shows_neither_text_nor_code(window: Watched, steps: int) -> None:
    page, code = sent(window)
    shown = steps_back(page, steps)
    assert WORD not in shown
    assert code[:4] not in shown


def test_back_to_the_receipt_shows_no_code(window: Watched) -> None:
    page, code = sent(window)
    page.get_by_role("link", name="Melden", exact=True).click()
    page.wait_for_url("**/nl/melden")
    shown = steps_back(page, 1)
    assert code[:4] not in shown
    assert "verstuurd" not in shown


def test_escape_twice_leaves_at_once_and_back_shows_nothing(window: Watched) -> None:
    page = fill_in(window, "nl")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/nl/gewist")
    assert WORD not in steps_back(page, 1)
    window.assert_quiet()


def test_escape_once_leaves_nothing(window: Watched) -> None:
    page = fill_in(window, "nl")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert page.input_value("textarea[name=story]") == WORDS["nl"].story


def test_the_way_out_takes_the_page_out_of_the_history(window: Watched) -> None:
    page = fill_in(window, "nl")
    press(page, WORDS["nl"].check)
    page.wait_for_url("**/nl/controleren")
    page.get_by_role("link", name="Stop en wis", exact=True).click()
    page.wait_for_url("**/nl/gewist")
    assert WORD not in steps_back(page, 1)
    assert "controleren" not in page.url


def test_a_code_is_in_no_address_title_or_store_of_the_browser(window: Watched) -> None:
    page, code = sent(window)
    kept = page.evaluate("[document.title, document.referrer, location.href, name].join(' ')")
    kept += page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert code[:9] not in kept
    assert not any(code[:9] in url for url in window.requests)
    window.assert_quiet()


def test_without_javascript_the_pages_say_what_cannot_be_done(
    open_window: OpenWindow, intake_url: str
) -> None:
    page = open_window(intake_url).go("/nl/privacy")
    assert "Een browser zonder JavaScript kan je tekst nog even tonen" in page.inner_text("main")


@pytest.mark.parametrize("javascript", [True, False])
def test_on_a_busy_day_the_browser_works_and_its_user_notices_little(
    open_window: OpenWindow,
    public_parts: tuple[IntakeSettings, PublicDesk],
    *,
    javascript: bool,
) -> None:
    settings, desk = public_parts
    gate = replace(settings.gate, proof_of_work="busy")
    crowd = replace(desk, count_waiting=lambda most: most // 4)
    with serving(create_app(replace(settings, gate=gate), crowd, today)) as url:
        window = open_window(url, javascript=javascript)
        page = fill_in(window, "nl")
        press(page, WORDS["nl"].check)
        if javascript:
            page.wait_for_selector("#werk:not([value=''])", state="attached")
        press(page, WORDS["nl"].send)
        assert page.locator(".govuk-panel").count() == int(javascript)
        assert javascript or "Wacht een minuut" in page.inner_text("main")
        assert window.context.cookies() == []
