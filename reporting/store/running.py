"""Meetings that are going on, turns and stopped cards in a database.

A press is kept only where the version before it is the one that stands in the row, in one
statement: of two windows that press at once, one wins and the other changes nothing.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from reporting.learning.running_errors import AlreadyFurther
from reporting.learning.sitting import Seat, Sitting
from reporting.learning.turns import Place, TurnRole
from reporting.store.engine import add_once, reading, writing
from reporting.store.running_tables import seat, sitting, turn, turn_place, turn_swap
from reporting.store.staff_tables import meeting


@dataclass(frozen=True, slots=True)
class SqlSittingStore:
    """A `SittingStore` in a database."""

    engine: Engine

    def sitting(self, meeting_id: str) -> Sitting | None:
        wanted = select(sitting).where(sitting.c.meeting_id == meeting_id)
        seats = select(seat).where(seat.c.meeting_id == meeting_id).order_by(seat.c.number)
        with reading(self.engine) as connection:
            row = connection.execute(wanted).one_or_none()
            found = connection.execute(seats).all()
        return None if row is None else _sitting_from(row, found)

    def start(self, new: Sitting, places: Sequence[Place]) -> None:
        with writing(self.engine) as connection:
            if not add_once(connection, sitting, **_values(new)):
                raise AlreadyFurther
            forget_past(connection)
            connection.execute(insert(seat), _seats(new))
            keep_places(connection, places)

    def go_on(self, new: Sitting) -> None:
        with writing(self.engine) as connection:
            _replace(connection, new)
            connection.execute(delete(seat).where(seat.c.meeting_id == new.meeting_id))
            if new.seats:
                connection.execute(insert(seat), _seats(new))

    def finish(self, new: Sitting, turns: Sequence[tuple[str, TurnRole]]) -> None:
        with writing(self.engine) as connection:
            _replace(connection, new)
            forget_past(connection)
            for table in (seat, turn_swap):
                connection.execute(delete(table).where(table.c.meeting_id == new.meeting_id))
            for member_id, role in turns:
                values = {"meeting_id": new.meeting_id, "role": role, "member_id": member_id}
                add_once(connection, turn, **values)


def keep_places(connection: Connection, places: Sequence[Place]) -> None:
    """Keep the places of members who have none yet; a place that is there stays."""
    for each in places:
        add_once(connection, turn_place, **{**asdict(each), "since": stamp(each.since)})


def forget_past(connection: Connection) -> None:
    """Forget who was at a meeting that was called off while it went on, and who would swap."""
    called_off = select(meeting.c.id).where(meeting.c.status == "cancelled")
    for table in (seat, turn_swap):
        connection.execute(delete(table).where(table.c.meeting_id.in_(called_off)))


def stamp(moment: datetime) -> int:
    """Seconds since 1970, in UTC."""
    return int(moment.timestamp())


def _replace(connection: Connection, new: Sitting) -> None:
    wanted = update(sitting).where(
        sitting.c.meeting_id == new.meeting_id, sitting.c.version == new.version - 1
    )
    if connection.execute(wanted.values(**_values(new))).rowcount != 1:
        raise AlreadyFurther


def _values(new: Sitting) -> dict[str, Any]:
    values = {name: value for name, value in asdict(new).items() if name != "seats"}
    return {**values, "deadline": None if new.deadline is None else stamp(new.deadline)}


def _seats(new: Sitting) -> list[dict[str, Any]]:
    return [
        {**asdict(each), "meeting_id": new.meeting_id, "number": number}
        for number, each in enumerate(new.seats)
    ]


def _sitting_from(row: Row[Any], seats: Sequence[Row[Any]]) -> Sitting:
    deadline = None if row.deadline is None else datetime.fromtimestamp(row.deadline, UTC)
    found = tuple(Seat(each.member_id, each.role, each.case_number) for each in seats)
    return Sitting(**{**row._asdict(), "deadline": deadline, "seats": found})
