"""Groups without a seed: linkage against a reference, and strays against theory."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.metrics import adjusted_rand_score

from analysis.arrays import LEFT_OUT, FloatArray, canonical_order, unit_rows
from analysis.clustering import cluster
from analysis.linkage import link
from analysis.smoothing import mutual_weights, nearest, smooth
from analysis.strays import (
    Yardstick,
    best_of,
    border,
    chance_cohesion,
    drop_chance,
    fit,
    reassign,
    unrelated,
)
from tests.analysis.conftest import MakeGroups


def test_linkage_by_hand() -> None:
    rows = unit_rows(np.array([[1, 0], [1, 0.1], [0, 1], [-1, 0]], dtype=np.float32))
    assert link(rows, 0.9).tolist() == [0, 0, 1, 2]
    assert link(rows, -1.0).tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("least", [-0.2, 0.0, 0.3, 0.6])
def test_linkage_agrees_with_scipy(least: float) -> None:
    rows = unit_rows(np.random.default_rng(4).normal(size=(120, 6)).astype(np.float32))
    reference = fcluster(linkage(rows, "average", metric="cosine"), 1 - least, "distance")
    assert adjusted_rand_score(reference, link(rows, least)) == 1


@given(st.permutations(range(24)))
def test_linkage_gives_the_same_groups_in_any_order(order: list[int]) -> None:
    rows = unit_rows(np.random.default_rng(5).normal(size=(24, 4)).astype(np.float32))
    assert adjusted_rand_score(link(rows, 0.3)[order], link(rows[order], 0.3)) == 1


def test_the_nearest_by_hand() -> None:
    rows = unit_rows(np.array([[1, 0], [1, 0.1], [0, 1]], dtype=np.float32))
    near, cosines = nearest(rows, 2)
    assert near.tolist() == [[1, 2], [0, 2], [1, 0]]
    assert cosines[0, 0] == pytest.approx(1 / np.sqrt(1.01))


def test_only_mutual_nearness_counts() -> None:
    near = np.array([[1], [0], [1]])
    weights = mutual_weights(near, np.array([[0.9], [0.9], [0.8]], dtype=np.float32))
    assert weights.tolist() == [[1.0], [1.0], [0.0]]


def test_smoothing_draws_groups_together_and_leaves_the_rest(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(3, 12, 0)
    drawn = smooth(rows)
    inside = [float((drawn[truth == g] @ drawn[truth == g].T).mean()) for g in range(3)]
    assert min(inside) > 0.98
    assert np.array_equal(smooth(rows[:2]), rows[:2])


def test_the_yardstick_by_hand() -> None:
    rows = np.array([[1, 0], [1, 0], [0, 1], [-1, 0]], dtype=np.float32)
    found = unrelated(rows, np.array([0, 0, LEFT_OUT, LEFT_OUT]))
    cosines = [0, 0, -1, -1, 0]
    assert found.mean == pytest.approx(np.mean(cosines))
    assert found.spread == pytest.approx(np.std(cosines))


def test_chance_cohesion_by_hand() -> None:
    # C(10, 2) = 45 pairs; the best of 45 single cosines of spread 0.1, with three tenths of slack
    expected = 1.3 * 0.1 * np.sqrt(2 * np.log(45))
    assert chance_cohesion(2, 10, Yardstick(0, 0.1)) == pytest.approx(expected)


def test_what_an_unrelated_report_reaches_with_one_group_is_the_95_percent_point() -> None:
    assert best_of(1, Yardstick(0, 1), 0.05) == pytest.approx(1.644854, abs=1e-5)
    assert best_of(20, Yardstick(0, 1), 0.05) > best_of(2, Yardstick(0, 1), 0.05)


def spokes(cosine: float, count: int) -> FloatArray:
    """Rows that all have about this cosine to the direction of the others."""
    rows = np.concatenate([np.full((count, 1), cosine), np.eye(count)], axis=1)
    rows[:, 1:] *= np.sqrt(1 - cosine**2)
    return rows.astype(np.float32)


def test_the_border_lies_nearer_the_strays_than_the_members() -> None:
    rows, yardstick = spokes(0.5, 12), Yardstick(0.0, 0.1)
    rows = np.concatenate([rows, 0.9 * rows[:4] + 0.1 * rows[1:5]])
    labels = np.zeros(len(rows), dtype=np.int64)
    found, member = border(rows, labels, yardstick), float(np.median(fit(rows)))
    stray = best_of(1, yardstick, 0.5)
    assert stray < found <= best_of(1, yardstick, 0.003)
    assert found - stray < member - found


def test_the_border_is_more_lenient_where_members_hardly_stand_out() -> None:
    labels, yardstick = np.zeros(20, dtype=np.int64), Yardstick(0.0, 0.1)
    strong = border(spokes(0.6, 20), labels, yardstick)
    weak = border(spokes(0.15, 20) + np.float32(0.001), labels, yardstick)
    assert weak <= strong


def test_with_nothing_to_go_by_the_border_is_the_strictest() -> None:
    rows, nobody = np.eye(4, dtype=np.float32), np.full(4, LEFT_OUT)
    assert border(rows, nobody, Yardstick(0, 0.1)) == best_of(0, Yardstick(0, 0.1), 0.003)


def test_a_member_is_compared_with_the_others_only() -> None:
    rows = np.array([[1, 0], [0, 1]], dtype=np.float32)
    assert fit(rows).tolist() == [0, 0]


def test_a_group_of_noise_is_no_group(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(3, 12, 40)
    guess = np.where(truth == LEFT_OUT, 3, truth)
    kept = drop_chance(rows, guess, 5, unrelated(rows, guess))
    assert (kept[truth == LEFT_OUT] == LEFT_OUT).all()
    assert np.array_equal(kept[truth >= 0], truth[truth >= 0])


def test_a_report_in_the_wrong_group_moves(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(3, 12, 0)
    guess = truth.copy()
    guess[0] = 2
    assert np.array_equal(reassign(rows, guess, 5, unrelated(rows, truth)), truth)


def test_planted_groups_are_found_and_strays_left_out(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(6, 14, 30)
    found = cluster(rows, min_size=5)
    assert adjusted_rand_score(truth[truth >= 0], found[truth >= 0]) > 0.97
    assert (found[truth == LEFT_OUT] == LEFT_OUT).mean() > 0.7
    sizes = np.bincount(found[found >= 0])
    assert sizes.min() >= 5
    assert (np.diff(sizes) <= 0).all()


@given(seed=st.integers(0, 99))
def test_any_order_gives_the_same_groups(make_groups: MakeGroups, seed: int) -> None:
    rows, _ = make_groups(4, 9, 10)
    order = np.random.default_rng(seed).permutation(len(rows))
    assert np.array_equal(cluster(rows, min_size=5)[order], cluster(rows[order], min_size=5))


def test_duplicates_share_a_group(make_groups: MakeGroups) -> None:
    rows, _ = make_groups(4, 9, 10)
    twice = cluster(np.concatenate([rows, rows]), min_size=5)
    assert np.array_equal(twice[: len(rows)], twice[len(rows) :])


@pytest.mark.parametrize("count", [0, 1, 4])
def test_too_few_reports_give_no_group(make_groups: MakeGroups, count: int) -> None:
    rows, _ = make_groups(4, 9, 0)
    assert cluster(rows[:count], min_size=5).tolist() == [LEFT_OUT] * count


def test_a_group_of_one_cannot_be_asked_for(make_groups: MakeGroups) -> None:
    with pytest.raises(ValueError, match="2 or more"):
        cluster(make_groups(2, 5, 0)[0], min_size=1)


def test_the_canonical_order_depends_on_the_rows_only() -> None:
    rows = np.random.default_rng(0).normal(size=(30, 3)).astype(np.float32)
    order = np.random.default_rng(1).permutation(30)
    assert np.array_equal(rows[canonical_order(rows)], rows[order][canonical_order(rows[order])])
