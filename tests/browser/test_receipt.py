"""Keeping the code, and the proof of reporting, in a real browser without JavaScript."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from reporting.receipts import read_receipt_code, words_of
from reporting.strip import check_strip
from reporting.strip_text import read_strip
from tests.browser.conftest import OpenWindow, Watched
from tests.browser.test_reporter import WORDS, code_on, fill_in, press
from tests.conftest import Site

pytestmark = pytest.mark.browser


def type_back(page: Page, parts: tuple[str, ...]) -> None:
    """Fill in the two boxes with the parts that their labels ask for."""
    for name in ("groep1", "groep2"):
        label = page.locator(f"label[for={name}]").inner_text()
        number = int(re.findall(r"\d", label)[0])
        page.fill(f"input[name={name}]", parts[number - 1])


def send_one(window: Watched, language: str) -> str:
    """Send a report; gives its code."""
    page = fill_in(window, language)
    press(page, WORDS[language].check)
    code = code_on(page)
    press(page, WORDS[language].send)
    return read_receipt_code(code)


@pytest.mark.parametrize(("language", "width"), [("nl", 375), ("en", 1280)])
def test_the_words_are_kept_typed_back_and_open_the_thread(
    open_window: OpenWindow, intake_url: str, language: str, width: int
) -> None:
    window = open_window(intake_url, width=width)
    page = fill_in(window, language)
    press(page, WORDS[language].check)
    page.locator("details").first.locator("summary").click()
    words = tuple(page.locator(".vr-words li").all_inner_texts())
    assert words == words_of(read_receipt_code(code_on(page)), language)
    type_back(page, ("mis",) * 8)
    press(page, WORDS[language].send)
    assert page.locator(".govuk-error-message").count() == 2
    assert "Karin de Vries" in page.input_value("textarea[name=story]")
    type_back(page, words)
    press(page, WORDS[language].send)
    assert page.locator(".govuk-panel").count() == 1
    assert page.locator("input[name=groep1]").count() == 0
    window.go(f"/{language}/volgen")
    page.fill("input[name=code]", ", ".join(words).upper())
    press(page, WORDS[language].follow)
    assert WORDS[language].received in page.locator("main").inner_text()
    assert window.context.cookies() == []


@pytest.mark.parametrize(("language", "width"), [("nl", 375), ("en", 1280)])
def test_the_proof_is_printed_kept_and_checked(  # noqa: PLR0913 - a whole visit, on two kinds of screen
    open_window: OpenWindow,
    intake_url: str,
    empty_mailbag: Callable[[], object],
    site: Site,
    *,
    language: str,
    width: int,
) -> None:
    window = open_window(intake_url, width=width)
    code = send_one(window, language)
    empty_mailbag()
    page = window.go(f"/{language}/volgen")
    page.fill("input[name=code]", code)
    press(page, WORDS[language].follow)
    press(page, WORDS[language].proof)
    page.fill("input[name=regel]", "Anna de Vries")
    page.locator("input[name=regel]").press("Enter")
    lines = page.locator(".vr-strip").inner_text()
    check_strip(read_strip(lines), site.manifest.strip_keys)
    with page.expect_download() as download:
        page.locator("button[value=bewijs-bestand]").click()
    kept = Path(download.value.path()).read_text(encoding="utf-8")
    assert lines in kept
    assert code not in kept
    printed = page.pdf(format="A4", margin={"top": "15mm", "bottom": "15mm"})
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
    page.emulate_media(media="print")
    assert page.locator(".vr-strip").is_visible()
    assert not page.locator("input[name=regel]").is_visible()
    page.emulate_media(media="screen")
    window.go(f"/{language}/bewijs")
    page.fill("textarea[name=strook]", kept)
    page.locator("main button").click()
    assert page.locator(".govuk-panel").count() == 1
    assert "Anna de Vries" in page.locator("main").inner_text()
    window.assert_quiet()
