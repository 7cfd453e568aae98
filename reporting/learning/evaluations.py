"""The four questions at the end of a meeting, and the one six weeks later; counts of a group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal, get_args

from config.limits import MIN_ANSWERS
from reporting.learning.harvest_errors import TooManyAnswers

Question = Literal["safe", "useful", "turn", "change"]
QUESTIONS: Final[tuple[Question, ...]] = get_args(Question)
"""Was it safe, was it useful, did everyone get a turn, will I do something differently?"""
SCORES: Final = (1, 2, 3, 4, 5)
LATER_DAYS: Final = 42
"""After a meeting; then the group is asked whether anybody did something differently."""

Counts = tuple[int, ...]
"""How often each of `SCORES` was given."""
Evaluation = Mapping[Question, Counts]

NO_ANSWERS: Final[Counts] = (0,) * len(SCORES)
NO_EVALUATION: Final[Evaluation] = MappingProxyType(dict.fromkeys(QUESTIONS, NO_ANSWERS))


@dataclass(frozen=True, slots=True)
class Later:
    """The answer to the question of six weeks later, of a whole group."""

    asked: int
    """People who were asked."""
    did: int
    """Those of them who did something differently."""


def check_evaluation(evaluation: Evaluation, present: int) -> None:
    """Refuse more answers to a question than there were people.

    Raises:
        TooManyAnswers: it was mistyped.
    """
    if any(sum(counts) > present for counts in evaluation.values()):
        raise TooManyAnswers


def average(counts: Counts) -> float | None:
    """The mean of scores from 1 to 5; None below MIN_ANSWERS answers, which lead to who gave them.

    Args:
        counts: how often each score was given.
    """
    answers = sum(counts)
    if answers < MIN_ANSWERS:
        return None
    return sum(score * count for score, count in zip(SCORES, counts, strict=True)) / answers


def averages(evaluation: Evaluation) -> dict[Question, float | None]:
    """The mean of each question."""
    return {question: average(evaluation.get(question, NO_ANSWERS)) for question in QUESTIONS}


def together(evaluations: Iterable[Evaluation]) -> Evaluation:
    """The answers of several meetings as those of one."""
    columns = {question: [NO_ANSWERS] for question in QUESTIONS}
    for evaluation in evaluations:
        for question in QUESTIONS:
            columns[question].append(evaluation.get(question, NO_ANSWERS))
    return {
        question: tuple(map(sum, zip(*rows, strict=True))) for question, rows in columns.items()
    }


def share_that_changed(answers: Iterable[Later]) -> float | None:
    """The part of those asked who did something differently, 0 to 1; None below MIN_ANSWERS."""
    every = list(answers)
    asked = sum(one.asked for one in every)
    return sum(one.did for one in every) / asked if asked >= MIN_ANSWERS else None


def later_due(held_on: date) -> date:
    """From which day on a group is asked whether anybody did something differently."""
    return held_on + timedelta(days=LATER_DAYS)
