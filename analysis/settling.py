"""Themes stay themselves: what a run finds gives way to what the run before had, within reason.

Clusters change when a few reports come in: a report on the border crosses it, two near themes melt
together and part again. A reader sees noise. So a change is made only when the reports insist on
it, by a margin taken from the reports themselves; and what people decided is never undone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.arrays import (
    LEFT_OUT,
    BoolArray,
    FloatArray,
    IntArray,
    canonical_order,
    largest_first,
)
from analysis.directions import Directions, cut_in_two, true_cosine
from analysis.strays import Yardstick, border, fit, unrelated
from analysis.tracking import SPLIT_SHARE, ThemeState
from analysis.wishes import Wishes

MELT = 0.8
"""True cosine between two themes from which they may become one; 1 is one subject told twice."""
PART = 0.5
"""True cosine between two halves of a theme below which they may become two themes."""
HOLD = 1.0
"""Standard deviations of the cosine between unrelated reports: a report crosses a border, into a
theme, out of one, or to another, when it lies so far beyond."""

_FEWEST = 3
"""Reports that make a part of a theme worth looking at."""

Settle = Callable[[IntArray, FloatArray], IntArray]
"""Labels and vectors to labels, all of length n."""


@dataclass(frozen=True, slots=True)
class Held:
    """Where the reports of this run were in the run before."""

    theme: IntArray
    """Shape (n,): number of the theme, or -1."""
    known: BoolArray
    """Shape (n,): whether the run before knew the report."""
    sizes: IntArray
    """Shape (t,): reports each theme had."""
    apart: frozenset[tuple[int, int]] = frozenset()
    """Pairs of theme numbers that people keep apart, the lower first."""
    together: frozenset[int] = frozenset()
    """Themes that people made of several; never parted."""
    cut: frozenset[int] = frozenset()
    """Themes that people want to see as two."""


def hold(
    ids: Sequence[str],
    previous: Sequence[ThemeState],
    known: frozenset[str],
    wishes: Wishes,
) -> Held:
    """Look up where each report was.

    Args:
        ids: n report ids of this run.
        previous: the themes of the run before.
        known: the reports of the run before.
        wishes: what people decided.
    """
    awake = [theme for theme in previous if theme.awake]
    homes = sorted({wishes.home(theme.id) for theme in awake})
    number = {theme: place for place, theme in enumerate(homes)}
    where = {one: number[wishes.home(t.id)] for t in awake for one in sorted(t.report_ids)}
    rows = np.array([where.get(one, LEFT_OUT) for one in ids], dtype=np.int64)
    pairs = {tuple(sorted((number[a], number[b]))) for a, b in _both_held(wishes, number)}
    return Held(
        theme=rows,
        known=np.array([one in known for one in ids], dtype=bool),
        sizes=np.bincount(rows[rows >= 0], minlength=len(homes)).astype(np.int64),
        apart=frozenset((int(a), int(b)) for a, b in pairs if a != b),
        together=frozenset(number[wishes.home(t)] for t in wishes.into if wishes.home(t) in number),
        cut=frozenset(number[wishes.home(t)] for t in wishes.cut if wishes.home(t) in number),
    )


def _both_held(wishes: Wishes, number: dict[str, int]) -> list[tuple[str, str]]:
    homes = [(wishes.home(one), wishes.home(other)) for one, other in sorted(wishes.apart)]
    return [(one, other) for one, other in homes if one in number and other in number]


def settle(labels: IntArray, vectors: FloatArray, *, held: Held, min_size: int) -> IntArray:
    """Give way to the run before where this run has no strong reason to differ.

    Args:
        labels: shape (n,), the groups of this run, or -1.
        vectors: shape (n, d), rows of length 1.
        held: where the reports were.
        min_size: reports below which a group is left out.

    Returns:
        Shape (n,): groups numbered from 0, the largest first, or -1. The order of the reports
        makes no difference.
    """
    if not len(held.sizes) or not len(labels):
        return labels
    order = canonical_order(vectors)
    there = replace(held, theme=held.theme[order], known=held.known[order])
    found = _settle_sorted(labels[order], np.ascontiguousarray(vectors[order]), there, min_size)
    settled = np.empty_like(labels)
    settled[order] = found
    return largest_first(settled, order)


def _settle_sorted(labels: IntArray, vectors: FloatArray, held: Held, min_size: int) -> IntArray:
    yardstick = unrelated(vectors, labels)
    found = _unite(labels.copy(), vectors, held)
    found = _divide(found, vectors, held)
    found = _carry(found, vectors, held, (yardstick, min_size))
    found = _keep_places(found, vectors, held, yardstick)
    found = _cut(found, vectors, held, min_size)
    sizes = np.bincount(found[found >= 0], minlength=1)
    small = [group for group, size in enumerate(sizes) if size < min_size]
    return np.where(np.isin(found, small), LEFT_OUT, found)


def _parts(labels: IntArray, held: Held, theme: int) -> list[int]:
    """The groups that hold a good part of a theme's reports, the largest part first.

    Of a theme that people made of several, any part is good.
    """
    own = labels[(held.theme == theme) & (labels != LEFT_OUT)]
    groups, counts = np.unique(own, return_counts=True)
    least = 1 if theme in held.together else max(_FEWEST, SPLIT_SHARE * held.sizes[theme])
    ranked = sorted(zip(-counts, groups, strict=True))
    return [int(group) for count, group in ranked if -count >= least]


def _mostly(labels: IntArray, held: Held, group: int) -> int:
    """The theme that most known members of a group were in, or -1."""
    before = held.theme[(labels == group) & (held.theme != LEFT_OUT)]
    return int(np.bincount(before).argmax()) if len(before) else LEFT_OUT


def _unite(labels: IntArray, vectors: FloatArray, held: Held) -> IntArray:
    """Pieces of one theme stay one, unless they point clearly different ways."""
    for theme in range(len(held.sizes)):
        pieces = [g for g in _parts(labels, held, theme) if _mostly(labels, held, g) == theme]
        for piece in pieces[1:]:
            first = labels == pieces[0]
            near = true_cosine(vectors[first], vectors[labels == piece])
            if theme in held.together or near > PART:
                labels[labels == piece] = pieces[0]
    return labels


def _divide(labels: IntArray, vectors: FloatArray, held: Held) -> IntArray:
    """Themes that fell into one group stay two, unless they point almost the same way."""
    for group in sorted(set(labels.tolist()) - {LEFT_OUT}):
        rows = np.flatnonzero(labels == group)
        before = held.theme[rows]
        stay: list[int] = []
        for theme in _themes_in(before, held):
            own = rows[before == theme]
            if all(_apart(held, theme, t, vectors, (own, rows[before == t])) for t in stay):
                stay.append(theme)
        if len(stay) > 1:
            ways = np.stack([vectors[rows[before == theme]].sum(axis=0) for theme in stay])
            side = (vectors[rows] @ (ways / np.linalg.norm(ways, axis=1, keepdims=True)).T).argmax(
                1
            )
            for place, theme in enumerate(stay):
                side[before == theme] = place
            fresh = int(labels.max()) + 1
            labels[rows[side > 0]] = fresh + side[side > 0] - 1
    return labels


def _themes_in(before: IntArray, held: Held) -> list[int]:
    """The themes of which a group holds a good part, the largest part first."""
    themes, counts = np.unique(before[before != LEFT_OUT], return_counts=True)
    ranked = sorted(zip(-counts, themes, strict=True))
    return [int(t) for count, t in ranked if -count >= max(_FEWEST, SPLIT_SHARE * held.sizes[t])]


def _apart(
    held: Held, one: int, other: int, vectors: FloatArray, rows: tuple[IntArray, IntArray]
) -> bool:
    if (min(one, other), max(one, other)) in held.apart:
        return True
    return true_cosine(vectors[rows[0]], vectors[rows[1]]) < MELT


def _carry(
    labels: IntArray, vectors: FloatArray, held: Held, by: tuple[Yardstick, int]
) -> IntArray:
    """A theme that was not found again stays, if enough of its reports still lie together.

    A theme just large or tight enough would else come and go with each month's reports.
    """
    yardstick, min_size = by
    alive = {_mostly(labels, held, group) for group in set(labels.tolist()) - {LEFT_OUT}}
    least = border(vectors, labels, yardstick) - HOLD * yardstick.spread
    for theme in sorted(set(range(len(held.sizes))) - alive):
        rows = np.flatnonzero((held.theme == theme) & (labels == LEFT_OUT))
        rows = rows[fit(vectors[rows]) >= least]
        if len(rows) >= max(min_size, held.sizes[theme] / 2):
            labels[rows] = int(labels.max(initial=LEFT_OUT)) + 1
    return labels


def _keep_places(
    labels: IntArray, vectors: FloatArray, held: Held, yardstick: Yardstick
) -> IntArray:
    """A report crosses a border only when it lies well beyond it."""
    ways = Directions.of(vectors, labels)
    if not len(ways.groups):
        return labels
    limit, margin = border(vectors, labels, yardstick), HOLD * yardstick.spread
    mostly = [_mostly(labels, held, int(group)) for group in ways.groups]
    homes = {theme: place for place, theme in enumerate(mostly) if theme != LEFT_OUT}
    kept = labels.copy()
    for row in np.flatnonzero(held.known):
        near, home = ways.cosines[row], homes.get(int(held.theme[row]))
        here = None if labels[row] == LEFT_OUT else ways.place(int(labels[row]))
        if home is not None and home != here:
            rival = -1.0 if here is None else near[here]
            if near[home] >= max(limit, rival) - margin:
                kept[row] = ways.groups[home]
        elif held.theme[row] == LEFT_OUT and here is not None and mostly[here] != LEFT_OUT:
            kept[row] = labels[row] if near[here] >= limit + margin else LEFT_OUT
    return kept


def _cut(labels: IntArray, vectors: FloatArray, held: Held, min_size: int) -> IntArray:
    """Part the themes that people want to see as two, where both halves can be themes."""
    for theme in sorted(held.cut):
        own = [g for g in _parts(labels, held, theme) if _mostly(labels, held, g) == theme]
        if own:
            rows = np.flatnonzero(labels == own[0])
            half = cut_in_two(vectors[rows])
            if min(half.sum(), (~half).sum()) >= min_size:
                labels[rows[half]] = int(labels.max()) + 1
    return labels
