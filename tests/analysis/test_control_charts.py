"""Control charts against textbook values."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.control_charts import (
    Limits,
    Signal,
    c_limits,
    fewest_crossings_allowed,
    find_signals,
    longest_run_allowed,
    u_limits,
)

FLAT = [10.0, 12.0] * 12


def test_montgomery_example_7_3() -> None:
    """516 nonconformities in 26 samples: centre 19.85, limits 6.48 and 33.22."""
    limits = c_limits([516 / 26] * 26)
    assert limits.centre == pytest.approx(19.85, abs=0.01)
    assert limits.lower[0] == pytest.approx(6.48, abs=0.01)
    assert limits.upper[0] == pytest.approx(33.21, abs=0.01)


def test_a_rate_chart_by_hand() -> None:
    """65 reports in twelve months of 1.8 hundred full-time months: 3.0 with limits 0 and 6.9."""
    limits = u_limits([65 / 12] * 12, [1.8] * 12)
    assert limits.centre == pytest.approx(3.009, abs=0.001)
    assert limits.lower[0] == 0
    assert limits.upper[0] == pytest.approx(3.009 + 3.879, abs=0.001)
    assert limits.upper[0] > 12 / 1.8, "twelve reports in a month are ordinary variation"


def test_a_larger_month_has_narrower_limits() -> None:
    limits = u_limits([10, 40], [1, 4])
    assert limits.upper[0] - limits.centre == pytest.approx(2 * (limits.upper[1] - limits.centre))


@pytest.mark.parametrize(("counts", "sizes"), [([], []), ([1], [0]), ([1, 2], [1])])
def test_a_chart_without_exposure_is_refused(counts: list[float], sizes: list[float]) -> None:
    with pytest.raises(ValueError, match="exposure"):
        u_limits(counts, sizes)


@pytest.mark.parametrize(
    ("points", "run", "crossings"), [(10, 6, 2), (12, 7, 3), (20, 7, 6), (24, 8, 8)]
)
def test_anhoej_and_olesen_2014_critical_values(points: int, run: int, crossings: int) -> None:
    assert longest_run_allowed(points) == run
    assert fewest_crossings_allowed(points) == crossings


def test_a_point_outside_is_found() -> None:
    values = [*FLAT, 40.0]
    assert Signal("outside", 24) in find_signals(values, c_limits(values))


def test_a_shift_gives_a_long_run_and_few_crossings() -> None:
    values = [10.0, 11.0, 9.0] * 4 + [16.0, 15.0, 17.0] * 4
    rules = {signal.rule for signal in find_signals(values, c_limits(values))}
    assert rules == {"run", "crossings"}


def test_ordinary_variation_gives_no_signal() -> None:
    assert find_signals(FLAT, c_limits(FLAT)) == ()


def test_points_on_the_median_say_nothing() -> None:
    assert find_signals([5.0] * 20, Limits(5.0, (0.0,) * 20, (12.0,) * 20)) == ()


@given(st.integers(2, 200))
def test_more_points_allow_longer_runs(points: int) -> None:
    assert longest_run_allowed(points) >= log2(points) + 2
    assert fewest_crossings_allowed(points) <= fewest_crossings_allowed(points + 1)
