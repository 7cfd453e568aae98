"""People who try to learn from releases whether one colleague reported, simulated.

Each attack plays a year against `analysis.thresholds.next_standing`, the rule that releases follow.
The spread over months and units is taken to be always enough, which is the best case for them.
"""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from analysis.disclosure import ThemeFacts
from analysis.thresholds import Draw, Standing, geometric, next_standing
from config.limits import K_THEME

THEMES = 12
MONTHS = 12
FAKES = K_THEME - 1
SHARES = 1 / np.arange(1, THEMES + 1) / (1 / np.arange(1, THEMES + 1)).sum()
"""Zipf: the second theme gets half of what the first gets, and so on."""

Seen = tuple[str | None, ...]
"""The band of one theme in each release of the year."""


@dataclass
class World:
    """A year of one organisation; the same seed gives the same year."""

    per_week: float
    seed: int
    secret: bool = True
    rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)

    def draw(self) -> int:
        return geometric(float(self.rng.random())) if self.secret else 0

    def arrivals(self) -> np.ndarray:
        """Reports by month and theme."""
        monthly = self.per_week * 52 / MONTHS * SHARES
        return self.rng.poisson(monthly, size=(MONTHS, THEMES))


@dataclass
class Tally:
    """How often an attacker saw something, with and without the colleague's report."""

    hits: Counter[bool] = field(default_factory=Counter)
    tries: Counter[bool] = field(default_factory=Counter)

    def note(self, *, reported: bool, saw: bool) -> None:
        self.tries[reported] += 1
        self.hits[reported] += saw

    @property
    def accuracy(self) -> float:
        """Of somebody who says "yes" on seeing it, when both are equally likely."""
        yes, no = (self.hits[which] / self.tries[which] for which in (True, False))
        return max(0.5 + (yes - no) / 2, 0.5)


def releases(counts: np.ndarray, draw: Draw) -> tuple[list[Standing], Seen]:
    """Where a theme stands after each release, and what is seen of it, given its total by month."""
    standing: Standing | None = None
    standings, seen = [], []
    for count in np.cumsum(counts):
        facts = ThemeFacts(int(count), MONTHS, THEMES, units_known=True, months_known=True)
        standing, decision = next_standing(facts, standing, draw)
        standings.append(standing)
        seen.append(standing.shown.band if standing.shown and decision.publish else None)
    return standings, tuple(seen)


def weak(world: World, years: int) -> float:
    """Knows the month and the theme of an event, and compares the releases around it."""
    tally = Tally()
    for year in range(years):
        counts, reported = world.arrivals(), bool(year % 2)
        month, theme = int(world.rng.integers(1, MONTHS)), int(world.rng.choice(THEMES, p=SHARES))
        counts[month, theme] += reported
        _, seen = releases(counts[:, theme], world.draw)
        tally.note(reported=reported, saw=seen[month] != seen[month - 1])
    return tally.accuracy


def sybil(world: World, years: int) -> float:
    """Picks a theme without reports, files four, and waits whether it appears."""
    tally = Tally()
    for year in range(years):
        counts, reported = world.arrivals(), bool(year % 2)
        month = int(world.rng.integers(0, 3))
        empty = [theme for theme in range(THEMES) if not counts[:month, theme].any()]
        theme = empty[-1] if empty else THEMES - 1
        counts[month, theme] += FAKES + reported
        _, seen = releases(counts[:, theme], world.draw)
        tally.note(reported=reported, saw=seen[month] is not None)
    return tally.accuracy


def strong(world: World, years: int, plays: int) -> np.ndarray:
    """Knows every other report of the year; judges by what each sequence of releases suggests.

    Returns:
        Share of right guesses per year, shape (years,).
    """
    right = []
    for _ in range(years):
        counts = world.arrivals()
        month, theme = int(world.rng.integers(0, MONTHS)), int(world.rng.choice(THEMES, p=SHARES))
        with_one = counts[:, theme].copy()
        with_one[month] += 1

        def play(of: np.ndarray) -> Seen:
            return releases(of, world.draw)[1]

        right.append(_judge(play, counts[:, theme], with_one, plays))
    return np.array(right)


def _judge(play: Callable[[np.ndarray], Seen], out: np.ndarray, in_: np.ndarray, n: int) -> float:
    known_out, known_in = (Counter(play(one) for _ in range(n)) for one in (out, in_))
    says_in = {seen for seen in known_in if known_in[seen] > known_out[seen]}
    right = sum(play(in_) in says_in for _ in range(n)) + sum(
        play(out) not in says_in for _ in range(n)
    )
    return right / (2 * n)


def smallest_step(world: World, years: int) -> int:
    """Fewest reports that any visible change of a year stood for."""
    steps = []
    for _ in range(years):
        counts = world.arrivals()
        for theme in range(THEMES):
            standings, _ = releases(counts[:, theme], world.draw)
            at = [0, *dict.fromkeys(one.shown.at_count for one in standings if one.shown)]
            steps += [later - earlier for earlier, later in itertools.pairwise(at)]
    return min(steps)


def weeks_to_first_showing(world: World, years: int) -> float:
    """Mean weeks from the fifth report of a theme to the release that shows it."""
    waits = []
    for _ in range(years):
        counts = world.arrivals()
        for theme in range(THEMES):
            total = np.cumsum(counts[:, theme])
            _, seen = releases(counts[:, theme], world.draw)
            shown = next((month for month, band in enumerate(seen) if band), None)
            if shown is not None:
                waits.append(shown - int(np.argmax(total >= K_THEME)))
    return float(np.mean(waits)) * 52 / MONTHS
