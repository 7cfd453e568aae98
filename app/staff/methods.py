"""The ways to hold a meeting: all of them, and one with its steps, to lead from or to print."""

from flask import Blueprint, Response, abort

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, needs
from config.steps import Step
from reporting.learning.agenda import AgendaStep, meeting_agenda


class MethodPages:
    """The pages of the methods."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("methods", __name__)
        pages.add_url_rule("/bijeenkomsten/werkvormen", view_func=self.all_methods, methods=["GET"])
        pages.add_url_rule(
            "/bijeenkomsten/werkvormen/<method_id>", view_func=self.method, methods=["GET"]
        )
        return pages

    @needs(Permission.CARD_READ)
    def all_methods(self) -> Response:
        return page("staff/methods.html", methods=self._desk.methods)

    @needs(Permission.CARD_READ)
    def method(self, method_id: str) -> Response:
        found = self._desk.method(method_id)
        if found is None:
            abort(404)
        agenda = meeting_agenda(found, self._desk.running.phases, with_card=True)
        return page("staff/method.html", method=found, agenda=agenda, is_around=is_around)


def is_around(step: AgendaStep, steps: tuple[Step, ...]) -> bool:
    """Whether a step of a meeting is not one of the method itself."""
    return step.step not in steps
