"""Reporters of the attack tests: real requests, with marks that must be found nowhere."""

import re
from collections.abc import Mapping
from typing import Final

from tests.web import Client, Form, Page

CODE: Final = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}")
BROWSER: Final = "Kenmerkbrowser/7.3"
ADDRESS: Final = "203.0.113.77"
SEEN: Final = {"User-Agent": BROWSER, "X-Forwarded-For": ADDRESS, "X-Real-IP": ADDRESS}


def write(mark: str) -> dict[str, str]:
    """What one reporter fills in; the mark stands in the text."""
    story = f"Ik gaf bijna de verkeerde {mark}, want de lades lijken op elkaar. Het liep goed af."
    return {"kind": "K1", "story": story}


def filled_in(form: Form, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields of a form, with these answers in place of what stood there."""
    return [pair for pair in form.fields if pair[0] not in answers] + list(answers.items())


def code_on(page: Page) -> str:
    found = CODE.search(page.text)
    assert found is not None, page.text
    return found.group()


def report(client: Client, mark: str) -> str:
    """Send a report from beginning to end, as a browser that is easy to recognise; its code."""
    asked = client.get("/nl/melden").form("/controleren")
    checked = client.post(asked.action, filled_in(asked, write(mark)), **SEEN)
    form = checked.form("/versturen")
    sent = client.post(form.action, form.fields, **SEEN)
    assert sent.status == 201, sent.text
    return code_on(sent)
