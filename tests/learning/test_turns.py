"""Everyone a turn, over a thousand seasons that nobody picked."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.learning.groups import Group
from reporting.learning.roles import MOST_AHEAD, give_roles
from reporting.learning.turns import (
    PRESENTER,
    ROLES,
    Place,
    Standing,
    Turn,
    TurnBook,
    in_line,
    lot_of,
    newcomer,
    places_for,
    why_first,
)
from tests.learning.samples import NOW
from tests.learning.seasons import member, new_season

A_THOUSAND = settings(max_examples=1000)
SEEDS = st.integers(0, 2**63 - 1)
WEEK = timedelta(weeks=1)


@pytest.mark.slow
@A_THOUSAND
@given(SEEDS)
def test_turns_never_differ_by_more_than_one_among_who_is_always_there(seed: int) -> None:
    season = new_season(seed)
    for _ in range(16):
        season.meet()
        season.come_and_go()
        assert season.spread(PRESENTER) <= 1


@pytest.mark.slow
@A_THOUSAND
@given(SEEDS)
def test_other_roles_never_differ_by_more_than_two(seed: int) -> None:
    season = new_season(seed)
    for _ in range(8):
        season.meet(roles=True)
        season.come_and_go()
        assert max(season.spread(role) for role in ROLES) <= MOST_AHEAD


@pytest.mark.slow
@A_THOUSAND
@given(SEEDS)
def test_a_swap_is_paid_back(seed: int) -> None:
    season = new_season(seed)
    for _ in range(8):
        season.meet(swaps=True)
        season.come_and_go()
    turns = season.book.standings(PRESENTER, season.now).values()
    behind = max(each.turns for each in turns)
    for _ in range(sum(behind - each.turns for each in turns)):
        season.meet(everyone=True)
    assert len({each.turns for each in season.book.standings(PRESENTER, season.now).values()}) == 1


@pytest.mark.slow
@A_THOUSAND
@given(SEEDS)
def test_who_was_passed_over_is_first_the_next_time(seed: int) -> None:
    season = new_season(seed)
    for _ in range(6):
        season.meet(everyone=True)
    lot = lot_of("a group")
    line = in_line(season.book.standings(PRESENTER, season.now), lot)
    owed, urgent = line[0].member_id, line[-1].member_id
    swapped = Turn("swapped", PRESENTER, urgent, season.now)
    book = replace(season.book, turns=(*season.book.turns, swapped))
    assert in_line(book.standings(PRESENTER, season.now), lot)[0].member_id == owed


@pytest.mark.slow
@A_THOUSAND
@given(SEEDS)
def test_a_newcomer_gets_a_turn_within_one_round_and_never_two(seed: int) -> None:
    season = new_season(seed)
    for _ in range(8):
        season.meet()
    if len(season.members) == 8:
        season.leave(season.members[0])
    season.join("newcomer")
    for _ in range(2 * len(season.members)):
        season.meet(everyone=True)
    had = [turn.member_id for turn in season.book.turns if turn.role == PRESENTER]
    since = had[-2 * len(season.members) :]
    assert 1 <= since.count("newcomer") <= 3
    assert ("newcomer", "newcomer") not in pairwise(since)


def book_of(*members: str, **changes: object) -> TurnBook:
    group = Group("g", "Groep", tuple(map(member, members)), "u")
    return replace(TurnBook(group), **changes)  # type: ignore[arg-type]  # a field of TurnBook


def order(book: TurnBook, group: str = "g") -> list[str]:
    return [each.member_id for each in in_line(book.standings(PRESENTER, NOW), lot_of(group))]


def turn(who: str, weeks: int) -> Turn:
    return Turn(f"b{weeks}", PRESENTER, who, NOW + weeks * WEEK)


def test_fewest_turns_go_first_then_who_waited_longest_then_the_lot() -> None:
    places = tuple(Place(who, PRESENTER, 0, NOW) for who in "abcd")
    turns = (turn("a", 1), turn("b", 2), turn("a", 3))
    book = book_of("a", "b", "c", "d", places=places, turns=turns)
    assert order(book)[2:] == ["b", "a"]
    assert set(order(book)[:2]) == {"c", "d"}
    assert why_first(in_line(book.standings(PRESENTER, NOW), lot_of("b"))) == "lot"
    once = replace(book, turns=(*turns, turn("c", 4), turn("d", 5)))
    assert order(once) == ["b", "c", "d", "a"]
    assert why_first(in_line(once.standings(PRESENTER, NOW), lot_of("b"))) == "longest"
    assert why_first(in_line(once.standings(PRESENTER, NOW), lot_of("b"))[2:]) == "fewest"
    assert why_first(in_line(once.standings(PRESENTER, NOW), lot_of("b"))[:1]) == "only"


def test_the_lot_is_the_same_in_every_window_and_another_in_every_round_and_group() -> None:
    book = book_of(*"abcdefgh")
    assert order(book, "one") == order(book, "one")
    assert len({order(book, f"group {number}")[0] for number in range(200)}) == 8
    lot = lot_of("one")
    firsts = {min("abcdefgh", key=lambda who: lot(who, turns)) for turns in range(200)}
    assert len(firsts) == 8


def test_a_newcomer_stands_beside_who_had_the_fewest_but_not_beside_who_was_long_away() -> None:
    assert newcomer([]) == 0
    assert newcomer([2, 2, 2]) == 2
    assert newcomer([2, 3, 3]) == 2
    assert newcomer([0, 3, 3, 4]) == 3


def test_places_are_given_once() -> None:
    book = book_of("a", "b")
    places = places_for(book, NOW)
    assert {(each.member_id, each.role, each.credit) for each in places} == {
        (who, role, 0) for who in "ab" for role in ROLES
    }
    assert places_for(replace(book, places=places), NOW) == ()


def test_who_presents_has_no_other_role_and_no_role_is_given_twice() -> None:
    lines = {role: [Standing(who, 0, 0, NOW) for who in ("a", "b", "c", "d")] for role in ROLES[1:]}
    given = give_roles(ROLES[1:], lines, ["a"])
    assert sorted(given.values()) == ["b", "c", "d"]
    assert set(give_roles(ROLES[1:], lines, ["a", "b"])) == {"timekeeper", "recorder"}
    assert give_roles(ROLES[1:], lines, ["a", "b", "c", "d"]) == {}


def test_a_role_stays_empty_rather_than_to_be_always_with_the_same() -> None:
    line = [Standing("a", 0, 0, NOW), Standing("b", 2, 2, NOW)]
    assert give_roles(["observer"], {"observer": line}, ["a"]) == {}
    nearer = [line[0], Standing("b", 1, 1, NOW)]
    assert give_roles(["observer"], {"observer": nearer}, ["a"]) == {"observer": "b"}
