"""Control charts: telling ordinary variation from special variation."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2, sqrt
from statistics import median

from scipy.special import bdtr

ENOUGH_POINTS = 12
"""Points from which limits can be trusted; fewer are called provisional."""

FEWEST_POINTS = 6
"""Points below which no limits are drawn."""

_SIGMAS = 3
_CROSSINGS_CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class Limits:
    centre: float
    """Mean number of reports per period (c), or per unit of exposure (u)."""
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    """Per period; equal for all periods in a c-chart."""


@dataclass(frozen=True, slots=True)
class Signal:
    rule: str
    """ "outside": a point beyond a limit; "run": too long on one side of the median; "crossings":
    too few changes of side."""
    place: int | None
    """The point, counted from 0; None for a rule about the whole series."""


def c_limits(counts: Sequence[float]) -> Limits:
    """Centre and limits of a chart of counts: mean ± 3 √mean, never below 0.

    Source: Montgomery, Introduction to Statistical Quality Control, ch. 7.3.
    """
    return u_limits(counts, [1.0] * len(counts))


def u_limits(counts: Sequence[float], exposures: Sequence[float]) -> Limits:
    """Centre and limits of a chart of rates: ū ± 3 √(ū / nᵢ), never below 0.

    Args:
        counts: reports per period, one or more periods.
        exposures: size of each period, above 0, for instance in 100 full-time months.

    Raises:
        ValueError: no period, different lengths, or an exposure of 0 or less.
    """
    if not counts or len(counts) != len(exposures) or min(exposures) <= 0:
        raise ValueError("a u-chart needs a count and an exposure above 0 for every period")
    centre = sum(counts) / sum(exposures)
    widths = [_SIGMAS * sqrt(centre / exposure) for exposure in exposures]
    lower = tuple(max(centre - width, 0.0) for width in widths)
    return Limits(centre, lower, tuple(centre + width for width in widths))


def longest_run_allowed(useful: int) -> int:
    """Points in a row on one side of the median that chance allows, out of `useful` points.

    Source: Anhøj & Olesen 2014, doi:10.1371/journal.pone.0113825.
    """
    return round(log2(useful) + 3) if useful else 0


def fewest_crossings_allowed(useful: int) -> int:
    """Crossings of the median that chance demands: the 5% quantile of Bin(useful - 1, ½).

    Source: as for `longest_run_allowed`.
    """
    trials = max(useful - 1, 0)
    crossings = 0
    while bdtr(crossings, trials, 0.5) < _CROSSINGS_CHANCE:
        crossings += 1
    return crossings


def find_signals(values: Sequence[float], limits: Limits) -> tuple[Signal, ...]:
    """All signals of special variation in a series, points outside first.

    Args:
        values: what is drawn, in the unit of `limits`.
        limits: of the same length.
    """
    bounds = zip(values, limits.lower, limits.upper, strict=True)
    outside = [
        Signal("outside", place)
        for place, (value, lower, upper) in enumerate(bounds)
        if not lower <= value <= upper
    ]
    return (*outside, *_median_signals(values))


def _median_signals(values: Sequence[float]) -> list[Signal]:
    sides = _sides(values)
    found = []
    if sides and _longest_run(sides) > longest_run_allowed(len(sides)):
        found.append(Signal("run", None))
    if sides and _crossings(sides) < fewest_crossings_allowed(len(sides)):
        found.append(Signal("crossings", None))
    return found


def _sides(values: Sequence[float]) -> list[bool]:
    """Above the median or not; points on the median say nothing and are left out."""
    middle = median(values) if values else 0.0
    return [value > middle for value in values if value != middle]


def _crossings(sides: Sequence[bool]) -> int:
    return sum(one != other for one, other in pairwise(sides))


def _longest_run(sides: Sequence[bool]) -> int:
    longest = current = 1
    for one, other in pairwise(sides):
        current = current + 1 if one == other else 1
        longest = max(longest, current)
    return longest
