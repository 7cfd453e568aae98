"""Is this run fit to publish? A run that is not leaves the release of before in place.

A good clustering of other reports than before still looks like one; a broken one (an encoder that
fails, half of the reports that cannot be opened) does not. Three things are measured, and each has
a floor that runs on real narratives stay far from.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.arrays import LEFT_OUT, FloatArray, IntArray, canonical_order
from analysis.clustering import cluster
from analysis.tracking import ThemeState
from analysis.wishes import Wishes

LEAST_STEADY = 0.4
"""Adjusted Rand index with a tenth of the reports gone. Measured: 0.95 on mixed reports with clear
themes, 0.75 on the demo, 0.6 on 1,000 accident narratives; chance is 0."""

MOST_LEFT_OUT = 0.9
"""Share of the reports in no theme, once there were themes. Measured: 0.2 to 0.4."""

LEAST_KEPT = 0.5
"""Share of the earlier themes that must be found again. Measured: 0.9 and more."""

FEW_THEMES = 4
"""Earlier themes below which losing half of them may be chance."""

_TENTH = 10
_SAMPLE = 5_000
"""Reports on which steadiness is measured; enough to tell 0.4 from 0.6."""


@dataclass(frozen=True, slots=True)
class Sanity:
    """How sound a run is. Each is None where it cannot be told."""

    steady: float | None
    """Adjusted Rand index, 0 for chance to 1, between all reports and nine tenths of them."""
    left_out: float
    """Share of the reports in no theme, 0 to 1."""
    kept: float | None
    """Share of the earlier themes that were found again, 0 to 1."""

    def objections(self) -> tuple[str, ...]:
        """Why this run should not be published: "unsteady", "left_out", "lost_themes"."""
        found = {
            "unsteady": self.steady is not None and self.steady < LEAST_STEADY,
            "left_out": self.kept is not None and self.left_out > MOST_LEFT_OUT,
            "lost_themes": self.kept is not None and self.kept < LEAST_KEPT,
        }
        return tuple(name for name, holds in found.items() if holds)


OBJECTIONS = ("unsteady", "left_out", "lost_themes")


def steadiness(labels: IntArray, vectors: FloatArray, min_size: int) -> float | None:
    """How much of the groups stays when every tenth report is gone; None without two groups.

    Which reports go depends on the vectors only. Judged on the reports that are in a group both
    times.
    """
    order = canonical_order(vectors)
    step = max(1, len(order) // _SAMPLE)
    sample = order[::step]
    rows = np.delete(sample, np.s_[::_TENTH])
    fewer = cluster(vectors[rows], min_size=min_size)
    both = (fewer != LEFT_OUT) & (labels[rows] != LEFT_OUT)
    if len(set(labels[labels != LEFT_OUT].tolist())) < 2:  # noqa: PLR2004 - one group cannot differ
        return None
    return agreement(labels[rows][both], fewer[both]) if both.any() else 0.0


def agreement(one: IntArray, other: IntArray) -> float:
    """The adjusted Rand index of two groupings of the same reports: 0 for chance, 1 for the same.

    Source: Hubert & Arabie 1985, doi:10.1007/BF01908075.
    """
    both = np.unique(np.stack([one, other]), axis=1, return_counts=True)[1]
    shared, first, second, all_ = (
        _pairs(counts)
        for counts in (
            both,
            np.unique(one, return_counts=True)[1],
            np.unique(other, return_counts=True)[1],
            np.array([len(one)]),
        )
    )
    expected = first * second / all_ if all_ else 0.0
    most = (first + second) / 2
    return (shared - expected) / (most - expected) if most != expected else 1.0


def _pairs(counts: IntArray) -> float:
    return float((counts.astype(np.float64) * (counts - 1) / 2).sum())


def themes_kept(
    tracked: Sequence[ThemeState], previous: Sequence[ThemeState], wishes: Wishes
) -> float | None:
    """Share of the earlier themes that are awake again; None where there were too few to tell."""
    before = {wishes.home(theme.id) for theme in previous if theme.awake}
    if len(before) < FEW_THEMES:
        return None
    now = {theme.id for theme in tracked if theme.awake}
    return len(before & now) / len(before)
