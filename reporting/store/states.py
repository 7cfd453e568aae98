"""What the analysis remembers between runs, sealed, one row by name."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, select, update

from reporting.states import state_id
from reporting.store.engine import add_once, reading, writing
from reporting.store.tables import sealed_state
from reporting.vault.envelope import Envelope

__all__ = ["SqlStateStore", "put_state", "state_id"]


def put_state(connection: Connection, name: str, blob: bytes) -> None:
    """Keep a sealed state in a transaction that is under way."""
    if not add_once(connection, sealed_state, name=name, envelope=blob):
        connection.execute(
            update(sealed_state).where(sealed_state.c.name == name).values(envelope=blob)
        )


@dataclass(frozen=True, slots=True)
class SqlStateStore:
    """Sealed states in a database. Seal each with `object_id=state_id(name)`."""

    engine: Engine

    def get(self, name: str) -> bytes | None:
        """The sealed state of that name."""
        with reading(self.engine) as connection:
            wanted = select(sealed_state.c.envelope).where(sealed_state.c.name == name)
            return connection.execute(wanted).scalar_one_or_none()

    def put(self, name: str, envelope: Envelope) -> None:
        """Keep a state, in place of the one before."""
        if envelope.object_id != state_id(name):
            raise ValueError("a state must be sealed with the object id of its name")
        with writing(self.engine) as connection:
            put_state(connection, name, envelope.blob)

    def drop(self, name: str) -> None:
        """Forget a state; nothing happens when there is none."""
        with writing(self.engine) as connection:
            connection.execute(delete(sealed_state).where(sealed_state.c.name == name))
