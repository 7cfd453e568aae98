"""Yields, lessons and actions in a database.

The row of the meeting is locked first and then that of the card, as in `reporting.store.learning`.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, delete, insert, select, update

from reporting.learning.actions import Action
from reporting.learning.evaluations import NO_ANSWERS, QUESTIONS, SCORES, Evaluation, Later
from reporting.learning.harvest_errors import (
    NotHeldYet,
    TooManyLessons,
    UnknownAction,
    UnknownLesson,
)
from reporting.learning.lessons import LESSONS_MAX, Lesson
from reporting.learning.progress import HARVESTED
from reporting.learning.yields import Yield
from reporting.store.engine import add_once, reading, writing
from reporting.store.harvest_tables import action, evaluation, lesson, meeting_yield
from reporting.store.staff_tables import card_pick, meeting


@dataclass(frozen=True, slots=True)
class SqlHarvestStore:
    """A `HarvestStore` in a database."""

    engine: Engine

    def all_yields(self) -> tuple[Yield, ...]:
        with reading(self.engine) as connection:
            scores = _scores(connection)
            rows = connection.execute(select(meeting_yield)).all()
        return tuple(
            Yield(row.meeting_id, row.present, scores[row.meeting_id], _later_from(row))
            for row in rows
        )

    def keep_yield(self, meeting_id: str, present: int, answers: Evaluation) -> None:
        rows = [
            {"meeting_id": meeting_id, "question": name, "score": score, "answers": number}
            for name, counts in answers.items()
            for score, number in zip(SCORES, counts, strict=True)
        ]
        old = delete(evaluation).where(evaluation.c.meeting_id == meeting_id)
        with writing(self.engine) as connection:
            _lock_held(connection, meeting_id)
            if not add_once(connection, meeting_yield, meeting_id=meeting_id, present=present):
                changed = update(meeting_yield).where(meeting_yield.c.meeting_id == meeting_id)
                connection.execute(changed.values(present=present))
            connection.execute(old)
            if rows:
                connection.execute(insert(evaluation), rows)

    def keep_later(self, meeting_id: str, later: Later) -> None:
        changed = update(meeting_yield).where(meeting_yield.c.meeting_id == meeting_id)
        with writing(self.engine) as connection:
            _lock_held(connection, meeting_id)
            add_once(connection, meeting_yield, meeting_id=meeting_id, present=later.asked)
            connection.execute(changed.values(later_asked=later.asked, later_did=later.did))

    def all_lessons(self) -> tuple[Lesson, ...]:
        wanted = select(lesson).order_by(lesson.c.released_on.desc(), lesson.c.id)
        with reading(self.engine) as connection:
            return tuple(_lesson_from(row) for row in connection.execute(wanted))

    def add_lesson(self, new: Lesson) -> Lesson:
        wanted = select(lesson).where(lesson.c.meeting_id == new.meeting_id)
        with writing(self.engine) as connection:
            held = _lock_held(connection, new.meeting_id)
            known = [_lesson_from(row) for row in connection.execute(wanted)]
            for one in known:
                if one.text == new.text:
                    return one
            if len(known) >= LESSONS_MAX:
                raise TooManyLessons
            values = {**asdict(new), "released_on": new.released_on.isoformat()}
            connection.execute(insert(lesson).values(**values))
            _harvest_card(connection, held)
        return new

    def drop_lesson(self, lesson_id: str) -> None:
        with writing(self.engine) as connection:
            gone = connection.execute(delete(lesson).where(lesson.c.id == lesson_id))
            if gone.rowcount == 0:
                raise UnknownLesson

    def all_actions(self) -> tuple[Action, ...]:
        with reading(self.engine) as connection:
            return tuple(_action_from(row) for row in connection.execute(_actions()))

    def add_action(self, new: Action) -> Action:
        wanted = _actions().where(action.c.meeting_id == new.meeting_id)
        with writing(self.engine) as connection:
            _lock_held(connection, new.meeting_id)
            for row in connection.execute(wanted):
                if row.text == new.text:
                    return _action_from(row)
            connection.execute(insert(action).values(**_action_values(new)))
        return new

    def replace_action(self, changed: Action) -> None:
        where = update(action).where(action.c.id == changed.id)
        with writing(self.engine) as connection:
            done = connection.execute(where.values(**_action_values(changed)))
            if done.rowcount == 0:
                raise UnknownAction


def _lock_held(connection: Connection, meeting_id: str) -> Row[Any]:
    wanted = select(meeting).where(meeting.c.id == meeting_id).with_for_update()
    row = connection.execute(wanted).one_or_none()
    if row is None or row.status != "held":
        raise NotHeldYet
    return row


def _harvest_card(connection: Connection, held: Row[Any]) -> None:
    """The worker tells the reporters of a theme whose card is harvested that a lesson came."""
    if held.card_id is None:
        return
    its_card = (card_pick.c.card_id == held.card_id) & (card_pick.c.group_id == held.group_id)
    connection.execute(update(card_pick).where(its_card).values(status=HARVESTED))


def _scores(connection: Connection) -> defaultdict[str, Evaluation]:
    found: dict[str, dict[str, list[int]]] = {}
    for row in connection.execute(select(evaluation)):
        by_question = found.setdefault(row.meeting_id, {})
        counts = by_question.setdefault(row.question, [*NO_ANSWERS])
        counts[SCORES.index(row.score)] = row.answers
    nothing = dict.fromkeys(QUESTIONS, NO_ANSWERS)
    whole: defaultdict[str, Evaluation] = defaultdict(lambda: nothing)
    for meeting_id, by_question in found.items():
        whole[meeting_id] = {
            question: tuple(by_question.get(question, NO_ANSWERS)) for question in QUESTIONS
        }
    return whole


def _later_from(row: Row[Any]) -> Later | None:
    return None if row.later_asked is None else Later(row.later_asked, row.later_did)


def _lesson_from(row: Row[Any]) -> Lesson:
    return Lesson(**{**row._asdict(), "released_on": date.fromisoformat(row.released_on)})


def _actions() -> Select[Any]:
    return select(action).order_by(action.c.due, action.c.id)


def _action_values(one: Action) -> dict[str, Any]:
    dates = {name: getattr(one, name).isoformat() for name in ("asked_on", "changed_on")}
    return {**asdict(one), **dates}


def _action_from(row: Row[Any]) -> Action:
    dates = {name: date.fromisoformat(getattr(row, name)) for name in ("asked_on", "changed_on")}
    return Action(**{**row._asdict(), **dates})
