"""The turns of a group: who had one, who is next and why, and swapping."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, request, url_for
from flask_babel import LazyString
from flask_security import current_user

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, needs
from app.staff.running_words import ROLES, SWAPS, WHY
from reporting.learning.groups import Group, find_group
from reporting.learning.meetings import Meeting, find_meeting
from reporting.learning.running_errors import NotYourMeeting
from reporting.learning.turns import (
    PRESENTER,
    Standing,
    Swap,
    TurnBook,
    in_line,
    lot_of,
    put_right,
    swap_turn,
    why_first,
)


@dataclass(frozen=True, slots=True)
class Next:
    """Who presents at the next meeting."""

    member_id: str
    why: LazyString


class TurnPages:
    """The page of the turns of a group."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk

    def blueprint(self) -> Blueprint:
        """Its addresses."""
        pages = Blueprint("turns", __name__)
        place = "/groepen/<group_id>/beurten"
        for rule, view, method in (
            (place, self.turns, "GET"),
            (f"{place}/ruilen", self.swap, "POST"),
            (f"{place}/niet-ruilen", self.no_swap, "POST"),
            (f"{place}/rechtzetten", self.correct, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    def own_group(self, group_id: str) -> Group:
        """The group, for who leads it."""
        group = find_group(group_id, self._desk.learning)
        if group.facilitator != current_user.id:
            raise NotYourMeeting
        return group

    def meetings_of(self, group: Group) -> list[Meeting]:
        everything = self._desk.learning.store.all_meetings()
        return [one for one in everything if one.group_id == group.id]

    @needs(Permission.GROUP_READ)
    def turns(self, group_id: str) -> Response:
        group, now = find_group(group_id, self._desk.learning), self._desk.clock()
        book = self._desk.running.turns.turn_book(group)
        meetings = self.meetings_of(group)
        planned = next((one for one in meetings if one.status == "planned"), None)
        line = in_line(book.standings(PRESENTER, now), lot_of(group.id))
        return page(
            "staff/turns.html",
            group=group,
            names={member.id: member.name for member in group.members},
            line=line,
            counts={role: book.standings(role, now) for role in ROLES},
            roles=ROLES,
            planned=planned,
            next=next_up(book, line, planned),
            swapped=swap_of(book, planned),
            held=[one for one in reversed(meetings) if one.status == "held"],
            taken=taken(book),
            reasons=SWAPS,
            may_change=group.facilitator == current_user.id,
        )

    @needs(Permission.MEETING_LEAD)
    def swap(self, group_id: str) -> Response:
        group = self.own_group(group_id)
        meeting = find_meeting(request.form.get("meeting", ""), self._desk.learning)
        given = request.form.get("reason", "")
        reason = next((one for one in SWAPS if one == given), None)
        if reason is None:
            abort(400)
        wish = Swap(meeting.id, request.form.get("member", ""), reason)
        swap_turn(wish, meeting, group, self._desk.running)
        return back_to(group)

    @needs(Permission.MEETING_LEAD)
    def no_swap(self, group_id: str) -> Response:
        group = self.own_group(group_id)
        meeting = find_meeting(request.form.get("meeting", ""), self._desk.learning)
        if meeting.group_id == group.id:
            self._desk.running.turns.drop_swap(meeting.id)
        return back_to(group)

    @needs(Permission.MEETING_LEAD)
    def correct(self, group_id: str) -> Response:
        group = self.own_group(group_id)
        meeting = find_meeting(request.form.get("meeting", ""), self._desk.learning)
        who = [member for member in request.form.getlist("member") if member]
        put_right(meeting, who, group, self._desk.running)
        return back_to(group)


def next_up(book: TurnBook, line: Sequence[Standing], planned: Meeting | None) -> Next | None:
    """Who presents next, and why; None for a group without members."""
    swap = swap_of(book, planned)
    if swap is not None:
        return Next(swap.member_id, SWAPS[swap.reason])
    return Next(line[0].member_id, WHY[why_first(line)]) if line else None


def swap_of(book: TurnBook, meeting: Meeting | None) -> Swap | None:
    """The swap of a meeting, if there is one."""
    return next((one for one in book.swaps if meeting and one.meeting_id == meeting.id), None)


def taken(book: TurnBook) -> dict[str, dict[str, list[str]]]:
    """Ids of who had which role, by meeting."""
    found: dict[str, dict[str, list[str]]] = {}
    for turn in book.turns:
        found.setdefault(turn.meeting_id, {}).setdefault(turn.role, []).append(turn.member_id)
    return found


def back_to(group: Group) -> Response:
    """To the turns of the group."""
    return Response(status=303, headers={"Location": url_for("turns.turns", group_id=group.id)})
