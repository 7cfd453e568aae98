"""Secret thresholds: kept from release to release, drawn anew after each change, never in between."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure import ShownBand, ThemeFacts, band_order
from analysis.memory import Memory, pack_memory, unpack_memory
from analysis.thresholds import Standing, asks_for_mixing, draw_secret, geometric, next_standing
from config.limits import K_THEME


def facts(count: int) -> ThemeFacts:
    return ThemeFacts(count, months=6, units=4, units_known=True, months_known=True)


def secrets_in_turn(*numbers: int) -> Iterator[int]:
    yield from numbers


def test_a_theme_appears_at_the_floor_and_the_secret_together() -> None:
    drawn = secrets_in_turn(3, 0)
    before, decision = next_standing(facts(7), None, lambda: next(drawn))
    assert (before, decision.reason) == (Standing(None, 3), "too_small")
    after, decision = next_standing(facts(8), before, lambda: next(drawn))
    assert (after, decision.publish) == (Standing(ShownBand("5-9", 8), 0), True)


def test_a_secret_holds_until_something_changes() -> None:
    standing = Standing(ShownBand("5-9", 6), 4)
    for count in (7, 10, 13):
        again, _ = next_standing(facts(count), standing, lambda: pytest.fail("drawn too early"))
        assert again == standing
    changed, _ = next_standing(facts(15), standing, lambda: 1)
    assert changed == Standing(ShownBand("10-19", 15), 1)


def test_nobody_knows_at_which_count_the_next_band_begins() -> None:
    standing = Standing(ShownBand("10-19", 12), 3)
    held, _ = next_standing(facts(22), standing, lambda: pytest.fail("drawn too early"))
    assert held == standing
    assert next_standing(facts(23), standing, lambda: 0)[0].shown == ShownBand("20-49", 23)


def test_a_theme_that_was_shown_stays_at_the_floor_itself() -> None:
    _, decision = next_standing(facts(K_THEME), Standing(ShownBand("5-9", 9), 6), lambda: 0)
    assert decision.publish


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 12)), min_size=1, max_size=40))
def test_between_two_changes_lie_five_reports_whatever_comes_and_goes(
    releases: list[tuple[int, int]],
) -> None:
    standing: Standing | None = None
    for count, secret in releases:
        before = standing
        standing, decision = next_standing(facts(count), before, partial(int, secret))
        assert decision.publish <= (count >= K_THEME)
        if before and before.shown and standing.shown and standing.shown != before.shown:
            assert standing.shown.at_count - before.shown.at_count >= K_THEME + before.extra
            assert band_order(standing.shown.band) > band_order(before.shown.band)
        if standing.shown is not None and (before is None or before.shown is None):
            assert standing.shown.at_count >= K_THEME + (before.extra if before else secret)


def test_secrets_are_geometric() -> None:
    chances = np.linspace(0, 1, 100_000, endpoint=False)
    counts = np.bincount([geometric(chance) for chance in chances])[:8]
    np.testing.assert_allclose(counts[1:] / counts[:-1], np.exp(-1 / 2), rtol=0.01)
    assert draw_secret() >= 0


def test_standings_are_remembered() -> None:
    standings = {"t-1": Standing(ShownBand("5-9", 8), 2), "t-2": Standing(None, 5)}
    memory = Memory(standings=standings, release_extra=3)
    found = unpack_memory(pack_memory(memory))
    assert (found.standings, found.release_extra) == (standings, 3)


def test_a_memory_from_before_the_secrets_keeps_its_bands() -> None:
    old = (
        b'{"version": 1, "encoder": "", "themes": [], "told": [], "reports": 9, '
        b'"shown": {"t-1": ["5-9", 8]}}'
    )
    assert unpack_memory(old).standings == {"t-1": Standing(ShownBand("5-9", 8), 0)}


def spread(share: float, *, known: bool = True) -> ThemeFacts:
    return ThemeFacts(
        30, months=6, units=4, units_known=known, months_known=True, most_from_one=share
    )


def test_a_card_goes_to_any_group_only_when_no_unit_tells_most_of_it() -> None:
    shown = ShownBand("20-49", 30)
    assert not asks_for_mixing(spread(0.5), shown, lambda: 0)
    assert asks_for_mixing(spread(0.51), shown, lambda: 0)
    assert asks_for_mixing(spread(0.2, known=False), shown, lambda: 0)
    assert asks_for_mixing(spread(0.2), ShownBand("5-9", 6), lambda: 0)


def test_a_mixed_group_is_asked_for_without_a_reason_now_and_then() -> None:
    shown, chances = ShownBand("20-49", 30), np.linspace(0, 1, 10_000, endpoint=False)
    asked = [asks_for_mixing(spread(0.2), shown, partial(geometric, chance)) for chance in chances]
    assert np.mean(asked) == pytest.approx(0.22, abs=0.01)


def test_whom_a_card_is_for_changes_with_the_band_only() -> None:
    first, _ = next_standing(spread(0.2), None, lambda: 0)
    assert not first.mixed_only
    later, _ = next_standing(replace(spread(0.9), count=34), first, lambda: 0)
    assert later == first
    changed, _ = next_standing(replace(spread(0.9), count=60), first, lambda: 0)
    assert (changed.shown, changed.mixed_only) == (ShownBand("50+", 60), True)


def test_a_memory_from_before_mixed_groups_asks_for_them() -> None:
    memory = Memory(standings={"t-1": Standing(ShownBand("10-19", 12), 2, mixed_only=False)})
    assert unpack_memory(pack_memory(memory)).standings["t-1"].mixed_only is False
    packed = pack_memory(memory)
    old = packed.replace(b'[2, "10-19", 12, false]', b'[2, "10-19", 12]')
    assert old != packed
    assert unpack_memory(old).standings["t-1"] == Standing(ShownBand("10-19", 12), 2)
