"""What may be shown, and what two releases may tell together."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.arrays import unit_rows
from analysis.disclosure import (
    Decision,
    ShownBand,
    ThemeFacts,
    band,
    band_order,
    banded,
    count_distinct,
    count_withheld,
    gather_facts,
    next_band,
    publishable,
    withhold,
)
from config.limits import K_THEME, MIN_CELL


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, None), (4, None), (5, "5-9"), (9, "5-9"), (10, "10-19"), (49, "20-49"), (50, "50+")],
)
def test_bands(count: int, shown: str | None) -> None:
    assert band(count) == shown


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (ThemeFacts(5, 2, 2, units_known=True, months_known=True), "ok"),
        (ThemeFacts(4, 2, 2, units_known=True, months_known=True), "too_small"),
        (ThemeFacts(5, 1, 2, units_known=True, months_known=True), "one_period"),
        (ThemeFacts(99, 9, 1, units_known=True, months_known=True), "one_unit"),
        (ThemeFacts(8, 3, 0, units_known=False, months_known=True), "ok"),
        (ThemeFacts(7, 3, 1, units_known=False, months_known=True), "too_small"),
        (ThemeFacts(99, 2, 0, units_known=False, months_known=True), "one_period"),
        (ThemeFacts(5, 2, 2, units_known=False, months_known=True), "ok"),
        (ThemeFacts(20, 0, 0, units_known=False, months_known=False), "ok"),
        (ThemeFacts(19, 0, 0, units_known=False, months_known=False), "too_small"),
        (ThemeFacts(20, 1, 1, units_known=True, months_known=False), "one_unit"),
    ],
)
def test_spread_decides(facts: ThemeFacts, reason: str) -> None:
    decision = publishable(facts)
    assert (decision.publish, decision.reason) == (reason == "ok", reason)


def test_near_duplicates_count_once() -> None:
    rows = unit_rows(np.array([[1, 0], [1, 0.1], [1, 0.3], [0, 1]], dtype=np.float32))
    assert count_distinct(rows) == 2
    assert count_distinct(rows[:0]) == 0


@given(st.permutations(range(40)))
def test_counting_once_does_not_depend_on_order(order: list[int]) -> None:
    rows = unit_rows(np.random.default_rng(2).normal(size=(40, 3)).astype(np.float32))
    assert count_distinct(rows[order]) == count_distinct(rows)


def test_facts_are_gathered_from_what_is_known() -> None:
    rows = np.eye(4, dtype=np.float32)
    facts = gather_facts(rows, ["2026-01", "2026-02", "", "2026-02"], ["A", None, "", None])
    assert facts == ThemeFacts(4, 2, 1, units_known=False, months_known=True)


def test_a_band_first_shown_stays_until_five_more_came() -> None:
    first = next_band(9, None)
    assert first == ShownBand("5-9", 9)
    assert next_band(10, first) == first
    assert next_band(13, first) == first
    assert next_band(14, first) == ShownBand("10-19", 14)
    assert next_band(3, None) is None


@given(st.lists(st.integers(0, 80), min_size=1, max_size=30))
def test_bands_only_rise_and_never_for_fewer_than_five(counts: list[int]) -> None:
    shown: ShownBand | None = None
    for count in counts:
        before, shown = shown, next_band(count, shown)
        if before is not None and shown is not None and shown != before:
            assert band_order(shown.band) > band_order(before.band)
            assert shown.at_count - before.at_count >= K_THEME


def test_a_lone_small_cell_takes_a_second_one_along() -> None:
    counts = {"K1": 30, "K2": 12, "K3": 3, "K4": 8}
    assert withhold(counts, total_known=True) == {"K1": 30, "K2": 12, "K3": None, "K4": None}
    assert withhold(counts, total_known=False) == {"K1": 30, "K2": 12, "K3": None, "K4": 8}


def test_two_small_cells_that_together_are_small_take_a_third() -> None:
    counts = {"a": 1, "b": 2, "c": 9, "d": 20}
    assert withhold(counts, total_known=True) == {"a": None, "b": None, "c": None, "d": 20}


@given(
    counts=st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40), max_size=8),
    total_known=st.booleans(),
)
def test_no_small_cell_is_shown_or_can_be_derived(
    *, counts: Mapping[str, int], total_known: bool
) -> None:
    shown = withhold(counts, total_known=total_known)
    hidden = [counts[cell] for cell, value in shown.items() if value is None]
    assert list(shown) == list(counts)
    assert all(value >= MIN_CELL for value in shown.values() if value is not None)
    if total_known and hidden and len(hidden) < len(counts):
        assert len(hidden) > 1
        assert sum(hidden) >= MIN_CELL


def test_every_reason_is_counted_also_with_nought() -> None:
    decisions = [
        Decision(publish=True, reason="ok"),
        Decision(publish=False, reason="one_unit"),
        Decision(publish=False, reason="one_unit"),
    ]
    assert count_withheld(decisions) == {"too_small": 0, "one_period": 0, "one_unit": 2}


def test_bands_replace_counts() -> None:
    assert banded({"a": 12, "b": None}) == {"a": "10-19", "b": None}
