"""The map of themes: alike ones near, each in a cell of its own, and nobody moves."""

import numpy as np

from analysis.arrays import FloatArray, unit_rows
from analysis.places import Cell, place_themes


def two_families() -> dict[str, FloatArray]:
    """Six themes: a1, a2, a3 alike, b1, b2, b3 alike."""
    rng = np.random.default_rng(2)
    rows = np.repeat(np.eye(2, 20), 3, axis=0) + rng.normal(scale=0.1, size=(6, 20))
    names = [f"{family}{number}" for family in "ab" for number in (1, 2, 3)]
    return dict(zip(names, unit_rows(rows.astype(np.float32)), strict=True))


def far(one: Cell, other: Cell) -> float:
    return float(np.hypot(one[0] - other[0], one[1] - other[1]))


def test_each_theme_has_a_cell_of_its_own_and_families_lie_together() -> None:
    cells = place_themes(two_families(), {})
    assert len(set(cells.values())) == len(cells) == 6
    inside = [far(cells["a1"], cells[one]) for one in ("a2", "a3")]
    across = [far(cells["a1"], cells[one]) for one in ("b1", "b2", "b3")]
    assert max(inside) < min(across)


def test_a_theme_keeps_its_cell_and_a_new_one_comes_beside_its_kind() -> None:
    ways = two_families()
    first = place_themes({name: way for name, way in ways.items() if name != "b3"}, {})
    second = place_themes(ways, {**first, "gone": (0, 0)})
    assert {name: second[name] for name in first} == first
    to_own = np.mean([far(second["b3"], second[one]) for one in ("b1", "b2")])
    to_other = np.mean([far(second["b3"], second[one]) for one in ("a1", "a2", "a3")])
    assert to_own < to_other


def test_order_does_not_matter() -> None:
    ways = two_families()
    turned = dict(reversed(ways.items()))
    assert place_themes(ways, {}) == place_themes(turned, {})


def test_few_themes_have_a_place_too() -> None:
    assert place_themes({}, {}) == {}
    ways = two_families()
    assert set(place_themes({"a1": ways["a1"]}, {})) == {"a1"}
    same = place_themes({"a": ways["a1"], "b": ways["a1"], "c": ways["a1"]}, {})
    assert len(set(same.values())) == 3


def test_another_space_of_vectors_moves_nobody_who_was_there() -> None:
    kept = {"a1": (4, 4), "b1": (0, 0), "a2": (3, 4), "b2": (0, 1)}
    assert place_themes(two_families(), kept).items() >= kept.items()
