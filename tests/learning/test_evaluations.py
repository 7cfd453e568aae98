"""Answers of a whole group: a mean from five on, and nothing below."""

import pytest

from reporting.learning.evaluations import (
    NO_ANSWERS,
    Counts,
    Later,
    average,
    averages,
    share_that_changed,
    together,
)


@pytest.mark.parametrize(
    ("counts", "mean"),
    [
        ((0, 0, 0, 0, 5), 5.0),
        ((5, 0, 0, 0, 0), 1.0),
        ((1, 1, 1, 1, 1), 3.0),
        ((0, 0, 1, 2, 3), 26 / 6),
        ((0, 0, 0, 0, 4), None),
        (NO_ANSWERS, None),
    ],
)
def test_a_mean_is_told_from_five_answers_on(counts: Counts, mean: float | None) -> None:
    assert average(counts) == mean


def test_two_small_groups_together_may_have_a_mean_that_neither_has_alone() -> None:
    one, other = {"safe": (0, 0, 0, 0, 4)}, {"safe": (0, 0, 0, 3, 0)}
    both = together([one, other])  # type: ignore[list-item]  # questions are named
    assert both["safe"] == (0, 0, 0, 3, 4)
    assert averages(both)["safe"] == pytest.approx(32 / 7)
    assert averages(both)["useful"] is None
    assert averages(together([])) == dict.fromkeys(("safe", "useful", "turn", "change"))


def test_the_part_that_did_something_differently_is_told_from_five_people_on() -> None:
    assert share_that_changed([Later(4, 4)]) is None
    assert share_that_changed([Later(4, 1), Later(6, 4)]) == 0.5
    assert share_that_changed([]) is None
