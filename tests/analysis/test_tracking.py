"""Themes keep their id, sleep, wake, split and merge."""

from collections.abc import Callable
from itertools import count

import numpy as np
import pytest

from analysis.arrays import FloatArray
from analysis.tracking import (
    Group,
    ThemeState,
    forget_centroid,
    likeness,
    track,
    with_first_month,
)

AXES: FloatArray = np.eye(4, dtype=np.float32)


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"t-{next(numbers)}"


def run(
    groups: dict[int, list[str]], previous: tuple[ThemeState, ...] = (), new_id: str = "t"
) -> tuple[ThemeState, ...]:
    """Track groups whose reports all lie on the axis of their number."""
    names = [name for own in groups.values() for name in own]
    axes = [axis for axis, own in groups.items() for _ in own]
    labels = [place for place, own in enumerate(groups.values()) for _ in own]
    numbers = count(1)
    return track(np.array(labels), names, AXES[axes], previous, lambda: f"{new_id}-{next(numbers)}")


def test_likeness_by_hand() -> None:
    theme = ThemeState("t", frozenset("abcd"), AXES[0])
    assert likeness(Group(frozenset("cdef"), AXES[0]), theme) == pytest.approx(0.5 * 2 / 6 + 0.5)
    assert likeness(Group(frozenset("abcd"), AXES[1]), theme) == pytest.approx(0.5)
    assert likeness(Group(frozenset("abcd"), AXES[0]), forget_centroid(theme)) == pytest.approx(0.5)


def test_a_theme_keeps_its_id_when_reports_come_in() -> None:
    first = run({0: ["a", "b", "c"], 1: ["d", "e"]})
    second = run({1: ["d", "e", "f"], 0: ["a", "b", "c", "g"]}, first, "new")
    assert [theme.id for theme in second] == ["t-2", "t-1"]
    assert second[1].report_ids == frozenset("abcg")


def test_a_theme_without_a_group_sleeps_and_wakes() -> None:
    first = run({0: ["a", "b"], 1: ["c", "d"]})
    second = run({0: ["a", "b"]}, first)
    assert [(t.id, t.awake, t.asleep_for) for t in second] == [("t-1", True, 0), ("t-2", False, 1)]
    third = run({0: ["a", "b"], 1: ["x", "y"]}, second, "new")
    assert [theme.id for theme in third] == ["t-1", "t-2"]
    assert third[1].awake


def test_another_subject_gets_a_new_id() -> None:
    first = run({0: ["a", "b"]})
    second = run({1: ["x", "y"]}, first, "new")
    assert [(theme.id, theme.awake) for theme in second] == [("new-1", True), ("t-1", False)]


def test_a_split_names_its_parent() -> None:
    first = run({0: list("abcdefgh")})
    second = run({0: list("abcde"), 1: list("fgh")}, first, "new")
    assert [(theme.id, theme.parents) for theme in second] == [("t-1", ()), ("new-1", ("t-1",))]


def test_a_merge_names_the_theme_it_took_in() -> None:
    first = run({0: list("abcde"), 1: list("fgh")})
    second = run({0: list("abcdefgh")}, first, "new")
    assert (second[0].id, second[0].parents) == ("t-1", ("t-2",))
    assert (second[1].id, second[1].awake) == ("t-2", False)


def test_the_best_pairs_win_together() -> None:
    """One by one, group 0 would take the theme that only group 1 can have."""
    first = run({0: list("abcd"), 1: list("efgh")})
    second = run({0: list("abefcd"), 1: list("gh")}, first, "new")
    assert [theme.id for theme in second] == ["t-1", "t-2"]


def test_order_of_reports_does_not_matter() -> None:
    previous = run({0: list("abc"), 1: list("def")})
    names, axes, labels = list("abcdefgh"), [0, 0, 0, 1, 1, 1, 0, 1], [0, 0, 0, 1, 1, 1, 0, 1]
    order = [5, 2, 7, 0, 3, 6, 1, 4]
    one = track(np.array(labels), names, AXES[axes], previous, ids())
    other = track(
        np.array(labels)[order], [names[i] for i in order], AXES[axes][order], previous, ids()
    )
    assert [(t.id, t.report_ids) for t in one] == [(t.id, t.report_ids) for t in other]


def test_the_first_month_only_moves_back() -> None:
    theme = ThemeState("t", frozenset(), AXES[0], first_month="2026-03")
    assert with_first_month(theme, ["2026-05", "2026-02", ""]).first_month == "2026-02"
    assert with_first_month(theme, []).first_month == "2026-03"
