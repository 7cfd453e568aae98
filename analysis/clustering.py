"""Vectors to groups, without a seed: smoothing, average linkage, and rejection of strays."""

from dataclasses import dataclass, field

import numpy as np

from analysis.arrays import LEFT_OUT, FloatArray, IntArray, canonical_order, largest_first
from analysis.cells import Sorted
from analysis.linkage import link
from analysis.seeds import Search, seeds
from analysis.smoothing import smooth
from analysis.strays import drop_chance, reassign, unrelated
from analysis.wording import UNHEARD, Wording

LIKE_ENOUGH = 0.5
"""Mean cosine between two groups of smoothed vectors from which they are one.

Smoothing brings members of a group to cosines near 1 and leaves unrelated groups around 0, whatever
the text was like; half-way held for 30 and 220 mixed reports and for 1,000 long English narratives.
"""

_SEED_SIZE = 3
"""Reports; smaller than any theme, so that a small core can still gather members."""

_REASSIGN_ROUNDS = 3

EXACT_UP_TO = 5_000
"""Reports up to which each is compared with each; beyond, with those around it (`seeds`)."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How many reports are too many to compare each with each, and where to look then."""

    exact_up_to: int = EXACT_UP_TO
    search: Search = field(default_factory=Search)


HERE = Scale()


def cluster(
    vectors: FloatArray, *, min_size: int, wording: Wording = UNHEARD, scale: Scale = HERE
) -> IntArray:
    """Group reports by subject.

    Args:
        vectors: shape (n, d), centred per language, rows of length 1.
        min_size: reports below which a group is left out, 2 or more.
        wording: the words of the same n reports, which tell a shared subject from a shared tone;
            without them every group passes for a subject.
        scale: where many reports are compared.

    Returns:
        Shape (n,): group numbers from 0, the largest group first, or -1 for a report left out. The
        same rows in another order give the same groups.

    Raises:
        ValueError: min_size below 2.
    """
    if min_size < 2:  # noqa: PLR2004 - a group of one is no group
        raise ValueError(f"min_size must be 2 or more, not {min_size}")
    labels = np.full(len(vectors), LEFT_OUT, dtype=np.int64)
    if len(vectors) < min_size:
        return labels
    order = canonical_order(vectors)
    smallest = min(_SEED_SIZE, min_size)
    if len(vectors) > scale.exact_up_to:
        found = seeds(Sorted(vectors, order), LIKE_ENOUGH, smallest, scale.search)
        ordered = np.ascontiguousarray(vectors[order])
    else:
        ordered = np.ascontiguousarray(vectors[order])
        found = _without_small(link(smooth(ordered), LIKE_ENOUGH), smallest)
    labels[order] = _settled(ordered, found, min_size, wording.in_order(order))
    return largest_first(labels, order)


def _settled(vectors: FloatArray, labels: IntArray, min_size: int, wording: Wording) -> IntArray:
    """Groups without strays, every report with the group that suits it best."""
    yardstick = unrelated(vectors, labels)
    labels = wording.without_tone(drop_chance(vectors, labels, min_size, yardstick))
    for _ in range(_REASSIGN_ROUNDS):
        moved = reassign(vectors, labels, min_size, yardstick)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return wording.without_tone(drop_chance(vectors, labels, min_size, yardstick))


def _without_small(labels: IntArray, min_size: int) -> IntArray:
    sizes = np.bincount(labels)
    return np.where(sizes[labels] >= min_size, labels, LEFT_OUT)
