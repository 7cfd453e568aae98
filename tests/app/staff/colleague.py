"""A colleague in a test: signed in or not; every page visited is checked."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.shared.headers import SAFE_HEADERS
from tests.app.page_checks import (
    Seen,
    _assert_labelled,
    _assert_nothing_inline_or_foreign,
    read_page,
)

OWN = {"Sec-Fetch-Site": "same-origin"}
NEVER_SENT = ("ETag", "Last-Modified", "Server", "X-Powered-By")


def assert_staff_safe(response: TestResponse) -> None:
    """The headers of every answer, and a cookie that only this site gets."""
    for name, value in SAFE_HEADERS.items():
        assert response.headers.get_all(name) == [value], name
    assert [name for name in NEVER_SENT if name in response.headers] == []
    assert len(response.headers.get_all("Cache-Control")) == 1
    for cookie in response.headers.get_all("Set-Cookie"):
        assert cookie.startswith("staf=")
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))


def assert_staff_page(response: TestResponse) -> Seen:
    """The rules that hold for every page of the staff; returns the page taken apart."""
    assert_staff_safe(response)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "{{" not in response.text
    seen = read_page(response)
    assert (seen.unbalanced, seen.stack) == ([], [])
    assert len(seen.attributes("h1")) == 1
    [html] = seen.attributes("html")
    assert html["lang"] in {"nl", "en"}
    _assert_nothing_inline_or_foreign(seen)
    _assert_labelled(seen)
    return seen


@dataclass
class Colleague:
    app: Flask
    client: FlaskClient = field(init=False)
    page: Seen = field(default_factory=Seen)
    token: str = ""

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def visit(self, path: str, status: int = 200) -> Seen:
        return self._shown(self.client.get(path), status)

    def post(self, path: str, **fields: str | list[str]) -> TestResponse:
        """Send a form as the page at hand would, with its token."""
        found = self.client.post(path, data={"csrf_token": self.csrf(), **fields}, headers=OWN)
        assert_staff_safe(found)
        return found

    def send(self, path: str, status: int, **fields: str | list[str]) -> Seen:
        """Send a form that is answered with a page."""
        return self._shown(self.post(path, **fields), status)

    def do(self, path: str, to: str, **fields: str | list[str]) -> Seen:
        """Send a form that works, and go where it leads; a `*` stands for an id."""
        answer = self.post(path, **fields)
        found = answer.headers.get("Location", "")
        assert (answer.status_code, fnmatchcase(found, to)) == (303, True), (found, answer.text)
        return self.visit(found)

    def csrf(self) -> str:
        """The token of this session; the sign-in page gives one to who has none yet."""
        if not self.token:
            page = read_page(self.client.get("/aanmelden", follow_redirects=True))
            self.token = page.hidden["csrf_token"]
        return self.token

    def _shown(self, response: TestResponse, status: int) -> Seen:
        self.page = assert_staff_page(response)
        assert response.status_code == status, self.page.text
        self.token = self.page.hidden["csrf_token"]
        return self.page

    @property
    def links(self) -> set[str]:
        return {one["href"] for one in self.page.attributes("a")}

    @property
    def actions(self) -> set[str]:
        """Where the forms of the page at hand are sent."""
        return {one["action"] for one in self.page.attributes("form")}
