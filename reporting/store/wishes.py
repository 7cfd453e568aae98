"""What was asked about themes, in a database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, text, update

from config.limits import LANGUAGES
from reporting.learning.wishes import Wish
from reporting.store.engine import reading, writing
from reporting.store.staff_tables import theme_wish


@dataclass(frozen=True, slots=True)
class SqlWishStore:
    """A `WishStore` in a database."""

    engine: Engine

    def all_wishes(self) -> tuple[Wish, ...]:
        with reading(self.engine) as connection:
            return _all(connection)

    def add_wish(self, wish: Wish) -> Wish:
        with writing(self.engine) as connection:
            if connection.dialect.name == "postgresql":
                # Numbers follow each other; SQLite lets one writer in at a time anyway.
                connection.execute(text("LOCK TABLE theme_wish IN SHARE ROW EXCLUSIVE MODE"))
            last = _last_about(wish, _all(connection))
            if last is not None and last.status == "waiting" and _says_the_same(last, wish):
                return last
            newest = connection.execute(select(func.max(theme_wish.c.number))).scalar_one()
            kept = replace(wish, number=(newest or 0) + 1)
            connection.execute(insert(theme_wish).values(**_values(kept)))
            return kept

    def take_back(self, number: int) -> bool:
        waits = theme_wish.c.release_number.is_(None) & theme_wish.c.taken_back.is_(False)
        taken = update(theme_wish).where(theme_wish.c.number == number, waits)
        with writing(self.engine) as connection:
            return connection.execute(taken.values(taken_back=True)).rowcount == 1


def note_taken_over(connection: Connection, numbers: Iterable[int], release: int) -> None:
    """Say in a transaction under way which release took these wishes over."""
    wanted = theme_wish.c.number.in_(tuple(numbers)) & theme_wish.c.release_number.is_(None)
    connection.execute(update(theme_wish).where(wanted).values(release_number=release))


def _all(connection: Connection) -> tuple[Wish, ...]:
    wanted = select(theme_wish).order_by(theme_wish.c.number)
    return tuple(_wish_from(row) for row in connection.execute(wanted))


def _last_about(wish: Wish, wishes: Iterable[Wish]) -> Wish | None:
    pair = {wish.theme, wish.other}
    found = [one for one in wishes if {one.theme, one.other} == pair and not one.taken_back]
    return found[-1] if found else None


def _says_the_same(one: Wish, other: Wish) -> bool:
    return (one.kind, one.theme, one.other, one.names) == (
        *(other.kind, other.theme, other.other),
        other.names,
    )


def _values(wish: Wish) -> dict[str, Any]:
    names = wish.names or {}
    return {
        "number": wish.number,
        "kind": wish.kind,
        "theme": wish.theme,
        "other": wish.other,
        **{f"name_{code}": names.get(code) for code in LANGUAGES},
        "user_id": wish.user_id,
        "month": wish.month,
        "release_number": wish.release,
        "taken_back": wish.taken_back,
    }


def _wish_from(row: Row[Any]) -> Wish:
    names = {code: getattr(row, f"name_{code}") for code in LANGUAGES}
    return Wish(
        kind=row.kind,
        theme=row.theme,
        other=row.other,
        names={c: n for c, n in names.items() if n is not None} if row.kind == "rename" else None,
        user_id=row.user_id,
        month=row.month,
        number=row.number,
        release=row.release_number,
        taken_back=row.taken_back,
    )
