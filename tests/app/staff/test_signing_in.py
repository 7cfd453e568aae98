"""Coming in, staying in and going out."""

from datetime import timedelta

import pytest
from flask import Flask

from app.staff.accounts import IDLE, LONGEST
from app.staff.permissions import Role
from tests.app.intake.conftest import HandClock
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import PASSWORD, SignedIn, address

WHO = address(Role.ANALIST)
MINUTE = timedelta(minutes=1)


def sign_in(visitor: Colleague, email: str = WHO, password: str = PASSWORD) -> str | None:
    """Fill in the sign-in page; returns where it leads, or None when it is shown again."""
    visitor.visit("/aanmelden")
    answer = visitor.post("/aanmelden", email=email, password=password)
    return answer.headers.get("Location")


def test_who_signs_in_comes_to_the_first_page_of_their_own(visitor: Colleague) -> None:
    assert sign_in(visitor) == "/"
    assert visitor.client.get("/").headers["Location"] == "/screening"
    assert "Afmelden" in visitor.visit("/screening").text


def test_the_sign_in_page_says_what_the_pages_are_not_for(visitor: Colleague) -> None:
    page = visitor.visit("/aanmelden")
    assert "zoeken naar wie iets meldde" in page.text
    assert "Afmelden" not in page.text


def test_a_wrong_password_and_an_unknown_address_give_the_same_page(visitor: Colleague) -> None:
    shown = []
    for email, password in ((WHO, "niet mijn wachtwoord"), ("niemand@staf.example", PASSWORD)):
        visitor.visit("/aanmelden")
        page = visitor.send("/aanmelden", 200, email=email, password=password)
        assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in page.text
        shown.append([(tag, {**of, "value": ""}) for tag, of in page.tags])
    assert shown[0] == shown[1]
    visitor.visit("/aanmelden")


def test_an_empty_form_says_the_same(visitor: Colleague) -> None:
    visitor.visit("/aanmelden")
    page = visitor.send("/aanmelden", 200, email="", password="")
    assert "horen niet bij elkaar" in page.text


def test_who_has_not_signed_in_is_sent_to_the_sign_in_page(visitor: Colleague) -> None:
    for path, back in (
        ("/", ""),
        ("/beheer", "?next=%2Fbeheer"),
        ("/themas?op=naam", "?next=%2Fthemas%3Fop%3Dnaam"),
    ):
        answer = visitor.client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/aanmelden{back}")


def test_signing_in_leads_to_the_page_that_was_asked_for(visitor: Colleague) -> None:
    page = visitor.visit(visitor.client.get("/kaarten?factor=F12").headers["Location"])
    sent = {"email": WHO, "password": PASSWORD, "next": page.hidden["next"]}
    assert visitor.post("/aanmelden", **sent).headers["Location"] == "/kaarten?factor=F12"


def test_a_page_asked_for_with_a_form_is_not_gone_back_to(visitor: Colleague) -> None:
    assert visitor.post("/groepen/nieuw").headers["Location"] == "/aanmelden"


@pytest.mark.parametrize("next_page", ["https://elders.example/", "//elders.example", "/\\elders"])
def test_signing_in_never_leads_to_another_site(visitor: Colleague, next_page: str) -> None:
    visitor.visit("/aanmelden")
    answer = visitor.post("/aanmelden", email=WHO, password=PASSWORD, next=next_page)
    assert not (answer.headers.get("Location") or "/").startswith(("http", "//", "/\\"))


def test_who_signs_out_is_out_and_so_is_a_copy_of_the_cookie(visitor: Colleague) -> None:
    sign_in(visitor)
    visitor.visit("/themas")
    cookie = visitor.client.get_cookie("staf")
    assert cookie is not None
    assert visitor.post("/afmelden").headers["Location"] == "/aanmelden"
    assert visitor.client.get("/themas").status_code == 303
    thief = visitor.app.test_client()
    thief.set_cookie("staf", cookie.value)
    assert thief.get("/themas").status_code == 303


def test_a_link_does_not_sign_out(engine: object, signed_in: SignedIn) -> None:
    colleague = signed_in(Role.ANALIST)
    assert colleague.client.get("/afmelden").status_code == 405
    colleague.visit("/themas")


def test_a_session_ends_after_a_quarter_of_an_hour_without_use(
    engine: object, signed_in: SignedIn, clock: HandClock
) -> None:
    colleague = signed_in(Role.ANALIST)
    colleague.visit("/themas")
    clock.now += IDLE
    colleague.visit("/themas")
    clock.now += IDLE + MINUTE
    assert colleague.client.get("/themas").headers["Location"] == "/aanmelden?next=%2Fthemas"
    clock.now -= MINUTE
    assert colleague.client.get("/themas").status_code == 303


def test_the_language_outlives_the_session(
    engine: object, signed_in: SignedIn, clock: HandClock
) -> None:
    colleague = signed_in(Role.ANALIST)
    colleague.do("/taal/en", "/themas", terug="/themas")
    clock.now += IDLE + MINUTE
    assert colleague.client.get("/themas").status_code == 303
    assert "Sign in" in colleague.visit("/aanmelden").text


def test_a_session_ends_after_eight_hours_however_busy_it_is(
    engine: object, signed_in: SignedIn, clock: HandClock
) -> None:
    colleague = signed_in(Role.ANALIST)
    began = clock.now
    while clock.now <= began + LONGEST:
        assert colleague.client.get("/trends").status_code == 200
        clock.now += IDLE
    assert colleague.client.get("/trends").status_code == 303


def test_signing_in_again_starts_a_new_day(visitor: Colleague, clock: HandClock) -> None:
    sign_in(visitor)
    visitor.visit("/themas")
    visitor.post("/afmelden")
    clock.now += LONGEST + MINUTE
    sign_in(visitor)
    visitor.visit("/themas")


def test_over_https_the_cookie_is_for_this_host_only(https_app: Flask) -> None:
    answer = https_app.test_client().get("/aanmelden", base_url="https://localhost")
    [cookie] = answer.headers.get_all("Set-Cookie")
    assert cookie.startswith("__Host-staf=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_nothing_of_the_sign_in_library_but_signing_in_and_out_is_open(visitor: Colleague) -> None:
    for path in ("/verify", "/fs-static/base.css", "/register", "/reset", "/change", "/login"):
        assert visitor.client.get(path).status_code in {303, 404}, path
    for path in ("/register", "/reset", "/login"):
        assert visitor.post(path).status_code == 404, path
