"""The weeks in which the worker made its rounds, whatever it found."""

from sqlalchemy import Connection, Engine, select, update

from reporting.store.engine import add_once, reading
from reporting.store.tables import mailbag_round


def last_week(engine: Engine, name: str) -> int | None:
    """The week of the last round of that name; None before the first one."""
    with reading(engine) as connection:
        wanted = select(mailbag_round.c.week).where(mailbag_round.c.name == name)
        return connection.execute(wanted).scalar_one_or_none()


def note_week(connection: Connection, name: str, week: int) -> None:
    """Note the week of a round."""
    if not add_once(connection, mailbag_round, name=name, week=week):
        ours = update(mailbag_round).where(mailbag_round.c.name == name)
        connection.execute(ours.values(week=week))
