"""Everyone a turn: who presents a case next, who keeps the time, who writes, who observes.

Who had the fewest turns goes first, then who waited longest, then the lot decides. Who is away
keeps the place; who swaps stays in debt, because a turn that was not taken does not count. Only
who had a turn is kept, never what about.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, Protocol, get_args

from reporting.learning.errors import UnknownMeeting
from reporting.learning.groups import Group
from reporting.learning.meetings import Meeting
from reporting.learning.running_errors import NotInThisGroup

TurnRole = Literal["presenter", "timekeeper", "recorder", "observer"]
SwapReason = Literal["urgent", "traded", "no_case"]
Why = Literal["only", "fewest", "longest", "lot"]
Lot = Callable[[str, int], bytes]
"""Draws for a member, by id, who had so many turns; the lowest goes first. Asked again, it draws
the same: the order of a round stays, so that who was passed over in it is next."""

ROLES: Final[tuple[TurnRole, ...]] = get_args(TurnRole)
PRESENTER: Final[TurnRole] = "presenter"


@dataclass(frozen=True, slots=True)
class Turn:
    meeting_id: str
    role: TurnRole
    member_id: str
    at: datetime
    """When the meeting was, in UTC."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody came into the turns of a role."""

    member_id: str
    role: TurnRole
    credit: int
    """Turns that count as had, so that a newcomer stands beside the others."""
    since: datetime
    """From when on this member waits, in UTC."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands in the turns of one role."""

    member_id: str
    turns: int
    """Had, with the credit of who came later."""
    had: int
    """Had for real."""
    waits_since: datetime


@dataclass(frozen=True, slots=True)
class Swap:
    """Somebody presents out of turn at a planned meeting."""

    meeting_id: str
    member_id: str
    reason: SwapReason


@dataclass(frozen=True, slots=True)
class TurnBook:
    """All that is known of the turns of one group."""

    group: Group
    places: tuple[Place, ...] = ()
    turns: tuple[Turn, ...] = ()
    swaps: tuple[Swap, ...] = ()

    def standings(self, role: TurnRole, now: datetime) -> dict[str, Standing]:
        """How each member stands in a role, by id; a newcomer as `newcomer` says."""
        places = {each.member_id: each for each in self.places if each.role == role}
        taken: dict[str, list[datetime]] = {}
        for turn in self.turns:
            if turn.role == role:
                taken.setdefault(turn.member_id, []).append(turn.at)
        members = [member.id for member in self.group.members]
        known = {
            member: _standing(places[member], taken.get(member, []))
            for member in members
            if member in places
        }
        credit = newcomer([each.turns for each in known.values()])
        fresh = [
            _standing(Place(member, role, credit, now), taken.get(member, []))
            for member in members
            if member not in known
        ]
        return known | {each.member_id: each for each in fresh}


class TurnStore(Protocol):
    """Where turns are kept. Each call is one transaction."""

    def turn_book(self, group: Group) -> TurnBook:
        """The turns of a group, the earliest first."""

    def keep_swap(self, swap: Swap) -> None:
        """Keep a swap, in place of an earlier one for that meeting.

        Raises:
            UnknownMeeting: it is not planned any more; nothing was changed.
        """

    def drop_swap(self, meeting_id: str) -> None:
        """Forget the swap of a meeting, if there is one."""

    def set_presenters(self, meeting_id: str, places: Sequence[Place], who: Sequence[str]) -> None:
        """Put right who presented at a meeting that was held.

        Args:
            meeting_id: of the meeting.
            places: of members who have none yet.
            who: ids of members; nobody for a meeting without a case.

        Raises:
            UnknownMeeting: it was not held; nothing was changed.
        """


class TurnDesk(Protocol):
    """What the functions below need."""

    @property
    def turns(self) -> TurnStore:
        """Keeps the turns."""


def newcomer(turns: Sequence[int]) -> int:
    """Where somebody begins who joins members with these turns.

    Beside who had the fewest, so that nobody waits for a year and nobody takes turns in a row. But
    somebody who was away for long draws nobody down: one less than the most is enough.
    """
    return max(min(turns), max(turns) - 1) if turns else 0


def in_line(standings: Mapping[str, Standing], lot: Lot) -> tuple[Standing, ...]:
    """The members in the order in which they have a turn."""
    return tuple(
        sorted(
            standings.values(),
            key=lambda each: (each.turns, each.waits_since, lot(each.member_id, each.turns)),
        )
    )


def why_first(line: Sequence[Standing]) -> Why:
    """What puts the first of a line before the second."""
    if len(line) == 1:
        return "only"
    first, second = line[0], line[1]
    if first.turns != second.turns:
        return "fewest"
    return "longest" if first.waits_since != second.waits_since else "lot"


def lot_of(group_id: str) -> Lot:
    """The lot of one group.

    Its id is 128 random bits, so nobody could tell beforehand who draws what; each round draws
    anew, and whoever looks again, or in another window, sees the same.
    """

    def draw(member_id: str, turns: int) -> bytes:
        return hashlib.sha256(f"{group_id}:{member_id}:{turns}".encode()).digest()

    return draw


def places_for(book: TurnBook, now: datetime) -> tuple[Place, ...]:
    """The places of members who have none yet; kept when their first meeting begins."""
    have = {(each.member_id, each.role) for each in book.places}
    if len(have) == len(book.group.members) * len(ROLES):
        return ()
    return tuple(
        Place(member, role, standing.turns - standing.had, now)
        for role in ROLES
        for member, standing in book.standings(role, now).items()
        if (member, role) not in have
    )


def swap_turn(swap: Swap, meeting: Meeting, group: Group, desk: TurnDesk) -> None:
    """Let somebody present out of turn at a planned meeting. Who was first stays first.

    Raises:
        NotInThisGroup: the member is not of the group, or the meeting is not.
        UnknownMeeting: it is not planned.
    """
    if meeting.group_id != group.id or swap.member_id not in {each.id for each in group.members}:
        raise NotInThisGroup
    if meeting.status != "planned":
        raise UnknownMeeting
    desk.turns.keep_swap(swap)


def put_right(meeting: Meeting, who: Sequence[str], group: Group, desk: TurnDesk) -> None:
    """Note who presented at a meeting that was held, where that is missing or wrong.

    Raises:
        NotInThisGroup: somebody is not of the group, or the meeting is not.
        UnknownMeeting: it was not held.
    """
    if meeting.group_id != group.id or not set(who) <= {each.id for each in group.members}:
        raise NotInThisGroup
    if meeting.status != "held":
        raise UnknownMeeting
    book = desk.turns.turn_book(group)
    desk.turns.set_presenters(meeting.id, places_for(book, meeting.starts_at), who)


def _standing(place: Place, taken: Sequence[datetime]) -> Standing:
    return Standing(
        place.member_id,
        turns=place.credit + len(taken),
        had=len(taken),
        waits_since=max([place.since, *taken]),
    )
