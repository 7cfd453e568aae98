"""Leading a meeting, press by press."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine

from reporting.learning.cards import find_card
from reporting.learning.errors import LearningError, MeetingClosed
from reporting.learning.groups import change_group
from reporting.learning.meeting_table import RunDesk, lay_table
from reporting.learning.meetings import Meeting, cancel_meeting, find_meeting, hold_meeting
from reporting.learning.running import (
    Press,
    end_meeting,
    press_on,
    start_meeting,
    stop_meeting_card,
)
from reporting.learning.running_errors import (
    AlreadyFurther,
    NotInThisGroup,
    NotStarted,
    NotYourMeeting,
    RoleTwice,
    TooEarlyToStart,
    TooFewPresent,
)
from reporting.learning.sitting import Sitting
from reporting.learning.stops import is_stopped, settle_stop, unsettled
from reporting.learning.turns import PRESENTER, Swap, put_right, swap_turn
from reporting.store.engine import writing
from tests.learning.samples import SOON, card_row, publish
from tests.learning.tables import LEADER, go_to, planned, press, run_desk, started, table

MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(sqlite_engine: Engine) -> RunDesk:
    publish(sqlite_engine, card_row("c-1"))
    return run_desk(sqlite_engine)


def end(meeting: Meeting, desk: RunDesk) -> None:
    end_meeting(meeting.id, sitting_of(meeting.id, desk).version, LEADER, desk)


def sitting_of(meeting_id: str, desk: RunDesk) -> Sitting:
    found = lay_table(meeting_id, LEADER, desk).sitting
    assert found is not None
    return found


def test_a_meeting_begins_with_who_is_there_and_a_clock(desk: RunDesk) -> None:
    ours, meeting = planned(desk)
    here = [one.id for one in ours.members[:4]]
    start_meeting(meeting.id, here, SOON, LEADER, desk)
    sitting = sitting_of(meeting.id, desk)
    assert (sitting.step, sitting.deadline) == ("arrive", SOON + 10 * MINUTE)
    assert [seat.member_id for seat in sitting.seats] == here
    assert sitting.present == 4
    roles = {seat.role for seat in sitting.seats}
    assert roles == {"", "timekeeper", "recorder", "observer"}
    [presenter_to_be] = [seat.member_id for seat in sitting.seats if not seat.role]
    assert table(meeting, desk).line(PRESENTER, here)[0].member_id == presenter_to_be


def test_starting_again_changes_nothing(desk: RunDesk) -> None:
    ours, meeting = started(desk)
    before = sitting_of(meeting.id, desk)
    start_meeting(meeting.id, [one.id for one in ours.members[:3]], SOON, LEADER, desk)
    assert sitting_of(meeting.id, desk) == before


@pytest.mark.parametrize(
    ("early", "present", "error"),
    [
        (61 * MINUTE, 5, TooEarlyToStart),
        (0 * MINUTE, 2, TooFewPresent),
        (0 * MINUTE, 0, TooFewPresent),
    ],
)
def test_a_meeting_does_not_begin_too_early_or_with_too_few(
    desk: RunDesk, early: timedelta, present: int, error: type[LearningError]
) -> None:
    ours, meeting = planned(desk)
    here = [one.id for one in ours.members[:present]]
    with pytest.raises(error):
        start_meeting(meeting.id, here, SOON - early, LEADER, desk)
    assert table(meeting, desk).sitting is None


def test_only_the_facilitator_of_the_group_leads_and_only_a_planned_meeting(desk: RunDesk) -> None:
    ours, meeting = planned(desk)
    here = [one.id for one in ours.members]
    with pytest.raises(NotYourMeeting):
        start_meeting(meeting.id, here, SOON, "somebody else", desk)
    with pytest.raises(NotInThisGroup):
        start_meeting(meeting.id, [*here, "a stranger"], SOON, LEADER, desk)
    with pytest.raises(NotStarted):
        press_on(meeting.id, Press("next", 1), SOON, LEADER, desk)
    cancel_meeting(meeting.id, desk.learning)
    with pytest.raises(MeetingClosed):
        start_meeting(meeting.id, here, SOON, LEADER, desk)


def test_a_meeting_that_is_called_off_while_it_goes_on_stands_still(desk: RunDesk) -> None:
    _, meeting = started(desk)
    cancel_meeting(meeting.id, desk.learning)
    for act in (partial(press, meeting, desk, "next"), partial(end, meeting, desk)):
        with pytest.raises(MeetingClosed):
            act()


def test_each_step_has_its_own_time_and_going_back_begins_it_anew(desk: RunDesk) -> None:
    _, meeting = started(desk)
    seen = []
    for minute in range(len(table(meeting, desk).agenda) - 1):
        press(meeting, desk, "next", now=SOON + minute * MINUTE)
        now = sitting_of(meeting.id, desk)
        seen.append(now.step)
        assert now.deadline == SOON + (minute + table(meeting, desk).step.step.minutes) * MINUTE
    assert ["arrive", *seen] == [each.key for each in table(meeting, desk).agenda]
    press(meeting, desk, "next")
    assert sitting_of(meeting.id, desk).step == "evaluate"
    press(meeting, desk, "previous", now=SOON)
    assert sitting_of(meeting.id, desk).deadline == SOON + 10 * MINUTE
    go_to(meeting, desk, "arrive")
    press(meeting, desk, "previous")
    assert sitting_of(meeting.id, desk).step == "arrive"
    go_to(meeting, desk, "no step of this meeting")
    assert sitting_of(meeting.id, desk).step == "arrive"


def test_the_clock_stands_still_and_goes_on_and_gets_five_minutes_more(desk: RunDesk) -> None:
    _, meeting = started(desk)
    press(meeting, desk, "pause", now=SOON + 4 * MINUTE)
    paused = sitting_of(meeting.id, desk)
    assert (paused.deadline, paused.seconds_left) == (None, 6 * 60)
    press(meeting, desk, "pause", now=SOON + 5 * MINUTE)
    press(meeting, desk, "more", now=SOON + 6 * MINUTE)
    press(meeting, desk, "resume", now=SOON + 20 * MINUTE)
    assert sitting_of(meeting.id, desk).deadline == SOON + 31 * MINUTE
    press(meeting, desk, "more", now=SOON + 21 * MINUTE)
    assert sitting_of(meeting.id, desk).deadline == SOON + 36 * MINUTE
    press(meeting, desk, "more", now=SOON + 50 * MINUTE)
    assert sitting_of(meeting.id, desk).deadline == SOON + 55 * MINUTE


def test_the_same_press_twice_is_one_press(desk: RunDesk) -> None:
    _, meeting = started(desk)
    version = sitting_of(meeting.id, desk).version
    press_on(meeting.id, Press("next", version), SOON, LEADER, desk)
    once = sitting_of(meeting.id, desk)
    for action in ("next", "more", "pause", "previous"):
        with pytest.raises(AlreadyFurther):
            press_on(meeting.id, Press(action, version), SOON, LEADER, desk)
    assert sitting_of(meeting.id, desk) == once


def test_the_floor_goes_round_and_the_presenter_is_heard_last_or_listens(desk: RunDesk) -> None:
    ours, meeting = started(desk)
    ids = [one.id for one in ours.members]
    assert table(meeting, desk).speakers() == tuple(ids)
    for _ in range(9):
        press(meeting, desk, "speaker")
    assert sitting_of(meeting.id, desk).speaker == 4
    go_to(meeting, desk, "choose")
    assert table(meeting, desk).speakers() == ()
    press(meeting, desk, "presenters", members=(ids[2],))
    go_to(meeting, desk, "m6")
    assert sitting_of(meeting.id, desk).speaker == 0
    assert table(meeting, desk).speakers() == (ids[3], ids[4], ids[0], ids[1])
    go_to(meeting, desk, "m7")
    assert table(meeting, desk).speakers() == (ids[2],)
    go_to(meeting, desk, "harvest")
    assert table(meeting, desk).speakers() == (ids[2], ids[3], ids[4], ids[0], ids[1])


def test_who_presents_gives_up_another_role_and_keeps_presenting(desk: RunDesk) -> None:
    ours, meeting = started(desk)
    keeper = sitting_of(meeting.id, desk).with_role("timekeeper")
    assert keeper is not None
    press(meeting, desk, "presenters", members=(keeper,))
    assert sitting_of(meeting.id, desk).presenters() == (keeper,)
    assert sitting_of(meeting.id, desk).with_role("timekeeper") is None
    other = next(one.id for one in ours.members if one.id != keeper)
    press(meeting, desk, "roles", roles={"timekeeper": other})
    now = sitting_of(meeting.id, desk)
    assert (now.with_role("timekeeper"), now.presenters()) == (other, (keeper,))
    assert now.with_role("observer") is None
    with pytest.raises(NotInThisGroup):
        press(meeting, desk, "presenters", members=("a stranger",))
    with pytest.raises(RoleTwice):
        press(meeting, desk, "roles", roles={"timekeeper": other, "observer": other})


def test_who_presents_is_noted_with_the_step_to_the_next(desk: RunDesk) -> None:
    ours, meeting = started(desk)
    who = ours.members[3].id
    go_to(meeting, desk, "choose")
    version = sitting_of(meeting.id, desk).version
    press(meeting, desk, "next", members=(who,))
    now = sitting_of(meeting.id, desk)
    assert (now.presenters(), now.step, now.version) == ((who,), "m4", version + 1)


def test_two_short_cases_have_two_presenters(desk: RunDesk) -> None:
    ours, meeting = started(desk, method="M02")
    ids = [one.id for one in ours.members]
    press(meeting, desk, "presenters", members=(ids[3], ids[1]))
    go_to(meeting, desk, "m1")
    assert table(meeting, desk).speakers() == (ids[3],)
    go_to(meeting, desk, "m1-2")
    assert table(meeting, desk).speakers() == (ids[1],)


def test_when_somebody_can_be_recognised_the_card_is_gone_and_the_meeting_goes_on(
    desk: RunDesk,
) -> None:
    _, meeting = started(desk, method="M12")
    go_to(meeting, desk, "m2")
    assert table(meeting, desk).card is not None
    stop_meeting_card(meeting.id, SOON + 15 * MINUTE, LEADER, desk)
    now = table(meeting, desk)
    assert (now.card, now.stopped, now.step.key) == (None, True, "bring")
    assert sitting_of(meeting.id, desk).deadline == SOON + 30 * MINUTE
    assert [(stop.card_id, stop.meeting_id) for stop in unsettled(desk.stops)] == [
        ("c-1", meeting.id)
    ]
    assert find_card("c-1", desk.learning).review == "withdrawn"
    before = sitting_of(meeting.id, desk)
    stop_meeting_card(meeting.id, SOON + 16 * MINUTE, LEADER, desk)
    assert sitting_of(meeting.id, desk) == before


def test_a_stop_in_the_midst_of_an_own_case_does_not_move_the_meeting(desk: RunDesk) -> None:
    _, meeting = started(desk)
    go_to(meeting, desk, "m5")
    before = sitting_of(meeting.id, desk)
    stop_meeting_card(meeting.id, SOON, LEADER, desk)
    assert sitting_of(meeting.id, desk) == before
    assert table(meeting, desk).card is None


def test_a_stop_that_an_analist_looked_at_keeps_the_card_away(desk: RunDesk) -> None:
    _, meeting = started(desk)
    stop_meeting_card(meeting.id, SOON, LEADER, desk)
    settle_stop("c-1", desk.stops)
    assert unsettled(desk.stops) == ()
    assert table(meeting, desk).stopped


def test_a_card_that_was_picked_before_anybody_approved_it_closes_too(
    desk: RunDesk, sqlite_engine: Engine
) -> None:
    _, meeting = started(desk)
    with writing(sqlite_engine) as connection:
        connection.exec_driver_sql("DELETE FROM card_version")
    assert table(meeting, desk).card is not None
    stop_meeting_card(meeting.id, SOON, LEADER, desk)
    assert table(meeting, desk).card is None
    assert find_card("c-1", desk.learning).review == "withdrawn"


def test_a_later_version_of_a_stopped_card_may_be_used(desk: RunDesk) -> None:
    _, meeting = started(desk)
    card = table(meeting, desk).card
    assert card is not None
    stop_meeting_card(meeting.id, SOON, LEADER, desk)
    assert is_stopped(card, desk.stops)
    assert not is_stopped(replace(card, version=card.version + 1), desk.stops)


def test_the_end_keeps_who_had_a_turn_and_forgets_who_was_there(desk: RunDesk) -> None:
    ours, meeting = started(desk)
    who = ours.members[1].id
    press(meeting, desk, "presenters", members=(who,))
    roles = {
        (seat.member_id, seat.role) for seat in sitting_of(meeting.id, desk).seats if seat.role
    }
    version = sitting_of(meeting.id, desk).version
    with pytest.raises(AlreadyFurther):
        end_meeting(meeting.id, version - 1, LEADER, desk)
    end_meeting(meeting.id, version, LEADER, desk)
    over = sitting_of(meeting.id, desk)
    assert (over.ended, over.seats, over.present) == (True, (), 5)
    assert find_meeting(meeting.id, desk.learning).status == "held"
    turns = table(meeting, desk).book.turns
    assert {(each.member_id, each.role) for each in turns} == roles
    assert (who, PRESENTER) in roles
    with pytest.raises(AlreadyFurther):
        end_meeting(meeting.id, over.version, LEADER, desk)
    with pytest.raises(AlreadyFurther):
        press(meeting, desk, "next")


def test_a_meeting_that_was_noted_as_held_can_still_be_ended_here(desk: RunDesk) -> None:
    ours, meeting = started(desk)
    press(meeting, desk, "presenters", members=(ours.members[1].id,))
    hold_meeting(meeting.id, SOON, desk.learning)
    with pytest.raises(MeetingClosed):
        press(meeting, desk, "next")
    end_meeting(meeting.id, sitting_of(meeting.id, desk).version, LEADER, desk)
    assert sitting_of(meeting.id, desk).seats == ()
    assert PRESENTER in {each.role for each in table(meeting, desk).book.turns}


def test_a_swap_puts_somebody_first_and_is_forgotten_at_the_end(desk: RunDesk) -> None:
    ours, meeting = planned(desk)
    ids = [one.id for one in ours.members]
    last = table(meeting, desk).line(PRESENTER, ids)[-1].member_id
    swap_turn(Swap(meeting.id, ids[0], "traded"), meeting, ours, desk)
    swap_turn(Swap(meeting.id, last, "urgent"), meeting, ours, desk)
    assert table(meeting, desk).line(PRESENTER, ids)[0].member_id == last
    start_meeting(meeting.id, ids, SOON, LEADER, desk)
    end_meeting(meeting.id, sitting_of(meeting.id, desk).version, LEADER, desk)
    assert table(meeting, desk).book.swaps == ()
    held = find_meeting(meeting.id, desk.learning)
    with pytest.raises(LearningError):
        swap_turn(Swap(meeting.id, last, "urgent"), held, ours, desk)


def test_who_presented_can_be_put_right_afterwards(desk: RunDesk) -> None:
    ours, meeting = started(desk)
    first, second = (one.id for one in ours.members[:2])
    press(meeting, desk, "presenters", members=(first,))
    end_meeting(meeting.id, sitting_of(meeting.id, desk).version, LEADER, desk)
    held = find_meeting(meeting.id, desk.learning)
    put_right(held, [second], ours, desk)
    turns = table(meeting, desk).book.turns
    assert [each.member_id for each in turns if each.role == PRESENTER] == [second]
    with pytest.raises(NotInThisGroup):
        put_right(held, ["a stranger"], ours, desk)


def test_a_member_who_leaves_takes_the_turns_along(desk: RunDesk) -> None:
    ours, meeting = started(desk)
    gone = ours.members[0].id
    press(meeting, desk, "presenters", members=(gone,))
    end_meeting(meeting.id, sitting_of(meeting.id, desk).version, LEADER, desk)
    other = ours.members[1]
    members = (*ours.members[1:], type(other)("Nieuw lid", "Zorg"))
    changed = change_group(type(ours)(ours.id, ours.name, members, ours.facilitator), desk.learning)
    book = desk.turns.turn_book(changed)
    assert gone not in {each.member_id for each in book.turns}
    assert gone not in {each.member_id for each in book.places}
    assert len(book.standings(PRESENTER, SOON)) == 5
