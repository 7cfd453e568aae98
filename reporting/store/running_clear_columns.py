"""Every column of `running_tables.py`, with the reason why it may be stored in the clear."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

RUNNING_CLEAR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "turn.meeting_id": "random; says nothing",
        "turn.role": "a constant",
        "turn.member_id": "who had a turn is known to the group; never what about",
        "turn_place.member_id": "random; says nothing",
        "turn_place.role": "a constant",
        "turn_place.credit": "where a newcomer came into the turns",
        "turn_place.since": "of a meeting, as in the agenda",
        "turn_swap.meeting_id": "random; says nothing",
        "turn_swap.member_id": "who asked for a turn; forgotten when the meeting ends",
        "turn_swap.reason": "a constant",
        "sitting.meeting_id": "random; says nothing",
        "sitting.version": "counts presses on buttons",
        "sitting.step": "key of a step of a published method",
        "sitting.deadline": "when a step of a meeting ends",
        "sitting.seconds_left": "of a step that is paused",
        "sitting.speaker": "how many have spoken in this step",
        "sitting.present": "how many of a group were there",
        "sitting.ended": "whether a meeting is over",
        "seat.meeting_id": "random; says nothing",
        "seat.member_id": "who is in the room; forgotten when the meeting ends",
        "seat.number": "order of the group",
        "seat.role": "a constant",
        "seat.case_number": "which of two cases",
        "card_stop.card_id": "published",
        "card_stop.version": "published",
        "card_stop.meeting_id": "random; what was recognised is not kept",
        "card_stop.settled": "whether an analist looked at it",
    }
)
