"""The steps of a meeting on the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reporting.learning.agenda import AgendaStep


@dataclass(frozen=True, slots=True)
class TimedStep:
    of: AgendaStep
    begins: datetime
    """In the time zone of the beginning that was given."""
    ends: datetime


def timetable(begins: datetime, agenda: Sequence[AgendaStep]) -> tuple[TimedStep, ...]:
    """When each step of a meeting begins and ends.

    Args:
        begins: of the meeting, with a time zone.
        agenda: its steps, in order.
    """
    steps, moment = [], begins
    for each in agenda:
        ends = moment + timedelta(minutes=each.step.minutes)
        steps.append(TimedStep(each, moment, ends))
        moment = ends
    return tuple(steps)
