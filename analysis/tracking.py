"""Themes that keep their name from run to run.

A group of this run is a theme of before when it shares reports with it and points the same way.
Themes without a group sleep, and wake when a group points their way again. Who came from whom is
kept, so a split or a merge can be told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from analysis.arrays import LEFT_OUT, FloatArray, IntArray, canonical_order, unit_rows

SAME = 0.35
"""Half the shared reports plus half the cosine, 0 to 1, from which a group is a theme of before."""

WAKES = 0.8
"""Cosine to a sleeping theme from which a group without reports in common is that theme."""

SPLIT_SHARE = 0.3
"""Share of another theme's reports that a group must hold to be called its child."""


@dataclass(frozen=True, slots=True)
class ThemeState:
    id: str
    report_ids: frozenset[str]
    """The reports of the last run in which the theme was found."""
    centroid: FloatArray
    """Shape (d,), length 1; shape (0,) when the space of that run cannot be compared with."""
    first_month: str = ""
    """YYYY-MM of the earliest report ever in this theme; empty when no month is known."""
    awake: bool = True
    """Whether the theme was found in the last run."""
    asleep_for: int = 0
    """Runs since it was last found."""
    parents: tuple[str, ...] = ()
    """Themes it was split from, or that were merged into it, when it first appeared or grew."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of this run, before it has a name."""

    report_ids: frozenset[str]
    centroid: FloatArray


def groups_of(labels: IntArray, ids: Sequence[str], vectors: FloatArray) -> tuple[Group, ...]:
    """The groups in the order of their numbers."""
    order = canonical_order(vectors)
    found = []
    for label in sorted(set(labels.tolist()) - {LEFT_OUT}):
        rows = order[labels[order] == label]
        centroid = unit_rows(vectors[rows].sum(axis=0, keepdims=True))[0]
        found.append(Group(frozenset(ids[row] for row in rows), centroid))
    return tuple(found)


def track(
    labels: IntArray,
    ids: Sequence[str],
    vectors: FloatArray,
    previous: tuple[ThemeState, ...],
    new_id: Callable[[], str],
) -> tuple[ThemeState, ...]:
    """Name the groups of this run after the themes of before.

    Args:
        labels: shape (n,), group numbers or -1.
        ids: n report ids, all different.
        vectors: shape (n, d), rows of length 1, in the space of `previous`.
        previous: the themes of the run before, also sleeping ones.
        new_id: gives a theme id that was never used.

    Returns:
        First one theme per group, in the order of the group numbers; then the sleeping themes in
        the order of `previous`.

    Source: assignment by Kuhn 1955, doi:10.1002/nav.3800020109.
    """
    groups = groups_of(labels, ids, vectors)
    match = _match(groups, previous)
    matched = {old: new for new, old in match.items()}
    awake = []
    for number, group in enumerate(groups):
        old = match.get(number)
        base = previous[old] if old is not None else None
        parents = _parents(group, base, previous)
        awake.append(_renewed(group, base, parents, new_id))
    asleep = [
        replace(theme, awake=False, asleep_for=theme.asleep_for + 1)
        for number, theme in enumerate(previous)
        if number not in matched
    ]
    return (*awake, *asleep)


def likeness(group: Group, theme: ThemeState) -> float:
    """Half the Jaccard index of the reports plus half the cosine of the centroids, 0 to 1."""
    both = len(group.report_ids & theme.report_ids)
    either = len(group.report_ids | theme.report_ids)
    shared = both / either if either else 0.0
    return 0.5 * shared + 0.5 * max(_cosine(group, theme), 0.0)


def _cosine(group: Group, theme: ThemeState) -> float:
    if theme.centroid.shape != group.centroid.shape:
        return 0.0
    return float(theme.centroid @ group.centroid)


def _match(groups: Sequence[Group], previous: Sequence[ThemeState]) -> dict[int, int]:
    """Which group is which theme: the pairs that together are most alike, good ones only."""
    if not groups or not previous:
        return {}
    table = np.array([[_worth(group, theme) for theme in previous] for group in groups])
    rows, columns = linear_sum_assignment(-table)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {group: theme for group, theme in pairs if table[group, theme] > 0}


def _worth(group: Group, theme: ThemeState) -> float:
    """The likeness of a pair that may be matched; 0 for one that may not."""
    alike = likeness(group, theme)
    shares = bool(group.report_ids & theme.report_ids)
    enough = alike >= SAME if shares else _cosine(group, theme) >= WAKES
    return alike if enough else 0.0


def _parents(
    group: Group, base: ThemeState | None, previous: Sequence[ThemeState]
) -> tuple[str, ...]:
    gave = [
        theme.id
        for theme in previous
        if theme is not base
        and theme.awake
        and len(theme.report_ids & group.report_ids) >= SPLIT_SHARE * len(theme.report_ids)
    ]
    known = base.parents if base else ()
    return (*known, *(one for one in gave if one not in known))


def _renewed(
    group: Group, base: ThemeState | None, parents: tuple[str, ...], new_id: Callable[[], str]
) -> ThemeState:
    return ThemeState(
        id=base.id if base else new_id(),
        report_ids=group.report_ids,
        centroid=group.centroid,
        first_month=base.first_month if base else "",
        parents=parents,
    )


def with_first_month(theme: ThemeState, months: Sequence[str]) -> ThemeState:
    """The theme with its earliest known month, given the months of its reports (may be empty)."""
    known = sorted({month for month in (theme.first_month, *months) if month})
    return replace(theme, first_month=known[0] if known else "")


NOT_COMPARABLE: FloatArray = np.zeros(0, dtype=np.float32)


def forget_centroid(theme: ThemeState) -> ThemeState:
    """The theme as seen from another encoder: only its reports can still be recognised."""
    return replace(theme, centroid=NOT_COMPARABLE)
