"""Meetings: what is planned and what was, plan one, cancel it, or note that it was held."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.meeting_forms import Typed, advice_for, cards_of, plan_of, typed
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_at
from reporting.learning.cards import board
from reporting.learning.contract import contract_status
from reporting.learning.errors import LearningError
from reporting.learning.groups import Group, find_group
from reporting.learning.meetings import (
    Meeting,
    cancel_meeting,
    find_meeting,
    hold_meeting,
    plan_meeting,
)


class MeetingPages:
    """The pages of the meetings together."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk

    def add_to(self, pages: Blueprint) -> None:
        """Give them their addresses."""
        for rule, view, method in (
            ("/bijeenkomsten", self.all_meetings, "GET"),
            ("/bijeenkomsten/plannen", self.choose, "GET"),
            ("/bijeenkomsten/plannen", self.plan, "POST"),
            ("/bijeenkomsten/<meeting_id>/afzeggen", self.confirm, "GET"),
            ("/bijeenkomsten/<meeting_id>/afzeggen", self.cancel, "POST"),
            ("/bijeenkomsten/<meeting_id>/gehouden", self.hold, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])

    def is_signed(self, group: Group) -> bool:
        contract = self._desk.contracts.latest_contracts().get(group.id)
        return contract_status(group, contract) == "signed"

    def ask(self, filled: Typed, problem: LearningError | None = None) -> Response:
        group = find_group(filled.group, self._desk.learning) if filled.group else None
        return page(
            "staff/meeting_form.html",
            400 if problem else 200,
            filled=filled,
            group=group,
            groups=self._desk.learning.store.all_groups(),
            cards=cards_of(filled.group, self._desk),
            advice=advice_for(filled, self._desk) if group else [],
            methods=self._desk.methods,
            signed=group is None or self.is_signed(group),
            problem=problem_at(problem, "place") if problem else None,
        )

    def to(self, meeting_id: str) -> Response:
        where = url_for("meetings.meeting", meeting_id=meeting_id)
        return Response(status=303, headers={"Location": where})

    def shown(self, meetings: tuple[Meeting, ...]) -> dict[str, Any]:
        titles = {one.card.id: one.card for one in board(self._desk.learning)}
        names = {group.id: group.name for group in self._desk.learning.store.all_groups()}
        now = self._desk.clock()
        return {"meetings": meetings, "cards": titles, "group_names": names, "now": now}

    @needs(Permission.MEETING_READ)
    def all_meetings(self) -> Response:
        asked = request.args.get("groep", "")
        everything = self._desk.learning.store.all_meetings()
        wanted = [one for one in everything if not asked or one.group_id == asked]
        planned = tuple(one for one in wanted if one.status == "planned")
        past = tuple(one for one in reversed(wanted) if one.status != "planned")
        shown = self.shown(planned + past)
        return page("staff/meetings.html", **shown, planned=planned, past=past, asked=asked)

    @needs(Permission.MEETING_PLAN)
    def choose(self) -> Response:
        return self.ask(typed())

    @needs(Permission.MEETING_PLAN)
    def plan(self) -> Response:
        filled, now = typed(), self._desk.clock()
        try:
            made = plan_meeting(plan_of(filled, now, self._desk), now, self._desk.learning)
        except LearningError as problem:
            return self.ask(filled, problem)
        return self.to(made.id)

    @needs(Permission.MEETING_PLAN)
    def confirm(self, meeting_id: str) -> Response:
        meeting = find_meeting(meeting_id, self._desk.learning)
        return page("staff/meeting_cancel.html", meeting=meeting, **self.shown((meeting,)))

    @needs(Permission.MEETING_PLAN)
    def cancel(self, meeting_id: str) -> Response:
        cancel_meeting(meeting_id, self._desk.learning)
        return self.to(meeting_id)

    @needs(Permission.MEETING_PLAN)
    def hold(self, meeting_id: str) -> Response:
        hold_meeting(meeting_id, self._desk.clock(), self._desk.learning)
        return self.to(meeting_id)
