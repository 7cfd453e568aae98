"""One meeting: its agenda on the clock, its invitation, who is absent, and moving it."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext

from app.shared.bodies import tidy_text
from app.shared.pages import page
from app.shared.printing import pdf_answer, print_pdf
from app.staff.choices import language
from app.staff.desk import StaffDesk
from app.staff.inviting import file_name, ics_answer, mail_text, organiser_of, wording
from app.staff.meeting_forms import Typed, advice_for, cards_of, plan_of, typed, typed_as
from app.staff.people import People
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_at
from app.staff.running import harvest_at
from app.staff.words import LOCAL, clock_name, moment_name
from reporting.learning.agenda import agenda_minutes, meeting_agenda
from reporting.learning.case_card import CaseCard
from reporting.learning.errors import LearningError
from reporting.learning.groups import find_group
from reporting.learning.invitations import all_invitations, invitation, read_addresses
from reporting.learning.meeting_changes import change_meeting, is_thin, note_absent
from reporting.learning.meetings import Meeting, find_meeting
from reporting.learning.timetable import TimedStep, timetable


class MeetingPage:
    """The pages of one meeting."""

    def __init__(self, desk: StaffDesk, people: People, organisation: str) -> None:
        self._desk = desk
        self._people = people
        self._organisation = organisation

    def add_to(self, pages: Blueprint) -> None:
        """Give them their addresses."""
        for rule, view, method in (
            ("/bijeenkomsten/<meeting_id>", self.meeting, "GET"),
            ("/bijeenkomsten/<meeting_id>/wijzigen", self.edit, "GET"),
            ("/bijeenkomsten/<meeting_id>/wijzigen", self.change, "POST"),
            ("/bijeenkomsten/<meeting_id>/afwezig", self.absence, "POST"),
            ("/bijeenkomsten/<meeting_id>/uitnodiging.ics", self.invite, "GET"),
            ("/bijeenkomsten/<meeting_id>/uitnodiging.ics", self.invite_some, "POST"),
            ("/bijeenkomsten/<meeting_id>/agenda.pdf", self.printed, "GET"),
            ("/groepen/<group_id>/bijeenkomsten.ics", self.invite_all, "GET"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])

    def find(self, meeting_id: str) -> Meeting:
        return find_meeting(meeting_id, self._desk.learning)

    def card(self, meeting: Meeting) -> CaseCard | None:
        cards = cards_of(meeting.group_id, self._desk)
        return next((one.card for one in cards if one.card.id == meeting.card_id), None)

    def steps(self, meeting: Meeting) -> tuple[TimedStep, ...]:
        """Its agenda on the clock; empty when its method is gone."""
        method = self._desk.method(meeting.method_id)
        if method is None:
            return ()
        with_card = meeting.card_id is not None
        agenda = meeting_agenda(method, self._desk.running.phases, with_card=with_card)
        return timetable(meeting.starts_at, agenda)

    def to(self, meeting_id: str) -> Response:
        where = url_for("meetings.meeting", meeting_id=meeting_id)
        return Response(status=303, headers={"Location": where})

    def show(
        self, meeting: Meeting, problem: LearningError | None = None, addresses: str = ""
    ) -> Response:
        store, steps = self._desk.learning.store, self.steps(meeting)
        group, absent = store.group(meeting.group_id), store.absent(meeting.id)
        return page(
            "staff/meeting.html",
            400 if problem else 200,
            meeting=meeting,
            group=group,
            card=self.card(meeting),
            steps=steps,
            needed=agenda_minutes([step.of for step in steps]),
            absent=absent,
            thin=is_thin(absent),
            begun=meeting.starts_at <= self._desk.clock(),
            mail=mail_text(meeting),
            harvest=harvest_at(meeting.id),
            addresses=addresses,
            problem=problem_at(problem, "addresses") if problem else None,
        )

    @needs(Permission.MEETING_READ)
    def meeting(self, meeting_id: str) -> Response:
        return self.show(self.find(meeting_id))

    def ask(
        self, meeting: Meeting, filled: Typed, problem: LearningError | None = None
    ) -> Response:
        return page(
            "staff/meeting_change.html",
            400 if problem else 200,
            meeting=meeting,
            filled=filled,
            group=find_group(meeting.group_id, self._desk.learning),
            cards=cards_of(meeting.group_id, self._desk),
            advice=advice_for(filled, self._desk),
            methods=self._desk.methods,
            problem=problem_at(problem, "place") if problem else None,
        )

    @needs(Permission.MEETING_PLAN)
    def edit(self, meeting_id: str) -> Response:
        meeting = self.find(meeting_id)
        return self.ask(meeting, typed_as(meeting))

    @needs(Permission.MEETING_PLAN)
    def change(self, meeting_id: str) -> Response:
        meeting, filled, now = self.find(meeting_id), typed(), self._desk.clock()
        try:
            plan = plan_of(filled, now, self._desk)
            change_meeting(meeting_id, plan, now, self._desk.learning)
        except LearningError as problem:
            return self.ask(meeting, filled, problem)
        return self.to(meeting_id)

    @needs(Permission.MEETING_PLAN)
    def absence(self, meeting_id: str) -> Response:
        note_absent(meeting_id, frozenset(request.form.getlist("absent")), self._desk.learning)
        return self.to(meeting_id)

    @needs(Permission.MEETING_PLAN)
    def invite(self, meeting_id: str) -> Response:
        return self.file_of(self.find(meeting_id), ())

    @needs(Permission.MEETING_PLAN)
    def invite_some(self, meeting_id: str) -> Response:
        meeting, typed_in = self.find(meeting_id), tidy_text(request.form.get("addresses", ""))
        try:
            return self.file_of(meeting, read_addresses(typed_in))
        except LearningError as problem:
            return self.show(meeting, problem, typed_in)

    def file_of(self, meeting: Meeting, addresses: tuple[str, ...]) -> Response:
        organiser = organiser_of(meeting.group_id, self._desk, self._people)
        now = self._desk.clock()
        content = invitation(meeting, wording(meeting), organiser, addresses, now)
        return ics_answer(content, file_name(meeting))

    @needs(Permission.MEETING_PLAN)
    def invite_all(self, group_id: str) -> Response:
        group = find_group(group_id, self._desk.learning)
        meetings = self._desk.learning.store.all_meetings()
        own = [one for one in meetings if one.group_id == group.id]
        organiser = organiser_of(group.id, self._desk, self._people)
        content = all_invitations(own, wording(None), organiser, self._desk.clock())
        return ics_answer(content, "intervisie")

    @needs(Permission.MEETING_PLAN)
    def printed(self, meeting_id: str) -> Response:
        meeting = self.find(meeting_id)
        content = print_pdf("staff/agenda.typ", self.sheet(meeting), language())
        return pdf_answer(content, f"agenda-{meeting.starts_at.astimezone(LOCAL):%Y-%m-%d}")

    def sheet(self, meeting: Meeting) -> dict[str, Any]:
        """What the template of the agenda prints."""
        group, card = find_group(meeting.group_id, self._desk.learning), self.card(meeting)
        method = self._desk.method(meeting.method_id)
        return {
            "title": gettext("Agenda van de bijeenkomst"),
            "kicker": group.name,
            "organisation": self._organisation,
            "foot": gettext("Wij raden niet naar de melder."),
            "facts": [moment_name(meeting.starts_at), meeting.place],
            "method": method.name(language()) if method else "",
            "opening": card.texts[language()].title if card else "",
            "labels": {
                "method": gettext("Werkvorm"),
                "opening": gettext("Opent met de kaart"),
                "own": gettext("Eigen casus van een deelnemer"),
                "columns": [gettext("Tijd"), gettext("Wat jullie doen"), gettext("Minuten")],
            },
            "bridge": gettext(
                "De kaart opent de bijeenkomst. Daarna kiest de groep één eigen situatie die erop "
                "lijkt. Daar gaat de werkvorm over."
            )
            if meeting.card_id
            else "",
            "steps": [self.line(step) for step in self.steps(meeting)],
        }

    def line(self, step: TimedStep) -> list[str]:
        of = step.of.step
        return [
            clock_name(step.begins),
            of.name(language()),
            of.instruction(language()),
            str(of.minutes),
        ]
