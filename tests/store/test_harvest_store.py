"""Lessons, actions and bulletins in real databases, also when several people act at once."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from reporting.learning.bulletin import Published, digest_of
from reporting.learning.bulletin_making import approve, begin_bulletin
from reporting.learning.harvest_errors import (
    BulletinChanged,
    TooManyLessons,
    UnknownAction,
    UnknownBulletin,
)
from reporting.learning.lessons import Lesson, release_lesson
from reporting.learning.yields import HarvestDesk, harvest_of, record_yield
from reporting.store.engine import reading, writing
from reporting.store.harvest_tables import action as action_table
from reporting.store.harvest_tables import evaluation
from tests.learning.harvest_samples import (
    TODAY,
    action,
    bulletin_desk,
    harvest_desk,
    held_meeting,
    lesson,
)
from tests.learning.samples import card_row, publish
from tests.reporting.samples import count
from tests.store.test_learning_store import AT_ONCE, all_at_once

TEXTS = ("rust helpt", "samen kijken helpt", "vragen helpt", "wachten helpt", "herhalen helpt")


@pytest.fixture
def desk(engine: Engine) -> HarvestDesk:
    publish(engine, card_row("c-1"))
    return harvest_desk(engine)


def test_of_many_lessons_that_are_released_at_once_three_are_kept(
    desk: HarvestDesk, engine: Engine
) -> None:
    meeting = held_meeting(desk)
    calls = [
        partial(release_lesson, meeting.id, text, TODAY, desk, released=True) for text in TEXTS
    ]
    found = all_at_once(calls)
    assert len([one for one in found if isinstance(one, Lesson)]) == 3
    assert found.count(TooManyLessons) == len(TEXTS) - 3
    assert count(engine, "lesson") == 3


def test_one_lesson_pressed_many_times_at_once_is_one(desk: HarvestDesk, engine: Engine) -> None:
    meeting = held_meeting(desk)
    found = all_at_once([partial(lesson, desk, meeting)] * AT_ONCE)
    assert len(set(map(str, found))) == 1
    assert count(engine, "lesson") == 1


def test_one_action_pressed_many_times_at_once_is_one(desk: HarvestDesk, engine: Engine) -> None:
    meeting = held_meeting(desk)
    all_at_once([partial(action, desk, meeting)] * AT_ONCE)
    assert count(engine, "action") == 1


def test_an_evaluation_written_twice_at_once_is_one_of_the_two(desk: HarvestDesk) -> None:
    meeting = held_meeting(desk)
    one, other = {"safe": (0, 0, 0, 0, 5)}, {"safe": (0, 0, 0, 5, 0), "turn": (0, 0, 5, 0, 0)}
    calls = [partial(record_yield, meeting.id, 5, each, desk) for each in (one, other)]  # type: ignore[arg-type]  # questions are named
    all_at_once(calls * 3)
    found = harvest_of(meeting.id, desk).found
    assert found is not None
    kept = {name: counts for name, counts in found.evaluation.items() if sum(counts)}
    assert kept in (one, other)


def test_an_action_of_nowhere_is_not_replaced(desk: HarvestDesk) -> None:
    asked = action(desk, held_meeting(desk))
    with pytest.raises(UnknownAction):
        desk.store.replace_action(replace(asked, id="nergens"))


def test_of_two_people_who_approve_a_bulletin_at_once_one_is_the_first(engine: Engine) -> None:
    publish(engine, card_row("c-1"))
    desk = bulletin_desk(engine)
    lesson(desk.harvest, held_meeting(desk.harvest))
    digest = digest_of(begin_bulletin("2026-11", TODAY, desk).bulletin)
    people = [f"mens-{number}" for number in range(AT_ONCE)]
    all_at_once([partial(approve, "2026-11", digest, who, TODAY, desk) for who in people])
    [published] = desk.store.all_published() or [None]
    if published is not None:
        assert len(set(published.published_by)) == 2
    assert count(engine, "bulletin") <= 1
    assert count(engine, "bulletin") + count(engine, "bulletin_draft") == 1


def test_of_many_who_publish_at_once_one_does(engine: Engine) -> None:
    publish(engine, card_row("c-1"))
    desk = bulletin_desk(engine)
    lesson(desk.harvest, held_meeting(desk.harvest))
    digest = digest_of(begin_bulletin("2026-11", TODAY, desk).bulletin)
    approve("2026-11", digest, "eerste", TODAY, desk)
    people = [f"mens-{number}" for number in range(AT_ONCE)]
    found = all_at_once([partial(approve, "2026-11", digest, who, TODAY, desk) for who in people])
    [winner] = [one for one in found if isinstance(one, Published)]
    assert found.count(UnknownBulletin) + found.count(BulletinChanged) == AT_ONCE - 1
    assert desk.store.all_published() == (winner,)
    assert desk.store.all_published()[0].published_by[0] == "eerste"
    assert count(engine, "bulletin_print") == 2


def test_a_status_or_a_score_that_is_none_is_refused_by_the_database(
    desk: HarvestDesk, engine: Engine
) -> None:
    meeting = held_meeting(desk)
    action(desk, meeting)
    record_yield(meeting.id, 5, {}, desk)
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(update(action_table).values(status="onzin"))
    wrong = {"meeting_id": meeting.id, "question": "safe", "score": 6, "answers": 1}
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(evaluation).values(**wrong))
    with reading(engine) as connection:
        assert connection.execute(select(action_table.c.status)).scalar_one() == "open"
