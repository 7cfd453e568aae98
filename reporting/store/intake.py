"""The tables that the public side writes: the inbox and the threads."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, func, insert, select

from reporting.errors import InboxFull, NoKeyForThisMonth
from reporting.store.engine import add_once, reading, writing
from reporting.store.tables import answer, destroyed_epoch, import_mark, inbox, thread
from reporting.threads import ThreadRow
from reporting.vault.envelope import Envelope


@dataclass(frozen=True, slots=True)
class SqlIntakeStore:
    """An `IntakeStore` and a `FollowupStore` in a database."""

    engine: Engine
    most_waiting: int | None = None
    """Rows in the inbox from which on no report is taken; None for no end."""

    def destroyed(self) -> frozenset[int]:
        with reading(self.engine) as connection:
            return frozenset(connection.execute(select(destroyed_epoch.c.epoch)).scalars())

    def add_report(self, envelope: Envelope, first_message: ThreadRow) -> bool:
        with writing(self.engine) as connection:
            new = add_once(
                connection,
                thread,
                lookup=first_message.lookup,
                number=first_message.number,
                envelope=first_message.envelope,
            )
            if new:
                self._refuse_when_full(connection)
                _add_to_inbox(connection, envelope)
        return new

    def count_waiting(self, most: int) -> int:
        """Rows in the inbox, counted no further than `most`."""
        with reading(self.engine) as connection:
            return _count_waiting(connection, most)

    def _refuse_when_full(self, connection: Connection) -> None:
        most = self.most_waiting
        if most is not None and _count_waiting(connection, most) >= most:
            raise InboxFull

    def add_import(self, envelope: Envelope, mark: bytes) -> bool:
        with writing(self.engine) as connection:
            new = add_once(connection, import_mark, mark=mark)
            if new:
                _add_to_inbox(connection, envelope)
        return new

    def thread_rows(self, lookup: bytes) -> tuple[ThreadRow, ...]:
        wanted = select(thread).where(thread.c.lookup == lookup).order_by(thread.c.number)
        with reading(self.engine) as connection:
            rows = connection.execute(wanted).all()
        return tuple(ThreadRow(row.lookup, row.number, row.envelope) for row in rows)

    def withdraw(self, lookup: bytes, envelope: Envelope, last_message: ThreadRow) -> None:
        with writing(self.engine) as connection:
            connection.execute(delete(thread).where(thread.c.lookup == lookup))
            connection.execute(
                insert(thread).values(
                    lookup=lookup, number=last_message.number, envelope=last_message.envelope
                )
            )
            _add_to_inbox(connection, envelope)

    def is_posted(self, object_id: bytes) -> bool:
        with reading(self.engine) as connection:
            return any(
                connection.execute(select(table.c.id).where(table.c.id == object_id)).all()
                for table in (inbox, answer)
            )

    def add_post(self, envelope: Envelope) -> bool:
        with writing(self.engine) as connection:
            _refuse_when_destroyed(connection, envelope.epoch)
            return add_once(connection, inbox, id=envelope.object_id, envelope=envelope.blob)


def _add_to_inbox(connection: Connection, envelope: Envelope) -> None:
    _refuse_when_destroyed(connection, envelope.epoch)
    connection.execute(insert(inbox), {"id": envelope.object_id, "envelope": envelope.blob})


def _refuse_when_destroyed(connection: Connection, epoch: int) -> None:
    """Keep nothing that nobody will open: a clock that is set back seals for a month of before."""
    gone = select(destroyed_epoch.c.epoch).where(destroyed_epoch.c.epoch == epoch)
    if connection.execute(gone).first() is not None:
        raise NoKeyForThisMonth


def _count_waiting(connection: Connection, most: int) -> int:
    some = select(inbox.c.id).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()
