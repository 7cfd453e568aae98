"""How far a group is with a card."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from reporting.learning.cards import CardStatus, PickedCard
from reporting.learning.meetings import MeetingStatus
from reporting.threads import Step

REACHED: Final[Mapping[CardStatus, tuple[Step, ...]]] = {
    "discussed": ("discussed",),
    "harvested": ("discussed", "lesson"),
}
"""What the status of a card means for the reporters of its theme; other statuses mean nothing."""
HARVESTED: Final[CardStatus] = "harvested"
"""A presenter released a lesson of a meeting with this card."""


def card_status(meetings: Collection[MeetingStatus], now: CardStatus) -> CardStatus:
    """What the meetings with a picked card make of its status.

    Args:
        meetings: the status of each meeting with this card.
        now: the status of the card; what was harvested stays so.
    """
    if now == HARVESTED:
        return now
    if "planned" in meetings:
        return "planned"
    return "discussed" if "held" in meetings else "picked"


def steps_by_theme(picks: Iterable[PickedCard]) -> dict[str, frozenset[Step]]:
    """How far along the loop each theme is whose card was discussed, by theme id."""
    found: dict[str, frozenset[Step]] = {}
    for each in picks:
        steps = REACHED.get(each.pick.status, ())
        if steps:
            theme = each.card.theme
            found[theme] = found.get(theme, frozenset[Step]()) | frozenset(steps)
    return found
