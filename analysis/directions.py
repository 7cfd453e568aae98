"""Which way a group of reports points, and how far a report or another group lies from it."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from analysis.arrays import LEFT_OUT, BoolArray, FloatArray, IntArray, unit_rows
from analysis.strays import cohesion, fit

_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Directions:
    """The groups of a labelling and every report's cosine to each."""

    groups: IntArray
    """Shape (g,), ascending."""
    cosines: FloatArray
    """Shape (n, g); a report's own voice is taken out of its group first."""

    @classmethod
    def of(cls, vectors: FloatArray, labels: IntArray) -> "Directions":
        """Measure all groups but LEFT_OUT. Shapes (n, d) and (n,)."""
        groups = np.unique(labels[labels != LEFT_OUT])
        sums = [vectors[labels == group].sum(axis=0) for group in groups]
        if not sums:
            return cls(groups, np.zeros((len(vectors), 0), dtype=np.float32))
        cosines = vectors @ unit_rows(np.stack(sums)).T
        for place, group in enumerate(groups):
            rows = labels == group
            cosines[rows, place] = fit(vectors[rows])
        return cls(groups, cosines)

    def place(self, group: int) -> int:
        """The column of a group."""
        return int(np.searchsorted(self.groups, group))


def true_cosine(one: FloatArray, other: FloatArray) -> float:
    """The cosine between two subjects, of which these reports are noisy tellings.

    The mean cosine across, over the geometric mean of those within: what noise takes from one it
    takes from the other. 1 for two halves of one subject, whatever its spread. 0 where a group has
    fewer than two reports, or no cohesion.

    Source: Spearman 1904, doi:10.2307/1412159 (correction for attenuation).
    """
    if min(len(one), len(other)) < 2:  # noqa: PLR2004 - one report has no cohesion
        return 0.0
    inside = cohesion(one) * cohesion(other)
    across = float(one.sum(axis=0, dtype=np.float64) @ other.sum(axis=0, dtype=np.float64))
    across /= len(one) * len(other)
    return across / sqrt(inside) if min(cohesion(one), cohesion(other)) > 0 else 0.0


def cut_in_two(members: FloatArray) -> BoolArray:
    """The smaller half of a group, cut where it is longest.

    Args:
        members: shape (m, d), in canonical order.

    Returns:
        Shape (m,): true for the members of the smaller half; all false for fewer than two.
    """
    if len(members) < 2:  # noqa: PLR2004 - one report has no halves
        return np.zeros(len(members), dtype=bool)
    centred = members - members.mean(axis=0)
    axis = np.linalg.svd(centred.astype(np.float64), full_matrices=False)[2][0]
    half: BoolArray = centred @ axis > 0
    for _ in range(_ROUNDS):
        if half.all() or not half.any():
            break
        ways = unit_rows(np.stack([members[~half].sum(axis=0), members[half].sum(axis=0)]))
        moved = (members @ ways.T).argmax(axis=1) == 1
        if np.array_equal(moved, half):
            break
        half = moved
    smaller: BoolArray = half if half.sum() * 2 <= len(half) else ~half
    return smaller
