"""The map of themes: circles on the server's own grid, and the list that explains them.

It is drawn twice: with names for a wide screen, with numbers for a narrow one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Grid:
    """How far apart the cells lie, in pixels."""

    name: str
    """Ends the class of the drawing: vr-map--wide, vr-map--narrow."""
    across: int
    down: int
    margin: int
    """Around the outermost cells, to the left and right."""
    below: int
    """Under the lowest circle."""
    has_names: bool = False


GRIDS: Final = (Grid("wide", 150, 124, 78, 88, has_names=True), Grid("narrow", 84, 84, 44, 44))
LINE: Final = 19
"""Characters of a name on one line of the map."""
LINES: Final = 2
HANGING: Final = re.compile(r"(,| en| and)+ …$")
"""What leads on to a word that was left out."""
TOP: Final = 44
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
    lines: tuple[str, ...] = ()
    """Its name as it stands under the circle; none where there is no room for it."""


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """What is drawn, in pixels."""

    name: str
    spots: tuple[Spot, ...]
    lines: tuple[tuple[Spot, Spot], ...]
    """Between themes that are like each other."""
    width: int
    height: int


def draw_map(themes: Sequence[Mapping[str, Any]], grid: Grid, language: str) -> ThemeMap:
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
            grid.margin + (theme["place"][0] - left) * grid.across,
            TOP + (theme["place"][1] - top) * grid.down,
            RADIUS[theme["band"]],
            short_name(theme[f"label_{language}"]) if grid.has_names else (),
        )
        for number, theme in enumerate(shown, start=1)
    )
    return ThemeMap(
        grid.name,
        spots,
        _lines(spots),
        grid.margin + max((spot.x for spot in spots), default=0),
        grid.below + max((spot.y for spot in spots), default=0),
    )


def short_name(name: str) -> tuple[str, ...]:
    """The name of a theme on at most LINES lines; what does not fit is left out."""
    lines = wrap(name, LINE, max_lines=LINES, placeholder=" …")
    return tuple(HANGING.sub(" …", line) for line in lines)


def _lines(spots: Sequence[Spot]) -> tuple[tuple[Spot, Spot], ...]:
    by_id = {spot.theme["id"]: spot for spot in spots}
    pairs = {
        tuple(sorted((spot.theme["id"], other)))
        for spot in spots
        for other in spot.theme["related"]
        if other in by_id
    }
    return tuple((by_id[one], by_id[other]) for one, other in sorted(pairs))
