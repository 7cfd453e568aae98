"""A sound run passes; a broken one is not published."""

import numpy as np
import pytest

from analysis.arrays import FloatArray, unit_rows
from analysis.clustering import cluster
from analysis.sanity import Sanity, agreement, steadiness, themes_kept
from analysis.tracking import ThemeState
from analysis.wishes import Wishes, merge
from tests.analysis.conftest import MakeGroups

NOWHERE: FloatArray = np.zeros(0, dtype=np.float32)


def themes(*names: str, awake: bool = True) -> list[ThemeState]:
    return [ThemeState(name, frozenset(), NOWHERE, awake=awake) for name in names]


def test_agreement_by_hand() -> None:
    one = np.array([0, 0, 0, 1, 1, 1])
    other = np.array([5, 5, 1, 1, 2, 2])
    # 2 pairs are together in both, 6 in the first, 3 in the second, of 15: expected 6 * 3 / 15.
    assert agreement(one, other) == pytest.approx((2 - 1.2) / (4.5 - 1.2))
    assert agreement(one, one + 3) == 1
    assert agreement(one, np.zeros(6, dtype=np.int64)) == 0


def test_planted_groups_are_steady(make_groups: MakeGroups) -> None:
    rows, _ = make_groups(6, 14, 30)
    found = steadiness(cluster(rows, min_size=5), rows, 5)
    assert found is not None
    assert found > 0.9


def test_groups_that_the_reports_do_not_bear_out_are_not(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(6, 14, 0)
    shuffled = np.random.default_rng(0).permutation(truth)
    found = steadiness(shuffled, rows, 5)
    assert found is not None
    assert found < 0.1
    assert Sanity(found, 0.0, None).objections() == ("unsteady",)


def test_one_group_cannot_be_judged() -> None:
    rows = unit_rows(np.random.default_rng(0).normal(size=(12, 4)).astype(np.float32))
    assert steadiness(np.zeros(12, dtype=np.int64), rows, 5) is None


def test_order_of_reports_does_not_matter(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(4, 12, 9)
    order = np.random.default_rng(2).permutation(len(rows))
    assert steadiness(truth, rows, 5) == steadiness(truth[order], rows[order], 5)


def test_lost_themes_by_hand() -> None:
    before = [*themes("a", "b", "c", "d"), *themes("asleep", awake=False)]
    assert themes_kept(themes("a", "new"), before, Wishes()) == 0.25
    assert themes_kept(themes("a", "new"), before, merge(Wishes(), "d", "c")) is None
    assert themes_kept(themes("a"), before[:3], Wishes()) is None


def test_what_is_objected_to() -> None:
    assert Sanity(0.6, 0.4, 0.9).objections() == ()
    assert Sanity(None, 1.0, None).objections() == ()
    assert Sanity(0.1, 0.95, 0.2).objections() == ("unsteady", "left_out", "lost_themes")
