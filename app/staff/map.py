"""The map of themes: numbered circles on the server's own grid, and the list that explains them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

STEP: Final = 84
"""Pixels from one cell of the grid to the next."""

MARGIN: Final = 44
RADIUS: Final[Mapping[str, int]] = {"5-9": 18, "10-19": 23, "20-49": 29, "50+": 36}
"""Pixels, by band: an area in proportion to no number, only to more and less."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One theme on the map."""

    number: int
    theme: Mapping[str, Any]
    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """What is drawn, in pixels."""

    spots: tuple[Spot, ...]
    lines: tuple[tuple[Spot, Spot], ...]
    """Between themes that are like each other."""
    width: int
    height: int


def draw_map(themes: Sequence[Mapping[str, Any]]) -> ThemeMap:
    """Place the themes of a release, numbered in the order given.

    A theme of a release from before there was a map has no place, and is left out.
    """
    shown = [theme for theme in themes if theme.get("place")]
    left = min((theme["place"][0] for theme in shown), default=0)
    top = min((theme["place"][1] for theme in shown), default=0)
    spots = tuple(
        Spot(
            number,
            theme,
            MARGIN + (theme["place"][0] - left) * STEP,
            MARGIN + (theme["place"][1] - top) * STEP,
            RADIUS[theme["band"]],
        )
        for number, theme in enumerate(shown, start=1)
    )
    return ThemeMap(
        spots,
        _lines(spots),
        MARGIN + max((spot.x for spot in spots), default=0),
        MARGIN + max((spot.y for spot in spots), default=0),
    )


def _lines(spots: Sequence[Spot]) -> tuple[tuple[Spot, Spot], ...]:
    by_id = {spot.theme["id"]: spot for spot in spots}
    pairs = {
        tuple(sorted((spot.theme["id"], other)))
        for spot in spots
        for other in spot.theme["related"]
        if other in by_id
    }
    return tuple((by_id[one], by_id[other]) for one, other in sorted(pairs))
