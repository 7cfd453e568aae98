"""Meetings that go on in real databases, also when two windows press at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Engine, delete, insert
from sqlalchemy.exc import IntegrityError

from reporting.learning.card_versions import Who
from reporting.learning.errors import UnknownCard, UnknownMeeting
from reporting.learning.meeting_table import RunDesk
from reporting.learning.meetings import cancel_meeting, plan_meeting
from reporting.learning.running import Press, end_meeting, press_on, start_meeting
from reporting.learning.running_errors import AlreadyFurther
from reporting.learning.sitting import Sitting
from reporting.learning.stops import Stop, Stopping, stop_card
from reporting.learning.turns import PRESENTER, Swap
from reporting.store.engine import writing
from reporting.store.running_tables import turn_swap
from reporting.store.staff_tables import group_member
from tests.learning.samples import MONTH, NOW, SOON, card_row, plan, publish
from tests.learning.tables import LEADER, planned, press, run_desk, started, table
from tests.reporting.samples import count
from tests.store.test_learning_store import AT_ONCE, all_at_once


@pytest.fixture
def desk(engine: Engine) -> RunDesk:
    publish(engine, card_row("c-1"))
    return run_desk(engine)


def sitting_of(meeting_id: str, desk: RunDesk) -> Sitting:
    found = desk.sittings.sitting(meeting_id)
    assert found is not None
    return found


def test_of_many_windows_that_press_at_once_one_wins(engine: Engine, desk: RunDesk) -> None:
    _, meeting = started(desk)
    for _ in range(3):
        before = sitting_of(meeting.id, desk)
        forward = partial(press_on, meeting.id, Press("next", before.version), SOON, LEADER, desk)
        found = all_at_once([forward] * AT_ONCE)
        assert found.count(None) == 1
        assert found.count(AlreadyFurther) == AT_ONCE - 1
        assert sitting_of(meeting.id, desk).version == before.version + 1
    assert sitting_of(meeting.id, desk).step == table(meeting, desk).agenda[3].key
    assert count(engine, "seat") == 5


def test_a_meeting_started_in_many_windows_at_once_starts_once(
    engine: Engine, desk: RunDesk
) -> None:
    ours, meeting = planned(desk)
    here = [one.id for one in ours.members]
    start = partial(start_meeting, meeting.id, here, SOON, LEADER, desk)
    assert all_at_once([start] * AT_ONCE) == [None] * AT_ONCE
    assert sitting_of(meeting.id, desk).version == 1
    assert (count(engine, "sitting"), count(engine, "seat")) == (1, 5)
    assert count(engine, "turn_place") == 5 * 4


def test_a_meeting_ended_in_many_windows_at_once_gives_each_turn_once(
    engine: Engine, desk: RunDesk
) -> None:
    ours, meeting = started(desk)
    press(meeting, desk, "presenters", members=(ours.members[0].id,))
    version = sitting_of(meeting.id, desk).version
    found = all_at_once([partial(end_meeting, meeting.id, version, LEADER, desk)] * AT_ONCE)
    assert found.count(None) == 1
    book = desk.turns.turn_book(ours)
    assert [each.role for each in book.turns].count(PRESENTER) == 1
    assert count(engine, "seat") == 0


def test_a_card_stopped_many_times_at_once_is_stopped_once(engine: Engine, desk: RunDesk) -> None:
    _, meeting = started(desk)
    card = table(meeting, desk).card
    assert card is not None
    where = Stopping(meeting.id, MONTH, Who(LEADER, "intervisiebegeleider"))
    stop = partial(stop_card, card, where, desk.learning, desk.stops)
    assert all_at_once([stop] * AT_ONCE) == [None] * AT_ONCE
    assert count(engine, "card_version") == 1
    assert desk.stops.stops() == (Stop("c-1", 1, meeting.id, settled=False),)
    desk.stops.settle("c-1")
    stop()
    assert desk.stops.stops()[0].settled
    stop_card(replace(card, version=2), where, desk.learning, desk.stops)
    assert desk.stops.stops() == (Stop("c-1", 2, meeting.id, settled=False),)
    with pytest.raises(UnknownCard):
        desk.stops.settle("c-2")


def test_a_press_waits_for_another_press_and_then_changes_nothing(
    engine: Engine, desk: RunDesk
) -> None:
    _, meeting = started(desk)
    version = sitting_of(meeting.id, desk).version
    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as connection:
            connection.exec_driver_sql("UPDATE sitting SET version = version + 1")
            press_now = partial(press_on, meeting.id, Press("more", version), SOON, LEADER, desk)
            waiting = pool.submit(press_now)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        with pytest.raises(AlreadyFurther):
            waiting.result()
    assert sitting_of(meeting.id, desk).version == version + 1


def test_what_is_kept_is_what_was_given(desk: RunDesk) -> None:
    ours, meeting = started(desk, method="M02")
    ids = [one.id for one in ours.members]
    press(meeting, desk, "presenters", members=(ids[4], ids[0]))
    press(meeting, desk, "pause")
    kept = sitting_of(meeting.id, desk)
    assert kept.presenters() == (ids[4], ids[0])
    assert [seat.member_id for seat in kept.seats] == ids
    assert (kept.deadline, kept.seconds_left) == (None, 600)
    press(meeting, desk, "resume")
    again = sitting_of(meeting.id, desk)
    assert again.deadline == SOON + timedelta(minutes=10)
    assert again == replace(kept, deadline=again.deadline, seconds_left=0, version=4)


def test_a_swap_is_for_a_planned_meeting_and_one_at_a_time(engine: Engine, desk: RunDesk) -> None:
    ours, meeting = planned(desk)
    first, second = ours.members[:2]
    desk.turns.keep_swap(Swap(meeting.id, first.id, "urgent"))
    desk.turns.keep_swap(Swap(meeting.id, second.id, "no_case"))
    assert desk.turns.turn_book(ours).swaps == (Swap(meeting.id, second.id, "no_case"),)
    desk.turns.drop_swap(meeting.id)
    desk.turns.drop_swap(meeting.id)
    assert count(engine, "turn_swap") == 0
    for meeting_id in (meeting.id, "nothing"):
        with pytest.raises(UnknownMeeting):
            desk.turns.set_presenters(meeting_id, (), [first.id])
    with pytest.raises(UnknownMeeting):
        desk.turns.keep_swap(Swap("nothing", first.id, "urgent"))
    values = {"meeting_id": meeting.id, "member_id": first.id, "reason": "because"}
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(turn_swap).values(**values))


def test_of_a_meeting_that_was_called_off_nobody_is_remembered(
    engine: Engine, desk: RunDesk
) -> None:
    ours, meeting = started(desk)
    desk.turns.keep_swap(Swap(meeting.id, ours.members[0].id, "urgent"))
    cancel_meeting(meeting.id, desk.learning)
    other = plan_meeting(plan(ours, starts_at=SOON + timedelta(days=1)), NOW, desk.learning)
    desk.turns.keep_swap(Swap(other.id, ours.members[1].id, "urgent"))
    assert (count(engine, "seat"), count(engine, "turn_swap")) == (0, 1)


def test_with_a_member_go_seat_place_swap_and_turn(engine: Engine, desk: RunDesk) -> None:
    ours, meeting = planned(desk)
    gone = ours.members[0].id
    desk.turns.keep_swap(Swap(meeting.id, gone, "urgent"))
    start_meeting(meeting.id, [one.id for one in ours.members], SOON, LEADER, desk)
    with writing(engine) as connection:
        connection.execute(delete(group_member).where(group_member.c.id == gone))
    assert count(engine, "turn_swap") == 0
    assert count(engine, "seat") == 4
    assert count(engine, "turn_place") == 4 * 4
    press(meeting, desk, "next")
    assert len(sitting_of(meeting.id, desk).seats) == 4
