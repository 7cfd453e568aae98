"""The steps of a whole meeting: what every meeting has, with the method in its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from config.methods import Method
from config.steps import Step

FIRST_CASE: Final = 1
BEFORE: Final = ("arrive", "read", "word", "recognise", "bring", "choose")
AFTER: Final = ("harvest", "release", "evaluate")
WITH_CARD: Final = frozenset({"read", "word", "recognise"})
"""The bridge from the card to an own case: read, one word each, where do you recognise this?"""
WITHOUT_CARD: Final = frozenset({"bring"})
CHOICE: Final = "choose"


@dataclass(frozen=True, slots=True)
class AgendaStep:
    key: str
    """Unlike that of any other step of this meeting: "harvest", or "m3" for the third step of the
    method, "m3-2" with the second case."""
    step: Step
    case: int
    """Which of several cases it is about, from 1; 0 for what is about none or about all."""
    card: int
    """The part of the card that may be read by now; 0 for none."""

    @property
    def chooses(self) -> bool:
        """Whether it is settled here who presents a case."""
        return self.key == CHOICE or CHOICE in self.step.covers


def meeting_agenda(
    method: Method, phases: Mapping[str, Step], *, with_card: bool
) -> tuple[AgendaStep, ...]:
    """The steps of a meeting, in order.

    A part that the method covers is left out, and so is a step of the method that the meeting has
    of itself. Without a card all that is about one is left out, and a round of cases comes in.

    Args:
        method: of this meeting.
        phases: the parts that every meeting has, by id.
        with_card: whether a card opens it.
    """
    steps = [
        (number, step)
        for number, step in enumerate(method.steps, start=1)
        if not step.phase and (with_card or not step.about_card)
    ]
    covered = {phase for _, step in steps for phase in step.covers}
    left_out = covered | (WITHOUT_CARD if with_card else WITH_CARD)
    before = [(key, phases[key], 0) for key in BEFORE if key not in left_out]
    after = [(key, phases[key], 0) for key in AFTER if key not in left_out]
    whole = [*before, *_cases(steps, method.cases), *after]
    return tuple(_with_card_parts(whole, with_card=with_card))


def agenda_minutes(agenda: Sequence[AgendaStep]) -> int:
    """How long all steps take together."""
    return sum(each.step.minutes for each in agenda)


def meeting_minutes(method: Method, phases: Mapping[str, Step], *, with_card: bool) -> int:
    """For how long to reserve the room: what the method asks, or what its steps take if more."""
    steps = agenda_minutes(meeting_agenda(method, phases, with_card=with_card))
    return max(method.meeting_minutes, steps)


def _cases(steps: Sequence[tuple[int, Step]], cases: int) -> Iterator[tuple[str, Step, int]]:
    for case in range(FIRST_CASE, cases + 1):
        for number, step in steps:
            key = f"m{number}" if case == FIRST_CASE else f"m{number}-{case}"
            yield key, step, case if cases > FIRST_CASE else 0


def _with_card_parts(
    steps: Sequence[tuple[str, Step, int]], *, with_card: bool
) -> Iterator[AgendaStep]:
    """What was read may be read again: the part that may be seen never goes down."""
    part = 0
    for key, step, case in steps:
        part = max(part, step.card) if with_card else 0
        yield AgendaStep(key, step, case, part)
