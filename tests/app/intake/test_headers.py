"""The exact set of headers of every kind of answer: every address with every status it can give."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from app.intake.desk import PublicDesk, Turnstile
from app.intake.wsgi import create_app
from app.shared.headers import SAFE_HEADERS
from config.intake import IntakeSettings
from reporting.errors import StoreUnavailable
from tests.app.intake.conftest import HandClock
from tests.app.intake.visitor import FORM, OWN, STORY, Visitor

EVERYWHERE = {*SAFE_HEADERS, "Cache-Control", "Content-Length", "Content-Type"}
MORE: dict[str, set[str]] = {
    "page": set(),
    "busy": {"Retry-After"},
    "method": {"Allow"},
    "root": {"Location", "Vary"},
    "leave": {"Location", "Clear-Site-Data"},
    "file": {"Vary"},
    "packed": {"Vary", "Content-Encoding"},
}
GETS = ["/nl/", "/en/melden", "/nl/volgen", "/nl/privacy", "/nl/gewist"]
POSTS = ["/nl/melden", "/nl/controleren", "/nl/versturen", "/nl/volgen"]
CROSS = {"Sec-Fetch-Site": "cross-site"}


def assert_exactly(found: TestResponse, status: int, kind: str) -> None:
    assert found.status_code == status
    assert set(found.headers.keys()) == EVERYWHERE | MORE[kind]
    for name, value in SAFE_HEADERS.items():
        assert found.headers.get_all(name) == [value]
    forever = found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert forever == (kind in {"file", "packed"})
    assert forever or found.headers["Cache-Control"] == "no-store"


def ask(app: Flask, path: str, method: str = "GET", **sent: object) -> TestResponse:
    client = app.test_client(use_cookies=False)
    headers = sent.pop("headers", OWN if method != "GET" else {})
    kind = sent.pop("kind", FORM)
    return client.open(path, method=method, headers=headers, content_type=kind, **sent)  # type: ignore[arg-type]  # as a test names them


@pytest.mark.parametrize("path", GETS)
def test_pages(app: Flask, path: str) -> None:
    assert_exactly(ask(app, path), 200, "page")


@pytest.mark.parametrize("path", POSTS)
def test_every_refusal_of_a_form(app: Flask, engine_of_app: Engine, path: str) -> None:
    story = urlencode({"kind": "K1", "story": STORY})
    assert_exactly(ask(app, path, "POST", data=story, headers=CROSS), 403, "page")
    assert_exactly(ask(app, path, "POST", data="nergens=1"), 400, "page")
    assert_exactly(ask(app, path, "POST", data="a" * 200_000), 413, "page")
    assert_exactly(ask(app, path, "POST", data="{}", kind="application/json"), 415, "page")
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
        assert_exactly(ask(app, path, method), 405, "method")


def test_from_form_to_receipt_and_back(visitor: Visitor) -> None:
    visitor.check()
    assert visitor.response is not None
    assert_exactly(visitor.response, 200, "page")
    code = visitor.code
    visitor.press_send()
    assert_exactly(visitor.response, 201, "page")
    for typed, status in ((code, 200), ("XXXX", 400)):
        found = ask(visitor.app, "/nl/volgen", "POST", data=urlencode({"code": typed}))
        assert_exactly(found, status, "page")


def test_what_is_not_there(app: Flask) -> None:
    for path in ("/nl/zomaar", "/static/0/vrijuit.css", "/%00", "/fr/", "/nl/../etc/passwd"):
        assert_exactly(ask(app, path), 404, "page")


def test_redirects(app: Flask) -> None:
    assert_exactly(ask(app, "/"), 303, "root")
    for method in ("GET", "POST"):
        assert_exactly(ask(app, "/nl/wissen", method), 303, "leave")


def test_files(visitor: Visitor) -> None:
    page = visitor.visit("/nl/")
    found = [one["href"] for one in page.attributes("link")]
    found += [one["src"] for one in page.attributes("script")]
    assert len(found) == 3
    for path in found:
        assert_exactly(ask(visitor.app, path), 200, "file")
        packed = ask(visitor.app, path, headers={"Accept-Encoding": "gzip"})
        assert_exactly(packed, 200, "packed")


@pytest.fixture
def broken(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock, engine_of_app: Engine
) -> Flask:
    """Pages on a bad day: no database, no lookups left."""
    shut = replace(desk, turnstile=Turnstile(most=0), is_ready=lambda: False)
    app = create_app(settings, shut, clock)

    def crash() -> str:
        raise ZeroDivisionError

    def gone() -> str:
        raise StoreUnavailable

    app.add_url_rule("/nl/kapot", "crash", crash)
    app.add_url_rule("/nl/weg", "unavailable", gone)
    return app


def test_a_bad_day(broken: Flask) -> None:
    assert_exactly(ask(broken, "/nl/kapot"), 500, "page")
    assert_exactly(ask(broken, "/nl/weg"), 503, "busy")
    assert_exactly(ask(broken, "/readyz"), 503, "page")
    assert_exactly(ask(broken, "/healthz"), 200, "page")
    code = urlencode({"code": "DC7Y-NMN0-F9EM-DR52-70JR-ZSSS"})
    found = ask(broken, "/nl/volgen", "POST", data=code)
    assert found.status_code in {400, 429}
    assert_exactly(found, found.status_code, "busy" if found.status_code == 429 else "page")


def test_over_https_one_header_more(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock, app: Flask
) -> None:
    secure = create_app(replace(settings, https=True), desk, clock)
    plain, safe = ask(app, "/nl/").headers, ask(secure, "/nl/").headers
    assert set(safe.keys()) - set(plain.keys()) == {"Strict-Transport-Security"}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("vrijuit.example.org", 200),
        ("VRIJUIT.example.org:443", 200),
        ("elders.example", 400),
        ("vrijuit.example.org.elders.example", 400),
        ("vrijuit.example.org@elders.example", 400),
        ("[::1", 400),
    ],
)
def test_pages_are_given_under_their_own_name_only(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock, host: str, status: int
) -> None:
    named = create_app(replace(settings, host_names=("vrijuit.example.org",)), desk, clock)
    found = ask(named, "/nl/", headers={"Host": host})
    assert_exactly(found, status, "page")
    assert "elders" not in found.get_data(as_text=True)
    assert ask(named, "/healthz", headers={"Host": "10.0.0.7"}).status_code == 200


def test_no_page_repeats_a_host_name_that_was_made_up(app: Flask) -> None:
    for path in ("/", "/nl/", "/nl/wissen", "/nl/zomaar"):
        found = ask(app, path, headers={"Host": "elders.example"})
        assert "elders" not in found.get_data(as_text=True) + str(found.headers)


def test_stopping_leads_to_the_neutral_site_that_was_set(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock
) -> None:
    away = create_app(replace(settings, leave_url="https://weer.example/"), desk, clock)
    found = ask(away, "/nl/wissen")
    assert_exactly(found, 303, "leave")
    assert found.headers["Location"] == "https://weer.example/"


def test_the_way_out_stands_on_every_page(visitor: Visitor) -> None:
    pages = [visitor.visit(f"/nl{path}") for path in ("/", "/melden", "/volgen", "/privacy")]
    pages += [visitor.visit("/nl/zomaar", 404), visitor.check()]
    pages.append(visitor.press_send())
    for page in pages:
        assert {"id": "stop", "href": "/nl/wissen"}.items() <= next(
            one.items() for one in page.attributes("a") if one.get("id") == "stop"
        )
