"""One meeting on the staff pages: its agenda, its invitation, who is absent, and moving it."""

from typing import Any
from urllib.parse import unquote

import pytest
from icalendar import Calendar
from sqlalchemy import Engine

from app.staff.permissions import Role
from reporting.learning.groups import Group
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import group
from tests.app.staff.test_meetings import CARD, LIST, PLAN, WHEN, chosen
from tests.learning.samples import learning_desk
from tests.pdf import anatomy, words_of

TITLE = "Zeppelin zonder ballast"


@pytest.fixture
def north(engine: Engine) -> Group:
    return group(engine)


@pytest.fixture
def meeting(facilitator: Colleague, north: Group, engine: Engine) -> str:
    """The address of a meeting with the card c-1."""
    facilitator.do(f"{CARD}/kiezen", CARD, group=north.id)
    facilitator.do(PLAN, f"{LIST}/*", group=north.id, card="c-1", **WHEN)
    [kept] = learning_desk(engine).store.all_meetings()
    return f"{LIST}/{kept.id}"


def ics(colleague: Colleague, path: str) -> str:
    answer = colleague.client.get(path)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.text


def event_of(colleague: Colleague, meeting: str) -> Any:  # noqa: ANN401 - a property of an event may be any of thirty types
    """What a calendar library finds in the invitation."""
    [event] = Calendar.from_ical(ics(colleague, f"{meeting}/uitnodiging.ics")).walk("VEVENT")
    return event


def test_the_agenda_stands_on_the_clock_and_the_card_leads_to_an_own_case(
    facilitator: Colleague, meeting: str
) -> None:
    text = facilitator.visit(meeting).text
    assert "Dinsdag 8 december 2026, 09:30" in text
    assert "09:30 tot 11:30, 120 minuten" in text
    assert f"Opent met {TITLE}" in text
    assert "Daarna kiest de groep één eigen situatie die erop lijkt." in text
    for line in (
        "09:30 Aankomen en terugblik 10",
        "09:40 De kaart lezen 3",
        "09:45 Waar herken jij dit? 10",
        "09:55 Keuze en leervraag 5",
        "10:00 Vragenronde 15",
        "11:05 Evaluatie 5",
    ):
        assert line in text


def test_without_a_card_the_agenda_has_a_round_of_own_cases(
    facilitator: Colleague, north: Group
) -> None:
    page = facilitator.do(PLAN, f"{LIST}/*", group=north.id, card="", **WHEN)
    assert "09:40 Inbrengronde 15" in page.text
    assert "De kaart lezen" not in page.text
    assert "Daarna kiest de groep" not in page.text


@pytest.mark.parametrize(("method", "minutes"), [("M03", 150), ("M05", 150), ("M07", 150)])
def test_a_long_method_makes_a_long_meeting(
    facilitator: Colleague, north: Group, engine: Engine, method: str, minutes: int
) -> None:
    facilitator.do(PLAN, f"{LIST}/*", group=north.id, **{**WHEN, "method": method})
    [kept] = learning_desk(engine).store.all_meetings()
    assert kept.minutes >= minutes
    assert "vragen" not in facilitator.visit(f"{LIST}/{kept.id}").text.split("Agenda")[0]


def test_a_meeting_that_is_too_short_for_its_steps_says_so(
    facilitator: Colleague, north: Group
) -> None:
    page = facilitator.do(PLAN, f"{LIST}/*", group=north.id, **WHEN, minutes="60")
    assert "Er staan er 60 gepland. Plan langer, of kies een kortere werkvorm." in page.text
    page = facilitator.send(PLAN, 400, group=north.id, **{**WHEN, "minutes": "een uur"})
    assert "Een bijeenkomst duurt 30 tot 240 minuten." in page.text


@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_the_agenda_can_be_printed(facilitator: Colleague, meeting: str, spoken: str) -> None:
    facilitator.visit(meeting)
    facilitator.post(f"/taal/{spoken}", terug=meeting)
    answer = facilitator.client.get(f"{meeting}/agenda.pdf")
    read = words_of(answer.data)
    title = {"nl": TITLE, "en": "Zeppelin without ballast"}[spoken]
    words = {"nl": "Waar herken jij dit?", "en": "Where do you recognise this?"}[spoken]
    for expected in (title, words, "09:30", "11:05", "Zaal 2", "Groep Noord"):
        assert expected in read
    assert "/Marked true" in anatomy(answer.data)


def test_an_invitation_says_intervisie_and_nothing_else(
    facilitator: Colleague, meeting: str
) -> None:
    content = ics(facilitator, f"{meeting}/uitnodiging.ics")
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert event["summary"] == "Intervisie"
    assert event.decoded("dtstart").isoformat() == "2026-12-08T09:30:00+01:00"
    for telling in (TITLE, "Zeppelin", "Incident", "Groep Noord", "Lid", "c-1"):
        assert telling not in content


def test_the_mail_text_tells_when_and_where_and_not_what_about(
    facilitator: Colleague, meeting: str
) -> None:
    page = facilitator.visit(meeting)
    assert (
        "We zien elkaar op dinsdag 8 december 2026, 09:30, tot 11:30. Plaats: Zaal 2" in page.text
    )
    [link] = [one for one in facilitator.links if one.startswith("mailto:?")]
    written = unquote(link)
    assert "subject=Intervisie: dinsdag 8 december 2026, 09:30" in written
    assert TITLE not in written


