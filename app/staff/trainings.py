"""Which facilitators were trained: safety and HR write it down, the overseer sees how many."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from flask import Blueprint, Response, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_security import current_user

from app.shared.bodies import tidy_text
from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.people import People
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_at
from app.staff.words import LOCAL
from reporting.learning.errors import LearningError
from reporting.learning.planning_errors import TrainingTooShort, TrainingUnclear
from reporting.learning.training import (
    Training,
    TrainingStatus,
    record_training,
    training_status,
)

TRAINING_STATUS: Final[Mapping[TrainingStatus, tuple[LazyString, str]]] = {
    "trained": (_("getraind"), "green"),
    "expired": (_("training verlopen"), "yellow"),
    "untrained": (_("nog niet getraind"), "grey"),
}
FIELDS: Final = ("guide", "name", "on", "until")


def typed_training(filled: Mapping[str, str], recorded_by: str) -> Training:
    """What was filled in.

    Raises:
        TrainingUnclear, TrainingTooShort: a day that is none.
    """
    try:
        given_on = date.fromisoformat(filled["on"])
    except ValueError:
        raise TrainingUnclear from None
    try:
        until = date.fromisoformat(filled["until"]) if filled["until"] else None
    except ValueError:
        raise TrainingTooShort from None
    return Training("", filled["guide"], filled["name"], given_on, until, recorded_by)


class TrainingPages:
    """The page of the trainings."""

    def __init__(self, desk: StaffDesk, people: People) -> None:
        self._desk = desk
        self._people = people

    def blueprint(self) -> Blueprint:
        """Its addresses."""
        pages = Blueprint("trainings", __name__)
        for rule, view, method in (
            ("/begeleiders", self.everyone, "GET"),
            ("/begeleiders", self.record, "POST"),
            ("/begeleiders/trainingen/<training_id>/weg", self.remove, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    def today(self) -> date:
        return self._desk.clock().astimezone(LOCAL).date()

    def show(self, filled: Mapping[str, str], problem: LearningError | None = None) -> Response:
        guides, trainings = self._people.guides(), self._desk.trainings.trainings()
        return page(
            "staff/trainings.html",
            400 if problem else 200,
            guides=guides,
            names=self._people.names(),
            trainings=trainings,
            standing={user: training_status(user, trainings, self.today()) for user in guides},
            training_status=TRAINING_STATUS,
            filled=filled,
            problem=problem_at(problem, "name") if problem else None,
        )

    def to_list(self) -> Response:
        return Response(status=303, headers={"Location": url_for("trainings.everyone")})

    @needs(Permission.TRAINING_READ)
    def everyone(self) -> Response:
        return self.show(dict.fromkeys(FIELDS, ""))

    @needs(Permission.TRAINING_CHANGE)
    def record(self) -> Response:
        filled = {name: tidy_text(request.form.get(name, "")) for name in FIELDS}
        guides, store = self._people.guides(), self._desk.trainings
        try:
            record_training(typed_training(filled, current_user.id), guides, self.today(), store)
        except LearningError as problem:
            return self.show(filled, problem)
        return self.to_list()

    @needs(Permission.TRAINING_CHANGE)
    def remove(self, training_id: str) -> Response:
        self._desk.trainings.remove_training(training_id)
        return self.to_list()
