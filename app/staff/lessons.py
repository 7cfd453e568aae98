"""Lessons and actions for all who work with them: find them, follow actions until they end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import Blueprint, Response, request, url_for

from app.shared.bodies import tidy_text
from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.harvest_words import told
from app.staff.permissions import Permission, needs
from app.staff.words import LOCAL
from reporting.errors import ReportingError
from reporting.learning.actions import (
    Action,
    OwnerNotPlain,
    end_action,
    find_action,
    is_overdue,
    keep_open,
)
from reporting.learning.cards import board
from reporting.learning.case_card import CaseCard
from reporting.learning.errors import LearningError
from reporting.learning.harvest_errors import BadDueMonth, UnknownAction, UnknownLesson
from reporting.learning.lessons import Lesson, withdraw_lesson
from reporting.learning.meetings import Meeting
from reporting.learning.yields import Harvest, HarvestDesk, all_harvests, to_ask_later
from reporting.masking.errors import MaskingFailed

OWN_CASE: Final = "eigen"
"""In the address, for meetings without a card."""
STATES: Final = ("open", "overdue", "closed", "refused")
ORDER: Final = ("overdue", "open", "closed", "refused")
"""In which actions are listed: what is late stands first."""
REFUSED: Final = (LearningError, MaskingFailed)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; empty for everything."""

    what: str
    state: str
    card: str

    def holds(self, meeting: Meeting) -> bool:
        """Whether a meeting was opened with the card that is asked for."""
        return not self.card or self.card == (meeting.card_id or OWN_CASE)


def chosen_filters() -> Filters:
    """The filters of the request at hand."""
    return Filters(*(request.args.get(name, "") for name in ("wat", "stand", "kaart")))


def state_of(action: Action, month: str) -> str:
    """The status of an action as it is shown: one that is late says so."""
    return "overdue" if is_overdue(action, month) else action.status


class LessonPages:
    """The list, the form of an action, and taking a lesson back."""

    def __init__(self, desk: StaffDesk, harvest: HarvestDesk) -> None:
        self._desk = desk
        self._harvest = harvest

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("lessons", __name__)
        for rule, view, method in (
            ("/lessen", self.everything, "GET"),
            ("/lessen/<lesson_id>/terugtrekken", self.confirm, "GET"),
            ("/lessen/<lesson_id>/terugtrekken", self.withdraw, "POST"),
            ("/lessen/acties/<action_id>", self.action, "GET"),
            ("/lessen/acties/<action_id>", self.change, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    @property
    def today(self) -> date:
        return self._desk.clock().astimezone(LOCAL).date()

    @needs(Permission.LESSON_READ)
    def everything(self) -> Response:
        harvests, filters, month = all_harvests(self._harvest), chosen_filters(), self._month
        wanted = [one for one in harvests if filters.holds(one.meeting)]
        cards = {one.card.id: one.card for one in board(self._desk.learning)}
        groups = self._desk.learning.store.all_groups()
        return page(
            "staff/lessons.html",
            filters=filters,
            lessons=lessons_in(wanted) if filters.what != "acties" else [],
            actions=self._actions_in(wanted, filters) if filters.what != "lessen" else [],
            cards=cards,
            offered=offered_cards(harvests, cards),
            state_of=lambda action: state_of(action, month),
            to_ask=to_ask_later(harvests, self.today),
            group_names={group.id: group.name for group in groups},
            empty=not any(one.lessons or one.actions for one in harvests),
            states=STATES,
            own_case=OWN_CASE,
        )

    @needs(Permission.LESSON_RELEASE)
    def confirm(self, lesson_id: str) -> Response:
        return page("staff/lesson_withdraw.html", lesson=self._lesson(lesson_id))

    @needs(Permission.LESSON_RELEASE)
    def withdraw(self, lesson_id: str) -> Response:
        withdraw_lesson(lesson_id, self._harvest)
        return to_list()

    @needs(Permission.ACTION_CHANGE)
    def action(self, action_id: str) -> Response:
        return self._action_page(find_action(action_id, self._harvest))

    @needs(Permission.ACTION_CHANGE)
    def change(self, action_id: str) -> Response:
        action = find_action(action_id, self._harvest)
        status = request.form.get("stand", "open")
        try:
            if status in {"closed", "refused"}:
                told_outcome = tidy_text(request.form.get("uitkomst", ""))
                end_action(action_id, status, told_outcome, self.today, self._harvest)  # type: ignore[arg-type]  # one of the two, as the line above says
            else:
                owner, due = (tidy_text(request.form.get(name, "")) for name in ("wie", "wanneer"))
                keep_open(action_id, owner, due, self.today, self._harvest)
        except UnknownAction:
            raise
        except REFUSED as problem:
            return self._action_page(action, problem)
        return to_list()

    @property
    def _month(self) -> str:
        return f"{self.today:%Y-%m}"

    def _actions_in(self, wanted: Sequence[Harvest], filters: Filters) -> list[Action]:
        found = [action for one in wanted for action in one.actions]
        if filters.state:
            found = [one for one in found if state_of(one, self._month) == filters.state]
        return sorted(found, key=lambda one: (ORDER.index(state_of(one, self._month)), one.due))

    def _lesson(self, lesson_id: str) -> Lesson:
        for lesson in self._harvest.store.all_lessons():
            if lesson.id == lesson_id:
                return lesson
        raise UnknownLesson

    def _action_page(self, action: Action, problem: ReportingError | None = None) -> Response:
        fields = {OwnerNotPlain: "wie", BadDueMonth: "wanneer"}
        wrong = problem and (fields.get(type(problem), "uitkomst"), told(problem))
        return page(
            "staff/action.html",
            400 if problem else 200,
            action=action,
            typed=request.form,
            problem=wrong,
        )


def lessons_in(harvests: Sequence[Harvest]) -> list[tuple[Lesson, Meeting]]:
    """The lessons with their meetings, the newest first."""
    return [(lesson, one.meeting) for one in harvests for lesson in one.lessons]


def offered_cards(
    harvests: Sequence[Harvest], cards: Mapping[str, CaseCard]
) -> list[tuple[str, CaseCard | None]]:
    """What can be filtered on: cards of which something came; None for a case of their own."""
    ids = {one.meeting.card_id for one in harvests if one.lessons or one.actions}
    known = [(one, cards[one]) for one in sorted(filter(None, ids)) if one in cards]
    return [*known, *([(OWN_CASE, None)] if None in ids else [])]


def to_list() -> Response:
    """Back to the list."""
    return Response(status=303, headers={"Location": url_for("lessons.everything")})
