"""Meetings: plan one for a group, with or without a card, cancel it, or note that it was held."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from flask import Blueprint, Response, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.shared.bodies import tidy_text
from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_at
from app.staff.words import LOCAL
from reporting.learning.cards import BoardCard, board
from reporting.learning.errors import LearningError, MeetingInThePast
from reporting.learning.groups import find_group
from reporting.learning.meetings import (
    Meeting,
    MeetingPlan,
    cancel_meeting,
    count_meetings,
    find_meeting,
    hold_meeting,
    plan_meeting,
)
from reporting.learning.method_advice import advise_methods

YEARS_AHEAD: Final = 5
"""Nobody plans a meeting later than that."""
REASONS: Final[Mapping[str, LazyString]] = {
    "serious": _("het had ernstig kunnen aflopen; vraag een begeleider van buiten"),
    "emotion": _("er speelt een gevoel; vraag een begeleider van buiten"),
    "new_group": _("past bij een nieuwe groep"),
    "went_well": _("het ging vooral goed"),
    "values": _("het gaat over waarden en wat je durft te zeggen"),
    "doing": _("het gaat over iets dat in het werk gebeurde"),
    "card": _("staat op de kaart"),
    "own_case": _("past bij een eigen casus"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was filled in, as text."""

    group: str = ""
    card: str = ""
    day: str = ""
    time: str = ""
    place: str = ""
    method: str = ""


def typed() -> Typed:
    """What was filled in."""
    names = ("group", "card", "day", "time", "place", "method")
    return Typed(**{name: tidy_text(request.values.get(name, "")) for name in names})


def starts_at(filled: Typed, now: datetime) -> datetime:
    """The moment that was filled in, on the clock of the place of work.

    Raises:
        MeetingInThePast: no day or no time that exists, or one that must be mistyped.
    """
    try:
        wanted = datetime.strptime(f"{filled.day} {filled.time}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - typed on the clock of the place, as the next line says
        moment = wanted.replace(tzinfo=LOCAL).astimezone(UTC)
    except (ValueError, OverflowError):
        raise MeetingInThePast from None
    if moment.year > now.year + YEARS_AHEAD:
        raise MeetingInThePast
    return moment


class MeetingPages:
    """The pages of the meetings."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("meetings", __name__)
        for rule, view, method in (
            ("/bijeenkomsten", self.all_meetings, "GET"),
            ("/bijeenkomsten/plannen", self.choose, "GET"),
            ("/bijeenkomsten/plannen", self.plan, "POST"),
            ("/bijeenkomsten/<meeting_id>/afzeggen", self.confirm, "GET"),
            ("/bijeenkomsten/<meeting_id>/afzeggen", self.cancel, "POST"),
            ("/bijeenkomsten/<meeting_id>/gehouden", self.hold, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    def cards_of(self, group_id: str) -> list[BoardCard]:
        return [one for one in board(self._desk.learning) if one.group_id == group_id]

    def advice_for(self, filled: Typed) -> list[tuple[str, LazyString]]:
        card = next(
            (one.card for one in self.cards_of(filled.group) if one.card.id == filled.card), None
        )
        held = count_meetings(filled.group, self._desk.clock(), self._desk.learning)
        found = advise_methods(card, held, self._desk.methods)
        return [(one.method_id, REASONS[one.reason]) for one in found]

    def ask(self, filled: Typed, problem: LearningError | None = None) -> Response:
        group = find_group(filled.group, self._desk.learning) if filled.group else None
        return page(
            "staff/meeting_form.html",
            400 if problem else 200,
            filled=filled,
            group=group,
            groups=self._desk.learning.store.all_groups(),
            cards=self.cards_of(filled.group),
            advice=self.advice_for(filled) if group else [],
            methods=self._desk.methods,
            problem=problem_at(problem, "place") if problem else None,
        )

    def to_list(self) -> Response:
        return Response(status=303, headers={"Location": url_for("meetings.all_meetings")})

    def shown(self, meetings: tuple[Meeting, ...]) -> dict[str, Any]:
        titles = {one.card.id: one.card for one in board(self._desk.learning)}
        names = {group.id: group.name for group in self._desk.learning.store.all_groups()}
        now = self._desk.clock()
        return {"meetings": meetings, "cards": titles, "group_names": names, "now": now}

    @needs(Permission.MEETING_READ)
    def all_meetings(self) -> Response:
        everything = self._desk.learning.store.all_meetings()
        planned = tuple(one for one in everything if one.status == "planned")
        past = tuple(one for one in reversed(everything) if one.status != "planned")
        return page("staff/meetings.html", **self.shown(planned + past))

    @needs(Permission.MEETING_PLAN)
    def choose(self) -> Response:
        return self.ask(typed())

    @needs(Permission.MEETING_PLAN)
    def plan(self) -> Response:
        filled, now = typed(), self._desk.clock()
        try:
            wanted = MeetingPlan(
                group_id=filled.group,
                card_id=filled.card or None,
                starts_at=starts_at(filled, now),
                place=filled.place,
                method_id=filled.method,
            )
            plan_meeting(wanted, now, self._desk.learning)
        except LearningError as problem:
            return self.ask(filled, problem)
        return self.to_list()

    @needs(Permission.MEETING_PLAN)
    def confirm(self, meeting_id: str) -> Response:
        meeting = find_meeting(meeting_id, self._desk.learning)
        return page("staff/meeting_cancel.html", meeting=meeting, **self.shown((meeting,)))

    @needs(Permission.MEETING_PLAN)
    def cancel(self, meeting_id: str) -> Response:
        cancel_meeting(meeting_id, self._desk.learning)
        return self.to_list()

    @needs(Permission.MEETING_PLAN)
    def hold(self, meeting_id: str) -> Response:
        hold_meeting(meeting_id, self._desk.clock(), self._desk.learning)
        return self.to_list()
