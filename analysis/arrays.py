"""The two kinds of array that travel through the analysis, and the one step all of them need."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
"""Vectors, shape (n, d), one row per report."""

IntArray = NDArray[np.int64]
"""One group number per report; LEFT_OUT for a report that belongs to no group."""

BoolArray = NDArray[np.bool_]

LEFT_OUT = -1

TINY = np.float32(1e-9)


def unit_rows(vectors: FloatArray) -> FloatArray:
    """Scale every row to length 1; rows of zeros stay zeros. Shape (n, d) in and out."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: FloatArray = np.asarray(vectors / np.maximum(lengths, TINY), dtype=np.float32)
    return scaled


def members_of(labels: IntArray) -> dict[int, IntArray]:
    """The rows of each group, in order; groups by number, and none for LEFT_OUT."""
    by_group = np.argsort(labels, kind="stable")
    groups, first = np.unique(labels[by_group], return_index=True)
    parts = np.split(by_group, first[1:])
    found = zip(groups.tolist(), parts, strict=True)
    return {int(group): rows for group, rows in found if group != LEFT_OUT}


def canonical_order(vectors: FloatArray) -> IntArray:
    """Row numbers in an order that depends on the rows only, not on how they were handed in.

    Sums of floating-point numbers depend on their order; sorting first makes any numeric result
    the same for every order of the input.
    """
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    keys = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).ravel()
    return np.argsort(keys, kind="stable").astype(np.int64)


def largest_first(labels: IntArray, order: IntArray) -> IntArray:
    """Number groups by size; equal sizes by their first member in canonical order."""
    found = np.unique(labels[order], return_index=True, return_counts=True)
    kept = [
        (-int(size), int(first), int(group))
        for group, first, size in zip(*found, strict=True)
        if group != LEFT_OUT
    ]
    number = {group: place for place, (_, _, group) in enumerate(sorted(kept))}
    return np.array([number.get(int(label), LEFT_OUT) for label in labels], dtype=np.int64)
