"""Every column of what came of meetings, with the reason why it may be stored in the clear.

Lessons, actions and bulletins are made to be read by everybody; counts are those of a group.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

HARVEST_CLEAR: Final[Mapping[str, str]] = MappingProxyType(
    {
        "meeting_yield.meeting_id": "random; says nothing",
        "meeting_yield.present": "a count of a meeting; who was there is not told",
        "meeting_yield.later_asked": "a count of a group",
        "meeting_yield.later_did": "a count of a group; shown from five people on",
        "evaluation.meeting_id": "random; says nothing",
        "evaluation.question": "a constant",
        "evaluation.score": "one of five; whose it is nobody wrote down",
        "evaluation.answers": "a count of a group; averages are shown from five answers on",
        "lesson.id": "random; says nothing",
        "lesson.meeting_id": "random; says nothing",
        "lesson.text": "released by the presenter; checked for names, numbers and stories",
        "lesson.language": "of the sentence",
        "lesson.released_on": "of a meeting in the agenda; leads to no report",
        "action.id": "random; says nothing",
        "action.meeting_id": "random; says nothing",
        "action.text": "asked of the organisation; checked for names and stories",
        "action.language": "of the sentence",
        "action.owner": "a role; checked for names",
        "action.due": "a month",
        "action.status": "a constant",
        "action.outcome": "told to everybody in the bulletin; checked for names",
        "action.asked_on": "of a meeting in the agenda; leads to no report",
        "action.changed_on": "of what staff did",
        "bulletin_draft.month": "of a bulletin",
        "bulletin_draft.document": "lessons, actions and a card that are clear already",
        "bulletin_draft.approved_by": "random id of staff",
        "bulletin.month": "published to all employees",
        "bulletin.version": "published to all employees",
        "bulletin.document": "published to all employees, by two people",
        "bulletin.published_on": "published to all employees",
        "bulletin.published_by": "random ids of staff; accountable for what they published",
        "bulletin_print.month": "published to all employees",
        "bulletin_print.version": "published to all employees",
        "bulletin_print.language": "a constant",
        "bulletin_print.pdf": "published to all employees; the bulletin on paper",
    }
)
