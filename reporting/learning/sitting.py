"""Where a meeting is: the step, the clock, who has the floor.

Pure: each move gives a new state, and `after` makes it the one that follows.
No word of a case is in it. The state lives as long as the meeting; of who was there only the turns
are kept afterwards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final, Literal

from reporting.learning.agenda import AgendaStep
from reporting.learning.turns import PRESENTER, TurnRole

Role = TurnRole | Literal[""]

MORE: Final = timedelta(minutes=5)
FRONT: Final = "arrive"
"""Where every meeting begins."""
ALL_IN_TURN: Final = frozenset({"round", "others"})


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is here."""

    member_id: str
    role: Role = ""
    case_number: int = 0
    """Of a presenter: which case, from 1."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting that is going on, or that has ended."""

    meeting_id: str
    version: int
    """One more after each press; a press on an older page does nothing."""
    step: str
    """Key of a step of the agenda."""
    deadline: datetime | None
    """Until when this step lasts, in UTC, to the second; None while it is paused."""
    seconds_left: int
    """That are left while it is paused; 0 otherwise."""
    speaker: int
    """How many have had the floor in this step, where each has it in turn."""
    seats: tuple[Seat, ...]
    """Who is here, in the order of the group; empty after the end."""
    present: int
    """How many there were at the beginning."""
    ended: bool = False

    def presenters(self) -> tuple[str, ...]:
        """Ids of who presents, by case."""
        found = sorted(
            (seat for seat in self.seats if seat.role == PRESENTER), key=attrgetter("case_number")
        )
        return tuple(seat.member_id for seat in found)

    def with_role(self, role: TurnRole) -> str | None:
        """Id of who has that role."""
        return next((seat.member_id for seat in self.seats if seat.role == role), None)


def open_sitting(
    meeting_id: str, seats: Sequence[Seat], first: AgendaStep, now: datetime
) -> Sitting:
    """A meeting that begins."""
    begun = Sitting(meeting_id, 1, first.key, None, 0, 0, tuple(seats), len(seats))
    return to_step(begun, first, now)


def after(sitting: Sitting, new: Sitting) -> Sitting:
    """The new state, as the one that follows."""
    return replace(new, version=sitting.version + 1)


def to_step(sitting: Sitting, step: AgendaStep, now: datetime) -> Sitting:
    """Go to a step; its time begins anew, also after a pause."""
    deadline = _whole(now) + timedelta(minutes=step.step.minutes)
    return replace(sitting, step=step.key, deadline=deadline, seconds_left=0, speaker=0)


def pause(sitting: Sitting, now: datetime) -> Sitting:
    """Stop the clock; time that is over stays over."""
    if sitting.deadline is None:
        return sitting
    left = max(0, int((sitting.deadline - _whole(now)).total_seconds()))
    return replace(sitting, deadline=None, seconds_left=left)


def resume(sitting: Sitting, now: datetime) -> Sitting:
    """Let the clock go on."""
    if sitting.deadline is not None:
        return sitting
    return replace(
        sitting, deadline=_whole(now) + timedelta(seconds=sitting.seconds_left), seconds_left=0
    )


def more_time(sitting: Sitting, now: datetime) -> Sitting:
    """Five minutes more: from now on when the time is over already."""
    if sitting.deadline is None:
        return replace(sitting, seconds_left=sitting.seconds_left + int(MORE.total_seconds()))
    return replace(sitting, deadline=max(sitting.deadline, _whole(now)) + MORE)


def next_speaker(sitting: Sitting, speakers: int) -> Sitting:
    """The floor goes to the next one, up to the last of so many."""
    return replace(sitting, speaker=min(sitting.speaker + 1, max(0, speakers - 1)))


def seat_presenters(sitting: Sitting, members: Sequence[str]) -> Sitting:
    """Who presents, by case; who had another role gives it up."""
    cases = {member: case for case, member in enumerate(dict.fromkeys(members), start=1)}

    def seated(seat: Seat) -> Seat:
        if seat.member_id in cases:
            return Seat(seat.member_id, PRESENTER, cases[seat.member_id])
        return Seat(seat.member_id) if seat.role == PRESENTER else seat

    return replace(sitting, seats=tuple(map(seated, sitting.seats)))


def seat_roles(sitting: Sitting, roles: Mapping[TurnRole, str]) -> Sitting:
    """Who has the roles beside presenting, by role; who presents keeps doing so."""
    by_member = {member: role for role, member in roles.items()}

    def seated(seat: Seat) -> Seat:
        if seat.role == PRESENTER:
            return seat
        return Seat(seat.member_id, by_member.get(seat.member_id, ""))

    return replace(sitting, seats=tuple(map(seated, sitting.seats)))


def end(sitting: Sitting) -> Sitting:
    """The meeting is over; who was there is forgotten."""
    return replace(sitting, deadline=None, seconds_left=0, speaker=0, seats=(), ended=True)


def place_in(sitting: Sitting, agenda: Sequence[AgendaStep]) -> int:
    """The number of the step in an agenda, from 0.

    A step that went away with the card gives way to the first one after arriving.
    """
    keys = [each.key for each in agenda]
    return keys.index(sitting.step) if sitting.step in keys else min(1, len(keys) - 1)


def speakers(sitting: Sitting, step: AgendaStep) -> tuple[str, ...]:
    """Ids of who has the floor, in order; empty where it is not given by name.

    Rounds go along the seats, beginning with the presenter, or after the presenter who listens.
    """
    presenter = _presenter(sitting, step)
    if step.step.speaks == "presenter":
        return (presenter,) if presenter else ()
    if step.step.speaks not in ALL_IN_TURN:
        return ()
    order = [seat.member_id for seat in sitting.seats]
    if presenter in order:
        at = order.index(presenter)
        order = order[at:] + order[:at]
        if step.step.speaks == "others":
            order = order[1:]
    return tuple(order)


def _presenter(sitting: Sitting, step: AgendaStep) -> str | None:
    found = sitting.presenters()
    return found[min(max(step.case, 1), len(found)) - 1] if found else None


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
