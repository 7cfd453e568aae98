"""What the check page asks a reporter to think of; nothing of it stops a report."""

import re
from collections.abc import Mapping

import pytest

from app.intake.padding import PAGE_BYTES
from tests.app.intake.conftest import StoredReports
from tests.app.intake.visitor import STORY, Visitor
from tests.app.page_checks import Seen

DANGER = "De nooduitgang bij het magazijn is nog steeds geblokkeerd met pallets."
ACCUSATION = "Mijn leidinggevende liegt over de roosters en pest de stagiaire."
HARM = "De tillift sloeg om en de bewoner brak haar heup op twee plaatsen."
RARE = "Ik ben de enige man in het team en het was mijn eerste werkdag."
TITLES: Mapping[str, str] = {
    "danger": "Is er nu gevaar?",
    "harm": "Was het gevolg ernstig?",
    "accusation": "Gaat dit over hoe iemand zich gedraagt?",
    "rare": "Iemand die erbij was, herkent dit misschien",
}
NEVER_SAID = re.compile(
    r"\b(fout\w*|schuld\w*|dader\w*|klokkenluid\w*|fault\w*|guilt\w*|blame\w*)", re.IGNORECASE
)


def warned(page: Seen) -> list[str]:
    """The kinds of warning on a page, in order from the top."""
    found = {kind: page.text.find(title) for kind, title in TITLES.items()}
    return sorted((kind for kind, at in found.items() if at >= 0), key=lambda kind: found[kind])


def links(page: Seen) -> list[str]:
    return [one["href"] for one in page.attributes("a")]


def test_an_ordinary_story_gets_no_warning(visitor: Visitor) -> None:
    assert warned(visitor.check()) == []
    assert "tel:112" not in links(visitor.page)


@pytest.mark.parametrize(
    ("story", "kind"),
    [(DANGER, "danger"), (HARM, "harm"), (ACCUSATION, "accusation"), (RARE, "rare")],
)
def test_each_warning_is_shown_and_the_report_can_be_sent(
    visitor: Visitor, stored_reports: StoredReports, story: str, kind: str
) -> None:
    assert warned(visitor.check(story=story)) == [kind]
    visitor.press_send()
    assert len(stored_reports()) == 1


def test_danger_stands_first_on_the_page_with_its_link(visitor: Visitor) -> None:
    page = visitor.check(story=f"{RARE} {ACCUSATION} {HARM} {DANGER}", kind="K2")
    assert warned(page) == ["danger", "harm", "accusation", "rare"]
    assert page.text.find(TITLES["danger"]) < page.text.rfind("Controleer je melding")
    assert page.text.find(TITLES["rare"]) < page.text.find("Wat gebeurde er?")
    assert "tel:112" in links(page)
    assert "https://example.org/ongeval" in links(page)


def test_a_route_without_an_address_is_shown_as_words(visitor: Visitor) -> None:
    page = visitor.check(story=ACCUSATION)
    assert "De vertrouwenspersoon" in page.text
    assert "Je leidinggevende of P&O" in page.text
    assert [link for link in links(page) if not link.startswith(("/", "#"))] == []


def test_who_may_not_want_to_live_is_given_a_number_to_call(visitor: Visitor) -> None:
    page = visitor.check(story="Een cliënt zegt dat hij dood wil. Hij wil niet meer leven.")
    assert "Bel 113 of 0800-0113" in page.text
    assert "tel:08000113" in links(page)
    assert "113 of" not in visitor.check(story=DANGER).text


def test_a_serious_answer_shows_the_formal_way(visitor: Visitor) -> None:
    assert warned(visitor.check(kind="K2", severity_actual="S3")) == ["harm"]
    assert warned(visitor.check(kind="K2", severity_actual="S2")) == []
    data = visitor.check(kind="K2", severity_actual="S4", consequence=["G4"])
    assert "De privacy officer, vandaag nog" in data.text
    assert "Arbeidsinspectie" not in data.text


def test_a_report_of_what_went_well_is_no_accusation(visitor: Visitor) -> None:
    assert warned(visitor.check(story=ACCUSATION, kind="K4")) == []


def test_a_chosen_department_makes_a_story_rarer(visitor: Visitor) -> None:
    story = "Het was mijn eerste werkdag en ik zocht de sleutel van de kast."
    assert warned(visitor.check(story=story)) == []
    assert warned(visitor.check(story=story, unit="Techniek")) == ["rare"]
    assert "de afdeling die je koos" in visitor.page.text
    assert "bijzondere dag: “eerste werkdag”" in visitor.page.text


def test_the_text_can_be_changed_at_once_and_the_warning_goes(visitor: Visitor) -> None:
    opened = visitor.check(story=RARE).attributes("details")
    assert ["open" in one for one in opened] == [False, True]
    visitor.send("/nl/controleren", story=STORY, tip="", also="")
    assert warned(visitor.page) == []


def test_a_quote_is_shown_as_text_and_nothing_else(visitor: Visitor) -> None:
    page = visitor.check(
        story='Zij zei: "dit is <b>echt</b> 100%(d)s niet goed" en ik stopte toen.'
    )
    assert "“dit is <b>echt</b> 100%(d)s niet goed”" in page.text
    assert page.attributes("b") == []


def test_the_tip_is_looked_at_too(visitor: Visitor) -> None:
    assert warned(visitor.check(tip=ACCUSATION)) == ["accusation"]


def test_warnings_do_not_show_in_the_length_of_the_page(visitor: Visitor) -> None:
    lengths = set()
    for story in (STORY, f"{RARE} {ACCUSATION} {HARM} {DANGER}"):
        visitor.check(story=story)
        assert visitor.response
        lengths.add(len(visitor.response.data))
    assert lengths == {PAGE_BYTES}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_warning_speaks_of_guilt(visitor: Visitor, language: str) -> None:
    stories = {
        "nl": f"{RARE} {ACCUSATION} {HARM} {DANGER}",
        "en": "The fire exit is still blocked. My manager lies. She broke her hip. "
        "I am the only man in the team and it was my first day.",
    }
    page = visitor.check(language, story=stories[language], kind="K2")
    assert len(page.attributes("details")) == 2
    assert (
        len([one for one in page.attributes("div") if one.get("class") == "govuk-inset-text"]) == 4
    )
    assert NEVER_SAID.findall(page.text) == []


def test_the_words_are_in_the_language_of_the_page_and_the_lists_in_that_of_the_text(
    visitor: Visitor,
) -> None:
    page = visitor.check("en", story=DANGER)
    assert "Is there danger right now?" in page.text
    assert "Call 112 or warn your manager" in page.text
