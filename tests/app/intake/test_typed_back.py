"""Keeping the code: shown in two forms, typed back in part, on two pages and nowhere else."""

import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine

from app.intake.typed_back import read_typed_back
from reporting.receipts import ReceiptCode, issue_receipt_code, words_of
from tests.app.intake.conftest import StoredReports
from tests.app.intake.visitor import OWN, STORY, Visitor
from tests.conftest import Site
from tests.reporting.samples import collect


def asked_parts(code: str, language: str = "") -> tuple[str, str]:
    """What to type over: groups, or words of a language."""
    receipt = ReceiptCode(code)
    first, second = read_typed_back({}, receipt).asked
    parts = words_of(receipt, language) if language else tuple(code.split("-"))
    return parts[first - 1], parts[second - 1]


def test_one_group_of_each_half_is_asked_always_the_same_of_one_code() -> None:
    seen = set()
    for _ in range(60):
        code = issue_receipt_code()
        asked = read_typed_back({}, code).asked
        assert asked == read_typed_back({}, code).asked
        assert 1 <= asked[0] <= 3 < asked[1] <= 6
        seen.add(asked)
    assert len(seen) > 3


@pytest.mark.parametrize("language", ["", "nl", "en"])
def test_two_parts_typed_over_show_that_the_code_was_kept(
    visitor: Visitor, stored_reports: StoredReports, language: str
) -> None:
    visitor.check()
    first, second = asked_parts(visitor.code, language)
    visitor.press_send(groep1=f" {first.lower()} ", groep2=second.upper())
    assert "Je typte hem goed over" in visitor.page.text
    assert len(stored_reports()) == 1


def test_a_wrong_part_sends_nothing_and_keeps_everything(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check(tip="Vraag om hulp.", factors=["F04"])
    code, (first, second) = visitor.code, asked_parts(visitor.code)
    shown = visitor.press_send(400, groep1=first, groep2="XXXX")
    assert stored_reports() == []
    number = read_typed_back({}, ReceiptCode(code)).asked[1]
    assert f"Dit is niet groepje {number} van je code" in shown.text
    assert "Er is nog niets verstuurd" in shown.text
    fields = {one["name"]: one["value"] for one in shown.attributes("input")}
    assert (fields["groep1"], fields["groep2"]) == (first, "XXXX")
    assert (visitor.code, shown.typed("story")) == (code, STORY)
    visitor.press_send(groep1=first, groep2=second)
    [report] = stored_reports()
    assert (report.tip, report.factors) == ("Vraag om hulp.", ("F04",))


def test_who_keeps_no_code_leaves_the_boxes_empty_and_the_report_is_sent(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check()
    assert "Bewaar je je code niet? Laat de vakjes dan leeg." in visitor.page.text
    visitor.press_send(groep1="", groep2=" ")
    assert len(stored_reports()) == 1
    assert "Je typte hem goed over" not in visitor.page.text


def test_after_sending_the_code_can_still_be_typed_over_and_nothing_is_sent_again(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check()
    visitor.press_send()
    code, (first, second) = visitor.code, asked_parts(visitor.code)
    visitor.send("/nl/versturen", 400, groep1="XXXX", groep2="")
    assert "Je melding is verstuurd" in visitor.page.text
    assert visitor.code == code
    visitor.send("/nl/versturen", 200, groep1=first, groep2=second)
    assert "Je typte hem goed over" in visitor.page.text
    assert visitor.code == code
    assert len(stored_reports()) == 1


def test_the_eight_words_stand_beside_the_code_in_the_language_of_the_page(
    visitor: Visitor,
) -> None:
    for language in ("nl", "en"):
        visitor.check(language)
        for word in words_of(ReceiptCode(visitor.code), language):
            assert word in visitor.page.text


@pytest.mark.parametrize("shown_in", ["nl", "en"])
def test_the_own_words_in_the_story_are_refused(
    visitor: Visitor, stored_reports: StoredReports, shown_in: str
) -> None:
    visitor.check()
    words = words_of(ReceiptCode(visitor.code), shown_in)
    also = f"{STORY} Mijn woorden: {', '.join(words)}."
    visitor.press_send(200, story=also)
    visitor.press_send(400)
    assert "Je code staat in je tekst" in visitor.page.text
    assert stored_reports() == []


class Journey:
    """Visits every page of a reporter's way, and keeps what came back."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.code = ""

    def pages(self, engine: Engine, site: Site) -> Iterator[str]:
        """The name of each page, once it is there."""
        visitor = self.visitor
        for path in ("/nl/", "/nl/melden", "/nl/privacy", "/nl/bewijs", "/nl/volgen"):
            visitor.visit(path)
            yield path
        visitor.check()
        self.code = visitor.code
        yield "check"
        checked = visitor.page
        visitor.send("/nl/melden")
        yield "form again"
        visitor.page = checked
        visitor.press_send()
        yield "sent"
        collect(engine, site, force=True)
        visitor.visit("/nl/volgen")
        visitor.send("/nl/volgen", code=self.code)
        yield "thread"
        for step in ("bewijs", "intrekken", "intrekken-zeker"):
            state = visitor.page.hidden["staat"]
            visitor.send("/nl/volgen", stap=step)
            yield step
            visitor.page.tags.append(("input", {"type": "hidden", "name": "staat", "value": state}))
        visitor.visit("/nl/gewist")
        yield "gone"


def test_the_code_stands_on_the_check_page_and_the_answer_page_and_nowhere_else(
    visitor: Visitor, engine_of_app: Engine, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    journey = Journey(visitor)
    found, everything = [], []
    for name in journey.pages(engine_of_app, site):
        assert visitor.response is not None
        everything.append((name, visitor.page, visitor.response))
    code = ReceiptCode(journey.code)
    forms = [code, code.replace("-", ""), code.lower()]
    forms += [word for language in ("nl", "en") for word in words_of(code, language)]
    for name, page, response in everything:
        body = response.get_data(as_text=True)
        if any(form in body for form in forms) or all(group in body for group in code.split("-")):
            found.append(name)
        outside = f"{response.request.url} {dict(response.headers)}"
        titles = body[body.index("<title>") : body.index("</title>")]
        attributes = [value for _, found_on in page.tags for value in found_on.values()]
        for form in forms:
            assert form not in outside, name
            assert form not in titles, name
            assert not any(form in value for value in attributes), name
    assert found == ["check", "sent"]
    said = " ".join(record.getMessage() for record in caplog.records)
    assert not any(form in said for form in forms)


def test_a_page_of_another_step_does_not_pass_for_the_answer_page(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.visit("/nl/melden")
    body = f"staat={visitor.page.hidden['staat']}&groep1=&groep2="
    answer = visitor.post("/nl/versturen", body, OWN)
    assert answer.status_code == 400
