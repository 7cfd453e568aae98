"""Seasons of meetings as they might go: people come, go, are away, and swap."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np

from reporting.learning.groups import Group, Member
from reporting.learning.roles import give_roles
from reporting.learning.turns import (
    PRESENTER,
    ROLES,
    Standing,
    Turn,
    TurnBook,
    TurnRole,
    in_line,
    places_for,
)
from tests.learning.samples import NOW

WEEKS = timedelta(weeks=6)


@dataclass
class Season:
    """One group over some years; `rng` decides everything that is left to chance."""

    rng: np.random.Generator
    steady: set[str] = field(default_factory=set)
    """Members who never missed a meeting since they came."""
    book: TurnBook = field(init=False)
    now: datetime = NOW
    meetings: int = 0

    draws: dict[tuple[str, int], bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [f"m{number}" for number in range(int(self.rng.integers(5, 9)))]
        self.book = TurnBook(Group("g", "Groep", tuple(map(member, names)), "u"))
        self.steady = set(names)
        self.flaky = set(self.rng.choice(names, int(self.rng.integers(0, 4)), replace=False))

    @property
    def members(self) -> list[str]:
        return [each.id for each in self.book.group.members]

    def chance(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)

    def pick(self, among: list[str]) -> str:
        return among[int(self.rng.integers(len(among)))]

    def meet(self, *, swaps: bool = False, everyone: bool = False, roles: bool = False) -> None:
        """Hold one meeting."""
        present = [each for each in self.members if everyone or self._comes(each)]
        if len(present) < 3:
            return
        self.steady &= set(present)
        self.now += WEEKS
        self.meetings += 1
        places = (*self.book.places, *places_for(self.book, self.now))
        self.book = replace(self.book, places=places)
        presenter = self._presenter(present, swaps=swaps)
        given = {PRESENTER: presenter, **(self._roles(present, presenter) if roles else {})}
        for role, who in given.items():
            turn = Turn(f"b{self.meetings}", role, who, self.now)
            self.book = replace(self.book, turns=(*self.book.turns, turn))

    def lot(self, who: str, turns: int) -> bytes:
        return self.draws.setdefault((who, turns), self.rng.bytes(8))

    def come_and_go(self) -> None:
        """Now and then somebody leaves, or comes."""
        if self.chance(0.15) and len(self.members) > 5:
            self.leave(self.pick(self.members))
        if self.chance(0.2) and len(self.members) < 8:
            new = f"n{self.meetings}-{len(self.book.places)}"
            self.join(new)
            if self.chance(0.3):
                self.flaky.add(new)

    def join(self, who: str) -> None:
        self._members((*self.book.group.members, member(who)))
        self.steady.add(who)

    def turns(self, role: TurnRole) -> dict[str, int]:
        """How many turns those have who were always there."""
        standings = self.book.standings(role, self.now)
        return {each: standings[each].turns for each in self.members if each in self.steady}

    def spread(self, role: TurnRole) -> int:
        """The difference between most and fewest turns, of those who were always there."""
        turns = self.turns(role).values()
        return max(turns, default=0) - min(turns, default=0)

    def _comes(self, who: str) -> bool:
        return who not in self.flaky or self.chance(0.5)

    def _line(self, role: TurnRole, among: list[str]) -> list[Standing]:
        line = in_line(self.book.standings(role, self.now), self.lot)
        return [each for each in line if each.member_id in among]

    def _roles(self, present: list[str], presenter: str) -> dict[TurnRole, str]:
        lines = {role: self._line(role, present) for role in ROLES[1:]}
        return give_roles(ROLES[1:], lines, [presenter])

    def _presenter(self, present: list[str], *, swaps: bool) -> str:
        if swaps and self.chance(0.3):
            return self.pick(present)
        return self._line(PRESENTER, present)[0].member_id

    def leave(self, who: str) -> None:
        self._members(tuple(each for each in self.book.group.members if each.id != who))
        places = tuple(each for each in self.book.places if each.member_id != who)
        turns = tuple(each for each in self.book.turns if each.member_id != who)
        self.book = replace(self.book, places=places, turns=turns)
        self.steady.discard(who)
        self.flaky.discard(who)

    def _members(self, members: tuple[Member, ...]) -> None:
        self.book = replace(self.book, group=replace(self.book.group, members=members))


def member(member_id: str) -> Member:
    return Member(member_id, "", member_id)


def new_season(seed: int) -> Season:
    """A season that has not begun."""
    return Season(np.random.default_rng(seed))
