"""What may be shown: bands instead of counts, and only what enough reports from enough places say.

k counts reports, not people. That is why a theme must also be spread over months and units.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from analysis.arrays import FloatArray
from config.limits import (
    BANDS,
    K_SPREAD_UNKNOWN,
    K_THEME,
    K_UNIT_UNKNOWN,
    MIN_CELL,
    MIN_PERIODS,
    MIN_PERIODS_UNIT_UNKNOWN,
    MIN_UNITS,
)

Reason = Literal["ok", "too_small", "one_period", "one_unit"]

NEAR_DUPLICATE = 0.9
"""Cosine from which two reports are taken to be one told twice."""

MOST_KNOWN = 0.5
"""Share of reports that must name a unit before the units are judged."""

_BLOCK = 1_024


@dataclass(frozen=True, slots=True)
class ThemeFacts:
    """What decides whether a theme may be shown."""

    count: int
    """Reports, near-duplicates counted once."""
    months: int
    """Different months among the reports with a known month."""
    units: int
    """Different units among the reports with a known unit."""
    units_known: bool
    """Whether at least half of the reports name a unit."""
    months_known: bool
    """Whether at least half of the reports have a month."""
    most_from_one: float = 1.0
    """Share of the reports with a known unit that come from the unit with most, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Decision:
    publish: bool
    reason: Reason


@dataclass(frozen=True, slots=True)
class ShownBand:
    """What was last shown of a theme, kept sealed between releases."""

    band: str
    at_count: int
    """Reports at the moment this band was set."""


def band(count: int) -> str | None:
    """The band that a count lies in, such as "5-9" or "50+"; None below the first band."""
    for first, last in BANDS:
        if last is None and count >= first:
            return f"{first}+"
        if last is not None and first <= count <= last:
            return f"{first}-{last}"
    return None


def band_order(name: str | None) -> int:
    """Place of a band among the bands, 0 for the lowest; -1 for none."""
    names = [f"{first}+" if last is None else f"{first}-{last}" for first, last in BANDS]
    return names.index(name) if name in names else -1


def next_band(count: int, shown: ShownBand | None, extra: int = 0) -> ShownBand | None:
    """The band to show in this release, given what was shown before.

    A band only rises, and only when at least K_THEME reports came in since it last changed: so
    the step from one release to the next never stands for a single report.

    Args:
        count: reports now, near-duplicates counted once.
        shown: what stood in the last release; None for a theme that was never shown.
        extra: reports held back, so that nobody knows at which count the next band begins, nor
            how many must come in between; see `analysis.thresholds`.
    """
    now = band(count - extra)
    if shown is None:
        return ShownBand(now, count) if now else None
    enough = count - shown.at_count >= K_THEME + extra
    if now and enough and band_order(now) > band_order(shown.band):
        return ShownBand(now, count)
    return shown


def gather_facts(
    vectors: FloatArray, months: Sequence[str], units: Sequence[str | None]
) -> ThemeFacts:
    """Count what `publishable` asks about one theme.

    Args:
        vectors: shape (m, d), the reports of the theme, rows of length 1.
        months: m months "YYYY-MM"; "" when unknown.
        units: m units; None or "" when unknown.
    """
    known_months = [month for month in months if month]
    known_units = [unit for unit in units if unit]
    return ThemeFacts(
        count=count_distinct(vectors),
        months=len(set(known_months)),
        units=len(set(known_units)),
        units_known=_mostly(len(known_units), len(units)),
        months_known=_mostly(len(known_months), len(months)),
        most_from_one=max(Counter(known_units).values(), default=0) / max(len(known_units), 1),
    )


def _mostly(known: int, total: int) -> bool:
    return total > 0 and known >= MOST_KNOWN * total


def count_distinct(vectors: FloatArray, limit: float = NEAR_DUPLICATE) -> int:
    """Reports, where a chain of near-duplicates counts as one. Shape (m, d), rows of length 1."""
    return len(distinct_rows(vectors, limit))


def distinct_rows(vectors: FloatArray, limit: float = NEAR_DUPLICATE) -> list[int]:
    """One row of each chain of near-duplicates, the first. Shape (m, d), rows of length 1."""
    total = len(vectors)
    if total == 0:
        return []
    pairs = [_near_pairs(vectors, start, limit) for start in range(0, total, _BLOCK)]
    rows = np.concatenate([pair[0] for pair in pairs])
    columns = np.concatenate([pair[1] for pair in pairs])
    links = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(total, total))
    chains = connected_components(links, directed=False)[1]
    return sorted(int(row) for row in np.unique(chains, return_index=True)[1])


def _near_pairs(vectors: FloatArray, start: int, limit: float) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = np.nonzero(vectors[start : start + _BLOCK] @ vectors.T > limit)
    return rows + start, columns


def publishable(facts: ThemeFacts, extra: int = 0) -> Decision:
    """Whether a theme may be shown, and if not, the first reason why.

    Spread that is seen counts, however few reports show it: two named units are two units. Spread
    that cannot be seen, because the reports do not say, asks for more reports instead.

    Args:
        facts: of the theme.
        extra: reports on top of the floor; see `analysis.thresholds`.
    """
    floor, periods = _floors(facts)
    if facts.count < floor + extra:
        return Decision(publish=False, reason="too_small")
    if facts.months < periods:
        return Decision(publish=False, reason="one_period")
    if facts.units < MIN_UNITS and facts.units_known:
        return Decision(publish=False, reason="one_unit")
    return Decision(publish=True, reason="ok")


def _floors(facts: ThemeFacts) -> tuple[int, int]:
    """Reports and months that these facts ask for."""
    if not facts.months_known and facts.months < MIN_PERIODS:
        return K_SPREAD_UNKNOWN, 0
    if not facts.units_known and facts.units < MIN_UNITS:
        return K_UNIT_UNKNOWN, MIN_PERIODS_UNIT_UNKNOWN
    return K_THEME, MIN_PERIODS


def count_withheld(decisions: Iterable[Decision]) -> dict[str, int]:
    """How many themes were withheld per reason; every reason is named, also with 0."""
    counts = {"too_small": 0, "one_period": 0, "one_unit": 0}
    for decision in decisions:
        if not decision.publish:
            counts[decision.reason] += 1
    return counts


def withhold(
    counts: Mapping[str, int], *, total_known: bool, floor: int = MIN_CELL
) -> dict[str, int | None]:
    """Withhold the small cells of a one-way table, and as many others as the total would betray.

    Args:
        counts: reports per cell; 0 is withheld like any other small number.
        total_known: whether the reader can know what the cells add up to.
        floor: reports below which a cell is withheld.

    Returns:
        The same cells in the same order, None where withheld. With a known total at least two cells
        are withheld or none, and together they hold at least `floor` reports.
    """
    hidden = {cell for cell, count in counts.items() if count < floor}
    if total_known and hidden:
        others = sorted((c for c in counts if c not in hidden), key=lambda c: (counts[c], c))
        while others and sum(counts[cell] for cell in hidden) < floor:
            hidden.add(others.pop(0))
    return {cell: None if cell in hidden else count for cell, count in counts.items()}


def banded(counts: Mapping[str, int | None]) -> dict[str, str | None]:
    """Bands in place of counts; None stays None."""
    return {cell: None if count is None else band(count) for cell, count in counts.items()}
