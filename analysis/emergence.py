"""Which themes are new, growing or fading, told from chance.

A theme's reports of the last months are laid beside its own earlier rate, corrected for how many
reports came in overall, and beside the same season of earlier years, so that winter is no news.
Measured (tests/bench/themes_emergence.py): of 22 themes that did not change, 0.03 per run are
called new or growing with 18 months of data, wherever in the year these end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import pdtr, pdtrc

from config.limits import K_FACT, K_THEME

Status = Literal["new", "lasting", "growing", "fading"]

WINDOW = 3
"""Months that count as recent."""

YEAR = 12

RATIO = 3.0
"""Times the expected number from which growth matters; a third of it, from which fading does."""

FALSE_SHARE = 0.01
"""Share of the flagged themes that may be chance (Benjamini-Hochberg)."""

_PRIOR = 0.5
"""Reports added to an earlier count, so that "never before" is rare, not impossible."""


@dataclass(frozen=True, slots=True)
class Change:
    """One theme's recent reports against what its past leads to expect."""

    recent: int
    expected: float
    earlier: int


def month_number(month: str) -> int:
    """Months since year 0 of "YYYY-MM" or of a longer date that begins so."""
    return int(month[:4]) * YEAR + int(month[5:7]) - 1


def month_name(number: int) -> str:
    """The "YYYY-MM" of a month number."""
    return f"{number // YEAR:04d}-{number % YEAR + 1:02d}"


def change(
    own: Sequence[int], everyone: Sequence[int], window: int = WINDOW, *, season: bool = True
) -> Change:
    """Compare the last `window` months of a theme with its past.

    Args:
        own: the theme's reports per month, oldest first, no month left out.
        everyone: all reports per month, same length.
        window: months that count as recent.
        season: whether earlier years are looked at; without, winter is news each year.

    Returns:
        The expected number is the larger of two: the theme's share of all earlier reports, and its
        share in the same months of an earlier year with a month on either side (when it had
        K_FACT reports there), both applied to all recent reports.
    """
    mine, all_ = np.asarray(own, dtype=float), np.asarray(everyone, dtype=float)
    start, stop = max(len(mine) - window, 0), len(mine)
    shares = [_share(mine[:start], all_[:start])]
    for back in range(YEAR, stop if season else 0, YEAR):
        months = slice(max(start - back - 1, 0), max(min(stop - back + 1, start), 0))
        if mine[months].sum() >= K_FACT:
            shares.append(float(mine[months].sum() / all_[months].sum()))
    # Without a past nothing can be expected, whatever came in.
    share = max(shares)
    expected = float(all_[start:].sum() * share) if np.isfinite(share) else np.inf
    return Change(int(mine[start:].sum()), expected, int(mine[:start].sum()))


def _share(mine: NDArray[np.float64], everyone: NDArray[np.float64]) -> float:
    total = everyone.sum()
    return float((mine.sum() + _PRIOR) / total) if total else np.inf


def growth_chance(found: Change) -> float:
    """Chance of this many recent reports or more, if nothing changed: the upper Poisson tail."""
    if found.recent == 0 or not np.isfinite(found.expected):
        return 1.0
    return float(pdtrc(found.recent - 1, found.expected))


def fade_chance(found: Change) -> float:
    """Chance of this few recent reports or fewer, if nothing changed: the lower Poisson tail."""
    if not np.isfinite(found.expected):
        return 1.0
    return float(pdtr(found.recent, found.expected))


def significant(chances: Sequence[float], false_share: float = FALSE_SHARE) -> tuple[bool, ...]:
    """Which chances are small enough that at most `false_share` of those named is expected false.

    Source: Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    limit = -1.0
    for rank, chance in enumerate(sorted(chances), start=1):
        if chance <= false_share * rank / len(chances):
            limit = chance
    return tuple(chance <= limit for chance in chances)


def emerging(changes: Mapping[str, Change]) -> frozenset[str]:
    """The themes with K_THEME recent reports or more, thrice the expected, beyond chance."""
    flagged = significant([growth_chance(found) for found in changes.values()])
    return frozenset(
        theme
        for (theme, found), sure in zip(changes.items(), flagged, strict=True)
        if sure and found.recent >= max(K_THEME, RATIO * found.expected)
    )


def fading(changes: Mapping[str, Change]) -> frozenset[str]:
    """The mirror image: K_THEME reports expected or more, at most a third came, beyond chance."""
    flagged = significant([fade_chance(found) for found in changes.values()])
    return frozenset(
        theme
        for (theme, found), sure in zip(changes.items(), flagged, strict=True)
        if sure and found.expected >= max(K_THEME, RATIO * found.recent)
    )


def seasonal(plain: Mapping[str, Change], seasoned: Mapping[str, Change]) -> frozenset[str]:
    """The themes that would seem to emerge, had they not done so in this season before.

    Args:
        plain: per theme its change without a look at earlier years.
        seasoned: the same themes, with that look.
    """
    return emerging(plain) - emerging(seasoned)


def statuses(changes: Mapping[str, Change]) -> dict[str, Status]:
    """A word per theme.

    New when it emerges without a past worth the name, growing when it had one; fading; or lasting.
    """
    rising, falling = emerging(changes), fading(changes)
    found: dict[str, Status] = {}
    for theme, what in changes.items():
        if theme in rising:
            found[theme] = "new" if what.earlier < K_THEME else "growing"
        else:
            found[theme] = "fading" if theme in falling else "lasting"
    return found


def monthly_counts(months: Sequence[str], first: int, last: int) -> list[int]:
    """Reports per month from month number `first` to `last`; a report without a month is left out.

    Args:
        months: one "YYYY-MM", or "" per report.
        first, last: month numbers, both included.
    """
    counts = [0] * (last - first + 1)
    for month in months:
        if month and first <= month_number(month) <= last:
            counts[month_number(month) - first] += 1
    return counts
