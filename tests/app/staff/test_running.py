"""Leading a meeting from the pages, as a browser without JavaScript does."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from reporting.learning.groups import Group
from reporting.learning.meeting_changes import note_absent
from reporting.learning.meetings import Meeting, find_meeting, hold_meeting
from reporting.learning.turns import PRESENTER, in_line, lot_of
from reporting.store.running import SqlSittingStore
from reporting.store.turns import SqlStopStore, SqlTurnStore
from tests.app.intake.conftest import HandClock
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.leading import BEGINS, own_group, planned
from tests.app.staff.samples import group
from tests.learning.samples import learning_desk


@pytest.fixture
def north(engine: Engine) -> Group:
    return own_group(engine)


@pytest.fixture
def meeting(engine: Engine, north: Group) -> Meeting:
    """A planned meeting with the card c-1 and the usual opener."""
    return planned(engine, north)


def lead(meeting: Meeting) -> str:
    return f"/bijeenkomsten/{meeting.id}/leiden"


def begin(colleague: Colleague, meeting: Meeting, north: Group) -> None:
    colleague.visit(lead(meeting))
    ids = [member.id for member in north.members]
    colleague.do(f"{lead(meeting)}/begin", lead(meeting), member=ids)


def press(colleague: Colleague, meeting: Meeting, do: str, **more: str) -> None:
    version = colleague.page.hidden["version"]
    colleague.do(lead(meeting), lead(meeting), do=do, version=version, **more)


def test_before_the_meeting_the_page_says_who_is_next_and_what_will_be_done(
    facilitator: Colleague, meeting: Meeting
) -> None:
    text = facilitator.visit(lead(meeting)).text
    assert "Zeppelin zonder ballast" in text
    assert "is aan de beurt om in te brengen: geloot" in text
    assert "13:30 Aankomen en terugblik 10 min" in text
    assert "Samen 105 minuten. Reserveer de kamer voor 120." in text
    assert len(facilitator.page.chosen) == 5


def test_who_said_they_cannot_come_is_not_ticked_and_not_next(
    facilitator: Colleague, meeting: Meeting, north: Group, engine: Engine
) -> None:
    facilitator.visit(lead(meeting))
    book = SqlTurnStore(engine).turn_book(north)
    first, second = in_line(book.standings(PRESENTER, BEGINS), lot_of(north.id))[:2]
    note_absent(meeting.id, frozenset({first.member_id}), learning_desk(engine))
    text = facilitator.visit(lead(meeting)).text
    ticked = {value for _, value in facilitator.page.chosen}
    assert ticked == {member.id for member in north.members} - {first.member_id}
    name = next(one.name for one in north.members if one.id == second.member_id)
    assert f"{name} is aan de beurt om in te brengen" in text


def test_a_meeting_is_led_from_step_to_step_with_its_time(
    facilitator: Colleague, meeting: Meeting, north: Group, clock: HandClock
) -> None:
    clock.now = BEGINS
    begin(facilitator, meeting, north)
    assert "Stap 1 van 14" in facilitator.page.text
    assert "tot 13:40" in facilitator.page.text
    assert "Einde rond 15:15" in facilitator.page.text
    clock.now = BEGINS + timedelta(minutes=12)
    press(facilitator, meeting, "next")
    assert "Kaart, deel 1" in facilitator.page.text
    assert "tot 13:47" in facilitator.page.text
    press(facilitator, meeting, "more")
    assert "tot 13:52" in facilitator.page.text
    press(facilitator, meeting, "pause")
    assert "gepauzeerd, nog 10 min" in facilitator.page.text
    clock.now = BEGINS + timedelta(minutes=20)
    press(facilitator, meeting, "resume")
    assert "tot 14:00" in facilitator.page.text
    press(facilitator, meeting, "previous")
    assert "Stap 1 van 14" in facilitator.page.text
    assert "tot 14:00" in facilitator.page.text


def test_the_end_of_the_card_is_not_on_the_page_before_its_step(
    facilitator: Colleague, meeting: Meeting, north: Group, clock: HandClock, engine: Engine
) -> None:
    clock.now = BEGINS
    begin(facilitator, meeting, north)
    [picked] = learning_desk(engine).store.all_picks()
    text = picked.card.texts["nl"]
    seen = []
    for key in ("arrive", "m1", "m3", "m4", "m6"):
        if key != "arrive":
            press(facilitator, meeting, "goto", step=key)
        shown = facilitator.page.text
        seen.append((text.decision in shown, text.helped in shown))
    assert seen == [(False, False), (True, False), (True, False), (True, True), (True, True)]


def test_a_reload_shows_where_the_meeting_is_and_an_old_window_changes_nothing(
    facilitator: Colleague, signed_in: SignedIn, meeting: Meeting, north: Group, clock: HandClock
) -> None:
    clock.now = BEGINS
    begin(facilitator, meeting, north)
    other = signed_in(Role.FACILITATOR)
    other.visit(lead(meeting))
    old = other.page.hidden["version"]
    press(facilitator, meeting, "next")
    there = f"{lead(meeting)}?verder=ja"
    for do in ("next", "previous", "more", "pause"):
        other.do(lead(meeting), there, do=do, version=old)
        assert "De bijeenkomst was al verder" in other.page.text
        assert "Stap 2 van 14" in other.page.text
    other.do(f"{lead(meeting)}/einde", there, version=old)
    assert "Stap 2 van 14" in facilitator.visit(lead(meeting)).text
    other.do(f"{lead(meeting)}/begin", lead(meeting), member=[one.id for one in north.members])
    assert "Stap 2 van 14" in other.page.text


def test_a_press_that_makes_no_sense_changes_nothing(
    facilitator: Colleague, meeting: Meeting, north: Group, clock: HandClock
) -> None:
    clock.now = BEGINS
    facilitator.send(lead(meeting), 409, do="next", version="1")
    begin(facilitator, meeting, north)
    facilitator.send(lead(meeting), 400, do="dance", version="1")
    for version in ("", "-1", "1e3", "9" * 40, "²"):
        facilitator.do(lead(meeting), f"{lead(meeting)}?verder=ja", do="next", version=version)
    facilitator.send(
        lead(meeting), 409, do="presenters", version="1", **{"presenter-1": "a stranger"}
    )
    assert "Stap 1 van 14" in facilitator.visit(lead(meeting)).text


def test_the_floor_goes_round_by_name(
    facilitator: Colleague, meeting: Meeting, north: Group, clock: HandClock
) -> None:
    clock.now = BEGINS
    begin(facilitator, meeting, north)
    assert "Nu Lid 1" in facilitator.page.text
    press(facilitator, meeting, "speaker")
    assert "Nu Lid 2" in facilitator.page.text
    [now] = [one for one in facilitator.page.attributes("li") if one.get("aria-current") == "true"]
    assert now["class"] == "vr-floor__now"


def test_who_presents_is_proposed_chosen_and_noted_as_a_turn(
    facilitator: Colleague, meeting: Meeting, north: Group, clock: HandClock, engine: Engine
) -> None:
    clock.now = BEGINS
    begin(facilitator, meeting, north)
    press(facilitator, meeting, "goto", step="m5")
    assert "Wie brengt in?" in facilitator.page.text
    who = north.members[2]
    press(facilitator, meeting, "next", **{"presenter-1": who.id})
    assert f"{who.name} inbrenger" in facilitator.page.text
    press(facilitator, meeting, "goto", step="evaluate")
    version = facilitator.page.hidden["version"]
    answer = facilitator.post(f"{lead(meeting)}/einde", version=version)
    assert answer.status_code == 303
    turns = SqlTurnStore(engine).turn_book(north).turns
    assert [one.member_id for one in turns if one.role == "presenter"] == [who.id]
    assert find_meeting(meeting.id, learning_desk(engine)).status == "held"
    over = SqlSittingStore(engine).sitting(meeting.id)
    assert over is not None
    assert over.seats == ()
    assert "De bijeenkomst is afgesloten" in facilitator.visit(lead(meeting)).text
    again = facilitator.post(lead(meeting), do="next", version=version)
    assert again.headers["Location"] == f"{lead(meeting)}?verder=ja"


def test_when_somebody_can_be_recognised_the_card_closes_and_the_analist_is_told(
    signed_in: SignedIn, meeting: Meeting, north: Group, clock: HandClock, engine: Engine
) -> None:
    clock.now = BEGINS
    facilitator, analist = signed_in(Role.FACILITATOR), signed_in(Role.ANALIST)
    assert "in een bijeenkomst gesloten" not in analist.visit("/screening").text
    begin(facilitator, meeting, north)
    press(facilitator, meeting, "next")
    [picked] = learning_desk(engine).store.all_picks()
    assert picked.card.texts["nl"].decision in facilitator.page.text
    assert "Twijfel is genoeg" in facilitator.visit(f"{lead(meeting)}/stop").text
    facilitator.do(f"{lead(meeting)}/stop", lead(meeting))
    assert "De kaart is gesloten. Ga verder met een eigen casus." in facilitator.page.text
    assert "Inbrengronde" in facilitator.page.text
    assert picked.card.texts["nl"].decision not in facilitator.page.text
    assert "Er is geen kaart open" in facilitator.visit(f"{lead(meeting)}/stop").text
    facilitator.do(f"{lead(meeting)}/stop", lead(meeting))
    assert len(SqlStopStore(engine).stops()) == 1
    assert "1 kaart is in een bijeenkomst gesloten" in analist.visit("/screening").text
    assert "/kaarten/gestopt" in analist.links
    assert "kijk hiernaar" in analist.visit("/kaarten/gestopt").text
    analist.do("/kaarten/gestopt/c-1", "/kaarten/gestopt")
    assert "bekeken" in analist.page.text
    assert "in een bijeenkomst gesloten" not in analist.visit("/screening").text
    analist.send("/kaarten/gestopt/c-9", 404)


def test_only_the_facilitator_of_the_group_leads(
    facilitator: Colleague, signed_in: SignedIn, engine: Engine, clock: HandClock
) -> None:
    theirs = planned(engine, group(engine, "Groep van een ander"))
    clock.now = BEGINS
    for path in ("", "/stop"):
        assert "Alleen de begeleider" in facilitator.visit(f"{lead(theirs)}{path}", 409).text
    facilitator.send(f"{lead(theirs)}/begin", 409, member="")
    facilitator.send(lead(theirs), 409, do="next", version="1")
    facilitator.send(f"{lead(theirs)}/einde", 409, version="1")
    facilitator.send(f"{lead(theirs)}/stop", 409)
    signed_in(Role.SAFETY_HR).visit(lead(theirs), 403)
    signed_in(Role.SAFETY_HR).visit("/kaarten/gestopt", 403)
    facilitator.visit("/bijeenkomsten/nergens/leiden", 404)


def test_it_cannot_begin_too_early_or_with_too_few(
    signed_in: SignedIn, engine: Engine, north: Group, clock: HandClock
) -> None:
    facilitator = signed_in(Role.FACILITATOR)
    later = planned(engine, north, card=None, method="M01", at=BEGINS + timedelta(hours=3))
    assert "Je kunt beginnen vanaf dinsdag 24 november 2026, 15:30." in (
        facilitator.visit(lead(later)).text
    )
    ids = [member.id for member in north.members]
    text = facilitator.send(f"{lead(later)}/begin", 400, member=ids).text
    assert "vanaf een uur voor de geplande tijd" in text
    clock.now = BEGINS + timedelta(hours=3)
    facilitator = signed_in(Role.FACILITATOR)
    text = facilitator.send(f"{lead(later)}/begin", 400, member=ids[:2]).text
    assert "Met minder dan drie deelnemers" in text
    assert {value for _, value in facilitator.page.chosen} == set(ids[:2])


def test_the_projector_shows_no_menu_and_stays_on_the_projector(
    facilitator: Colleague, meeting: Meeting, north: Group, clock: HandClock
) -> None:
    clock.now = BEGINS
    begin(facilitator, meeting, north)
    beamer = f"{lead(meeting)}?weergave=beamer"
    facilitator.visit(beamer)
    assert facilitator.page.attributes("header") == []
    assert facilitator.page.attributes("nav") == []
    version = facilitator.page.hidden["version"]
    facilitator.do(lead(meeting), beamer, do="next", version=version, weergave="beamer")
    assert facilitator.page.attributes("header") == []
    assert "Stap 2 van 14" in facilitator.page.text


def test_the_picture_for_the_script_is_wider_when_there_is_news(
    facilitator: Colleague, meeting: Meeting, north: Group, clock: HandClock
) -> None:
    clock.now = BEGINS
    begin(facilitator, meeting, north)
    for version, width in (("1", "1"), ("2", "2"), ("0", "2")):
        answer = facilitator.client.get(f"{lead(meeting)}/stand/{version}.svg")
        assert answer.content_type.startswith("image/svg+xml")
        assert f'width="{width}"' in answer.text
        assert answer.headers["Cache-Control"] == "no-store"


def test_who_was_signed_out_in_the_meantime_comes_back_to_the_meeting(
    facilitator: Colleague, meeting: Meeting, north: Group, clock: HandClock
) -> None:
    clock.now = BEGINS
    begin(facilitator, meeting, north)
    clock.now = BEGINS + timedelta(minutes=20)
    answer = facilitator.post(lead(meeting), do="next", version="1")
    assert answer.status_code == 303
    place = lead(meeting).replace("/", "%2F")
    assert answer.headers["Location"] == f"/aanmelden?next={place}"


def test_a_meeting_that_is_called_off_meanwhile_says_so(
    facilitator: Colleague, meeting: Meeting, north: Group, clock: HandClock
) -> None:
    clock.now = BEGINS
    begin(facilitator, meeting, north)
    facilitator.post(f"/bijeenkomsten/{meeting.id}/afzeggen")
    assert "Deze bijeenkomst gaat niet door" in facilitator.visit(lead(meeting)).text


def test_a_meeting_that_was_noted_as_held_meanwhile_is_still_to_be_closed(
    facilitator: Colleague, meeting: Meeting, north: Group, clock: HandClock, engine: Engine
) -> None:
    clock.now = BEGINS
    begin(facilitator, meeting, north)
    hold_meeting(meeting.id, BEGINS, learning_desk(engine))
    assert "Deze bijeenkomst is gehouden" in facilitator.visit(lead(meeting)).text
    version = facilitator.page.hidden["version"]
    assert facilitator.post(f"{lead(meeting)}/einde", version=version).status_code == 303
    assert "De bijeenkomst is afgesloten" in facilitator.visit(lead(meeting)).text


def test_no_word_that_is_typed_in_a_meeting_has_a_place_to_go(
    facilitator: Colleague, meeting: Meeting, north: Group, clock: HandClock
) -> None:
    clock.now = BEGINS
    begin(facilitator, meeting, north)
    for _ in range(13):
        assert facilitator.page.attributes("textarea") == []
        assert {one["type"] for one in facilitator.page.attributes("input")} <= {"hidden"}
        press(facilitator, meeting, "next")
    assert "Stap 14 van 14" in facilitator.page.text
