"""How far a group is with a card."""

from collections.abc import Collection

from reporting.learning.cards import CardStatus
from reporting.learning.meetings import MeetingStatus


def card_status(meetings: Collection[MeetingStatus], now: CardStatus) -> CardStatus:
    """What the meetings with a picked card make of its status.

    Args:
        meetings: the status of each meeting with this card.
        now: the status of the card; what was harvested stays so.
    """
    if now == "harvested":
        return now
    if "planned" in meetings:
        return "planned"
    return "discussed" if "held" in meetings else "picked"
