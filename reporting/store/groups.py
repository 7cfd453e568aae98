"""Groups in a database."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from reporting.learning.errors import GroupNameTaken, UnknownGroup
from reporting.learning.groups import Group, Member
from reporting.store.engine import add_once, reading, writing
from reporting.store.staff_tables import group_member, intervisie_group

MEMBER: Final = tuple(field.name for field in fields(Member))
GROUP: Final = tuple(field.name for field in fields(Group) if field.name != "members")
"""The columns of a group are named as its fields are."""


@dataclass(frozen=True, slots=True)
class SqlGroupStore:
    """A `GroupStore` in a database."""

    engine: Engine

    def all_groups(self) -> tuple[Group, ...]:
        with reading(self.engine) as connection:
            return _groups_from(connection.execute(_groups()))

    def group(self, group_id: str) -> Group | None:
        with reading(self.engine) as connection:
            wanted = _groups().where(intervisie_group.c.id == group_id)
            return next(iter(_groups_from(connection.execute(wanted))), None)

    def add_group(self, group: Group) -> None:
        with writing(self.engine) as connection:
            if not add_once(connection, intervisie_group, **_group_values(group)):
                raise GroupNameTaken
            connection.execute(insert(group_member), _member_values(group))

    def replace_group(self, group: Group) -> None:
        changed = update(intervisie_group).where(intervisie_group.c.id == group.id)
        with writing(self.engine) as connection:
            lock_group(connection, group.id)
            try:
                connection.execute(changed.values(**_group_values(group)))
            except IntegrityError:
                raise GroupNameTaken from None
            _replace_members(connection, group)


def lock_group(connection: Connection, group_id: str) -> None:
    """Wait for who else is changing the group, and let nobody come between.

    Raises:
        UnknownGroup: it does not exist.
    """
    wanted = select(intervisie_group.c.id).where(intervisie_group.c.id == group_id)
    if connection.execute(wanted.with_for_update()).one_or_none() is None:
        raise UnknownGroup


def _replace_members(connection: Connection, group: Group) -> None:
    """Change row by row: what others keep about a member hangs on the row, and goes with it."""
    of_group = group_member.c.group_id == group.id
    known = set(connection.execute(select(group_member.c.id).where(of_group)).scalars())
    values = _member_values(group)
    stay = {each["id"] for each in values} & known
    connection.execute(delete(group_member).where(of_group, group_member.c.id.not_in(stay)))
    for each in values:
        if each["id"] in stay:
            row = update(group_member).where(group_member.c.id == each["id"])
            connection.execute(row.values(**each))
        else:
            connection.execute(insert(group_member).values(**each))


def _groups() -> Select[Any]:
    group = intervisie_group
    return (
        select(group, *(group_member.c[name].label(f"member_{name}") for name in MEMBER))
        .join(group_member, group_member.c.group_id == group.c.id)
        .order_by(group.c.name, group.c.id, group_member.c.number)
    )


def _groups_from(rows: Iterable[Row[Any]]) -> tuple[Group, ...]:
    return tuple(
        _group_from(list(rows_of_one)) for _, rows_of_one in groupby(rows, key=lambda row: row.id)
    )


def _group_from(rows: Sequence[Row[Any]]) -> Group:
    members = tuple(
        Member(**{name: getattr(row, f"member_{name}") for name in MEMBER}) for row in rows
    )
    return Group(members=members, **{name: getattr(rows[0], name) for name in GROUP})


def _group_values(group: Group) -> dict[str, str]:
    return {name: getattr(group, name) for name in GROUP}


def _member_values(group: Group) -> list[dict[str, Any]]:
    return [
        {"group_id": group.id, "number": number, **asdict(member)}
        for number, member in enumerate(group.members)
    ]