def test_a_meeting_that_moves_keeps_its_card_and_its_name_in_the_calendar(
    facilitator: Colleague, meeting: str, north: Group
) -> None:
    before = event_of(facilitator, meeting)
    facilitator.visit(f"{meeting}/wijzigen")
    assert {"c-1", "M01"} <= chosen(facilitator)
    sent = {**WHEN, "day": "2027-04-06", "card": "c-1", "group": north.id}
    page = facilitator.do(f"{meeting}/wijzigen", meeting, **sent)
    assert "Dinsdag 6 april 2027, 09:30" in page.text
    assert f"Opent met {TITLE}" in page.text
    assert "Intervisie gewijzigd: dinsdag 6 april 2027" in page.text
    after = event_of(facilitator, meeting)
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
    assert after.decoded("dtstart").isoformat() == "2027-04-06T09:30:00+02:00"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"day": "2026-11-01"}, "Kies een dag en een tijd die nog komen."),
        ({"card": "c-2"}, "Deze groep koos deze kaart nog niet."),
        ({"minutes": "7"}, "Een bijeenkomst duurt 30 tot 240 minuten."),
    ],
)
def test_a_change_that_cannot_be_is_told_and_what_was_typed_stays(
    facilitator: Colleague, meeting: str, changes: dict[str, str], told: str
) -> None:
    page = facilitator.send(
        f"{meeting}/wijzigen", 400, **{**WHEN, "card": "c-1", "place": "Tuinhuis", **changes}
    )
    assert told in page.text
    values = {one["name"]: one["value"] for one in page.attributes("input") if "value" in one}
    assert values["place"] == "Tuinhuis"


def test_a_cancelled_meeting_offers_the_file_that_takes_it_out(
    facilitator: Colleague, meeting: str
) -> None:
    page = facilitator.do(f"{meeting}/afzeggen", meeting)
    assert "Afzegging sturen" in page.text
    assert "Intervisie vervalt: dinsdag 8 december 2026" in page.text
    calendar = Calendar.from_ical(ics(facilitator, f"{meeting}/uitnodiging.ics"))
    assert calendar["method"] == "CANCEL"
    assert f"{meeting}/wijzigen" not in facilitator.links


def test_who_cannot_come_is_noted_and_with_three_the_page_advises_to_move(
    facilitator: Colleague, meeting: str, north: Group
) -> None:
    ids = [member.id for member in north.members]
    page = facilitator.do(f"{meeting}/afwezig", meeting, absent=ids[:2])
    assert {value for name, value in page.chosen if name == "absent"} == set(ids[:2])
    assert "Verzet de bijeenkomst liever." not in page.text
    page = facilitator.do(f"{meeting}/afwezig", meeting, absent=ids[:3])
    assert "Verzet de bijeenkomst liever." in page.text
    page = facilitator.do(f"{meeting}/afwezig", meeting)
    assert page.chosen == set()
    assert facilitator.post(f"{meeting}/afwezig", absent="somebody").status_code == 409


def test_who_told_that_they_cannot_come_is_not_counted_as_present(
    facilitator: Colleague, engine: Engine
) -> None:
    people = {"member": [f"Lid {n}" for n in range(5)], "unit": list("ABCDE")}
    facilitator.visit("/groepen/nieuw")
    facilitator.do("/groepen/nieuw", "/groepen/*", name="Oost", **people)
    [mine] = learning_desk(engine).store.all_groups()
    facilitator.do(PLAN, f"{LIST}/*", group=mine.id, card="", **WHEN)
    [planned] = learning_desk(engine).store.all_meetings()
    first, *others = [member.id for member in mine.members]
    facilitator.do(f"{LIST}/{planned.id}/afwezig", f"{LIST}/{planned.id}", absent=[first])
    assert f"{LIST}/{planned.id}/leiden" in facilitator.links
    page = facilitator.visit(f"{LIST}/{planned.id}/leiden")
    assert {value for name, value in page.chosen if name == "member"} == set(others)


def test_addresses_go_into_the_file_and_are_kept_nowhere(
    facilitator: Colleague, meeting: str, engine: Engine
) -> None:
    facilitator.visit(meeting)
    sent = "een@voorbeeld.example\ntwee@voorbeeld.example"
    answer = facilitator.post(f"{meeting}/uitnodiging.ics", addresses=sent)
    assert answer.text.count("ATTENDEE") == 2
    assert "voorbeeld.example" not in facilitator.visit(meeting).text
    assert "ATTENDEE" not in ics(facilitator, f"{meeting}/uitnodiging.ics")
    page = facilitator.send(f"{meeting}/uitnodiging.ics", 400, addresses=f"{sent}\ngeen adres")
    assert "Schrijf op elke regel één e-mailadres" in page.text
    assert page.typed("addresses").endswith("geen adres")


def test_safety_sees_when_a_group_meets_and_not_who_is_absent(
    facilitator: Colleague, meeting: str, north: Group, signed_in: SignedIn
) -> None:
    facilitator.do(f"{meeting}/afwezig", meeting, absent=[one.id for one in north.members[:3]])
    safety = signed_in(Role.SAFETY_HR)
    text = safety.visit(meeting).text
    assert "09:30 tot 11:30" in text
    for hidden in ("Lid 0", "kan er niet", "Verzet", "Uitnodiging"):
        assert hidden not in text
    for path in ("wijzigen", "uitnodiging.ics", "agenda.pdf"):
        assert safety.client.get(f"{meeting}/{path}").status_code == 403


def test_meetings_are_listed_for_one_group_when_asked(
    facilitator: Colleague, meeting: str, north: Group, engine: Engine
) -> None:
    south = group(engine, "Groep Zuid")
    facilitator.do(PLAN, f"{LIST}/*", group=south.id, **{**WHEN, "place": "Zaal 9"})
    everything = facilitator.visit(LIST).text
    assert "Zaal 2" in everything
    assert "Zaal 9" in everything
    only = facilitator.visit(f"{LIST}?groep={south.id}").text
    assert "Zaal 9" in only
    assert "Zaal 2" not in only
