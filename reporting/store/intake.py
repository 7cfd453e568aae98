"""The tables that the public side writes: the inbox and the threads."""

from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select

from reporting.store.engine import add_once, reading, writing
from reporting.store.tables import answer, import_mark, inbox, thread
from reporting.threads import ThreadRow
from reporting.vault.envelope import Envelope


@dataclass(frozen=True, slots=True)
class SqlIntakeStore:
    """An `IntakeStore` and a `FollowupStore` in a database."""

    engine: Engine

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
                connection.execute(
                    insert(inbox).values(id=envelope.object_id, envelope=envelope.blob)
                )
        return new

    def add_import(self, envelope: Envelope, mark: bytes) -> bool:
        with writing(self.engine) as connection:
            new = add_once(connection, import_mark, mark=mark)
            if new:
                connection.execute(
                    insert(inbox).values(id=envelope.object_id, envelope=envelope.blob)
                )
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
            connection.execute(insert(inbox).values(id=envelope.object_id, envelope=envelope.blob))

    def is_posted(self, object_id: bytes) -> bool:
        with reading(self.engine) as connection:
            return any(
                connection.execute(select(table.c.id).where(table.c.id == object_id)).all()
                for table in (inbox, answer)
            )

    def add_post(self, envelope: Envelope) -> bool:
        with writing(self.engine) as connection:
            return add_once(connection, inbox, id=envelope.object_id, envelope=envelope.blob)
