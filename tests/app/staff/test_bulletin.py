"""Making the bulletin on the staff pages, publishing it with two, and taking it along."""

import email
import email.policy

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from reporting.learning.actions import end_action
from reporting.store.bulletins import SqlBulletinShelf
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import publish
from tests.learning.harvest_samples import (
    LESSON,
    TODAY,
    action,
    harvest_desk,
    held_meeting,
    lesson,
)

LIST, ONE = "/bulletin", "/bulletin/2026-11"
PREVIEW = f"{ONE}/voorbeeld"


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A card that was harvested, its lesson, and an action that was done."""
    desk = harvest_desk(engine)
    meeting = held_meeting(desk)
    lesson(desk, meeting)
    done = action(desk, meeting)
    end_action(done.id, "closed", "De lijst hangt nu bij de deur.", TODAY, desk)
    return engine


@pytest.fixture
def maker(filled: Engine, signed_in: SignedIn) -> Colleague:
    """A facilitator with a draft of November."""
    facilitator = signed_in(Role.FACILITATOR)
    facilitator.do(LIST, ONE, maand="2026-11")
    return facilitator


def form(colleague: Colleague) -> dict[str, str | list[str]]:
    """The form of the draft at hand, as a browser would send it unchanged."""
    page = colleague.visit(ONE)
    fields: dict[str, str | list[str]] = {name: page.typed(name) for name in page.areas}
    fields["kies"] = [value for name, value in page.chosen if name == "kies"]
    fields["kaart"] = next(one["value"] for one in page.attributes("option") if "selected" in one)
    return fields


def approve(colleague: Colleague) -> str:
    """Press the button on the preview; where it leads."""
    digest = colleague.visit(PREVIEW).hidden["tekst"]
    answer = colleague.post(f"{ONE}/akkoord", tekst=digest)
    assert answer.status_code == 303, answer.text
    location: str = answer.headers["Location"]
    return location


@pytest.fixture
def published(maker: Colleague, signed_in: SignedIn) -> Colleague:
    """The maker, after a colleague of safety published the bulletin."""
    assert approve(maker) == PREVIEW
    assert approve(signed_in(Role.SAFETY_HR)) == ONE
    return maker


def test_a_draft_is_filled_with_what_is_there(maker: Colleague) -> None:
    fields = form(maker)
    assert fields["kaart"] == "c-1"
    assert len(fields["kies"]) == 2
    assert LESSON in maker.page.text
    assert "De lijst hangt nu bij de deur." in " ".join(map(str, fields.values()))
    assert "concept" in maker.visit(LIST).text


def test_an_edited_draft_is_shown_as_everybody_will_read_it(maker: Colleague) -> None:
    sent = {**form(maker), "intro_nl": "Lees dit eens.", "intro_en": "", "kaart": ""}
    page = maker.do(ONE, PREVIEW, **sent)
    assert page.text.count("Lees dit eens.") == 2
    assert "Wat zou jij doen?" not in page.text
    assert LESSON in page.text
    assert {"lang": "nl"} in page.attributes("span")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"intro_nl": "Met dank aan Fatima."}, "“Fatima” kan iemand herkenbaar maken."),
        ({"intro_en": "Thanks to Peter."}, "“Peter” kan iemand herkenbaar maken."),
        ({"intro_nl": "", "intro_en": ""}, "Schrijf een inleiding"),
        ({"kies": [], "kaart": ""}, "kies minstens een casus, les of actie"),
        ({"kies": ["nergens"]}, "Kies opnieuw."),
        ({"kaart": "c-2"}, "Kies opnieuw."),
    ],
)
def test_what_cannot_be_published_is_told_and_what_was_typed_stays(
    maker: Colleague, change: dict[str, str | list[str]], told: str
) -> None:
    sent = {**form(maker), **change}
    page = maker.send(ONE, 400, **sent)
    assert told in page.text
    for name in ("intro_nl", "intro_en"):
        assert page.typed(name) == sent[name]
    assert form(maker)["kaart"] == "c-1"


def test_a_translation_that_names_somebody_is_told_beside_its_lesson(maker: Colleague) -> None:
    sent = form(maker)
    [name] = [one for one in sent if one.startswith("text_") and sent[one] == LESSON]
    english = name.removesuffix("nl") + "en"
    page = maker.send(ONE, 400, **{**sent, english: "We learned that Peter was right."})
    assert "“Peter” kan iemand herkenbaar maken." in page.text
    assert page.typed(english) == "We learned that Peter was right."
    assert any(one["href"] == f"#{english}" for one in page.attributes("a"))


def test_two_people_publish_and_one_alone_cannot(
    maker: Colleague, signed_in: SignedIn, filled: Engine
) -> None:
    shelf = SqlBulletinShelf(filled)
    assert "Jij bent de eerste" in maker.visit(PREVIEW).text
    assert approve(maker) == PREVIEW
    page = maker.visit(PREVIEW)
    assert "Vraag nu iemand anders" in page.text
    assert f"{ONE}/akkoord" not in maker.actions
    digest = signed_in(Role.SAFETY_HR).visit(PREVIEW).hidden["tekst"]
    again = maker.send(f"{ONE}/akkoord", 409, tekst=digest)
    assert "Jij keurde dit al goed." in again.text
    assert shelf.all_published() == ()
    safety = signed_in(Role.SAFETY_HR)
    assert "Test intervisiebegeleider keurde deze tekst goed." in safety.visit(PREVIEW).text
    assert approve(safety) == ONE
    text = safety.visit(ONE).text
    assert "uitgegeven door Test intervisiebegeleider en Test veiligheid_hr" in text
    [found] = shelf.all_published()
    assert found.published_on == "2026-11-24"
    for language in ("nl", "en"):
        paper = shelf.print_of("2026-11", language)
        assert paper is not None
        assert paper.startswith(b"%PDF")


def test_a_text_that_changed_after_it_was_read_is_not_published(
    maker: Colleague, signed_in: SignedIn, filled: Engine
) -> None:
    safety = signed_in(Role.SAFETY_HR)
    assert approve(maker) == PREVIEW
    digest = safety.visit(PREVIEW).hidden["tekst"]
    maker.do(ONE, PREVIEW, **{**form(maker), "intro_nl": "Iets anders om te lezen."})
    page = safety.send(f"{ONE}/akkoord", 409, tekst=digest)
    assert "Het bulletin is intussen veranderd." in page.text
    assert "Iets anders om te lezen." in page.text
    assert SqlBulletinShelf(filled).all_published() == ()


def test_a_mail_can_be_opened_copied_and_sent_by_hand(published: Colleague) -> None:
    page = published.visit(f"{ONE}/mail")
    assert LESSON in page.typed("tekst-nl")
    assert f"<li>{LESSON}" in page.typed("html-nl")
    found = published.client.get(f"{ONE}/nl.eml")
    assert found.headers["Content-Disposition"] == 'attachment; filename="bulletin-2026-11-nl.eml"'
    mail = email.message_from_bytes(found.data, policy=email.policy.default)
    assert mail["Subject"] == "Bulletin van november 2026 – Testorganisatie"
    assert [one.get_content_type() for one in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("pdf", b"%PDF"), ("txt", b"BULLETIN VAN"), ("html", b"<!DOCTYPE html>"), ("eml", b"Subject")],
)
def test_each_file_can_be_taken_along(published: Colleague, kind: str, begins: bytes) -> None:
    found = published.client.get(f"{ONE}/nl.{kind}")
    assert found.status_code == 200
    assert found.data.startswith(begins)
    assert found.headers["Content-Disposition"].startswith("attachment")
    for wrong in (f"{ONE}/fr.{kind}", f"{ONE}/nl.exe", f"/bulletin/2025-01/nl.{kind}"):
        assert published.client.get(wrong).status_code == 404


def test_a_correction_gives_its_reason_and_is_published_by_two_again(
    published: Colleague, signed_in: SignedIn, filled: Engine
) -> None:
    published.do(f"{ONE}/verbeteren", ONE)
    told = published.send(ONE, 400, **form(published))
    assert "Schrijf waarom het bulletin verandert of verdwijnt." in told.text
    reason = {"reason_nl": "Een woord was niet goed."}
    published.do(ONE, PREVIEW, **{**form(published), **reason})
    assert approve(published) == PREVIEW
    assert SqlBulletinShelf(filled).all_published()[0].bulletin.version == 1
    assert approve(signed_in(Role.ANALIST)) == ONE
    assert SqlBulletinShelf(filled).all_published()[0].bulletin.version == 2


def test_a_withdrawal_asks_why_and_is_done_at_once(published: Colleague, filled: Engine) -> None:
    published.visit(ONE)
    assert f"{ONE}/intrekken" in published.links
    published.visit(f"{ONE}/intrekken")
    assert "Schrijf waarom" in published.send(f"{ONE}/intrekken", 400, reden="").text
    named = published.send(f"{ONE}/intrekken", 400, reden="Fatima stond erin.")
    assert "“Fatima” kan iemand herkenbaar maken." in named.text
    assert named.typed("reden") == "Fatima stond erin."
    page = published.do(f"{ONE}/intrekken", ONE, reden="Er stond iets herkenbaars in.")
    assert "ingetrokken" in page.text
    assert LESSON not in page.text
    assert SqlBulletinShelf(filled).all_published()[0].bulletin.withdrawn


def test_a_lesson_taken_back_is_marked_at_the_bulletins_that_hold_it(
    published: Colleague, filled: Engine
) -> None:
    assert "een les is teruggetrokken" not in published.visit(LIST).text
    desk = harvest_desk(filled)
    desk.store.drop_lesson(desk.store.all_lessons()[0].id)
    assert "een les is teruggetrokken" in published.visit(LIST).text


def test_a_draft_can_be_thrown_away_and_begun_again(maker: Colleague) -> None:
    maker.do(f"{ONE}/weggooien", LIST)
    assert "Er is nog geen bulletin uitgegeven." in maker.page.text
    assert "Er is geen bulletin van deze maand." in maker.visit(ONE, 404).text
    maker.do(LIST, ONE, maand="2026-11")


def test_a_month_to_come_and_a_month_that_was_done_cannot_be_begun(published: Colleague) -> None:
    assert "deze maand of een eerdere" in published.send(LIST, 400, maand="2026-12").text
    assert "al uitgegeven" in published.send(LIST, 400, maand="2026-11").text
    assert "2026-11" not in {one["value"] for one in published.visit(LIST).attributes("option")}


def test_the_band_of_reports_is_that_of_the_release(maker: Colleague, filled: Engine) -> None:
    assert "50+ meldingen" in maker.visit(PREVIEW).text
    publish(filled, {"month": "2026-11", "themes": [], "cards": [], "trends": None})
    maker.do(f"{ONE}/weggooien", LIST)
    maker.do(LIST, ONE, maand="2026-11")
    assert "meldingen. Meer" not in maker.visit(PREVIEW).text


@pytest.mark.parametrize("role", [Role.OVERSEER, Role.ADMINISTRATOR])
def test_who_watches_and_who_runs_the_machine_make_no_bulletin(
    signed_in: SignedIn, filled: Engine, role: Role
) -> None:
    assert signed_in(role).client.get(LIST).status_code == 403
