"""What the ledger of runs says of a night: steps instead of counts.

Who can see one night's exact bag, and was in the building that day, knows who may have sent it.
"""

from collections.abc import Mapping
from typing import Final

PUBLIC: Final = frozenset({"published", "cards", "waiting"})
"""Counts that stand in the release itself, or say only whether there was one."""
VERDICT: Final = "unsound_"
"""Begins the name of a reason why nothing was published: 1 for each that holds, no count."""
FIRST_STEPS: Final = (0, 5, 10, 20)


def step_below(count: int) -> int:
    """The largest of 0, 5, 10, 20, 50, 100, 200, 500, 1000 … that is not above the count.

    >>> [step_below(count) for count in (0, 4, 5, 19, 49, 99, 1_234)]
    [0, 0, 5, 10, 20, 50, 1000]
    """
    steps, ten = list(FIRST_STEPS), 10
    while ten <= count:
        steps += [5 * ten, 10 * ten, 20 * ten]
        ten *= 10
    return max(step for step in steps if step <= max(count, 0))


def coarse(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts of a run as the ledger keeps them: 0 stands for fewer than five."""
    return {
        name: count if name in PUBLIC or name.startswith(VERDICT) else step_below(count)
        for name, count in counts.items()
    }
