"""Versions of cards in a database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from reporting.learning.card_versions import Approved, CardVersion, VersionState, Who
from reporting.learning.case_card import pack_card, unpack_card
from reporting.learning.errors import CardChanged
from reporting.store.card_tables import card_version
from reporting.store.engine import reading, writing

_C = card_version.c


@dataclass(frozen=True, slots=True)
class SqlCardVersionStore:
    """A `VersionStore` in a database."""

    engine: Engine

    def approved(self) -> Mapping[str, Approved]:
        wanted = select(_C.card_id, _C.card, _C.ready_from).where(_C.state == "approved")
        with reading(self.engine) as connection:
            rows = connection.execute(wanted).all()
        return {
            row.card_id: Approved(unpack_card(json.loads(row.card)), row.ready_from) for row in rows
        }

    def withdrawn(self) -> Mapping[str, str]:
        used = select(_C.card_id).where(_C.state == "approved")
        wanted = (
            select(_C.card_id, _C.reason)
            .where(_C.state == "withdrawn", _C.card_id.not_in(used))
            .order_by(_C.number)
        )
        with reading(self.engine) as connection:
            return {row.card_id: row.reason for row in connection.execute(wanted)}

    def newest(self) -> Mapping[str, VersionState]:
        last = select(_C.card_id, func.max(_C.number).label("number")).group_by(_C.card_id)
        found = last.subquery()
        at_last = and_(found.c.card_id == _C.card_id, found.c.number == _C.number)
        wanted = select(_C.card_id, _C.state).join(found, at_last)
        with reading(self.engine) as connection:
            return {row.card_id: row.state for row in connection.execute(wanted)}

    def history(self, card_id: str) -> tuple[CardVersion, ...]:
        wanted = select(card_version).where(_C.card_id == card_id).order_by(_C.number.desc())
        with reading(self.engine) as connection:
            return tuple(_version_from(row) for row in connection.execute(wanted))

    def add(self, version: CardVersion) -> None:
        with writing(self.engine) as connection:
            try:
                connection.execute(insert(card_version).values(**_values(version)))
            except IntegrityError:
                raise CardChanged from None

    def put(self, version: CardVersion, before: VersionState) -> None:
        with writing(self.engine) as connection:
            if version.state == "approved":
                _replace_used(connection, version.card_id)
            changed = update(card_version).where(
                _C.card_id == version.card_id, _C.number == version.number, _C.state == before
            )
            if connection.execute(changed.values(**_values(version))).rowcount != 1:
                raise CardChanged


def is_withdrawn(connection: Connection, card_id: str) -> bool:
    """Whether a card was taken back from use, in a transaction that is under way."""
    states = select(_C.state).where(_C.card_id == card_id)
    found = set(connection.execute(states).scalars())
    return "withdrawn" in found and "approved" not in found


def _replace_used(connection: Connection, card_id: str) -> None:
    used = update(card_version).where(_C.card_id == card_id, _C.state == "approved")
    connection.execute(used.values(state="replaced"))


def _values(version: CardVersion) -> dict[str, Any]:
    first, second = version.first_reader, version.second_reader
    return {
        "card_id": version.card_id,
        "number": version.number,
        "state": version.state,
        "card": json.dumps(pack_card(version.card), ensure_ascii=False),
        "month": version.month,
        "author": version.author.id,
        "author_role": version.author.role,
        "sources_until": version.sources_until,
        "first_reader": first.id if first else None,
        "first_role": first.role if first else None,
        "second_reader": second.id if second else None,
        "second_role": second.role if second else None,
        "read_in": version.read_in,
        "ready_from": version.ready_from,
        "reason": version.reason,
    }


def _version_from(row: Row[Any]) -> CardVersion:
    return CardVersion(
        card_id=row.card_id,
        number=row.number,
        state=row.state,
        card=unpack_card(json.loads(row.card)),
        month=row.month,
        author=Who(row.author, row.author_role),
        sources_until=row.sources_until,
        first_reader=_who(row.first_reader, row.first_role),
        second_reader=_who(row.second_reader, row.second_role),
        read_in=row.read_in,
        ready_from=row.ready_from,
        reason=row.reason,
    )


def _who(id_: str | None, role: str | None) -> Who | None:
    return None if id_ is None else Who(id_, role or "")
