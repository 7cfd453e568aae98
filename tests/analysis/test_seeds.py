"""The way for many reports: the same themes as each with each, in any order."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from analysis.arrays import canonical_order, members_of
from analysis.cells import Sorted, blocks_of, cells_of, near_ones
from analysis.clustering import Scale, cluster
from analysis.linkage import link, link_groups
from analysis.smoothing import nearest
from tests.analysis.conftest import MakeGroups

MANY = Scale(exact_up_to=0)


@pytest.fixture
def small_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.cells.CELL", 40)
    monkeypatch.setattr("analysis.cells.LOOKED_AT", 160)


def test_when_all_are_looked_at_the_near_ones_are_the_nearest(make_groups: MakeGroups) -> None:
    rows, _ = make_groups(5, 30, 50)
    order = np.arange(len(rows))
    expected, _ = nearest(rows, 9)
    for own, near, cosines in map(near_ones, blocks_of(Sorted(rows, order), 9)):
        assert np.array_equal(near, np.sort(expected[own], axis=1))
        assert np.allclose(cosines, np.einsum("id,ikd->ik", rows[own], rows[near]), atol=1e-5)


def test_every_report_lies_in_one_cell(make_groups: MakeGroups, small_cells: None) -> None:
    rows, _ = make_groups(6, 60, 40)
    cells = cells_of(Sorted(rows, canonical_order(rows)))
    assert len(cells) > 5
    assert np.array_equal(np.sort(np.concatenate(cells)), np.arange(len(rows)))


def test_the_way_for_many_finds_what_each_with_each_finds(
    make_groups: MakeGroups, small_cells: None
) -> None:
    rows, truth = make_groups(12, 50, 150)
    exact = cluster(rows, min_size=5)
    many = cluster(rows, min_size=5, scale=MANY)
    assert adjusted_rand_score(truth, many) > 0.95
    assert adjusted_rand_score(exact, many) > 0.95


def test_the_way_for_many_gives_the_same_in_any_order(
    make_groups: MakeGroups, small_cells: None
) -> None:
    rows, _ = make_groups(12, 50, 150)
    order = np.random.default_rng(5).permutation(len(rows))
    one = cluster(rows, min_size=5, scale=MANY)
    other = cluster(np.ascontiguousarray(rows[order]), min_size=5, scale=MANY)
    assert np.array_equal(one[order], other)


def test_a_group_weighs_as_many_reports_as_it_holds(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(3, 20, 0)
    halves = np.stack([rows[at : at + 10].sum(axis=0) for at in range(0, 60, 10)])
    merged = link_groups(halves, np.full(6, 10), 0.3)
    assert merged.tolist() == [0, 0, 1, 1, 2, 2]
    assert np.array_equal(merged[np.repeat(np.arange(6), 10)], link(rows, 0.3))
    assert np.array_equal(truth, link(rows, 0.3))


def test_a_few_reports_go_the_way_for_many_too(make_groups: MakeGroups) -> None:
    rows, _ = make_groups(1, 6, 0)
    assert cluster(rows, min_size=5, scale=MANY).tolist() == [0] * 6


def test_members_of_each_group_by_hand() -> None:
    found = members_of(np.array([1, -1, 0, 1]))
    assert {group: rows.tolist() for group, rows in found.items()} == {0: [2], 1: [0, 3]}
