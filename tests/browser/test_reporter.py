"""A reporter with a real browser: without JavaScript, on a phone and on a desk, in two languages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import OpenWindow, Watched
from tests.browser.looking import RULES

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Words:
    """What a reporter reads on the buttons, and types, in one language."""

    story: str
    check: str
    send: str
    follow: str
    urgent: str
    """A story that gets every warning."""
    received: str
    withdraw: str
    surely: str
    proof: str


WORDS = {
    "nl": Words(
        "Ik gaf met Karin de Vries bijna de verkeerde medicatie. Bel 06-12345678 voor meer.",
        "Verder naar controleren",
        "Verstuur mijn melding",
        "Bekijk mijn melding",
        "Het is nu gevaarlijk. Mijn collega liegt. De bewoner brak haar heup. "
        'Om 14.30 uur zei mijn zus: "Dit gaat een keer goed mis".',
        "Ontvangen",
        "Trek mijn melding in",
        "Ja, trek mijn melding in",
        "Bekijk mijn bewijs",
    ),
    "en": Words(
        "I nearly gave the wrong medication with Karin de Vries. Call 06-12345678 for more.",
        "Go on to check",
        "Send my report",
        "See my report",
        "It is dangerous now. My colleague lies. The resident broke her hip. "
        'At 2.30 pm my sister said: "This will go badly wrong one day".',
        "Received",
        "Withdraw my report",
        "Yes, withdraw my report",
        "See my proof",
    ),
}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def fill_in(window: Watched, language: str) -> Page:
    page = window.go(f"/{language}/melden")
    page.check("input[name=kind][value=K1]")
    page.fill("textarea[name=story]", WORDS[language].story)
    page.check("input[name=factors][value=F04]")
    return page


def code_on(page: Page) -> str:
    return "".join(page.locator(".vr-code code").inner_text().split())


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_report_to_withdrawal_without_javascript(
    open_window: OpenWindow, intake_url: str, language: str, width: int
) -> None:
    words = WORDS[language]
    window = open_window(intake_url, width=width)
    page = fill_in(window, language)
    press(page, words.check)
    assert page.locator("mark").count() >= 2
    code = code_on(page)
    press(page, words.send)
    assert page.locator("textarea").count() == 0
    assert code_on(page) == code
    window.go(f"/{language}/volgen")
    page.fill("input[name=code]", code.lower())
    press(page, words.follow)
    assert words.received in page.locator("main").inner_text()
    press(page, words.withdraw)
    press(page, words.surely)
    assert page.locator("h1").count() == 1
    assert code not in page.url
    window.assert_quiet()


def test_the_kind_of_report_changes_the_questions_without_javascript(
    open_window: OpenWindow, intake_url: str
) -> None:
    page = open_window(intake_url).go("/nl/melden")
    label = page.locator("label[for=story]")
    consequence = page.locator("#vraag-severity_actual")
    assert label.inner_text() == "Wat gebeurde er?"
    assert consequence.is_visible()
    page.check("input[name=kind][value=K3]")
    assert label.inner_text() == "Wat kan er misgaan?"
    page.check("input[name=kind][value=K4]")
    assert label.inner_text() == "Wat ging er goed?"
    assert not consequence.is_visible()
    assert page.get_by_text("Er was genoeg tijd").is_visible()


def test_enter_goes_on_and_does_not_switch_the_language(
    open_window: OpenWindow, intake_url: str
) -> None:
    page = fill_in(open_window(intake_url), "nl")
    page.locator("input[name=kind][value=K1]").press("Enter")
    page.wait_for_url("**/nl/controleren")
    page.locator("input[name=keep]").first.press("Enter")
    page.wait_for_url("**/nl/controleren")


def test_the_other_language_keeps_what_was_typed(open_window: OpenWindow, intake_url: str) -> None:
    page = fill_in(open_window(intake_url), "nl")
    press(page, "English")
    assert page.input_value("textarea[name=story]") == WORDS["nl"].story
    press(page, WORDS["en"].check)
    code = code_on(page)
    press(page, "Nederlands")
    assert "Controleer je melding" in page.locator("h1").inner_text()
    assert code_on(page) == code


def test_back_after_sending_shows_no_text(open_window: OpenWindow, intake_url: str) -> None:
    window = open_window(intake_url, javascript=True)
    page = fill_in(window, "nl")
    press(page, WORDS["nl"].check)
    press(page, WORDS["nl"].send)
    page.wait_for_selector(".vr-code")
    page.evaluate("history.go(-2)")
    page.wait_for_url("**/nl/melden")
    assert page.input_value("textarea[name=story]") == ""
    assert page.locator("input:checked").count() == 0


def test_stopping_leaves_nothing_behind(open_window: OpenWindow, intake_url: str) -> None:
    window = open_window(intake_url, javascript=True)
    page = fill_in(window, "nl")
    page.get_by_role("link", name="Stoppen en wissen").click()
    page.wait_for_url("**/nl/gewist")
    page.evaluate("history.back()")
    page.wait_for_url("**/nl/melden")
    assert page.input_value("textarea[name=story]") == ""
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    window.assert_quiet()


def test_with_javascript_the_length_of_a_story_does_not_show(
    open_window: OpenWindow, intake_url: str
) -> None:
    sizes = set()
    for times in (1, 30):
        page = fill_in(open_window(intake_url, javascript=True), "nl")
        page.fill("textarea[name=story]", WORDS["nl"].story * times)
        with page.expect_request("**/nl/controleren") as sent:
            press(page, WORDS["nl"].check)
        sizes.add(len(sent.value.post_data or ""))
        assert "Controleer je melding" in page.locator("h1").inner_text()
    assert sizes == {16_384}


def states(window: Watched, language: str, empty_mailbag: Callable[[], object]) -> Iterator[str]:
    """Every page and every state of it that a reporter can meet; yields its name."""
    words = WORDS[language]
    for path in ("/", "/melden", "/volgen", "/privacy", "/gewist", "/zomaar"):
        window.go(f"/{language}{path}")
        yield path
    page = window.go(f"/{language}/melden")
    press(page, words.check)
    yield "form with problems"
    page.check("input[name=kind][value=K2]")
    page.fill("textarea[name=story]", words.urgent)
    press(page, words.check)
    assert page.locator(".govuk-inset-text").count() == 4
    yield "check with every warning"
    fill_in(window, language)
    press(page, words.check)
    page.locator("details").first.locator("summary").click()
    page.locator("details").last.locator("summary").click()
    yield "check"
    page.fill("input[name=groep1]", "XXXX")
    press(page, words.send)
    yield "check with a part that is wrong"
    page.fill("input[name=groep1]", "")
    code = code_on(page)
    page.fill("textarea[name=also]", "medicatie")
    press(page, words.send)
    yield "check again"
    press(page, words.send)
    yield "sent"
    yield from states_of_return(window, language, code, empty_mailbag)


def states_of_return(
    window: Watched, language: str, code: str, empty_mailbag: Callable[[], object]
) -> Iterator[str]:
    """The pages behind a code, and the one that checks a proof."""
    words, page = WORDS[language], window.page
    window.go(f"/{language}/volgen")
    page.fill("input[name=code]", "XXXX")
    press(page, words.follow)
    yield "mistyped code"
    page.fill("input[name=code]", code)
    press(page, words.follow)
    yield "thread of a report that waits"
    empty_mailbag()
    window.go(f"/{language}/volgen")
    page.fill("input[name=code]", code)
    press(page, words.follow)
    yield "thread"
    press(page, words.proof)
    page.fill("input[name=regel]", "Anna")
    page.locator("input[name=regel]").press("Enter")
    yield "proof"
    lines = page.locator(".vr-strip").inner_text()
    page.locator("button[value=lezen]").click()
    press(page, words.withdraw)
    yield "withdraw"
    press(page, words.surely)
    yield "withdrawn"
    for pasted in (lines.replace("Anna", "Bert"), lines):
        window.go(f"/{language}/bewijs")
        page.fill("textarea[name=strook]", pasted)
        page.locator("main button").click()
        yield f"proof checked, {page.locator('h1').inner_text()}"


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize(
    ("language", "dark"), [("nl", False), ("nl", True), ("en", False), ("en", True)]
)
def test_every_page_is_accessible_and_fits_the_screen(  # noqa: PLR0913 - two fixtures and three sides of a page
    open_window: OpenWindow,
    intake_url: str,
    empty_mailbag: Callable[[], object],
    width: int,
    language: str,
    *,
    dark: bool,
) -> None:
    window = open_window(intake_url, width=width, javascript=True, dark=dark)
    axe = Axe()
    for state in states(window, language, empty_mailbag):
        found = axe.run(window.page, options={"runOnly": RULES})
        assert found.response["violations"] == [], state
        wide = window.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, state
    assert window.context.cookies() == []
