"""The roles beside presenting a case, divided over who is here."""

from collections.abc import Collection, Mapping, Sequence
from itertools import permutations
from typing import Final

from reporting.learning.turns import Standing, TurnRole

MOST_AHEAD: Final = 2
"""Turns in a role beside presenting; in presenting itself it is one."""


def give_roles(
    roles: Sequence[TurnRole],
    lines: Mapping[TurnRole, Sequence[Standing]],
    busy: Collection[str] = (),
) -> dict[TurnRole, str]:
    """Divide roles over members so that nobody falls behind in any of them.

    Who presents has no other role, so that now and then the one whose turn it is cannot take it.
    Then the next one does, unless that would put somebody more than MOST_AHEAD in front: better
    nobody for once. So the turns in a role never differ by more than MOST_AHEAD.

    Args:
        roles: to be given, the most needed first; with too few members the last are left.
        lines: for each role all who are here, in line.
        busy: ids of those who have something else to do.

    Returns:
        The id of a member by role.
    """
    members = sorted({each.member_id for line in lines.values() for each in line} - set(busy))
    wanted = tuple(roles)[: len(members)]
    places = {
        role: {each.member_id: (each.turns - line[0].turns, rank) for rank, each in enumerate(line)}
        for role, line in lines.items()
    }

    def burden(choice: tuple[str, ...]) -> tuple[list[int], list[int]]:
        found = [places[role][member] for role, member in zip(wanted, choice, strict=True)]
        ahead = sorted((ahead for ahead, _ in found), reverse=True)
        return ahead, [sum(rank for _, rank in found), *(rank for _, rank in found)]

    best = min(permutations(members, len(wanted)), key=burden)
    chosen = dict(zip(wanted, best, strict=True))
    return {role: who for role, who in chosen.items() if places[role][who][0] < MOST_AHEAD}
