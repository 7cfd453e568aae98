"""Bulletins in a database: drafts and versions for the staff, and a shelf that only reads.

The public pages are given the shelf: it sees what was published, and no draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from reporting.learning.bulletin import (
    Draft,
    Published,
    digest_of,
    pack_bulletin,
    unpack_bulletin,
)
from reporting.learning.harvest_errors import BulletinChanged, SamePerson, UnknownBulletin
from reporting.store.engine import add_once, reading, writing
from reporting.store.harvest_tables import bulletin, bulletin_draft, bulletin_print


@dataclass(frozen=True, slots=True)
class SqlBulletinShelf:
    """What was published, for everybody."""

    engine: Engine

    def all_published(self) -> tuple[Published, ...]:
        """The last version of every month, the newest month first."""
        with reading(self.engine) as connection:
            return _last_versions(connection)

    def print_of(self, month: str, language: str) -> bytes | None:
        """The last version of a month on paper, a PDF."""
        columns = bulletin_print.c
        wanted = (
            select(columns.pdf)
            .where(columns.month == month, columns.language == language)
            .order_by(columns.version.desc())
            .limit(1)
        )
        with reading(self.engine) as connection:
            return connection.execute(wanted).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class SqlBulletinStore(SqlBulletinShelf):
    """A `BulletinStore` in a database."""

    def all_drafts(self) -> tuple[Draft, ...]:
        wanted = select(bulletin_draft).order_by(bulletin_draft.c.month.desc())
        with reading(self.engine) as connection:
            return tuple(_draft_from(row) for row in connection.execute(wanted))

    def put_draft(self, draft: Draft) -> None:
        month, document = draft.bulletin.month, pack_bulletin(draft.bulletin)
        where = update(bulletin_draft).where(bulletin_draft.c.month == month)
        with writing(self.engine) as connection:
            if not add_once(connection, bulletin_draft, month=month, document=document):
                connection.execute(where.values(document=document, approved_by=None))

    def drop_draft(self, month: str) -> None:
        with writing(self.engine) as connection:
            connection.execute(delete(bulletin_draft).where(bulletin_draft.c.month == month))

    def approve(self, month: str, digest: str, who: str) -> None:
        where = update(bulletin_draft).where(bulletin_draft.c.month == month)
        with writing(self.engine) as connection:
            draft = _locked(connection, month)
            if digest_of(draft.bulletin) != digest or draft.approved_by not in (None, who):
                raise BulletinChanged
            connection.execute(where.values(approved_by=who))

    def publish(self, one: Published, prints: Mapping[str, bytes]) -> None:
        month, version = one.bulletin.month, one.bulletin.version
        with writing(self.engine) as connection:
            first = _require_two(connection, one)
            last = select(func.max(bulletin.c.version)).where(bulletin.c.month == month)
            if version != (connection.execute(last).scalar() or 0) + 1:
                raise BulletinChanged
            connection.execute(
                insert(bulletin).values(
                    month=month,
                    version=version,
                    document=pack_bulletin(one.bulletin),
                    published_on=one.published_on,
                    published_by=" ".join(filter(None, (first, *one.published_by))),
                )
            )
            rows = [
                {"month": month, "version": version, "language": language, "pdf": pdf}
                for language, pdf in prints.items()
            ]
            connection.execute(insert(bulletin_print), rows)
            connection.execute(delete(bulletin_draft).where(bulletin_draft.c.month == month))


def _require_two(connection: Connection, one: Published) -> str | None:
    """Who approved first: of just this text, and somebody else; a withdrawal needs one person."""
    if one.bulletin.withdrawn:
        return None
    draft = _locked(connection, one.bulletin.month)
    if draft.bulletin != one.bulletin or draft.approved_by is None:
        raise BulletinChanged
    if draft.approved_by in one.published_by:
        raise SamePerson
    return draft.approved_by


def _locked(connection: Connection, month: str) -> Draft:
    wanted = select(bulletin_draft).where(bulletin_draft.c.month == month).with_for_update()
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise UnknownBulletin
    return _draft_from(row)


def _last_versions(connection: Connection) -> tuple[Published, ...]:
    wanted = select(bulletin).order_by(bulletin.c.month.desc(), bulletin.c.version.desc())
    newest: dict[str, Published] = {}
    for row in connection.execute(wanted):
        newest.setdefault(row.month, _published_from(row))
    return tuple(newest.values())


def _draft_from(row: Row[tuple[str, str, str | None]]) -> Draft:
    return Draft(unpack_bulletin(row.document), row.approved_by)


def _published_from(row: Row[tuple[str, int, str, str, str]]) -> Published:
    people = tuple(row.published_by.split())
    return Published(unpack_bulletin(row.document), row.published_on, people)
