"""The time of a theme: bands of periods that are over, which only rise and never go."""

from collections.abc import Sequence

import numpy as np
import pytest

from analysis.arrays import FloatArray
from analysis.thresholds import Standing, draw_nothing
from analysis.timelines import Periods, advance, period_of, tell_timeline

SPAN = ("2026-01", "2026-11")


def unlike(count: int) -> FloatArray:
    """Reports of which no two are told twice."""
    return np.eye(count, dtype=np.float32)


def months(**counts: int) -> list[str]:
    """`m03=6` is six reports of March 2026."""
    return [f"2026-{name[1:]}" for name, count in counts.items() for _ in range(count)]


def line(
    own: Sequence[str],
    before: Periods | None = None,
    extra: int = 0,
    vectors: FloatArray | None = None,
) -> Periods:
    rows = unlike(len(own)) if vectors is None else vectors
    return advance(before or {}, rows, own, SPAN, lambda: extra)


def shown(standings: Periods, name: str) -> str | None:
    standing = standings[name].shown
    return standing.band if standing else None


@pytest.mark.parametrize(
    ("grouped_by", "name"), [("month", "2026-08"), ("quarter", "2026-Q3"), ("half", "2026-H2")]
)
def test_a_month_lies_in_a_period_of_each_width(grouped_by: str, name: str) -> None:
    assert period_of("2026-08", grouped_by) == name


def test_only_periods_that_are_over_and_were_whole_are_looked_at() -> None:
    found = line(months(m01=6, m11=6, m12=6))
    assert "2026-12" not in found
    assert "2026-Q4" not in found
    assert {"2026-Q1", "2026-Q3", "2026-H1", "2026-11"} <= set(found)
    late = advance({}, unlike(6), months(m02=6), ("2026-02", "2026-11"), draw_nothing)
    assert "2026-Q1" not in late
    assert shown(late, "2026-02") == "5-9"


def test_a_period_below_its_secret_number_is_withheld() -> None:
    assert shown(line(months(m03=7), extra=3), "2026-03") is None
    assert shown(line(months(m03=8), extra=3), "2026-03") == "5-9"


def test_a_band_rises_only_by_five_or_more_and_never_falls() -> None:
    before = line(months(m03=6))
    assert shown(line(months(m03=10), before), "2026-03") == "5-9"
    assert shown(line(months(m03=11), before), "2026-03") == "10-19"
    assert shown(line([], before, vectors=unlike(0)), "2026-03") == "5-9"


def test_one_report_sent_many_times_fills_no_period() -> None:
    same = np.tile(np.eye(1, 6, dtype=np.float32), (6, 1))
    assert shown(line(months(m03=6), vectors=same), "2026-03") is None


def test_the_finest_width_of_which_most_can_be_shown_is_told() -> None:
    every = line(months(**{f"m{number:02d}": 6 for number in range(1, 12)}))
    assert tell_timeline(every, SPAN).grouped_by == "month"
    quarters = tell_timeline(line(months(m01=6, m05=6, m08=6)), SPAN)
    assert (quarters.grouped_by, quarters.bands) == ("quarter", ("5-9", "5-9", "5-9"))
    half = tell_timeline(line(months(m01=3, m05=3)), SPAN)
    assert (half.grouped_by, half.periods, half.bands) == ("half", ("2026-H1",), ("5-9",))
    assert tell_timeline(line(months(m01=4)), SPAN).periods == ()


def test_a_line_begins_with_the_theme_and_shows_what_is_withheld() -> None:
    found = tell_timeline(line(months(m04=6, m08=6)), ("2026-02", "2026-11"))
    assert found.periods == ("2026-Q1", "2026-Q2", "2026-Q3")
    assert found.bands == (None, "5-9", "5-9")


def test_what_was_shown_stays_when_the_reports_are_destroyed() -> None:
    before = line(months(m01=6, m04=6, m08=6))
    after = advance(before, unlike(6), months(m08=6), ("2026-08", "2026-12"), draw_nothing)
    assert tell_timeline(after, ("2026-01", "2026-12")).bands[:3] == ("5-9", "5-9", "5-9")


def test_the_secret_of_a_period_is_drawn_anew_when_its_band_changes() -> None:
    draws = iter(range(100))
    first = advance({}, unlike(6), months(m03=6), SPAN, lambda: next(draws))
    second = advance(first, unlike(40), months(m03=40), SPAN, lambda: 77)
    assert second["2026-03"] == Standing(second["2026-03"].shown, 77)
    assert second["2026-01"] == first["2026-01"]


def test_a_month_its_quarter_and_its_half_year_share_one_secret() -> None:
    draws = iter(range(100))
    found = advance({}, unlike(0), [], SPAN, lambda: next(draws))
    assert len({found[name].extra for name in ("2026-02", "2026-Q1", "2026-05", "2026-H1")}) == 1
    assert found["2026-07"].extra == found["2026-Q3"].extra == found["2026-H2"].extra
    assert found["2026-07"].extra != found["2026-02"].extra
    later = advance(found, unlike(0), [], ("2026-01", "2026-12"), lambda: 99)
    assert later["2026-12"].extra == found["2026-07"].extra
