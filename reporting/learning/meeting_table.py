"""A meeting with all that belongs to it, as its facilitator has it on the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from config.methods import Method
from config.steps import Step
from reporting.learning import sitting as move
from reporting.learning.agenda import AgendaStep, agenda_minutes, meeting_agenda
from reporting.learning.cards import find_card
from reporting.learning.case_card import CaseCard
from reporting.learning.desk import LearningDesk
from reporting.learning.errors import UnknownCard, UnknownMethod
from reporting.learning.groups import Group, find_group
from reporting.learning.meetings import Meeting, find_meeting
from reporting.learning.running_errors import NotYourMeeting
from reporting.learning.sitting import Sitting
from reporting.learning.stops import StopStore, is_stopped
from reporting.learning.turns import (
    PRESENTER,
    Place,
    Standing,
    TurnBook,
    TurnRole,
    TurnStore,
    in_line,
    lot_of,
)


class SittingStore(Protocol):
    """Where the state of meetings is kept. Each call is one transaction."""

    def sitting(self, meeting_id: str) -> Sitting | None:
        """The meeting as it is now; None when it was never started."""

    def start(self, new: Sitting, places: Sequence[Place]) -> None:
        """Keep a meeting that begins, and the places of members who are new to the turns.

        Raises:
            AlreadyFurther: it was started before; nothing was changed.
        """

    def go_on(self, new: Sitting) -> None:
        """Keep the next state, if the one before it is the one that is kept.

        Raises:
            AlreadyFurther: it is not; nothing was changed.
        """

    def finish(self, new: Sitting, turns: Sequence[tuple[str, TurnRole]]) -> None:
        """Keep that a meeting ended: the turns, by member, and who was there no longer.

        Raises:
            AlreadyFurther: as above.
        """


@dataclass(frozen=True, slots=True)
class RunDesk:
    """What the functions below need."""

    learning: LearningDesk
    sittings: SittingStore
    turns: TurnStore
    stops: StopStore
    phases: Mapping[str, Step]


@dataclass(frozen=True, slots=True)
class Table:
    """A meeting with all that belongs to it, as its facilitator has it on the table."""

    meeting: Meeting
    group: Group
    method: Method
    card: CaseCard | None
    """None without a card, and when it was stopped."""
    stopped: bool
    """Whether there was a card that was stopped."""
    agenda: tuple[AgendaStep, ...]
    sitting: Sitting | None
    book: TurnBook

    @property
    def place(self) -> int:
        """The number of the step at hand, from 0."""
        return 0 if self.sitting is None else move.place_in(self.sitting, self.agenda)

    @property
    def step(self) -> AgendaStep:
        """The step at hand."""
        return self.agenda[self.place]

    @property
    def minutes(self) -> int:
        """Of all steps together."""
        return agenda_minutes(self.agenda)

    def speakers(self) -> tuple[str, ...]:
        """Ids of who has the floor, in order."""
        return () if self.sitting is None else move.speakers(self.sitting, self.step)

    def line(self, role: TurnRole, present: Sequence[str]) -> tuple[Standing, ...]:
        """Who is here, in the order of the turns of a role; who swapped a turn goes first."""
        standings = self.book.standings(role, self.meeting.starts_at)
        line = in_line(standings, lot_of(self.group.id))
        here = [each for each in line if each.member_id in present]
        swapped = {each.member_id for each in self.book.swaps if each.meeting_id == self.meeting.id}
        if role != PRESENTER:
            return tuple(here)
        return tuple(sorted(here, key=lambda each: each.member_id not in swapped))


def lay_table(meeting_id: str, user: str, desk: RunDesk) -> Table:
    """The meeting as it is now, for who leads it.

    Raises:
        UnknownMeeting, UnknownGroup: it does not exist.
        NotYourMeeting: somebody else leads this group.
        UnknownMethod: its method is not there any more.
    """
    meeting = find_meeting(meeting_id, desk.learning)
    group = find_group(meeting.group_id, desk.learning)
    if group.facilitator != user:
        raise NotYourMeeting
    method = next((one for one in desk.learning.methods if one.id == meeting.method_id), None)
    if method is None:
        raise UnknownMethod
    card = _card_of(meeting, desk)
    stopped = meeting.card_id is not None and card is None
    return Table(
        meeting,
        group,
        method,
        card,
        stopped,
        meeting_agenda(method, desk.phases, with_card=card is not None),
        desk.sittings.sitting(meeting_id),
        desk.turns.turn_book(group),
    )


def _card_of(meeting: Meeting, desk: RunDesk) -> CaseCard | None:
    """The card as it is used now; None when it was taken back."""
    if meeting.card_id is None:
        return None
    try:
        hung = find_card(meeting.card_id, desk.learning)
    except UnknownCard:
        return None
    gone = hung.review == "withdrawn" or is_stopped(hung.card, desk.stops)
    return None if gone else hung.card
