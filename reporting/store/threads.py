"""Adding to threads, inside a transaction of the worker, which alone adds to them."""

from sqlalchemy import Connection, select

from reporting.store.engine import add_once
from reporting.store.tables import thread
from reporting.threads import ThreadRow


def next_number(connection: Connection, lookup: bytes) -> int | None:
    """The place of the next message in a thread, or None when the thread is gone."""
    wanted = select(thread.c.number).where(thread.c.lookup == lookup)
    numbers = connection.execute(wanted).scalars().all()
    return max(numbers) + 1 if numbers else None


def add_message(connection: Connection, message: ThreadRow) -> None:
    """Add a locked message, unless its thread is gone."""
    begun = select(thread.c.number).where(thread.c.lookup == message.lookup, thread.c.number == 0)
    if connection.execute(begun).one_or_none() is not None:
        add_once(
            connection,
            thread,
            lookup=message.lookup,
            number=message.number,
            envelope=message.envelope,
        )
