"""Cores of themes among very many reports: what `smooth` and `link` find, in memory that lasts.

The steps are those for few reports: near ones, smoothing over mutual near ones, average linkage.
Three things differ. Near ones are looked for around a report only. Smoothed vectors are kept in 16
bits. And groups merge along the graph of near ones first, so that only the few thousand groups
that are left, weighing as many reports as they hold, are compared each with each.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from analysis.arrays import LEFT_OUT, TINY, BoolArray, FloatArray, IntArray
from analysis.cells import Block, Sorted, blocks_of, near_ones
from analysis.encoders.threads import cores, side_by_side
from analysis.linkage import link_groups
from analysis.progress import Progress, silent
from analysis.smoothing import PULL, ROUNDS, neighbours_of

FindNear = Callable[[Iterable[Block]], Iterator[tuple[IntArray, IntArray, FloatArray]]]
"""Applies `near_ones` to each block, wherever; in any order."""

_COLUMNS = 64
_ROWS = 16_384
_EDGES = 16_384


def find_near_here(blocks: Iterable[Block]) -> Iterator[tuple[IntArray, IntArray, FloatArray]]:
    """In this process, one block after the other."""
    return map(near_ones, blocks)


@dataclass(frozen=True, slots=True)
class Search:
    """Where near ones are looked for, and whom to tell how far that is."""

    find_near: FindNear = find_near_here
    progress: Progress = silent


def seeds(reports: Sorted, least: float, smallest: int, search: Search) -> IntArray:
    """Group numbers per row in canonical order; LEFT_OUT for groups below `smallest`.

    Args:
        reports: n of them, many.
        least: mean cosine of two groups of smoothed vectors from which they are one.
        smallest: rows of a group below which it is no core of a theme.
        search: where near ones are looked for.
    """
    graph = _mutual_graph(reports, search)
    smoothed = _smooth(reports, graph)
    return _link(smoothed, graph, least, smallest)


def _mutual_graph(reports: Sorted, search: Search) -> csr_matrix:
    """Who is near whom and the other way round; each row adds up to 1 or is empty, shape (n, n)."""
    total, count = len(reports), neighbours_of(len(reports))
    rows = np.zeros((total, count), dtype=np.int32)
    cosines = np.zeros((total, count), dtype=np.float32)
    done = 0
    for own, near, likeness in search.find_near(blocks_of(reports, count)):
        rows[own, : near.shape[1]] = near
        cosines[own, : near.shape[1]] = likeness
        done += len(own)
        search.progress("compare", done, total)
    for start in range(0, total, _ROWS):
        block = slice(start, min(start + _ROWS, total))
        own = np.arange(block.start, block.stop)[:, None, None]
        back = (rows[rows[block]] == own).any(axis=2)
        cosines[block] = np.where(back, np.maximum(cosines[block], 0), 0)
    cosines /= np.maximum(cosines.sum(axis=1, keepdims=True), TINY)
    ends = np.arange(0, total * count + 1, count, dtype=np.int64)
    graph = csr_matrix((cosines.ravel(), rows.ravel(), ends), shape=(total, total))
    graph.eliminate_zeros()
    return graph


def _smooth(reports: Sorted, graph: csr_matrix) -> np.ndarray:
    """Every row drawn towards its mutual near ones, as `smooth` does; float16, shape (n, d).

    Columns go one group at a time, in place: a column of the outcome needs only its own column.
    """
    total, size = len(reports), reports.vectors.shape[1]
    moved = np.empty((total, size), dtype=np.float16)
    for start in range(0, total, _ROWS):
        block = slice(start, min(start + _ROWS, total))
        moved[block] = reports.take(block)
    near = np.diff(graph.indptr) > 0
    columns = [slice(at, min(at + _COLUMNS, size)) for at in range(0, size, _COLUMNS)]

    def draw(some: slice) -> FloatArray:
        before = np.ascontiguousarray(moved[:, some], dtype=np.float32)
        after = graph @ before
        after *= PULL
        before *= (1 - PULL) * near[:, None] + ~near[:, None]
        after += before
        moved[:, some] = after
        squares: FloatArray = np.einsum("ij,ij->i", after, after)
        return squares

    for _ in range(ROUNDS):
        lengths = np.sqrt(sum(side_by_side(draw, columns, min(cores(), 2))))
        for start in range(0, total, _ROWS):
            block = slice(start, min(start + _ROWS, total))
            scale = np.maximum(lengths[block], TINY)[:, None]
            moved[block] = moved[block].astype(np.float32) / scale
    return moved


def _link(smoothed: np.ndarray, graph: csr_matrix, least: float, smallest: int) -> IntArray:
    groups = _Groups(smoothed, graph)
    while groups.merge(least):
        pass
    sizes = groups.sizes
    alive = np.flatnonzero((groups.into == np.arange(len(sizes))) & (sizes >= smallest))
    number = np.full(len(sizes), LEFT_OUT, dtype=np.int64)
    if len(alive):
        sums = groups.means[alive].astype(np.float32) * sizes[alive, None]
        number[alive] = link_groups(sums, sizes[alive], least)
    return number[groups.into]


@dataclass(slots=True)
class _Edges:
    one: IntArray
    other: IntArray
    likeness: FloatArray


class _Groups:
    """Groups that merge along the edges of a graph; a group is known by its first row."""

    def __init__(self, means: np.ndarray, graph: csr_matrix) -> None:
        self.means = means
        """Mean of each group, in the row of its first member; the other rows mean nothing."""
        self.sizes = np.ones(len(means), dtype=np.float32)
        self.into = np.arange(len(means))
        """Per row its group."""
        one, other = graph.nonzero()
        first = one < other
        self._edges = self._measured(one[first].astype(np.int64), other[first].astype(np.int64))

    def merge(self, least: float) -> bool:
        """Merge all pairs of groups that are each other's nearest; whether there was one."""
        edges = self._edges
        best = self._best(least)
        pair = best[edges.one] == edges.other
        pair &= best[edges.other] == edges.one
        keep, gone = edges.one[pair], edges.other[pair]
        if not len(keep):
            return False
        self._join(keep, gone)
        goes = np.arange(len(self.into))
        goes[gone] = keep
        self.into = goes[self.into]
        self._follow(goes, keep)
        return True

    def _best(self, least: float) -> IntArray:
        """The nearest group of each along its edges, the first of equals; -1 when none is near."""
        edges, total = self._edges, len(self.into)
        ends = np.concatenate([edges.one, edges.other])
        across = np.concatenate([edges.other, edges.one])
        likeness = np.concatenate([edges.likeness, edges.likeness])
        top = np.full(total, least, dtype=np.float32)
        np.maximum.at(top, ends, likeness)
        tops = likeness == top[ends]
        best = np.full(total, total, dtype=np.int64)
        np.minimum.at(best, ends[tops], across[tops])
        return np.where(best == total, -1, best)

    def _join(self, keep: IntArray, gone: IntArray) -> None:
        for start in range(0, len(keep), _ROWS):
            a, b = keep[start : start + _ROWS], gone[start : start + _ROWS]
            share = (self.sizes[a] / (self.sizes[a] + self.sizes[b]))[:, None]
            mean = share * self.means[a].astype(np.float32)
            mean += (1 - share) * self.means[b].astype(np.float32)
            self.means[a] = mean
        self.sizes[keep] += self.sizes[gone]

    def _follow(self, goes: IntArray, changed: IntArray) -> None:
        """Lead the edges to the merged groups, once each, and measure those that changed."""
        edges, total = self._edges, len(goes)
        one, other = goes[edges.one], goes[edges.other]
        one, other = np.minimum(one, other), np.maximum(one, other)
        apart = one != other
        _, kept = np.unique(one[apart] * total + other[apart], return_index=True)
        rows = np.flatnonzero(apart)[kept]
        one, other, likeness = one[rows], other[rows], edges.likeness[rows]
        moved: BoolArray = np.zeros(total, dtype=bool)
        moved[changed] = True
        again = moved[one] | moved[other]
        likeness[again] = self._measured(one[again], other[again]).likeness
        self._edges = _Edges(one, other, likeness)

    def _measured(self, one: IntArray, other: IntArray) -> _Edges:
        """Edges with the mean cosine between the members of their two groups."""

        def measure(start: int) -> FloatArray:
            some = slice(start, start + _EDGES)
            a = self.means[one[some]].astype(np.float32)
            found: FloatArray = np.einsum("ij,ij->i", a, self.means[other[some]].astype(np.float32))
            return found

        parts = side_by_side(measure, range(0, len(one), _EDGES), cores())
        return _Edges(one, other, np.concatenate([np.zeros(0, dtype=np.float32), *parts]))
