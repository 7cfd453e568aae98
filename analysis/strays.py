"""Telling themes from chance, and members from strays.

The yardstick is what unrelated looks like in these very reports: the cosine between reports of
different groups, its mean and its spread. Nothing here is tuned to a language or an encoder.
"""

from dataclasses import dataclass
from math import lgamma, sqrt

import numpy as np
from scipy.special import ndtri

from analysis.arrays import LEFT_OUT, TINY, FloatArray, IntArray, members_of

STRAY_CHANCE = 0.003
"""Chance of an unrelated report, with the group that suits it best, at the strictest border."""

MEMBER_WORTH = 1.75
"""How much worse it is to leave a member out than to let a stray in: the border lies so many times
as many spreads below the typical member as it lies above the typical stray."""

UNSURE = 40
"""Reports in all at which MEMBER_WORTH is doubled: of few reports no direction is sure, and a
member may seem to lie far from its own."""

_ENOUGH_FITS = 3
_UPPER_QUARTILE = 0.6745
"""Standard deviations between the median and the upper quartile of normal numbers."""

SLACK = 1.3
"""Cosines are not fully independent, so the best of many chance groups does a little better than
theory says; three tenths cover what was seen when clustering one-off reports only."""

_ROUNDS = 5
_BLOCK = 16_384
"""Reports compared with all groups at a time."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The cosine between unrelated reports."""

    mean: float
    spread: float
    """Standard deviation."""


def unrelated(vectors: FloatArray, labels: IntArray) -> Yardstick:
    """Measure the cosine over all pairs of reports that are not in one group.

    Args:
        vectors: shape (n, d), rows of length 1.
        labels: shape (n,); reports left out count as groups of one.
    """
    count = float(len(vectors))
    pairs = count**2 - count
    total, squares = _moments(vectors)
    total, squares = total - count, squares - count
    for members in members_of(labels).values():
        rows = vectors[members]
        size = float(len(rows))
        inside, inside_squares = _moments(rows)
        pairs -= size**2 - size
        total -= inside - size
        squares -= inside_squares - size
    if pairs <= 0:
        return Yardstick(0.0, 1.0 / sqrt(vectors.shape[1]))
    mean = total / pairs
    return Yardstick(mean, sqrt(max(squares / pairs - mean**2, 0.0)))


def chance_cohesion(size: int, total: int, yardstick: Yardstick) -> float:
    """The mean cosine that the best group of `size` out of `total` unrelated reports reaches.

    There are C(total, size) such groups, each the mean of size * (size - 1) / 2 cosines; the best
    of many means of normal numbers lies sqrt(2 ln(number)) standard errors up.
    Source: Bhamidi, Dey & Nobel 2017, doi:10.1007/s00440-017-0766-0 (largest average submatrix).
    """
    ways = lgamma(total + 1) - lgamma(size + 1) - lgamma(total - size + 1)
    pairs = size * (size - 1) / 2
    return yardstick.mean + SLACK * yardstick.spread * sqrt(2 * max(ways, 0.0) / pairs)


def best_of(groups: int, yardstick: Yardstick, chance: float) -> float:
    """The cosine that an unrelated report reaches with a given chance, for the group that suits it.

    The quantile of the largest of so many normal numbers.
    """
    quantile = float(ndtri((1 - chance) ** (1 / max(groups, 1))))
    return yardstick.mean + yardstick.spread * quantile


def border(vectors: FloatArray, labels: IntArray, yardstick: Yardstick) -> float:
    """The cosine to a group's direction from which a report is a member.

    Members and strays are two heaps of cosines. Where strays lie follows from the yardstick; where
    members lie is seen, from the middle up, where no stray comes. The border divides the room
    between them by their spreads: strict where themes stand out, lenient where they hardly do.

    Args:
        vectors: shape (n, d), rows of length 1.
        labels: shape (n,).
        yardstick: what unrelated looks like.
    """
    groups = _groups(labels)
    strictest = best_of(len(groups), yardstick, STRAY_CHANCE)
    stray = best_of(len(groups), yardstick, 0.5)
    members = members_of(labels).values()
    fits = np.concatenate([np.zeros(0), *(fit(vectors[rows]) for rows in members)])
    fits = fits[fits > stray]
    if len(fits) < _ENOUGH_FITS:
        return strictest
    stray_spread = best_of(len(groups), yardstick, _ONE_ABOVE) - stray
    member = float(np.median(fits))
    spread = max((float(np.quantile(fits, 0.75)) - member) / _UPPER_QUARTILE, float(TINY))
    worth = MEMBER_WORTH * (1 + UNSURE / len(vectors))
    room = (member - stray) / (stray_spread + spread * worth)
    return min(stray + room * stray_spread, strictest)


