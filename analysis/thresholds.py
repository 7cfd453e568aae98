"""When a theme appears and when its band changes: at a secret number of reports, drawn each time.

Somebody who files four reports of their own and waits for the fifth would learn from a fixed floor
whether a colleague reported. A floor that nobody knows, drawn anew after each change and kept
sealed, leaves that person guessing (the "n minus one" attack; see tests/attack).
"""

import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from analysis.disclosure import (
    Decision,
    ShownBand,
    ThemeFacts,
    band_order,
    next_band,
    publishable,
)
from config.limits import SECRET_SCALE

Draw = Callable[[], int]
"""Reports to ask for on top of a floor; 0 or more, different each time."""

SOURCE: Final = secrets.SystemRandom()

MOST_OF_ONE: Final = 0.5
"""Share of one unit above which that unit is over-represented. Source: own choice."""
BROAD_FROM: Final = 1
"""Place among the bands from which a card may go to a group from one unit: ten reports."""
WITHOUT_REASON: Final = 3
"""From this draw on a card asks for a mixed group without a reason: in 22 of 100 cases."""


def draw_secret() -> int:
    """A fresh secret number of reports."""
    return geometric(SOURCE.random())


def geometric(chance: float) -> int:
    """A geometric number: each next one is exp(-1 / SECRET_SCALE) times as likely as the last.

    Args:
        chance: uniform, 0 to below 1.
    """
    return math.floor(-SECRET_SCALE * math.log1p(-chance))


def draw_nothing() -> int:
    """No secret, for a demo: its reports are invented, its themes the same each time."""
    return 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a theme stands between two releases; sealed, because it tells what would change it."""

    shown: ShownBand | None
    """None while it is withheld."""
    extra: int
    """Reports on top of the floor that the next change asks for."""
    mixed_only: bool = True
    """Whether its card is for groups from several units only."""


def next_standing(
    facts: ThemeFacts, before: Standing | None, draw: Draw
) -> tuple[Standing, Decision]:
    """Whether a theme is shown in this release, and with which band.

    Args:
        facts: of the theme now.
        before: where it stood after the last release; None for a new theme.
        draw: gives the next secret.
    """
    start = before or Standing(None, draw())
    shown = start.shown
    decision = publishable(facts, start.extra if shown is None else 0)
    if not decision.publish:
        return start, decision
    band = next_band(facts.count, shown, start.extra)
    if band == shown:
        return start, decision
    return Standing(band, draw(), asks_for_mixing(facts, band, draw)), decision


def asks_for_mixing(facts: ThemeFacts, shown: ShownBand | None, draw: Draw) -> bool:
    """Whether a card is for groups from several units only.

    So it is when one unit tells more than `MOST_OF_ONE` of it, when nobody can know, when the theme
    is small, and now and then without any of these: so nobody learns which of them it is. It is
    decided again only when the band changes, because then many reports came in at once.
    """
    small = shown is None or band_order(shown.band) < BROAD_FROM
    unknown = not facts.units_known
    return small or unknown or facts.most_from_one > MOST_OF_ONE or draw() >= WITHOUT_REASON
