"""What happens to a planned meeting: it is moved or changed, and somebody cannot come."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from typing import Final

from reporting.learning.errors import MeetingClosed
from reporting.learning.meetings import Meeting, MeetingDesk, MeetingPlan, find_meeting, planned
from reporting.learning.planning_errors import AbsentStranger

MOST_ABSENT: Final = 2
"""Members; with more away there are too few views, and the meeting is better moved. Source: own
choice, as it stands in the contract."""


def change_meeting(meeting_id: str, plan: MeetingPlan, now: datetime, desk: MeetingDesk) -> Meeting:
    """Move a planned meeting, or change its place, card, method or length.

    It stays the same meeting: its invitation keeps its name, and counts one on when a calendar must
    show something else.

    Args:
        meeting_id: of the meeting.
        plan: what it becomes; its group is left aside, for a meeting stays with its group.
        now: the current time, with a time zone.
        desk: of this process.

    Raises:
        UnknownMeeting, MeetingClosed, MeetingChanged, UnknownMethod, MethodTooEarly,
            MeetingInThePast, MeetingAtThatTime, CardNotPicked, TextTooLong, MinutesOutOfRange:
            nothing was changed.
        ValueError: a time without a time zone.
    """
    before = find_meeting(meeting_id, desk)
    if before.status != "planned":
        raise MeetingClosed
    wished = planned(replace(plan, group_id=before.group_id), now, desk)
    after = replace(wished, id=before.id, series_id=before.series_id, sequence=before.sequence)
    if after == before:
        return before
    if _in_calendar(after) != _in_calendar(before):
        after = replace(after, sequence=before.sequence + 1)
    desk.store.replace_meeting(before, after)
    return after


def note_absent(meeting_id: str, member_ids: AbstractSet[str], desk: MeetingDesk) -> None:
    """Note who told that they cannot come, or who was not there; no reason is kept.

    Raises:
        UnknownMeeting, AbsentStranger: nothing was changed.
        MeetingClosed: it was cancelled.
    """
    meeting = find_meeting(meeting_id, desk)
    if meeting.status == "cancelled":
        raise MeetingClosed
    group = desk.store.group(meeting.group_id)
    if group is None or not member_ids <= {member.id for member in group.members}:
        raise AbsentStranger
    desk.store.replace_absent(meeting_id, member_ids)


def is_thin(absent: AbstractSet[str]) -> bool:
    """Whether so many are absent that the meeting is better moved."""
    return len(absent) > MOST_ABSENT


def _in_calendar(meeting: Meeting) -> tuple[object, ...]:
    """What an invitation says."""
    return (meeting.starts_at, meeting.minutes, meeting.place)
