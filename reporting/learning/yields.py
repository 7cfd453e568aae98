"""The yield of a meeting that was held: who were there in number, and what the group thought of it.

Nothing of the case is kept, no name and no note. Lessons and actions have modules of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from config.limits import MIN_ANSWERS
from reporting.learning.actions import Action, ActionStore
from reporting.learning.desk import LearningDesk
from reporting.learning.evaluations import (
    NO_EVALUATION,
    Evaluation,
    Later,
    check_evaluation,
    later_due,
)
from reporting.learning.groups import GROUP_MAX
from reporting.learning.harvest_errors import (
    LaterTooEarly,
    NotHeldYet,
    WrongAttendance,
    WrongLaterCount,
)
from reporting.learning.lessons import Lesson, LessonStore
from reporting.learning.meetings import Meeting, find_meeting
from reporting.masking.own_words import NO_OWN_WORDS, OwnWords

PRESENT_MIN: Final = 2
PRESENT_MAX: Final = GROUP_MAX + 1
"""People: a whole group and its facilitator."""


@dataclass(frozen=True, slots=True)
class Yield:
    meeting_id: str
    present: int
    """Members who were there."""
    evaluation: Evaluation = field(default_factory=lambda: NO_EVALUATION)
    later: Later | None = None
    """What the group said six weeks later; None until it was asked."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """A meeting that was held, with all that came of it."""

    meeting: Meeting
    found: Yield | None
    """None until somebody wrote it down."""
    lessons: tuple[Lesson, ...]
    actions: tuple[Action, ...]


class HarvestStore(LessonStore, ActionStore, Protocol):
    """Where yields are kept. Each call is one transaction."""

    def all_yields(self) -> tuple[Yield, ...]:
        """Every yield."""

    def keep_yield(self, meeting_id: str, present: int, evaluation: Evaluation) -> None:
        """Write down a yield, or write it anew."""

    def keep_later(self, meeting_id: str, later: Later) -> None:
        """Write down what was said six weeks later; nothing happens without a yield."""


@dataclass(frozen=True, slots=True)
class HarvestDesk:
    """What the functions of yields, lessons and actions need."""

    learning: LearningDesk
    """Knows the meetings, the groups and the cards."""
    store: HarvestStore
    own_words: OwnWords = NO_OWN_WORDS


def record_yield(meeting_id: str, present: int, evaluation: Evaluation, desk: HarvestDesk) -> None:
    """Write down how many were there, and how often each score was given; again replaces it.

    Args:
        meeting_id: of a meeting that was held.
        present: members, the facilitator left out.
        evaluation: counts by question; below MIN_ANSWERS answers no average is ever shown.
        desk: of this process.

    Raises:
        UnknownMeeting, NotHeldYet, WrongAttendance, TooManyAnswers: nothing was changed.
    """
    require_held(meeting_id, desk)
    if not PRESENT_MIN <= present <= PRESENT_MAX:
        raise WrongAttendance
    check_evaluation(evaluation, present)
    desk.store.keep_yield(meeting_id, present, evaluation)


def record_later(meeting_id: str, later: Later, today: date, desk: HarvestDesk) -> None:
    """Write down how many of the group did something differently, six weeks later.

    Raises:
        UnknownMeeting, NotHeldYet, LaterTooEarly, WrongLaterCount: nothing was changed.
    """
    meeting = require_held(meeting_id, desk)
    if today < later_due(meeting.starts_at.date()):
        raise LaterTooEarly
    if not 0 <= later.did <= later.asked or not 1 <= later.asked <= PRESENT_MAX:
        raise WrongLaterCount
    desk.store.keep_later(meeting_id, later)


def harvest_of(meeting_id: str, desk: HarvestDesk) -> Harvest:
    """All that came of one meeting.

    Raises:
        UnknownMeeting, NotHeldYet: there is nothing to show.
    """
    meeting = require_held(meeting_id, desk)
    return next(one for one in all_harvests(desk) if one.meeting == meeting)


def all_harvests(desk: HarvestDesk) -> tuple[Harvest, ...]:
    """Every meeting that was held with what came of it, the newest first."""
    yields = {one.meeting_id: one for one in desk.store.all_yields()}
    lessons, actions = desk.store.all_lessons(), desk.store.all_actions()
    return tuple(
        Harvest(
            meeting,
            yields.get(meeting.id),
            tuple(one for one in lessons if one.meeting_id == meeting.id),
            tuple(one for one in actions if one.meeting_id == meeting.id),
        )
        for meeting in reversed(desk.learning.store.all_meetings())
        if meeting.status == "held"
    )


def to_ask_later(harvests: Sequence[Harvest], today: date) -> tuple[Harvest, ...]:
    """Meetings of six weeks ago or more whose group was not asked yet, the oldest first.

    One whose yield was never written down is among them: it is late as well.
    """
    return tuple(
        one
        for one in reversed(harvests)
        if later_due(one.meeting.starts_at.date()) <= today
        and (one.found is None or one.found.later is None)
    )


def is_told_enough(evaluation: Evaluation) -> bool:
    """Whether some question has enough answers for an average."""
    return any(sum(counts) >= MIN_ANSWERS for counts in evaluation.values())


def require_held(meeting_id: str, desk: HarvestDesk) -> Meeting:
    """The meeting of that id, if it was held.

    Raises:
        UnknownMeeting, NotHeldYet: it was not.
    """
    meeting = find_meeting(meeting_id, desk.learning)
    if meeting.status != "held":
        raise NotHeldYet
    return meeting
