"""The trend tables and the chart of a release: everything in them may hang on the noticeboard.

Only whole months are shown, and a number that stood in an earlier release stays as it was unless
MIN_CELL reports or more changed it, so that two releases never differ by one report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.control_charts import (
    ENOUGH_POINTS,
    FEWEST_POINTS,
    Limits,
    Signal,
    find_signals,
    u_limits,
)
from analysis.disclosure import banded, withhold
from analysis.emergence import month_name, month_number
from config.limits import MIN_CELL

QUARTER = 3

FEW_GAPS = 0.25
"""Share of months that may be withheld before the chart goes to quarters instead."""

_HARM = ("S3", "S4")
_LITTLE = ("S0", "S1")

AXES = ("factors", "kind", "severity_potential", "severity_actual", "helped", "stage", "detection")
"""Columns of the frame that get a table."""

_TABLE = {"kind": "kinds"}
_ONE_CODE = ("kind", "severity_potential", "severity_actual", "stage", "detection")


@dataclass(frozen=True, slots=True)
class Period:
    name: str
    """ "2026-03", or "2026-Q1"."""
    count: int
    exposure: float
    """1 for a chart of counts; else in the unit handed in."""


def build_trends(
    frame: pd.DataFrame,
    *,
    last_month: str,
    exposure: Mapping[str, float] | None = None,
    shown_before: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Everything the trend page shows, fit to be published.

    Args:
        frame: one row per report, columns month ("YYYY-MM" or ""), kind, factors, helped,
            severity_actual, severity_potential, stage, detection (codes; tuples where several).
        last_month: "YYYY-MM" of the last whole month; later reports are left out of the chart.
        exposure: per month the size of the organisation (full-time months / 100), above 0; None,
            or a month that is missing in it, gives a chart of counts.
        shown_before: the chart of the release before; its numbers are kept.

    Returns:
        "chart", one list per table of codes with their bands, "luck", and "variation".
    """
    months = _months_of(frame, last_month)
    sizes = exposure if exposure and all(exposure.get(month, 0) > 0 for month in months) else {}
    chart = _chart(months, sizes, shown_before or {})
    tables = {_TABLE.get(axis, axis): code_table(frame, axis) for axis in AXES}
    return {
        "chart": chart,
        **tables,
        "luck": _luck(frame),
        "variation": "special" if chart["signals"] else "ordinary",
    }


def _months_of(frame: pd.DataFrame, last_month: str) -> dict[str, int]:
    known = [str(month) for month in frame["month"] if month and str(month) <= last_month]
    if not known:
        return {}
    counts = pd.Series(known).value_counts()
    numbers = range(month_number(min(known)), month_number(last_month) + 1)
    return {month_name(number): int(counts.get(month_name(number), 0)) for number in numbers}


def _chart(
    months: Mapping[str, int], exposure: Mapping[str, float], shown: Mapping[str, Any]
) -> dict[str, Any]:
    periods, grouped_by = _periods(_from_first_full(months), exposure)
    kept = _kept(shown) if shown.get("grouped_by") == grouped_by else {}
    counts = [
        _settled(p.count, kept[p.name]) if p.name in kept else _open(p.count) for p in periods
    ]
    drawn = [place for place, count in enumerate(counts) if count is not None]
    limits, signals = _limits([periods[p] for p in drawn], [counts[p] or 0 for p in drawn])
    return {
        "periods": [period.name for period in periods],
        "counts": counts,
        "rates": _rates(periods, counts) if exposure else None,
        "centre": round(limits.centre, 1) if limits else None,
        "lower": _bound(limits.lower, exposure, counts) if limits else None,
        "upper": _bound(limits.upper, exposure, counts) if limits else None,
        "signals": [_told(signal, [periods[p].name for p in drawn]) for signal in signals],
        "grouped_by": grouped_by,
        "provisional": len(drawn) < ENOUGH_POINTS,
    }


def _kept(shown: Mapping[str, Any]) -> dict[str, int | None]:
    return dict(zip(shown.get("periods", ()), shown.get("counts", ()), strict=True))


def _open(count: int) -> int | None:
    return count if count >= MIN_CELL else None


def _settled(count: int, shown: int | None) -> int | None:
    """What stood before, unless so many reports came or went that none of them stands out."""
    if shown is None:
        return count if count >= 2 * MIN_CELL else None
    return count if abs(count - shown) >= MIN_CELL and count >= MIN_CELL else shown


