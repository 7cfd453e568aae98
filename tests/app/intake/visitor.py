"""A reporter in a test: every page visited is checked, and forms carry what the page gave."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import TestResponse

from tests.app.page_checks import Seen, assert_page, assert_safe

STORY = "Ik pakte de verkeerde spuit, want de lades lijken op elkaar. Een collega zag het op tijd."
OWN = {"Sec-Fetch-Site": "same-origin"}
FORM = "application/x-www-form-urlencoded"


@dataclass
class Visitor:
    app: Flask
    page: Seen = field(default_factory=Seen)
    response: TestResponse | None = None

    def visit(self, path: str, status: int = 200) -> Seen:
        return self._shown(self.app.test_client(use_cookies=False).get(path), status)

    def send(self, path: str, status: int = 200, **fields: str | list[str]) -> Seen:
        """Send the form on the page at hand, with these fields beside its hidden ones."""
        body = urlencode({**self.page.hidden, **fields}, doseq=True)
        return self._shown(self.post(path, body), status)

    def post(
        self, path: str, body: str | bytes, headers: dict[str, str] | None = None, kind: str = FORM
    ) -> TestResponse:
        """A bare request; the answer has the safe headers whatever it is."""
        client = self.app.test_client(use_cookies=False)
        found = client.post(
            path, data=body, headers=OWN if headers is None else headers, content_type=kind
        )
        assert_safe(found)
        return found

    def _shown(self, response: TestResponse, status: int) -> Seen:
        self.response = response
        self.page = assert_page(response)
        assert response.status_code == status, self.page.text
        return self.page

    @property
    def headers(self) -> dict[str, str]:
        """Of the answer at hand."""
        assert self.response is not None
        return dict(self.response.headers)

    @property
    def code(self) -> str:
        """The receipt code on the page at hand."""
        return receipt_code(self.page)

    def check(self, language: str = "nl", **fields: str | list[str]) -> Seen:
        """Fill in the form and go to the check page."""
        self.visit(f"/{language}/melden")
        told: dict[str, str | list[str]] = {"kind": "K1", "story": STORY, **fields}
        return self.send(f"/{language}/controleren", 200, **told)

    def press_send(self, status: int = 201, **fields: str | list[str]) -> Seen:
        """Press the send button on the check page, with its text areas as they are."""
        shown: dict[str, str | list[str]] = {
            name: self.page.typed(name) for name in self.page.areas
        }
        shown["keep"] = [value for name, value in self.page.chosen if name == "keep"]
        return self.send("/nl/versturen", status, **(shown | fields))


def receipt_code(page: Seen) -> str:
    texts = [text.strip() for text in page.texts if text.strip()]
    label = "Je code:" if "Je code:" in texts else "Your code:"
    start = texts.index(label) + 1
    return "".join(texts[start : start + 11])
