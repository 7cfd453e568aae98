"""Whoever watches the releases, or files false reports, learns little about one colleague.

The bounds are those of the design, over a year of 12 themes; 0.5 is a coin. That fixed thresholds
break them shows that the simulated attackers are good ones.
"""

import numpy as np
import pytest

from config.limits import K_THEME
from tests.attack.simulators import World, smallest_step, strong, sybil, weak

pytestmark = [pytest.mark.slow, pytest.mark.attack]

YEARS = 8_000
PER_WEEK = (2, 4, 15)


@pytest.mark.parametrize("per_week", PER_WEEK)
def test_who_knows_of_the_event_learns_little_from_two_releases(per_week: float) -> None:
    assert weak(World(per_week, seed=1), YEARS) <= 0.58


@pytest.mark.parametrize("per_week", PER_WEEK)
def test_who_files_four_false_reports_is_left_guessing(per_week: float) -> None:
    assert sybil(World(per_week, seed=2), YEARS) <= 0.72


def test_against_fixed_thresholds_four_false_reports_would_tell() -> None:
    assert sybil(World(2, seed=3, secret=False), YEARS) >= 0.80


def test_who_knows_all_other_reports_is_never_certain() -> None:
    secret = strong(World(4, seed=4), years=60, plays=150)
    fixed = strong(World(4, seed=4, secret=False), years=60, plays=2)
    assert secret.mean() <= 0.68
    assert secret.max() <= 0.83
    assert np.mean(fixed == 1) > 0.2


@pytest.mark.parametrize("per_week", PER_WEEK)
def test_no_visible_change_stands_for_fewer_than_five_reports(per_week: float) -> None:
    assert smallest_step(World(per_week, seed=5), years=300) >= K_THEME
