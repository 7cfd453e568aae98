"""Leading a meeting: start it, press on from step to step, stop a card, end it.

Each press says which version of the meeting its page showed. When the meeting went on in the
meantime, in another window or because the same press came twice, nothing changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from reporting.learning import sitting as move
from reporting.learning.card_versions import Who
from reporting.learning.errors import MeetingClosed
from reporting.learning.meeting_table import RunDesk, Table, lay_table
from reporting.learning.roles import give_roles
from reporting.learning.running_errors import (
    AlreadyFurther,
    NotInThisGroup,
    NotStarted,
    RoleTwice,
    TooEarlyToStart,
    TooFewPresent,
)
from reporting.learning.sitting import Seat, Sitting
from reporting.learning.stops import Stopping, stop_card
from reporting.learning.turns import PRESENTER, TurnRole, places_for

Action = Literal[
    "next", "previous", "goto", "more", "pause", "resume", "speaker", "presenters", "roles"
]

EARLY: Final = timedelta(hours=1)
"""How long before its time a meeting can be started; people are early, clocks differ."""
LEADER: Final = "intervisiebegeleider"
"""The role in which somebody closes a card."""
FEWEST_PRESENT: Final = 3
"""Members; two are a conversation. Source: Register Vaktherapie, NIP."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed."""

    action: Action
    version: int
    """Of the meeting, as the page showed it."""
    step: str = ""
    """Key of the step to go to."""
    members: tuple[str, ...] = ()
    """Who presents, by case; also beside a step, so that nobody forgets to say who it is."""
    roles: Mapping[TurnRole, str] = field(default_factory=dict)


def start_meeting(
    meeting_id: str, present: Sequence[str], now: datetime, user: str, desk: RunDesk
) -> None:
    """Begin a planned meeting with who is here; starting it again changes nothing.

    Args:
        meeting_id: of a meeting that its facilitator starts, an hour early at most.
        present: ids of members.
        now: the current time, in UTC.
        user: id of the facilitator.
        desk: of this process.

    Raises:
        TooFewPresent, NotInThisGroup, TooEarlyToStart, MeetingClosed, and those of `lay_table`.
    """
    table = lay_table(meeting_id, user, desk)
    if table.sitting is not None:
        return
    _check_start(table, present, now)
    here = [member.id for member in table.group.members if member.id in set(present)]
    presenter = table.line(PRESENTER, here)[: table.method.cases]
    busy = [each.member_id for each in presenter]
    roles: list[TurnRole] = list(table.method.roles)  # type: ignore[arg-type]  # checked when read
    lines = {role: table.line(role, here) for role in roles}
    given = {who: role for role, who in give_roles(roles, lines, busy).items()}
    seats = [Seat(member, given.get(member, "")) for member in here]
    begun = move.open_sitting(meeting_id, seats, table.agenda[0], now)
    try:
        desk.sittings.start(begun, places_for(table.book, table.meeting.starts_at))
    except AlreadyFurther:
        return


def press_on(meeting_id: str, press: Press, now: datetime, user: str, desk: RunDesk) -> None:
    """Do what a button asks, once.

    Raises:
        NotStarted: there is no meeting going on.
        AlreadyFurther: the meeting went on since the page was made; nothing was changed.
        NotInThisGroup: somebody was named who is not here.
        RoleTwice: somebody would have two roles.
        Those of `lay_table`.
    """
    table = lay_table(meeting_id, user, desk)
    sitting = _going_on(table)
    if sitting.version != press.version:
        raise AlreadyFurther
    new = _moved(table, sitting, press, now)
    if new != sitting:
        desk.sittings.go_on(move.after(sitting, new))


def stop_meeting_card(meeting_id: str, now: datetime, user: str, desk: RunDesk) -> None:
    """Somebody can be recognised: close the card at once; the meeting goes on with an own case.

    It works from any page, however old, and pressing it again changes nothing.

    Raises:
        Those of `lay_table`.
    """
    table = lay_table(meeting_id, user, desk)
    if table.card is None:
        return
    where = Stopping(table.meeting.id, f"{now:%Y-%m}", Who(user, LEADER))
    stop_card(table.card, where, desk.learning, desk.stops)
    without = lay_table(meeting_id, user, desk)
    sitting = without.sitting
    if sitting is not None and not sitting.ended and sitting.step != without.step.key:
        try:
            desk.sittings.go_on(move.after(sitting, move.to_step(sitting, without.step, now)))
        except AlreadyFurther:
            return  # pressed on in another window, which finds its way without the card too


def end_meeting(meeting_id: str, version: int, user: str, desk: RunDesk) -> None:
    """End a meeting: it was held, the turns are kept, who was there is forgotten.

    Also one that was noted as held on another page while it was going on.

    Raises:
        NotStarted, AlreadyFurther, MeetingClosed, and those of `lay_table`.
    """
    table = lay_table(meeting_id, user, desk)
    sitting = _sitting_of(table)
    if table.meeting.status == "cancelled":
        raise MeetingClosed
    if sitting.version != version:
        raise AlreadyFurther
    turns = [(seat.member_id, seat.role) for seat in sitting.seats if seat.role]
    desk.sittings.finish(move.after(sitting, move.end(sitting)), turns)
    desk.learning.store.close_meeting(meeting_id, "held")


def _check_start(table: Table, present: Sequence[str], now: datetime) -> None:
    if table.meeting.status != "planned":
        raise MeetingClosed
    if now < table.meeting.starts_at - EARLY:
        raise TooEarlyToStart
    if not set(present) <= {member.id for member in table.group.members}:
        raise NotInThisGroup
    if len(set(present)) < FEWEST_PRESENT:
        raise TooFewPresent


def _sitting_of(table: Table) -> Sitting:
    if table.sitting is None:
        raise NotStarted
    if table.sitting.ended:
        raise AlreadyFurther
    return table.sitting


def _going_on(table: Table) -> Sitting:
    sitting = _sitting_of(table)
    if table.meeting.status != "planned":
        raise MeetingClosed
    return sitting


def _moved(table: Table, sitting: Sitting, press: Press, now: datetime) -> Sitting:
    if press.action in ("next", "previous", "goto"):
        return _stepped(table, sitting, press, now)
    if press.action in ("presenters", "roles"):
        return _seated(sitting, press)
    if press.action == "speaker":
        return move.next_speaker(sitting, len(table.speakers()))
    clock = {"more": move.more_time, "pause": move.pause, "resume": move.resume}
    return clock[press.action](sitting, now)


def _stepped(table: Table, sitting: Sitting, press: Press, now: datetime) -> Sitting:
    keys = [each.key for each in table.agenda]
    wanted = {"next": table.place + 1, "previous": table.place - 1}.get(press.action, -1)
    if press.action == "goto" and press.step in keys:
        wanted = keys.index(press.step)
    if press.members:
        sitting = _seated(sitting, press)
    if not 0 <= wanted < len(keys) or wanted == table.place:
        return sitting
    return move.to_step(sitting, table.agenda[wanted], now)


def _seated(sitting: Sitting, press: Press) -> Sitting:
    here = {seat.member_id for seat in sitting.seats}
    if not {*press.members, *press.roles.values()} <= here:
        raise NotInThisGroup
    if len(set(press.roles.values())) < len(press.roles):
        raise RoleTwice
    if press.action != "roles":
        return move.seat_presenters(sitting, press.members)
    return move.seat_roles(sitting, press.roles)
