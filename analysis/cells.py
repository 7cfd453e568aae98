"""Near ones among very many reports: a report is compared with those of the cells around it.

Comparing each with each grows with the square. So the space is divided into cells of some thousand
reports around centres, and a report's near ones are looked for in its own cell and the nearest
others. Nothing is random: the centres start from reports at equal distances in canonical order.

Source: Jégou, Douze & Schmid 2011, doi:10.1109/TPAMI.2010.57 (inverted file with several probes).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.arrays import FloatArray, IntArray, unit_rows

CELL = 1_000
"""Reports per cell, on average."""

LOOKED_AT = 8_000
"""Reports that each is compared with, at least: its own cell and the nearest others."""

_PER_CENTRE = 40
"""Reports per centre on which the centres are found; more does not move them."""

_ROUNDS = 6
_BLOCK = 4_096


@dataclass(frozen=True, slots=True)
class Block:
    """Reports whose near ones are looked for together. Plain arrays, so that it may travel."""

    rows: IntArray
    """Numbers of the q reports."""
    own: FloatArray
    """Shape (q, d)."""
    candidates: IntArray
    """Numbers of the c reports that are looked at, in order; the q reports are among them."""
    others: np.ndarray
    """Shape (c, d), float32 or float16."""
    count: int
    """Near ones wanted per report."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Vectors in canonical order, without a copy of them."""

    vectors: FloatArray
    order: IntArray

    def __len__(self) -> int:
        return len(self.order)

    def take(self, rows: IntArray | slice) -> FloatArray:
        """Those rows, shape (k, d)."""
        return np.asarray(self.vectors[self.order[rows]], dtype=np.float32)


def cells_of(reports: Sorted) -> list[IntArray]:
    """The rows of each cell, in order; next to each other cells lie as they come."""
    centres = _centres(reports)
    own = np.empty(len(reports), dtype=np.int64)
    for start in range(0, len(reports), _BLOCK):
        block = slice(start, start + _BLOCK)
        own[block] = (reports.take(block) @ centres.T).argmax(axis=1)
    by_cell = np.argsort(own, kind="stable")
    bounds = np.searchsorted(own[by_cell], np.arange(len(centres) + 1))
    cells = [by_cell[bounds[at] : bounds[at + 1]] for at in range(len(centres))]
    return [cell for cell in cells if len(cell)]


def blocks_of(reports: Sorted, count: int) -> Iterator[Block]:
    """All reports with what they are to be compared with, a cell at a time."""
    cells = cells_of(reports)
    means = unit_rows(np.stack([reports.take(cell).mean(axis=0) for cell in cells]))
    for number, cell in enumerate(cells):
        near = np.argsort(-(means @ means[number]), kind="stable")
        around = _enough(number, near.tolist(), [len(one) for one in cells])
        candidates = np.sort(np.concatenate([cells[one] for one in around]))
        others = reports.take(candidates)
        for start in range(0, len(cell), _BLOCK):
            rows = cell[start : start + _BLOCK]
            yield Block(rows, reports.take(rows), candidates, others, count)


def near_ones(block: Block) -> tuple[IntArray, IntArray, FloatArray]:
    """The nearest other reports by cosine.

    Returns:
        The rows, then per row the numbers of its near ones and the cosines, shape (q, count);
        numbers rise within a row.
    """
    likeness = block.own @ np.asarray(block.others, dtype=np.float32).T
    place = np.searchsorted(block.candidates, block.rows)
    likeness[np.arange(len(block.rows)), place] = -np.inf
    count = min(block.count, len(block.candidates) - 1)
    near = np.argpartition(likeness, len(block.candidates) - count, axis=1)[:, -count:]
    near.sort(axis=1)
    return block.rows, block.candidates[near], np.take_along_axis(likeness, near, axis=1)


def _enough(own: int, near: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """The own cell and the nearest others, until there are enough reports to look at."""
    taken, total = [own], sizes[own]
    for one in near:
        if total >= LOOKED_AT:
            break
        if one != own:
            taken.append(one)
            total += sizes[one]
    return taken


def _centres(reports: Sorted) -> FloatArray:
    """Directions that part the reports into cells, shape (m, d): k-means on evenly spaced ones."""
    many = max(1, round(len(reports) / CELL))
    sample = reports.take(_evenly(len(reports), many * _PER_CENTRE))
    centres = sample[_evenly(len(sample), many)]
    for _ in range(_ROUNDS):
        own = np.concatenate(
            [
                (sample[at : at + _BLOCK] @ centres.T).argmax(axis=1)
                for at in range(0, len(sample), _BLOCK)
            ]
        )
        by_cell = np.argsort(own, kind="stable")
        found, first = np.unique(own[by_cell], return_index=True)
        centres = centres.copy()
        centres[found] = unit_rows(np.add.reduceat(sample[by_cell], first, axis=0))
    return centres


def _evenly(total: int, wanted: int) -> IntArray:
    """Up to `wanted` of the numbers 0 to total - 1, at equal distances."""
    return np.unique(np.linspace(0, total - 1, min(wanted, total)).round().astype(np.int64))
