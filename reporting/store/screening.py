"""The tables that analisten and the worker meet at: orders, answers, and what analisten did."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine, select, update

from reporting.bags import StoredEnvelope
from reporting.carrying_out import CarriedOut
from reporting.orders import STATE
from reporting.screening_desk import Action, Done
from reporting.store.engine import add_once, reading, writing
from reporting.store.reports import (
    POSTGRESQL_CLEANING,
    clean_database,
    delete_rows,
    replace_reports,
    stored_rows,
)
from reporting.store.rounds import last_week, note_week
from reporting.store.staff_tables import staff_action
from reporting.store.states import SqlStateStore, put_state
from reporting.store.tables import answer, report, screening_order
from reporting.store.threads import add_message, next_number
from reporting.theme_sources import STATE as SOURCES
from reporting.vault.envelope import Envelope

ROUND: Final = "orders"


@dataclass(frozen=True, slots=True)
class SqlScreeningStore:
    """An `OrderStore` and a `ScreeningStore` in a database."""

    engine: Engine

    def orders(self) -> Iterator[StoredEnvelope]:
        order = screening_order.c
        yield from stored_rows(self.engine, select(order.id, order.envelope).order_by(order.id))

    def answers(self) -> Iterator[StoredEnvelope]:
        wanted = select(answer.c.id, answer.c.envelope).order_by(answer.c.id)
        yield from stored_rows(self.engine, wanted)

    def report_ids(self) -> frozenset[bytes]:
        with reading(self.engine) as connection:
            return frozenset(connection.execute(select(report.c.id)).scalars())

    def envelope(self, row_key: bytes) -> bytes | None:
        with reading(self.engine) as connection:
            wanted = select(report.c.envelope).where(report.c.id == row_key)
            return connection.execute(wanted).scalar_one_or_none()

    def state(self) -> bytes | None:
        return SqlStateStore(self.engine).get(STATE)

    def theme_sources(self) -> bytes | None:
        return SqlStateStore(self.engine).get(SOURCES)

    def next_number(self, lookup: bytes) -> int | None:
        with reading(self.engine) as connection:
            return next_number(connection, lookup)

    def last_week(self) -> int | None:
        return last_week(self.engine, ROUND)

    def carry_out(self, done: CarriedOut, week: int) -> None:
        with writing(self.engine) as connection:
            delete_rows(connection, screening_order, "id", done.settled)
            for message in done.messages:
                add_message(connection, message)
            replace_reports(connection, done.resealed)
            delete_rows(connection, answer, "id", done.lost)
            put_state(connection, STATE, done.state)
            note_week(connection, ROUND, week)

    def clean(self) -> bool:
        return clean_database(self.engine, POSTGRESQL_CLEANING)

    def add_order(self, envelope: Envelope) -> bool:
        with writing(self.engine) as connection:
            return add_once(
                connection, screening_order, id=envelope.object_id, envelope=envelope.blob
            )

    def note_action(self, user_id: str, month: str, action: Action) -> None:
        key = {"user_id": user_id, "month": month, "action": action}
        one_more = update(staff_action).values(count=staff_action.c.count + 1)
        for name, value in key.items():
            one_more = one_more.where(staff_action.c[name] == value)
        with writing(self.engine) as connection:
            if not add_once(connection, staff_action, **key, count=1):
                connection.execute(one_more)

    def actions(self) -> tuple[Done, ...]:
        """What each analist did in each month, newest month first."""
        table = staff_action.c
        wanted = select(staff_action).order_by(table.month.desc(), table.user_id, table.action)
        with reading(self.engine) as connection:
            rows = connection.execute(wanted).all()
        return tuple(Done(*row) for row in rows)