def _from_first_full(months: Mapping[str, int]) -> dict[str, int]:
    """Leave out the months before reporting took hold: those before the first of MIN_CELL."""
    first = next((month for month, count in months.items() if count >= MIN_CELL), None)
    return {month: count for month, count in months.items() if first and month >= first}


def _periods(months: Mapping[str, int], exposure: Mapping[str, float]) -> tuple[list[Period], str]:
    """Months, or whole quarters when too many months would have to be withheld."""
    small = sum(count < MIN_CELL for count in months.values())
    quarters = _quarters(months, exposure)
    if small <= FEW_GAPS * len(months) or not quarters:
        return [Period(m, c, exposure.get(m, 1.0)) for m, c in months.items()], "month"
    return quarters, "quarter"


def _quarters(months: Mapping[str, int], exposure: Mapping[str, float]) -> list[Period]:
    groups: dict[str, list[str]] = {}
    for month in months:
        name = f"{month[:4]}-Q{(int(month[5:7]) - 1) // QUARTER + 1}"
        groups.setdefault(name, []).append(month)
    return [
        Period(
            name, sum(months[m] for m in own), sum(exposure[m] for m in own) if exposure else 1.0
        )
        for name, own in groups.items()
        if len(own) == QUARTER
    ]


def _limits(
    periods: Sequence[Period], counts: Sequence[int]
) -> tuple[Limits | None, tuple[Signal, ...]]:
    """Limits from the numbers that are shown and from nothing else.

    A mean that also counts hidden ones would give them away.
    """
    if len(counts) < FEWEST_POINTS:
        return None, ()
    exposures = [period.exposure for period in periods]
    limits = u_limits([float(count) for count in counts], exposures)
    values = [count / size for count, size in zip(counts, exposures, strict=True)]
    return limits, find_signals(values, limits)


def _bound(
    bound: Sequence[float], exposure: Mapping[str, float], counts: Sequence[int | None]
) -> float | list[float | None]:
    """One number for a chart of counts; per period for a chart of rates, None where withheld."""
    if not exposure:
        return round(bound[0], 1)
    values = iter(bound)
    return [None if count is None else round(next(values), 2) for count in counts]


def _rates(periods: Sequence[Period], counts: Sequence[int | None]) -> list[float | None]:
    pairs = zip(periods, counts, strict=True)
    return [None if count is None else round(count / one.exposure, 2) for one, count in pairs]


def _told(signal: Signal, names: Sequence[str]) -> dict[str, str | None]:
    period = None if signal.place is None else names[signal.place]
    return {"rule": signal.rule, "period": period}


def code_table(frame: pd.DataFrame, axis: str) -> list[dict[str, str | None]]:
    """How often each code of one axis was chosen, in bands, the most chosen first.

    Args:
        frame: one row per report; the column holds a code, a tuple of codes, None or NaN.
        axis: name of the column; a column that is not there gives an empty table.
    """
    if axis not in frame:
        return []
    codes = frame[axis].explode().dropna()
    counts = {str(code): int(count) for code, count in codes[codes != ""].value_counts().items()}
    shown = banded(withhold(counts, total_known=axis in _ONE_CODE))
    ranked = sorted(
        shown, key=lambda code: (shown[code] is None, -_rank(counts, shown, code), code)
    )
    return [{"code": code, "band": shown[code]} for code in ranked]


def _rank(counts: Mapping[str, int], shown: Mapping[str, str | None], code: str) -> int:
    """Order within the table must not tell more than the band does: equal bands rank equal."""
    own = shown[code]
    return 0 if own is None else min(n for other, n in counts.items() if shown[other] == own)


def _luck(frame: pd.DataFrame) -> dict[str, str | None]:
    """Free lessons: little happened, much could have; and those that only luck held back."""
    could = frame["severity_potential"].isin(_HARM)
    free = int((could & frame["severity_actual"].isin(_LITTLE)).sum())
    lucky = [isinstance(codes, tuple | list) and "H7" in codes for codes in frame["helped"]]
    by_luck = int((could & pd.Series(lucky, index=frame.index, dtype=bool)).sum())
    shown = banded(withhold({"free_lessons": free, "only_luck": by_luck}, total_known=False))
    return dict(shown)
