"""Every page of the staff looked at: no barrier for axe, and no wider than the screen."""

from collections.abc import Iterable
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Watched

RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OTHER_LANGUAGE: Final = {"nl": "Nederlands", "en": "English"}
LOOKS: Final = (("nl", 375, False), ("nl", 1280, True), ("en", 375, True), ("en", 1280, False))
"""Language, pixels across, dark. Each pair of two of them occurs; all eight would take twice as
long, and what only three together break has not been seen. The reporters' pages get all eight."""
EACH_LOOK = pytest.mark.parametrize(("language", "width", "dark"), LOOKS)


def assert_fits(window: Watched, language: str, width: int, state: str) -> None:
    """The page of this moment is in its language, has no barrier, and fits the screen."""
    assert window.page.locator("html").get_attribute("lang") == language, state
    found = Axe().run(window.page, options={"runOnly": RULES})
    assert found.response["violations"] == [], state
    assert window.page.evaluate("document.documentElement.scrollWidth") <= width, state


def look_at(window: Watched, states: Iterable[str], language: str, width: int) -> list[str]:
    """Look at each state that a walk stops at, in one language; the names of the states."""
    seen = []
    for state in states:
        if window.page.locator("html").get_attribute("lang") != language:
            window.page.get_by_role("button", name=OTHER_LANGUAGE[language], exact=True).click()
        assert_fits(window, language, width, state)
        seen.append(state)
    return seen
