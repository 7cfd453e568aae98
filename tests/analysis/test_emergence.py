"""New, growing, fading, or just the season."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.emergence import (
    Change,
    change,
    emerging,
    fade_chance,
    fading,
    growth_chance,
    month_name,
    month_number,
    monthly_counts,
    seasonal,
    significant,
    statuses,
)

STEADY = [10] * 15


def test_the_expected_number_by_hand() -> None:
    own = [1, 1, 0, 2, 0, 0, 6, 2, 2]
    found = change(own, [10] * 9)
    # 4 reports and a half of prior in 60; 30 recent ones
    assert (found.recent, found.earlier) == (10, 4)
    assert found.expected == pytest.approx(30 * 4.5 / 60)


def test_more_reports_overall_are_not_growth_of_each_theme() -> None:
    busy = change([2] * 12 + [6] * 3, [20] * 12 + [60] * 3)
    assert busy.expected == pytest.approx(180 * 24.5 / 240)
    assert not emerging({"t": busy})


def test_poisson_tails_agree_with_tables() -> None:
    # Pearson & Hartley, Biometrika Tables I, table 7: P(X >= 5 | 1) and P(X <= 1 | 5)
    assert growth_chance(Change(5, 1.0, 9)) == pytest.approx(0.003660, abs=1e-6)
    assert fade_chance(Change(1, 5.0, 9)) == pytest.approx(0.040428, abs=1e-6)
    assert growth_chance(Change(0, 1.0, 9)) == 1


def test_benjamini_and_hochberg_1995_example() -> None:
    chances = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
    ]
    assert significant(chances, 0.05) == (True,) * 4 + (False,) * 11


@given(st.permutations([0.001, 0.004, 0.2, 0.9, 0.02]))
def test_order_of_the_chances_does_not_matter(chances: list[float]) -> None:
    named = {p for p, yes in zip(chances, significant(chances, 0.05), strict=True) if yes}
    assert named == {0.001, 0.004, 0.02}


def test_a_theme_that_bursts_is_new_and_one_with_a_past_grows() -> None:
    found = statuses(
        {
            "fresh": change([0] * 12 + [4, 5, 6], STEADY),
            "grown": change([1] * 12 + [7, 7, 8], STEADY),
            "steady": change([2] * 15, STEADY),
            "gone": change([4] * 12 + [0, 0, 0], STEADY),
        }
    )
    assert found == {"fresh": "new", "grown": "growing", "steady": "lasting", "gone": "fading"}


def test_four_recent_reports_are_never_enough() -> None:
    assert not emerging({"t": change([0] * 60 + [1, 1, 2], [100] * 63)})


def test_a_yearly_peak_is_no_news_in_december_or_in_march() -> None:
    christmas = ([0] * 11 + [9]) * 2
    new_year = [*([9] + [0] * 11) * 2, 9, 0, 0]
    for own in (christmas, new_year):
        everyone = [20] * len(own)
        assert not emerging({"peak": change(own, everyone)})
        flat = [0] * (len(own) - 3) + own[-3:]
        assert emerging({"peak": change(flat, everyone)})


def test_without_a_past_nothing_is_new() -> None:
    assert not emerging({"t": change([3, 3, 4], [9, 9, 9])})
    assert not fading({"t": change([0, 0, 0], [9, 9, 9])})


def test_months_and_numbers_are_each_others_inverse() -> None:
    assert month_name(month_number("2026-01-31")) == "2026-01"
    assert month_number("2026-01") - month_number("2025-12") == 1


def test_reports_without_a_month_are_not_counted() -> None:
    first = month_number("2026-01")
    assert monthly_counts(["2026-01", "", "2026-03", "2026-03"], first, first + 2) == [1, 0, 2]


def test_reports_without_a_month_make_a_lasting_theme() -> None:
    found = change([0], [0])
    assert statuses({"t": found}) == {"t": "lasting"}


def test_what_comes_back_each_year_is_told_apart_from_what_grows() -> None:
    everyone = [40] * 24
    own = {
        "winter": ([0] * 9 + [9, 9, 9]) * 2,
        "fresh": [0] * 21 + [9, 9, 9],
        "steady": [4] * 24,
    }
    plain = {name: change(counts, everyone, season=False) for name, counts in own.items()}
    seasoned = {name: change(counts, everyone) for name, counts in own.items()}
    assert seasonal(plain, seasoned) == {"winter"}
    assert emerging(seasoned) == {"fresh"}
