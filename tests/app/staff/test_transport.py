"""Forms of other sites, headers, languages, and what is not there."""

import time

import pytest
from flask import Flask
from sqlalchemy import Engine

from app.staff.permissions import Role
from app.staff.problems import problem_answer
from reporting.learning.errors import LearningError, UnknownMethod
from reporting.store.engine import WAIT_SECONDS, writing
from tests.app.staff.colleague import OWN, Colleague, assert_staff_page
from tests.app.staff.conftest import PASSWORD, address
from tests.app.staff.samples import group


def test_a_form_without_its_token_is_refused(facilitator: Colleague, engine: Engine) -> None:
    chosen = {"group": group(engine).id}
    for sent in (chosen, {**chosen, "csrf_token": "bedacht"}):
        answer = facilitator.client.post("/kaarten/c-1/kiezen", data=sent, headers=OWN)
        assert_staff_page(answer)
        assert answer.status_code == 400
    assert "voorgesteld" in facilitator.visit("/kaarten/c-1").text


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}],
)
def test_a_form_from_another_site_is_refused(
    facilitator: Colleague, engine: Engine, headers: dict[str, str]
) -> None:
    sent = {"group": group(engine).id, "csrf_token": facilitator.csrf()}
    answer = facilitator.client.post("/kaarten/c-1/kiezen", data=sent, headers=headers)
    assert_staff_page(answer)
    assert answer.status_code == 403


def test_signing_in_from_another_site_is_refused(visitor: Colleague) -> None:
    sent = {"email": address(Role.ANALIST), "password": PASSWORD, "csrf_token": visitor.csrf()}
    for foreign in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elders.example"}):
        assert visitor.client.post("/aanmelden", data=sent, headers=foreign).status_code == 403
    assert visitor.client.get("/themas").status_code == 303


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "text/plain"])
def test_other_bodies_than_a_plain_form_are_refused(facilitator: Colleague, kind: str) -> None:
    answer = facilitator.client.post("/groepen/nieuw", data=b"x", headers=OWN, content_type=kind)
    assert_staff_page(answer)
    assert answer.status_code == 415


def test_a_body_that_is_too_long_is_refused(facilitator: Colleague) -> None:
    assert facilitator.post("/groepen/nieuw", name="x" * 140_000).status_code == 413


@pytest.mark.parametrize(
    "path",
    ["/themas/t-9", "/themas/t-left", "/kaarten/c-9", "/groepen/9", "/zomaar", "/staf/login"],
)
def test_what_is_not_there_is_told_in_a_plain_page(facilitator: Colleague, path: str) -> None:
    assert "Deze pagina is er niet" in facilitator.visit(path, 404).text


@pytest.mark.parametrize("path", ["/bijeenkomsten/9/afzeggen", "/bijeenkomsten/9/gehouden"])
def test_a_form_for_what_is_not_there_is_told_in_a_plain_page(
    facilitator: Colleague, path: str
) -> None:
    assert "Deze bijeenkomst bestaat niet." in facilitator.send(path, 404).text


@pytest.mark.parametrize("kind", LearningError.__subclasses__())
def test_every_error_of_the_domain_has_a_sentence_of_its_own(
    staff_app: Flask, kind: type[LearningError]
) -> None:
    with staff_app.test_request_context("/groepen"):
        answer = problem_answer(kind())
        words = " ".join(map(str, answer.sentences))
    assert answer.status == (404 if kind.__name__.startswith("Unknown") else 409) or (
        kind is UnknownMethod
    )
    assert words != str(kind.sentence)
    assert len(words) > 20


def test_the_other_language_is_kept_and_leads_back_to_the_same_page(facilitator: Colleague) -> None:
    facilitator.visit("/kaarten?factor=F04")
    back = facilitator.page.hidden["terug"]
    english = facilitator.do("/taal/en", "/kaarten?factor=F04", terug=back)
    assert english.attributes("html")[0]["lang"] == "en"
    assert "Zeppelin without ballast" in english.text
    assert "Zeppelin without ballast" in facilitator.visit("/kaarten").text
    assert (
        "Zeppelin zonder ballast" in facilitator.do("/taal/nl", "/kaarten", terug="/kaarten").text
    )


def test_a_visitor_may_choose_a_language_before_signing_in(visitor: Colleague) -> None:
    visitor.visit("/aanmelden")
    page = visitor.do("/taal/en", "/aanmelden", terug="/aanmelden")
    assert "Sign in" in page.text
    assert visitor.post("/taal/fr").status_code == 404


def test_the_browser_chooses_the_language_when_nobody_did(visitor: Colleague) -> None:
    for accepted, language in (("en-GB,en", "en"), ("nl", "nl"), ("fr", "nl"), ("", "nl")):
        answer = visitor.client.get("/aanmelden", headers={"Accept-Language": accepted})
        assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize(
    "target", ["https://elders.example", "//elders.example", "/\\elders", "/\t/elders", "elders"]
)
def test_choosing_a_language_never_leads_to_another_site(visitor: Colleague, target: str) -> None:
    visitor.visit("/aanmelden")
    location = visitor.post("/taal/en", terug=target).headers["Location"]
    assert location == "/"


def test_machines_are_told_whether_it_lives_and_works(visitor: Colleague) -> None:
    for path, words in (("/healthz", "ok\n"), ("/readyz", "ready\n")):
        answer = visitor.client.get(path)
        assert (answer.status_code, answer.text) == (200, words)
        assert "Set-Cookie" not in answer.headers


def test_files_are_served_to_anybody_for_ever(visitor: Colleague) -> None:
    [sheet] = [
        one["href"]
        for one in visitor.visit("/aanmelden").attributes("link")
        if one["rel"] == "stylesheet"
    ]
    answer = visitor.client.get(sheet)
    assert (answer.status_code, "immutable" in answer.headers["Cache-Control"]) == (200, True)
    assert "Set-Cookie" not in answer.headers


def test_reading_and_changing_do_not_wait_for_each_other(
    facilitator: Colleague, engine: Engine
) -> None:
    found = group(engine)
    with writing(engine):
        assert "voorgesteld" in facilitator.visit("/kaarten/c-1").text
    begun = time.monotonic()
    facilitator.do("/kaarten/c-1/kiezen", "/kaarten/c-1", group=found.id)
    assert time.monotonic() - begun < WAIT_SECONDS / 2
