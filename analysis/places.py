"""A place for each published theme on a flat map: alike themes near each other, none on another.

A place is a cell of a coarse grid, and a theme keeps it for as long as it is shown. So the map can
be learned by heart, and no movement on it ever tells that a report came in.
"""

from collections.abc import Mapping, Sequence
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from analysis.arrays import FloatArray

Cell = tuple[int, int]
"""Column and row, from 0."""

ROOM = 2.5
"""Cells per theme; fewer leave no empty space to read the nearness from."""

_GUIDES = 3
"""Nearest themes that say where a new one belongs."""

_ENOUGH = 3
"""Kept places from which new themes are placed beside them rather than all anew."""


def place_themes(ways: Mapping[str, FloatArray], kept: Mapping[str, Cell]) -> dict[str, Cell]:
    """Give every theme a cell.

    Args:
        ways: per theme its direction, shape (d,), length 1, all in one space.
        kept: the cells of themes that were on the map before; others than those in `ways` count
            for nothing.

    Returns:
        A cell for every theme in `ways`, all different; the kept ones unchanged. The order of
        `ways` makes no difference.
    """
    found = {theme: kept[theme] for theme in sorted(ways) if theme in kept}
    new = sorted(set(ways) - set(found))
    side = max(2, ceil(sqrt(ROOM * len(ways)))) if ways else 0
    guides = dict(found) if len(found) >= _ENOUGH else {}
    wanted = _beside(ways, new, guides) if guides else _spread_out(ways, new, side)
    for theme, spot in zip(new, wanted, strict=True):
        found[theme] = _nearest_free(spot, set(found.values()), side)
    return found


def _spread_out(
    ways: Mapping[str, FloatArray], new: Sequence[str], side: int
) -> list[NDArray[np.float64]]:
    """Along the two directions in which the themes differ most, from one edge to the other."""
    if not new:
        return []
    table = np.stack([ways[theme] for theme in new]).astype(np.float64)
    centred = table - table.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:2]
    largest = np.abs(axes).argmax(axis=1)
    signs = np.sign(axes[np.arange(len(axes)), largest])  # of an axis, either end may come first
    flat = np.zeros((len(new), 2))
    flat[:, : len(axes)] = centred @ (axes * signs[:, None]).T
    span = np.maximum((flat.max(axis=0) - flat.min(axis=0)).max(), 1e-9)
    middle = (flat.max(axis=0) + flat.min(axis=0)) / 2
    return list((flat - middle) / span * (side - 1) + (side - 1) / 2)


def _beside(
    ways: Mapping[str, FloatArray], new: Sequence[str], guides: Mapping[str, Cell]
) -> list[NDArray[np.float64]]:
    """Amid the themes that it is most like, nearer to the one it is liker to."""
    names = sorted(guides)
    table = np.stack([ways[name] for name in names]).astype(np.float64)
    cells = np.array([guides[name] for name in names], dtype=np.float64)
    spots = []
    for theme in new:
        alike = np.maximum(table @ ways[theme], 1e-6)
        near = np.argsort(-alike, kind="stable")[:_GUIDES]
        spots.append(np.average(cells[near], axis=0, weights=alike[near] ** 2))
    return spots


def _nearest_free(spot: NDArray[np.float64], taken: set[Cell], side: int) -> Cell:
    """The free cell nearest to a spot; the grid has more cells than there are themes."""
    wide = max(side, *(max(cell) + 1 for cell in taken)) if taken else side
    free = ((x, y) for y in range(wide) for x in range(wide) if (x, y) not in taken)
    return min(free, key=lambda cell: ((cell[0] - spot[0]) ** 2 + (cell[1] - spot[1]) ** 2, cell))
