"""Turns in a database, and the cards that were stopped."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, delete, insert, select, update

from reporting.learning.errors import UnknownCard, UnknownMeeting
from reporting.learning.groups import Group
from reporting.learning.stops import Stop
from reporting.learning.turns import PRESENTER, Place, Swap, Turn, TurnBook
from reporting.store.engine import add_once, reading, writing
from reporting.store.running import forget_past, keep_places
from reporting.store.running_tables import card_stop, turn, turn_place, turn_swap
from reporting.store.staff_tables import group_member, meeting


@dataclass(frozen=True, slots=True)
class SqlTurnStore:
    """A `TurnStore` in a database."""

    engine: Engine

    def turn_book(self, group: Group) -> TurnBook:
        of_group = meeting.c.group_id == group.id
        turns = (
            select(turn.c.meeting_id, turn.c.role, turn.c.member_id, meeting.c.starts_at)
            .join(meeting, meeting.c.id == turn.c.meeting_id)
            .where(of_group)
            .order_by(meeting.c.starts_at, turn.c.meeting_id)
        )
        places = (
            select(turn_place)
            .join(group_member, group_member.c.id == turn_place.c.member_id)
            .where(group_member.c.group_id == group.id)
        )
        swaps = select(turn_swap).join(meeting, meeting.c.id == turn_swap.c.meeting_id)
        with reading(self.engine) as connection:
            return TurnBook(
                group,
                tuple(
                    Place(each.member_id, each.role, each.credit, _moment(each.since))
                    for each in connection.execute(places)
                ),
                tuple(
                    Turn(each.meeting_id, each.role, each.member_id, _moment(each.starts_at))
                    for each in connection.execute(turns)
                ),
                tuple(Swap(*row) for row in connection.execute(swaps.where(of_group))),
            )

    def keep_swap(self, swap: Swap) -> None:
        with writing(self.engine) as connection:
            _lock_meeting(connection, swap.meeting_id, "planned")
            forget_past(connection)
            _drop_swap(connection, swap.meeting_id)
            connection.execute(insert(turn_swap).values(**asdict(swap)))

    def drop_swap(self, meeting_id: str) -> None:
        with writing(self.engine) as connection:
            _drop_swap(connection, meeting_id)

    def set_presenters(self, meeting_id: str, places: Sequence[Place], who: Sequence[str]) -> None:
        of_meeting = turn.c.meeting_id == meeting_id
        with writing(self.engine) as connection:
            _lock_meeting(connection, meeting_id, "held")
            keep_places(connection, places)
            connection.execute(delete(turn).where(of_meeting, turn.c.role == PRESENTER))
            for member_id in dict.fromkeys(who):
                values = {"meeting_id": meeting_id, "role": PRESENTER, "member_id": member_id}
                connection.execute(insert(turn).values(**values))


@dataclass(frozen=True, slots=True)
class SqlStopStore:
    """A `StopStore` in a database."""

    engine: Engine

    def stops(self) -> tuple[Stop, ...]:
        wanted = select(card_stop).order_by(card_stop.c.card_id)
        with reading(self.engine) as connection:
            return tuple(Stop(**row._asdict()) for row in connection.execute(wanted))

    def stop(self, new: Stop) -> None:
        values = asdict(new)
        older = update(card_stop).where(
            card_stop.c.card_id == new.card_id, card_stop.c.version < new.version
        )
        with writing(self.engine) as connection:
            if not add_once(connection, card_stop, **values):
                connection.execute(older.values(**values))

    def settle(self, card_id: str) -> None:
        wanted = update(card_stop).where(card_stop.c.card_id == card_id)
        with writing(self.engine) as connection:
            if connection.execute(wanted.values(settled=True)).rowcount != 1:
                raise UnknownCard


def _lock_meeting(connection: Connection, meeting_id: str, status: str) -> None:
    wanted = select(meeting.c.status).where(meeting.c.id == meeting_id).with_for_update()
    if connection.execute(wanted).scalar_one_or_none() != status:
        raise UnknownMeeting


def _drop_swap(connection: Connection, meeting_id: str) -> None:
    connection.execute(delete(turn_swap).where(turn_swap.c.meeting_id == meeting_id))


def _moment(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)
