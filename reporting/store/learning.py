"""Groups, picked cards and meetings in a database.

Rows are locked in one order, the group or the meeting first and then the card, so two requests
follow each other on PostgreSQL as they do on SQLite, and never wait for each other in a circle.
"""

import json
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from reporting.learning.cards import Pick, PickedCard
from reporting.learning.case_card import CaseCard, pack_card, unpack_card
from reporting.learning.errors import (
    CardAlreadyPicked,
    CardInUse,
    CardNotPicked,
    CardWithdrawn,
    MeetingAtThatTime,
    MeetingClosed,
    UnknownMeeting,
)
from reporting.learning.meetings import Meeting, MeetingStatus
from reporting.learning.planning_errors import AbsentStranger, MeetingChanged
from reporting.learning.progress import card_status
from reporting.store.card_versions import is_withdrawn
from reporting.store.engine import reading, writing
from reporting.store.groups import SqlGroupStore, lock_group
from reporting.store.staff_tables import card_pick, meeting, meeting_absence


@dataclass(frozen=True, slots=True)
class SqlLearningStore(SqlGroupStore):
    """A `LearningStore` in a database."""

    def all_picks(self) -> tuple[PickedCard, ...]:
        with reading(self.engine) as connection:
            rows = connection.execute(select(card_pick).order_by(card_pick.c.card_id)).all()
        return tuple(PickedCard(_pick_from(row), unpack_card(json.loads(row.card))) for row in rows)

    def pick(self, card: CaseCard, group_id: str) -> Pick:
        with writing(self.engine) as connection:
            lock_group(connection, group_id)
            pick = _take(connection, card, group_id)
            if pick.group_id != group_id:
                raise CardAlreadyPicked
            return pick

    def put_back(self, card_id: str) -> None:
        with writing(self.engine) as connection:
            pick = _lock_pick(connection, card_id)
            if pick is None:
                raise CardNotPicked
            if pick.status != "picked":
                raise CardInUse
            connection.execute(delete(card_pick).where(card_pick.c.card_id == card_id))

    def all_meetings(self) -> tuple[Meeting, ...]:
        wanted = select(meeting).order_by(meeting.c.starts_at, meeting.c.id)
        with reading(self.engine) as connection:
            return tuple(_meeting_from(row) for row in connection.execute(wanted))

    def add_meeting(self, new: Meeting) -> Meeting:
        with writing(self.engine) as connection:
            lock_group(connection, new.group_id)
            return _add_meeting(connection, new)

    def add_series(self, meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
        with writing(self.engine) as connection:
            for group_id in {each.group_id for each in meetings}:
                lock_group(connection, group_id)
            return tuple(_add_meeting(connection, each) for each in meetings)

    def replace_meeting(self, before: Meeting, after: Meeting) -> None:
        with writing(self.engine) as connection:
            lock_group(connection, after.group_id)
            now = _meeting_from(_lock_meeting(connection, after.id))
            if now.status != "planned":
                raise MeetingClosed
            if now != before:
                raise MeetingChanged
            other = _planned_then(connection, after)
            if other is not None and other.id != after.id:
                raise MeetingAtThatTime
            _require_pick(connection, after)
            changed = update(meeting).where(meeting.c.id == after.id)
            connection.execute(changed.values(**_meeting_values(after)))
            for card_id in sorted(filter(None, {before.card_id, after.card_id})):
                _update_card(connection, card_id)

    def absent(self, meeting_id: str) -> frozenset[str]:
        wanted = select(meeting_absence.c.member_id).where(
            meeting_absence.c.meeting_id == meeting_id
        )
        with reading(self.engine) as connection:
            return frozenset(connection.execute(wanted).scalars())

    def replace_absent(self, meeting_id: str, member_ids: AbstractSet[str]) -> None:
        before = delete(meeting_absence).where(meeting_absence.c.meeting_id == meeting_id)
        rows = [{"meeting_id": meeting_id, "member_id": each} for each in sorted(member_ids)]
        with writing(self.engine) as connection:
            _lock_meeting(connection, meeting_id)
            connection.execute(before)
            try:
                if rows:
                    connection.execute(insert(meeting_absence), rows)
            except IntegrityError:
                raise AbsentStranger from None

    def close_meeting(self, meeting_id: str, status: MeetingStatus) -> None:
        with writing(self.engine) as connection:
            row = _lock_meeting(connection, meeting_id)
            if row.status not in ("planned", status):
                raise MeetingClosed
            told = status == "cancelled" and row.status == "planned"
            changed = update(meeting).where(meeting.c.id == meeting_id)
            connection.execute(changed.values(status=status, sequence=row.sequence + told))
            _update_card(connection, row.card_id)


def _lock_pick(connection: Connection, card_id: str | None) -> Pick | None:
    wanted = select(card_pick).where(card_pick.c.card_id == card_id).with_for_update()
    row = connection.execute(wanted).one_or_none()
    return None if row is None else _pick_from(row)


def _take(connection: Connection, card: CaseCard, group_id: str) -> Pick:
    """Insert a pick, or find the one that is there, in one statement: nobody comes between."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    new = dialect.insert(card_pick).values(
        card_id=card.id,
        group_id=group_id,
        status="picked",
        card=json.dumps(pack_card(card), ensure_ascii=False),
    )
    kept = new.on_conflict_do_update(
        index_elements=[card_pick.c.card_id], set_={"card_id": new.excluded.card_id}
    )
    found = connection.execute(
        kept.returning(card_pick.c.card_id, card_pick.c.group_id, card_pick.c.status)
    )
    return _pick_from(found.one())


def _lock_meeting(connection: Connection, meeting_id: str) -> Row[Any]:
    wanted = select(meeting).where(meeting.c.id == meeting_id).with_for_update()
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise UnknownMeeting
    return row


def _add_meeting(connection: Connection, new: Meeting) -> Meeting:
    known = _planned_then(connection, new)
    if known is not None:
        as_new = replace(known, id=new.id, series_id=new.series_id, sequence=new.sequence)
        if as_new != new:
            raise MeetingAtThatTime
        return known
    _require_pick(connection, new)
    connection.execute(insert(meeting).values(**_meeting_values(new)))
    _update_card(connection, new.card_id)
    return new


def _planned_then(connection: Connection, new: Meeting) -> Meeting | None:
    wanted = select(meeting).where(
        meeting.c.group_id == new.group_id,
        meeting.c.starts_at == _stamp(new.starts_at),
        meeting.c.status != "cancelled",
    )
    row = connection.execute(wanted).one_or_none()
    return None if row is None else _meeting_from(row)


def _require_pick(connection: Connection, new: Meeting) -> None:
    if new.card_id is None:
        return
    pick = _lock_pick(connection, new.card_id)
    if pick is None or pick.group_id != new.group_id:
        raise CardNotPicked
    if is_withdrawn(connection, new.card_id):
        raise CardWithdrawn


def _update_card(connection: Connection, card_id: str | None) -> None:
    pick = _lock_pick(connection, card_id)
    if pick is None:
        return
    wanted = select(meeting.c.status).where(
        meeting.c.card_id == card_id, meeting.c.group_id == pick.group_id
    )
    status = card_status(connection.execute(wanted).scalars().all(), pick.status)
    changed = update(card_pick).where(card_pick.c.card_id == card_id)
    connection.execute(changed.values(status=status))


def _pick_from(row: Row[Any]) -> Pick:
    return Pick(row.card_id, row.group_id, row.status)


def _meeting_values(new: Meeting) -> dict[str, Any]:
    return {**asdict(new), "starts_at": _stamp(new.starts_at)}


def _meeting_from(row: Row[Any]) -> Meeting:
    starts_at = datetime.fromtimestamp(row.starts_at, UTC)
    return Meeting(**{**row._asdict(), "starts_at": starts_at})


def _stamp(moment: datetime) -> int:
    return int(moment.timestamp())
