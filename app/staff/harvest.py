"""The yield of a meeting that was held: lessons, actions, what the group thought of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import Blueprint, Response, request, url_for

from app.shared.bodies import tidy_text
from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.harvest_words import QUESTION_NAMES, told
from app.staff.permissions import Permission, needs
from app.staff.words import LOCAL
from reporting.errors import ReportingError
from reporting.learning.actions import Ask, OwnerNotPlain, ask_action
from reporting.learning.cards import board
from reporting.learning.errors import LearningError
from reporting.learning.evaluations import (
    NO_ANSWERS,
    QUESTIONS,
    SCORES,
    Counts,
    Later,
    Question,
    averages,
    later_due,
)
from reporting.learning.groups import Group
from reporting.learning.harvest_errors import (
    BadDueMonth,
    NotANumber,
    NotAskedYet,
    NotReleased,
    TooManyAnswers,
    WrongAttendance,
)
from reporting.learning.lessons import LESSONS_MAX, release_lesson
from reporting.learning.yields import (
    HarvestDesk,
    harvest_of,
    record_later,
    record_yield,
    require_held,
)
from reporting.masking.errors import MaskingFailed

MOST_TYPED: Final = 99
"""Of any count; a group is smaller, and a slip of the finger is not a number of ten digits."""
ANSWERS: Final = {"ja": True, "nee": False}
REFUSED: Final = (LearningError, MaskingFailed)
FIELDS: Final = {
    WrongAttendance: "aanwezig",
    TooManyAnswers: "safe-1",
    NotAskedYet: "vrij-ja",
    BadDueMonth: "wanneer",
    OwnerNotPlain: "wie",
}
"""The field that a problem is about; else the first one of its form."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be mended, and in which field."""

    field: str
    sentence: str


def typed(name: str) -> str:
    """What was filled in, as text."""
    return tidy_text(request.form.get(name, ""))


def typed_number(name: str) -> int:
    """A count that was filled in; nothing is none.

    Raises:
        NotANumber: it is no whole number.
    """
    text = typed(name) or "0"
    if not text.isascii() or not text.isdigit() or int(text) > MOST_TYPED:
        raise NotANumber
    return int(text)


def typed_evaluation() -> dict[Question, Counts]:
    """How often each score was given, by question."""
    return {
        question: tuple(typed_number(f"{question}-{score}") for score in SCORES)
        for question in QUESTIONS
    }


class HarvestPages:
    """The page of what came of a meeting, and the forms on it."""

    def __init__(self, desk: StaffDesk, harvest: HarvestDesk) -> None:
        self._desk = desk
        self._harvest = harvest

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("harvest", __name__)
        place = "/bijeenkomsten/<meeting_id>/oogst"
        for rule, view, method in (
            (place, self.show, "GET"),
            (place, self.record, "POST"),
            (f"{place}/les", self.release, "POST"),
            (f"{place}/actie", self.ask, "POST"),
            (f"{place}/later", self.later, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    @property
    def today(self) -> date:
        return self._desk.clock().astimezone(LOCAL).date()

    @needs(Permission.LESSON_RELEASE)
    def show(self, meeting_id: str) -> Response:
        return self._page(meeting_id)

    @needs(Permission.LESSON_RELEASE)
    def record(self, meeting_id: str) -> Response:
        def keep() -> None:
            answers = typed_evaluation()
            record_yield(meeting_id, typed_number("aanwezig"), answers, self._harvest)

        return self._done_or_again(meeting_id, keep, "aanwezig", "evaluatie")

    @needs(Permission.LESSON_RELEASE)
    def release(self, meeting_id: str) -> Response:
        require_held(meeting_id, self._harvest)
        released = ANSWERS.get(typed("vrij"))
        try:
            release_lesson(meeting_id, typed("les"), self.today, self._harvest, released=released)
        except NotReleased:
            return to_harvest(meeting_id, "lessen", stayed="ja")
        except REFUSED as problem:
            return self._page(meeting_id, problem_of(problem, "les"))
        return to_harvest(meeting_id, "lessen")

    @needs(Permission.LESSON_RELEASE)
    def ask(self, meeting_id: str) -> Response:
        require_held(meeting_id, self._harvest)
        wanted = Ask(typed("wat"), typed("wie"), typed("wanneer"))

        def keep() -> None:
            ask_action(meeting_id, wanted, self.today, self._harvest)

        return self._done_or_again(meeting_id, keep, "wat", "acties")

    @needs(Permission.LESSON_RELEASE)
    def later(self, meeting_id: str) -> Response:
        def keep() -> None:
            said = Later(typed_number("gevraagd"), typed_number("anders"))
            record_later(meeting_id, said, self.today, self._harvest)

        return self._done_or_again(meeting_id, keep, "gevraagd", "later")

    def _done_or_again(
        self, meeting_id: str, keep: Callable[[], None], field: str, part: str
    ) -> Response:
        require_held(meeting_id, self._harvest)
        try:
            keep()
        except REFUSED as problem:
            return self._page(meeting_id, problem_of(problem, field))
        return to_harvest(meeting_id, part)

    def _page(self, meeting_id: str, problem: Problem | None = None) -> Response:
        harvest = harvest_of(meeting_id, self._harvest)
        due = later_due(harvest.meeting.starts_at.astimezone(LOCAL).date())
        evaluation = harvest.found.evaluation if harvest.found else {}
        cards = {one.card.id: one.card for one in board(self._desk.learning)}
        group = self._desk.learning.store.group(harvest.meeting.group_id)
        return page(
            "staff/harvest.html",
            400 if problem else 200,
            harvest=harvest,
            card=cards.get(harvest.meeting.card_id or ""),
            group=group,
            expected=self._expected(meeting_id, group),
            questions=QUESTION_NAMES,
            scores=SCORES,
            counts={one: evaluation.get(one, NO_ANSWERS) for one in QUESTIONS},
            averages=averages(evaluation),
            may_add=len(harvest.lessons) < LESSONS_MAX,
            due=due.isoformat(),
            is_due=due <= self.today,
            stayed="bleef" in request.args,
            typed=request.form,
            problem=(problem.field, problem.sentence) if problem else None,
        )

    def _expected(self, meeting_id: str, group: Group | None) -> int | str:
        """Members who were not noted as absent; the facilitator counts who came."""
        absent = self._desk.learning.store.absent(meeting_id)
        return len({one.id for one in group.members} - absent) if group else ""


def problem_of(problem: ReportingError, field: str) -> Problem:
    """Where a problem is shown, and the sentence."""
    return Problem(FIELDS.get(type(problem), field), told(problem))


def to_harvest(meeting_id: str, part: str, stayed: str | None = None) -> Response:
    """Back to the page, at the part that was changed; `stayed` when a lesson stays inside."""
    place = url_for("harvest.show", meeting_id=meeting_id, bleef=stayed)
    return Response(status=303, headers={"Location": f"{place}#{part}"})
