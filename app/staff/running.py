"""Leading a meeting: who is here, the step at hand with its time, the next one, and the end.

The forms say which version of the meeting their page showed, so that a press that comes twice or
from an old window changes nothing.
"""

from datetime import datetime, timedelta
from typing import Final, get_args
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask_security import current_user

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_words
from app.staff.running_words import ROLES, SPEAKS, SWAPS, TASKS, WHY
from reporting.learning.errors import LearningError
from reporting.learning.meeting_table import Table, lay_table
from reporting.learning.meetings import find_meeting
from reporting.learning.running import (
    EARLY,
    Action,
    Press,
    end_meeting,
    press_on,
    start_meeting,
    stop_meeting_card,
)
from reporting.learning.running_errors import AlreadyFurther
from reporting.learning.sitting import Sitting
from reporting.learning.turns import PRESENTER, why_first

SHOWN_ON: Final = "beamer"
MOST_CASES: Final = 3


class RunningPages:
    """The pages from which a meeting is led."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("running", __name__)
        place = "/bijeenkomsten/<meeting_id>/leiden"
        for rule, view, method in (
            (place, self.lead, "GET"),
            (place, self.press, "POST"),
            (f"{place}/begin", self.start, "POST"),
            (f"{place}/einde", self.end, "POST"),
            (f"{place}/stop", self.ask_stop, "GET"),
            (f"{place}/stop", self.stop, "POST"),
            (f"{place}/stand/<seen>.svg", self.state, "GET"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    def table(self, meeting_id: str) -> Table:
        return lay_table(meeting_id, current_user.id, self._desk.running)

    @needs(Permission.MEETING_LEAD)
    def lead(self, meeting_id: str) -> Response:
        return self.shown(self.table(meeting_id))

    def shown(self, table: Table, problem: LearningError | None = None) -> Response:
        """The page that belongs to where the meeting is."""
        if table.sitting is None:
            return self.before(table, problem)
        if table.sitting.ended or table.meeting.status != "planned":
            return page("staff/running_over.html", table=table, harvest=harvest_of(table))
        return self.going_on(table, table.sitting)

    def before(self, table: Table, problem: LearningError | None) -> Response:
        now = self._desk.clock()
        away = self._desk.learning.store.absent(table.meeting.id)
        ids = [member.id for member in table.group.members if member.id not in away]
        line = table.line(PRESENTER, ids)
        swap = next((one for one in table.book.swaps if one.meeting_id == table.meeting.id), None)
        return page(
            "staff/running_start.html",
            400 if problem else 200,
            table=table,
            here=request.form.getlist("member") if problem else ids,
            names=names_of(table),
            first=line[0].member_id if line else None,
            why=SWAPS[swap.reason] if swap else WHY[why_first(line)] if line else "",
            from_when=table.meeting.starts_at - EARLY,
            too_early=now < table.meeting.starts_at - EARLY,
            times=times_of(table, table.meeting.starts_at),
            problem=("member-1", problem_words(problem)) if problem else None,
        )

    def going_on(self, table: Table, sitting: Sitting) -> Response:
        now = self._desk.clock()
        present = [seat.member_id for seat in sitting.seats]
        left = sitting.seconds_left
        if sitting.deadline is not None:
            left = int((sitting.deadline - now).total_seconds())
        return page(
            "staff/running.html",
            table=table,
            sitting=sitting,
            names=names_of(table),
            speakers=table.speakers(),
            speaks=SPEAKS[table.step.step.speaks],
            line=table.line(PRESENTER, present),
            roles=ROLES,
            tasks=TASKS,
            left=left,
            ends=ends_at(table, now, left),
            further="verder" in request.args,
            beamer=request.args.get("weergave") == SHOWN_ON,
        )

    @needs(Permission.MEETING_LEAD)
    def start(self, meeting_id: str) -> Response:
        present = request.form.getlist("member")
        now, user = self._desk.clock(), current_user.id
        try:
            start_meeting(meeting_id, present, now, user, self._desk.running)
        except LearningError as problem:
            return self.shown(self.table(meeting_id), problem)
        return to_meeting(meeting_id)

    @needs(Permission.MEETING_LEAD)
    def press(self, meeting_id: str) -> Response:
        now, user = self._desk.clock(), current_user.id
        try:
            press_on(meeting_id, pressed(), now, user, self._desk.running)
        except AlreadyFurther:
            return to_meeting(meeting_id, verder="ja")
        return to_meeting(meeting_id)

    @needs(Permission.MEETING_LEAD)
    def end(self, meeting_id: str) -> Response:
        try:
            end_meeting(meeting_id, version(), current_user.id, self._desk.running)
        except AlreadyFurther:
            return to_meeting(meeting_id, verder="ja")
        harvest = harvest_of(self.table(meeting_id))
        return (
            Response(status=303, headers={"Location": harvest})
            if harvest
            else to_meeting(meeting_id)
        )

    @needs(Permission.MEETING_LEAD)
    def ask_stop(self, meeting_id: str) -> Response:
        return page("staff/running_stop.html", table=self.table(meeting_id))

    @needs(Permission.MEETING_LEAD)
    def stop(self, meeting_id: str) -> Response:
        now = self._desk.clock()
        stop_meeting_card(meeting_id, now, current_user.id, self._desk.running)
        return to_meeting(meeting_id)

    @needs(Permission.MEETING_LEAD)
    def state(self, meeting_id: str, seen: str) -> Response:
        """A picture for the script of the page, as wide as it has news: 1, or 2 when there is."""
        meeting = find_meeting(meeting_id, self._desk.learning)
        sitting = self._desk.running.sittings.sitting(meeting.id)
        news = sitting is None or str(sitting.version) != seen
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 if news else 1}" height="1"/>'
        return Response(picture, content_type="image/svg+xml; charset=utf-8")


def pressed() -> Press:
    """The button that was pressed, with what was chosen beside it."""
    action = request.form.get("do", "")
    known = next((one for one in get_args(Action) if one == action), None)
    if known is None:
        abort(400)
    chosen = [request.form.get(f"presenter-{case}", "") for case in range(1, MOST_CASES + 1)]
    roles = {role: request.form.get(role, "") for role in TASKS}
    return Press(
        known,
        version(),
        step=request.form.get("step", ""),
        members=tuple(filter(None, chosen)),
        roles={role: who for role, who in roles.items() if who},
    )


def version() -> int:
    """Which version of the meeting the page showed; one that cannot be is none."""
    given = request.form.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1  # noqa: PLR2004 - digits of a number that fits its column


def to_meeting(meeting_id: str, **more: str) -> Response:
    """To where the meeting is now, in the same layout."""
    if request.form.get("weergave") == SHOWN_ON:
        more["weergave"] = SHOWN_ON
    target = url_for("running.lead", meeting_id=meeting_id)
    target += f"?{urlencode(more)}" if more else ""
    return Response(status=303, headers={"Location": target})


def harvest_of(table: Table) -> str | None:
    """The address where the yield of the meeting is written down, if there is such a page."""
    return harvest_at(table.meeting.id)


def harvest_at(meeting_id: str) -> str | None:
    """The same, by the id of the meeting."""
    target = f"/bijeenkomsten/{meeting_id}/oogst"
    places = current_app.create_url_adapter(request)
    return target if places is not None and places.test(target, method="GET") else None


def names_of(table: Table) -> dict[str, str]:
    """What the members are called, by id."""
    return {member.id: member.name for member in table.group.members}


def times_of(table: Table, begins: datetime) -> list[datetime]:
    """When each step begins, when the first one begins at that time."""
    times = []
    for each in table.agenda:
        times.append(begins)
        begins += timedelta(minutes=each.step.minutes)
    return times


def ends_at(table: Table, now: datetime, left: int) -> datetime:
    """When the meeting is over, when every step from here on takes its time."""
    rest = sum(each.step.minutes for each in table.agenda[table.place + 1 :])
    return now + timedelta(seconds=max(0, left), minutes=rest)
