"""Vectors to groups, without a seed: smoothing, average linkage, and rejection of strays."""

import numpy as np

from analysis.arrays import LEFT_OUT, FloatArray, IntArray, canonical_order, largest_first
from analysis.linkage import link
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


def cluster(vectors: FloatArray, *, min_size: int, wording: Wording = UNHEARD) -> IntArray:
    """Group reports by subject.

    Args:
        vectors: shape (n, d), centred per language, rows of length 1.
        min_size: reports below which a group is left out, 2 or more.
        wording: the words of the same n reports, which tell a shared subject from a shared tone;
            without them every group passes for a subject.

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
    labels[order] = _cluster_sorted(
        np.ascontiguousarray(vectors[order]), min_size, wording.in_order(order)
    )
    return largest_first(labels, order)


def _cluster_sorted(vectors: FloatArray, min_size: int, wording: Wording) -> IntArray:
    labels = _without_small(link(smooth(vectors), LIKE_ENOUGH), min(_SEED_SIZE, min_size))
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
