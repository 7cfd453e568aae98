"""Average linkage on cosine, without the table of all distances.

The mean cosine between two groups of unit vectors is the product of their mean vectors, so groups
are kept as sums and sizes. Average linkage is reducible: merging a pair of groups that are each
other's nearest never brings a third group nearer, so all such pairs may be merged in one round and
the outcome is that of merging them one by one. Memory grows with n, not with its square.

Source: Müllner 2011, arXiv:1109.2378, on reciprocal nearest neighbours and reducibility.
"""

import numpy as np

from analysis.arrays import FloatArray, IntArray

_BLOCK = 1_024


def link(vectors: FloatArray, least: float) -> IntArray:
    """Merge groups as long as the mean cosine between two of them is at least `least`.

    Args:
        vectors: shape (n, d), rows of length 1.
        least: mean cosine, -1 to 1.

    Returns:
        One group number per row, 0 to the number of groups - 1, numbered by first appearance.
    """
    return link_groups(vectors, np.ones(len(vectors), dtype=np.float32), least)


def link_groups(sums: FloatArray, sizes: FloatArray, least: float) -> IntArray:
    """Merge groups that exist already.

    Args:
        sums: shape (m, d), per group the sum of its vectors of length 1.
        sizes: shape (m,), rows per group.
        least: mean cosine, -1 to 1.

    Returns:
        One new group number per old group, as from `link`.
    """
    sums, sizes = np.array(sums, dtype=np.float32), np.array(sizes, dtype=np.float32)
    member = np.arange(len(sums))
    while len(sums) > 1:
        best, likeness = _best_partner(sums / sizes[:, None])
        own = np.arange(len(sums))
        pair = (best[best] == own) & (likeness >= least) & (own < best)
        if not pair.any():
            break
        sums, sizes, into = _merge(sums, sizes, own[pair], best[pair])
        member = into[member]
    return member.astype(np.int64)


def _best_partner(means: FloatArray) -> tuple[IntArray, FloatArray]:
    """For each row the other row with the highest product; of equals the first."""
    total = len(means)
    best = np.empty(total, dtype=np.int64)
    value = np.empty(total, dtype=np.float32)
    for start in range(0, total, _BLOCK):
        stop = min(start + _BLOCK, total)
        likeness = means[start:stop] @ means.T
        likeness[np.arange(stop - start), np.arange(start, stop)] = -np.inf
        best[start:stop] = likeness.argmax(axis=1)
        value[start:stop] = likeness.max(axis=1)
    return best, value


def _merge(
    sums: FloatArray, sizes: FloatArray, keep: IntArray, gone: IntArray
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Add groups `gone` to groups `keep`; also say which old group went into which new one."""
    sums[keep] += sums[gone]
    sizes[keep] += sizes[gone]
    stays = np.ones(len(sums), dtype=bool)
    stays[gone] = False
    into = np.cumsum(stays) - 1
    into[gone] = into[keep]
    return sums[stays], sizes[stays], into
