"""Headers, methods, bodies and addresses: what a browser and an attacker meet."""

import gzip
import re
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask

from app.intake.desk import PublicDesk
from app.intake.padding import PAGE_BYTES
from app.intake.wsgi import create_app
from app.shared.headers import SAFE_HEADERS, STRICT_TRANSPORT
from config.intake import IntakeSettings
from config.limits import MAX_BODY_BYTES
from tests.app.intake.conftest import HandClock
from tests.app.intake.visitor import FORM, OWN, STORY, Visitor
from tests.app.page_checks import assert_page, assert_safe

PAGES = ("/", "/melden", "/volgen", "/privacy", "/gewist")
POSTS = ("/nl/melden", "/nl/controleren", "/nl/versturen", "/nl/volgen", "/nl/wissen")


def test_the_headers_are_the_ones_that_were_designed() -> None:
    assert SAFE_HEADERS["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; form-action 'self'; connect-src 'none'; base-uri 'none'; "
        "object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    )
    assert SAFE_HEADERS["Referrer-Policy"] == "no-referrer"
    assert SAFE_HEADERS["Permissions-Policy"].count("=()") == 19


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_safe_and_in_its_language(visitor: Visitor, language: str, page: str) -> None:
    seen = visitor.visit(f"/{language}{page}")
    assert seen.attributes("html")[0]["lang"] == language


def test_pages_have_one_length(visitor: Visitor) -> None:
    lengths = set()
    for page in PAGES:
        visitor.visit(f"/nl{page}")
        assert visitor.response is not None
        lengths.add(len(visitor.response.data))
    visitor.check()
    assert visitor.response is not None
    assert lengths | {len(visitor.response.data)} == {PAGE_BYTES}


@pytest.mark.parametrize(
    ("asked", "given"),
    [("en-GB,en;q=0.9,nl;q=0.5", "/en/"), ("nl", "/nl/"), ("fr,de;q=0.8", "/nl/"), ("", "/nl/")],
)
def test_the_root_leads_to_the_language_of_the_browser(app: Flask, asked: str, given: str) -> None:
    found = app.test_client().get("/", headers={"Accept-Language": asked})
    assert_safe(found)
    assert (found.status_code, found.headers["Location"]) == (303, given)


def test_stopping_leads_to_a_page_that_tells_nothing_and_wipes(visitor: Visitor) -> None:
    found = visitor.app.test_client().get("/nl/wissen")
    assert_safe(found)
    assert (found.status_code, found.headers["Location"]) == (303, "/nl/gewist")
    assert found.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "meld" not in visitor.visit("/nl/gewist").text.lower()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "https://elders.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.elders.example"},
    ],
)
@pytest.mark.parametrize("path", POSTS)
def test_a_form_from_elsewhere_is_refused(
    visitor: Visitor, path: str, headers: dict[str, str]
) -> None:
    found = visitor.post(path, f"kind=K1&story={STORY}", headers)
    assert found.status_code == 403
    assert_page(found)


@pytest.mark.parametrize(
    "headers", [OWN, {"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost"}, {}]
)
def test_our_own_form_is_taken(visitor: Visitor, headers: dict[str, str]) -> None:
    body = f"kind=K1&story={STORY}"
    assert visitor.post("/nl/controleren", body, headers).status_code == 200


@pytest.mark.parametrize(
    "kind", ["application/json", "text/xml", "multipart/form-data; boundary=x", ""]
)
def test_only_plain_forms_are_read(visitor: Visitor, kind: str) -> None:
    found = visitor.post("/nl/controleren", b"{}", kind=kind)
    assert found.status_code == 415
    assert_page(found)


@pytest.mark.parametrize("length", [MAX_BODY_BYTES + 1, 10_000_000])
def test_a_body_that_is_too_long_gets_a_plain_page(visitor: Visitor, length: int) -> None:
    found = visitor.post("/nl/controleren", b"story=" + b"a" * (length - 6))
    assert found.status_code == 413
    assert "Er is niets verstuurd" in assert_page(found).text


def test_a_body_without_a_length_is_cut_off_as_well(app: Flask) -> None:
    found = app.test_client().post(
        "/nl/controleren",
        input_stream=BytesIO(b"story=" + b"a" * MAX_BODY_BYTES),
        headers=OWN,
        content_type=FORM,
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert_safe(found)
    assert found.status_code == 413


def test_thousands_of_fields_are_refused(visitor: Visitor) -> None:
    assert visitor.post("/nl/controleren", b"kind=K1&" * 5000).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/nl/", "/nl/melden", "/nl/volgen", "/healthz"])
def test_other_methods_are_refused(app: Flask, method: str, path: str) -> None:
    found = app.test_client().open(path, method=method, headers=OWN, content_type=FORM)
    assert_safe(found)
    assert found.status_code == 405


@pytest.mark.parametrize(
    "path", ["/fr/", "/nl/zomaar", "/nl/melden/", "/static/x/vrijuit.css", "/%00", "/nl/bulletins"]
)
def test_an_unknown_address_says_so_in_the_language_of_the_address(app: Flask, path: str) -> None:
    found = app.test_client().get(path)
    assert found.status_code == 404
    assert_page(found)


def test_an_error_page_tells_nothing_about_the_error(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock
) -> None:
    app = create_app(settings, desk, clock)

    def broken() -> str:
        raise RuntimeError("Karin de Vries")

    app.add_url_rule("/nl/kapot", "broken", broken)
    found = app.test_client().get("/nl/kapot")
    assert found.status_code == 500
    assert "Karin" not in assert_page(found).text


def test_only_over_https_browsers_are_told_to_insist_on_it(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock, app: Flask
) -> None:
    assert "Strict-Transport-Security" not in app.test_client().get("/nl/").headers
    secure = create_app(replace(settings, https=True), desk, clock)
    found = secure.test_client().get("/nl/")
    assert found.headers["Strict-Transport-Security"] == STRICT_TRANSPORT


def test_the_style_sheet_is_kept_under_the_hash_of_its_content(visitor: Visitor) -> None:
    page = visitor.visit("/nl/")
    [sheet] = [one["href"] for one in page.attributes("link") if one["rel"] == "stylesheet"]
    plain = visitor.app.test_client().get(sheet)
    packed = visitor.app.test_client().get(sheet, headers={"Accept-Encoding": "gzip"})
    for found in (plain, packed):
        assert_safe(found)
        assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert found.headers["Content-Type"] == "text/css; charset=utf-8"
    assert gzip.decompress(packed.data) == plain.data
    assert re.search(rb"url\(|@import|@font-face", plain.data) is None
    assert b"MIT License" in plain.data


def test_the_machine_is_told_one_word(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock, app: Flask
) -> None:
    client = app.test_client()
    assert (client.get("/healthz").data, client.get("/readyz").data) == (b"ok\n", b"ready\n")
    clock.move(days=3650)
    found = client.get("/readyz")
    assert_safe(found)
    assert (found.status_code, found.data) == (503, b"not ready\n")


def test_the_start_page_has_the_promise_its_exceptions_and_the_ways_elsewhere(
    visitor: Visitor,
) -> None:
    page = visitor.visit("/nl/")
    for words in ("misdrijf", "opzet", "roekeloosheid", "acuut gevaar", "eigen telefoon"):
        assert words in page.text
    links = {one["href"] for one in page.attributes("a")}
    assert {"tel:112", "https://example.org/ongeval", "/nl/melden", "/nl/volgen"} <= links
    assert "De vertrouwenspersoon" in page.text
    assert not any("bulletin" in link for link in links)
