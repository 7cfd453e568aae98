"""A lesson leaves the group with the presenter's yes, and then its card is harvested."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from reporting.learning.cards import board
from reporting.learning.evaluations import Later
from reporting.learning.harvest_errors import (
    LaterTooEarly,
    NotAskedYet,
    NotHeldYet,
    NotPlain,
    NotReleased,
    TooManyAnswers,
    TooManyLessons,
    UnknownLesson,
    WrongAttendance,
    WrongLaterCount,
)
from reporting.learning.lessons import in_one_flow, release_lesson, whole_sentence, withdraw_lesson
from reporting.learning.meetings import plan_meeting
from reporting.learning.progress import steps_by_theme
from reporting.learning.yields import (
    HarvestDesk,
    all_harvests,
    harvest_of,
    record_later,
    record_yield,
    to_ask_later,
)
from reporting.store.engine import reading
from reporting.store.harvest_tables import lesson as lesson_table
from tests.learning.harvest_samples import HELD, LESSON, TODAY, harvest_desk, held_meeting, lesson
from tests.learning.samples import NOW, card_row, group, plan, publish
from tests.reporting.samples import count


@pytest.fixture
def desk(sqlite_engine: Engine) -> HarvestDesk:
    publish(sqlite_engine, card_row("c-1"), card_row("c-2", theme="t-2"))
    return harvest_desk(sqlite_engine)


def status_of(card_id: str, desk: HarvestDesk) -> str:
    return next(one.status for one in board(desk.learning) if one.card.id == card_id)


def told(desk: HarvestDesk) -> dict[str, frozenset[str]]:
    return dict(steps_by_theme(desk.learning.store.all_picks()))


def test_the_first_lesson_harvests_the_card_and_the_reporters_of_its_theme_hear_of_it(
    desk: HarvestDesk,
) -> None:
    meeting = held_meeting(desk)
    assert status_of("c-1", desk) == "discussed"
    assert told(desk) == {"t-1": {"discussed"}}
    kept = lesson(desk, meeting)
    assert (kept.text, kept.language, kept.released_on) == (LESSON, "nl", TODAY)
    assert status_of("c-1", desk) == "harvested"
    assert told(desk) == {"t-1": {"discussed", "lesson"}}
    assert status_of("c-2", desk) == "proposed"


def test_a_lesson_of_their_own_case_harvests_no_card(desk: HarvestDesk) -> None:
    held_meeting(desk, "c-1")
    lesson(desk, held_meeting(desk, None, HELD + timedelta(days=1)))
    assert status_of("c-1", desk) == "discussed"


@pytest.mark.parametrize(("said", "error"), [(False, NotReleased), (None, NotAskedYet)])
def test_without_a_yes_nothing_of_a_lesson_is_kept(
    desk: HarvestDesk,
    sqlite_engine: Engine,
    error: type[Exception],
    *,
    said: bool | None,
) -> None:
    meeting = held_meeting(desk)
    with pytest.raises(error):
        release_lesson(meeting.id, LESSON, TODAY, desk, released=said)
    assert count(sqlite_engine, "lesson") == 0
    assert status_of("c-1", desk) == "discussed"


def test_a_lesson_that_names_somebody_is_not_kept_whatever_the_presenter_says(
    desk: HarvestDesk, sqlite_engine: Engine
) -> None:
    meeting = held_meeting(desk)
    with pytest.raises(NotPlain) as refused:
        release_lesson(meeting.id, "dat Piet vaker belt", TODAY, desk, released=True)
    assert "Piet" not in str(refused.value)
    assert count(sqlite_engine, "lesson") == 0
    assert status_of("c-1", desk) == "discussed"


def test_a_name_right_after_the_opening_is_seen_before_its_capital_goes(desk: HarvestDesk) -> None:
    meeting = held_meeting(desk)
    with pytest.raises(NotPlain):
        release_lesson(meeting.id, "Jan vergat de lijst", TODAY, desk, released=True)


def test_the_same_lesson_twice_is_one_and_three_is_the_most(desk: HarvestDesk) -> None:
    meeting = held_meeting(desk)
    first = lesson(desk, meeting)
    assert lesson(desk, meeting) == first
    for more in ("rust helpt", "samen kijken helpt"):
        lesson(desk, meeting, more)
    with pytest.raises(TooManyLessons):
        lesson(desk, meeting, "vragen helpt")
    assert lesson(desk, meeting) == first
    assert len(harvest_of(meeting.id, desk).lessons) == 3


def test_a_lesson_that_is_taken_back_is_gone_from_the_database(
    desk: HarvestDesk, sqlite_engine: Engine
) -> None:
    kept = lesson(desk, held_meeting(desk))
    withdraw_lesson(kept.id, desk)
    with reading(sqlite_engine) as connection:
        assert connection.execute(select(lesson_table)).all() == []
    with pytest.raises(UnknownLesson):
        withdraw_lesson(kept.id, desk)
    assert status_of("c-1", desk) == "harvested"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("een korte pauze helpt", "Wij leerden dat een korte pauze helpt."),
        ("dat een korte pauze helpt.", "Wij leerden dat een korte pauze helpt."),
        ("Een korte pauze helpt", "Wij leerden dat een korte pauze helpt."),
        ("Wij leerden dat ICT  helpt", "Wij leerden dat ICT helpt."),
        ("we leerden dat rust helpt", "we leerden dat rust helpt."),
        ("that a short pause helps", "We learned that a short pause helps."),
        ("asking for help is a strength", "We learned that asking for help is a strength."),
        ("een korte pauze\nhelpt", "Wij leerden dat een korte pauze helpt."),
        ("", ""),
    ],
)
def test_a_lesson_is_kept_as_one_whole_sentence(typed: str, kept: str) -> None:
    assert in_one_flow(whole_sentence(typed)) == kept


def test_only_a_meeting_that_was_held_has_a_yield(desk: HarvestDesk) -> None:
    its = group(desk.learning)
    planned = plan_meeting(plan(its), NOW, desk.learning)
    with pytest.raises(NotHeldYet):
        record_yield(planned.id, 5, {}, desk)
    with pytest.raises(NotHeldYet):
        lesson(desk, planned)
    assert all_harvests(desk) == ()


def test_what_the_group_thought_can_be_written_anew(desk: HarvestDesk) -> None:
    meeting = held_meeting(desk)
    record_yield(meeting.id, 6, {"safe": (0, 0, 1, 2, 3)}, desk)
    record_yield(meeting.id, 5, {"safe": (0, 0, 0, 1, 4), "useful": (0, 0, 0, 5, 0)}, desk)
    found = harvest_of(meeting.id, desk).found
    assert found is not None
    assert found.present == 5
    assert found.evaluation["safe"] == (0, 0, 0, 1, 4)
    assert found.evaluation["change"] == (0, 0, 0, 0, 0)


def test_counts_that_cannot_be_right_are_refused(desk: HarvestDesk) -> None:
    meeting = held_meeting(desk)
    for present in (0, 1, 10):
        with pytest.raises(WrongAttendance):
            record_yield(meeting.id, present, {}, desk)
    with pytest.raises(TooManyAnswers):
        record_yield(meeting.id, 5, {"safe": (1, 1, 1, 1, 2)}, desk)
    assert harvest_of(meeting.id, desk).found is None


def test_after_six_weeks_the_group_is_asked_once(desk: HarvestDesk) -> None:
    meeting = held_meeting(desk)
    due = HELD.date() + timedelta(days=42)
    early = due - timedelta(days=1)
    assert to_ask_later(all_harvests(desk), early) == ()
    with pytest.raises(LaterTooEarly):
        record_later(meeting.id, Later(5, 2), early, desk)
    [waiting] = to_ask_later(all_harvests(desk), due)
    assert waiting.meeting == meeting
    for wrong in (Later(0, 0), Later(3, 4), Later(99, 1)):
        with pytest.raises(WrongLaterCount):
            record_later(meeting.id, wrong, due, desk)
    record_later(meeting.id, Later(5, 2), due, desk)
    found = harvest_of(meeting.id, desk).found
    assert found is not None
    assert found.later == Later(5, 2)
    assert to_ask_later(all_harvests(desk), due) == ()
