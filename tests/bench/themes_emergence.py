"""How often a theme is called new, growing or fading without reason, and how often with it.

Made-up counts, since only there the truth is known: steady themes of several sizes, themes that
peak in the same months every year, themes that began or stopped three months ago, Poisson noise,
and data that end in each of the twelve months.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from analysis.emergence import YEAR, change, emerging, fading
from tests.bench.machine import Figure, Section

RUNS = 25
"""Runs per month in which the data end."""
RECENT = 3
STEADY, SEASONAL, BEGUN, STOPPED = 14, 6, 2, 2
"""Themes of each kind."""


def rates(months: int, end: int, chance: np.random.Generator) -> Mapping[str, NDArray[np.float64]]:
    """Reports expected per month and theme; the last month is month number `end` of the year."""
    year = (np.arange(months) - (months - 1) + end) % YEAR
    found = {f"steady {n}": np.full(months, chance.choice([0.5, 1, 2, 4])) for n in range(STEADY)}
    for n in range(SEASONAL):
        peak = chance.integers(YEAR)
        away = np.minimum((year - peak) % YEAR, (peak - year) % YEAR)
        found[f"seasonal {n}"] = np.where(away <= 1, 3.0, 0.25)
    recent = np.arange(months) >= months - RECENT
    found |= {f"begun {n}": np.where(recent, 4.0, 0.2) for n in range(BEGUN)}
    return found | {f"stopped {n}": np.where(recent, 0.2, 3.0) for n in range(STOPPED)}


def measure(months: int) -> Section:
    """All runs over so many months of data."""
    chance = np.random.default_rng(1)
    called: Counter[str] = Counter()
    worst = 0.0
    for end in range(YEAR):
        before = called["falsely rising"]
        for _ in range(RUNS):
            own = {
                theme: chance.poisson(rate).tolist()
                for theme, rate in rates(months, end, chance).items()
            }
            everyone = np.sum(list(own.values()), axis=0).tolist()
            changes = {theme: change(counts, everyone) for theme, counts in own.items()}
            for theme in emerging(changes):
                called["rising" if theme.startswith("begun") else "falsely rising"] += 1
            for theme in fading(changes):
                called["falling" if theme.startswith("stopped") else "falsely falling"] += 1
        worst = max(worst, (called["falsely rising"] - before) / RUNS)
    runs = YEAR * RUNS
    return Section(
        f"New, growing and fading themes, {months} months of data",
        [
            Figure("themes that began, found", f"{called['rising'] / (runs * BEGUN):.0%}"),
            Figure("themes that stopped, found", f"{called['falling'] / (runs * STOPPED):.0%}"),
            Figure(
                "falsely called new or growing, per run of 22 other themes",
                f"{called['falsely rising'] / runs:.3f}, worst month of the year {worst:.2f}",
            ),
            Figure("falsely called fading, per run", f"{called['falsely falling'] / runs:.3f}"),
        ],
        "Made-up counts with Poisson noise; the data end in each month of the year equally often.",
    )