_ONE_ABOVE = 0.1587
"""Chance of lying more than one standard deviation above the mean of normal numbers."""


def drop_chance(
    vectors: FloatArray, labels: IntArray, min_size: int, yardstick: Yardstick
) -> IntArray:
    """Leave out strays, and groups that are small or no tighter than chance, until nothing moves.

    Args:
        vectors: shape (n, d), rows of length 1.
        labels: shape (n,).
        min_size: reports, 2 or more.
        yardstick: what unrelated looks like.

    Returns:
        Shape (n,): the same numbers, or LEFT_OUT.
    """
    kept = labels.copy()
    for _ in range(_ROUNDS):
        before = kept.copy()
        limit = border(vectors, kept, yardstick)
        for rows in members_of(kept).values():
            kept[rows[_falls(vectors[rows], len(vectors), min_size, (limit, yardstick))]] = LEFT_OUT
        if np.array_equal(before, kept):
            break
    return kept


def _falls(
    members: FloatArray, total: int, min_size: int, against: tuple[float, Yardstick]
) -> np.ndarray:
    limit, yardstick = against
    size = len(members)
    if size < min_size or cohesion(members) < chance_cohesion(size, total, yardstick):
        return np.ones(size, dtype=bool)
    return fit(members) < limit


def reassign(
    vectors: FloatArray, labels: IntArray, min_size: int, yardstick: Yardstick
) -> IntArray:
    """Give every report to the group whose direction it fits best, or to none if it fits no group.

    A report's own voice is taken out of its group before it is compared. Shape (n,) in and out.
    """
    groups = _groups(labels)
    if not len(groups):
        return labels
    members = members_of(labels).values()
    sums = np.stack([vectors[rows].sum(axis=0) for rows in members])
    directions = (sums / np.linalg.norm(sums, axis=1, keepdims=True)).T
    place = np.searchsorted(groups, labels)
    own = np.zeros(len(vectors), dtype=np.float32)
    for rows in members:
        own[rows] = fit(vectors[rows])
    best = np.empty(len(vectors), dtype=np.int64)
    closest = np.empty(len(vectors), dtype=np.float32)
    for start in range(0, len(vectors), _BLOCK):
        block = slice(start, start + _BLOCK)
        cosines = vectors[block] @ directions
        inside = np.flatnonzero(labels[block] != LEFT_OUT)
        cosines[inside, place[block][inside]] = own[block][inside]
        best[block], closest[block] = cosines.argmax(axis=1), cosines.max(axis=1)
    moved = np.where(closest > border(vectors, labels, yardstick), groups[best], LEFT_OUT)
    sizes = np.bincount(moved[moved != LEFT_OUT], minlength=int(groups[-1]) + 1)
    small = groups[sizes[groups] < min_size]
    return np.where(np.isin(moved, small), LEFT_OUT, moved)


def fit(members: FloatArray) -> FloatArray:
    """Cosine of each member to the direction of the others, shape (m,); 0 for a lone member."""
    others = members.sum(axis=0) - members
    lengths = np.maximum(np.linalg.norm(others, axis=1), TINY)
    cosines: FloatArray = np.einsum("ij,ij->i", members, others) / lengths
    return cosines


def cohesion(members: FloatArray) -> float:
    """Mean cosine over all pairs of two or more rows, shape (m, d)."""
    total = members.sum(axis=0, dtype=np.float64)
    return float((total @ total - len(members)) / (len(members) * (len(members) - 1)))


def _moments(vectors: FloatArray) -> tuple[float, float]:
    """Sum and sum of squares of the cosines of all ordered pairs, each row with itself included."""
    total = vectors.sum(axis=0, dtype=np.float64)
    squares = np.square(vectors.T @ vectors, dtype=np.float64).sum()
    return float(total @ total), float(squares)


def _groups(labels: IntArray) -> IntArray:
    found: IntArray = np.unique(labels[labels != LEFT_OUT])
    return found
