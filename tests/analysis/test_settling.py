"""Themes stay themselves: reports, pieces and pairs give way to the run before, and people win."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.arrays import LEFT_OUT, FloatArray, IntArray, unit_rows
from analysis.directions import cut_in_two, true_cosine
from analysis.settling import Held, hold, settle
from analysis.tracking import ThemeState
from analysis.wishes import Wishes, keep_apart, merge, split
from tests.analysis.conftest import MakeGroups


def parts(labels: IntArray) -> set[frozenset[int]]:
    """The groups as sets of row numbers, and the rows that were left out as one more."""
    return {frozenset(np.flatnonzero(labels == group).tolist()) for group in set(labels.tolist())}


def held_in(themes: IntArray, known: int | None = None) -> Held:
    """Reports that were in these themes; of them, the first `known` were there before."""
    there = np.arange(len(themes)) < (len(themes) if known is None else known)
    sizes = np.bincount(themes[themes >= 0])
    return Held(np.where(there, themes, LEFT_OUT), there, sizes.astype(np.int64))


def near_pair(apart: float) -> tuple[FloatArray, IntArray]:
    """Two themes of 12 whose directions have a cosine of about 1 - apart."""
    rng = np.random.default_rng(4)
    ways = np.zeros((2, 40))
    ways[0, 0] = ways[1, 0] = np.sqrt(1 - apart)
    ways[0, 1], ways[1, 2] = np.sqrt(apart), np.sqrt(apart)
    rows = np.repeat(ways, 12, axis=0) + rng.normal(scale=0.12, size=(24, 40))
    strays = rng.normal(size=(12, 40))
    all_ = unit_rows(np.concatenate([rows, strays]).astype(np.float32))
    return all_, np.concatenate([np.repeat([0, 1], 12), np.full(12, LEFT_OUT)])


def test_the_true_cosine_undoes_noise(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(2, 40, 0)
    one = rows[truth == 0]
    assert true_cosine(one[:20], one[20:]) == pytest.approx(1, abs=0.05)
    assert abs(true_cosine(one, rows[truth == 1])) < 0.35
    assert true_cosine(one[:1], one) == 0


def test_themes_that_melt_together_stay_two() -> None:
    rows, truth = near_pair(0.4)
    melted = np.where(truth == 1, 0, truth)
    assert parts(settle(melted, rows, held=held_in(truth), min_size=5)) == parts(truth)


def test_themes_that_are_one_subject_may_become_one() -> None:
    rows, truth = near_pair(0.02)
    melted = np.where(truth == 1, 0, truth)
    assert parts(settle(melted, rows, held=held_in(truth), min_size=5)) == parts(melted)


def test_people_keep_two_apart_however_alike() -> None:
    rows, truth = near_pair(0.02)
    melted = np.where(truth == 1, 0, truth)
    held = replace(held_in(truth), apart=frozenset({(0, 1)}))
    assert parts(settle(melted, rows, held=held, min_size=5)) == parts(truth)


def test_pieces_of_a_theme_stay_one_unless_they_differ() -> None:
    near, truth = near_pair(0.1)
    one = np.where(truth == 1, 0, truth)
    assert parts(settle(truth, near, held=held_in(one), min_size=5)) == parts(one)
    far, truth = near_pair(0.9)
    assert parts(settle(truth, far, held=held_in(one), min_size=5)) == parts(truth)
    together = replace(held_in(one), together=frozenset({0}))
    assert parts(settle(truth, far, held=together, min_size=5)) == parts(one)


def test_a_small_theme_that_people_put_with_a_large_one_joins_it() -> None:
    far, truth = near_pair(0.9)
    truth[17:24] = LEFT_OUT
    one = np.where(truth == 1, 0, truth)
    held = replace(held_in(one), sizes=np.array([40]), together=frozenset({0}))
    found = settle(truth, far, held=held, min_size=5)
    assert len(set(found[:17].tolist())) == 1


def test_people_see_two_themes_where_there_was_one() -> None:
    rows, truth = near_pair(0.5)
    one = np.where(truth == 1, 0, truth)
    held = replace(held_in(one), cut=frozenset({0}))
    found = settle(one, rows, held=held, min_size=5)
    assert len(set(found[:12].tolist())) == len(set(found[12:24].tolist())) == 1
    assert found[0] != found[12]
    assert parts(settle(one, rows, held=held, min_size=13)) == parts(one)


def test_a_report_on_the_border_stays_where_it_was() -> None:
    rows, truth = near_pair(0.4)
    between = unit_rows(rows[:12].sum(axis=0, keepdims=True) + rows[12:24].sum(axis=0))
    rows = np.concatenate([rows, between])
    was_0, was_1 = np.append(truth, 0), np.append(truth, 1)
    assert parts(settle(was_1, rows, held=held_in(was_0), min_size=5)) == parts(was_0)
    assert parts(settle(was_0, rows, held=held_in(was_1), min_size=5)) == parts(was_1)
    clear = np.concatenate([rows[:-1], rows[:1]])
    assert settle(was_0, clear, held=held_in(was_1), min_size=5)[-1] == 0


def test_a_new_report_goes_where_it_fits() -> None:
    rows, truth = near_pair(0.4)
    held = held_in(truth, known=20)
    assert parts(settle(truth, rows, held=held, min_size=5)) == parts(truth)


def test_order_of_reports_does_not_matter(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(3, 10, 8)
    before = np.where(truth == 2, 1, truth)
    order = np.random.default_rng(1).permutation(len(rows))
    one = settle(truth, rows, held=held_in(before), min_size=5)
    shuffled = replace(held_in(before[order]), sizes=held_in(before).sizes)
    assert np.array_equal(one[order], settle(truth[order], rows[order], held=shuffled, min_size=5))


def test_without_a_run_before_nothing_changes(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(2, 6, 0)
    nothing = hold([str(n) for n in range(12)], (), frozenset(), Wishes())
    assert settle(truth, rows, held=nothing, min_size=5) is truth


def test_where_reports_were_follows_wishes_and_forgets_sleepers() -> None:
    nowhere = np.zeros(0, dtype=np.float32)
    themes = [
        ThemeState("t-a", frozenset("ab"), nowhere),
        ThemeState("t-b", frozenset("cd"), nowhere),
        ThemeState("t-c", frozenset("ef"), nowhere),
        ThemeState("t-d", frozenset("gh"), nowhere, awake=False),
    ]
    wishes = split(keep_apart(merge(Wishes(), "t-b", "t-a"), "t-a", "t-c"), "t-c")
    held = hold([*"abcdefghi"], themes, frozenset("abcdefgh"), wishes)
    assert held.theme.tolist() == [0, 0, 0, 0, 1, 1, -1, -1, -1]
    assert held.known.tolist() == [True] * 8 + [False]
    assert held.sizes.tolist() == [4, 2]
    assert held.apart == frozenset({(0, 1)})
    assert (held.together, held.cut) == (frozenset({0}), frozenset({1}))


def test_a_group_is_cut_where_it_is_longest() -> None:
    rows = unit_rows(np.array([[1, 0.1], [1, 0], [1, -0.1], [0.1, 1], [0, 1]], dtype=np.float32))
    assert cut_in_two(rows).tolist() == [False, False, False, True, True]
    assert not cut_in_two(rows[:1]).any()


def test_a_theme_that_is_not_found_again_stays_while_its_reports_lie_together(
    make_groups: MakeGroups,
) -> None:
    rows, truth = make_groups(3, 8, 20)
    lost = np.where(truth == 2, LEFT_OUT, truth)
    assert parts(settle(lost, rows, held=held_in(truth), min_size=5)) == parts(truth)


def test_a_theme_whose_reports_no_longer_lie_together_goes(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(3, 8, 20)
    before = truth.copy()
    before[24:32] = 3
    assert parts(settle(truth, rows, held=held_in(before), min_size=5)) == parts(truth)


def test_a_theme_of_which_too_few_reports_are_left_goes(make_groups: MakeGroups) -> None:
    rows, truth = make_groups(3, 8, 20)
    rows, truth = np.delete(rows, np.s_[20:24], axis=0), np.delete(truth, np.s_[20:24])
    lost = np.where(truth == 2, LEFT_OUT, truth)
    assert parts(settle(lost, rows, held=held_in(truth), min_size=5)) == parts(lost)
