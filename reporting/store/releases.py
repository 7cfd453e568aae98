"""Releases: what staff may see. Each is frozen, names the one before, and is written whole."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, func, insert, select

from reporting.bags import StoredEnvelope
from reporting.errors import NotTheNextRelease
from reporting.store.engine import reading, writing
from reporting.store.jobs import check_token
from reporting.store.reports import replace_reports
from reporting.store.states import put_state
from reporting.store.tables import release
from reporting.store.threads import add_message, next_number
from reporting.store.wishes import note_taken_over
from reporting.threads import ThreadRow
from reporting.vault.epochs import NO_PREVIOUS, canonical

CHAINED: Final = ("number", "previous_hash", "hash")


@dataclass(frozen=True, slots=True)
class Release:
    """One publication. `document` is publishable JSON and holds the other fields too."""

    number: int
    month: str
    document: Mapping[str, Any]
    previous_hash: str
    hash: str
    """SHA-256, hexadecimal, over the document without this field."""


@dataclass(frozen=True, slots=True)
class Publication:
    """All that one release writes, in one transaction."""

    release: Release
    states: Mapping[str, bytes] = field(default_factory=dict)
    """Sealed states of the analysis, by name."""
    messages: Sequence[ThreadRow] = ()
    """Locked messages to reporters; those of threads that are gone are left out."""
    resealed: Sequence[StoredEnvelope] = ()
    """Reports sealed anew, in place of what is in their rows; those that are gone are left out."""
    wishes: Sequence[int] = ()
    """Numbers of the wishes about themes that this release takes over."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Proof that the writer leads: the name of the lease and its token."""

    name: str
    token: int


def chain_release(document: Mapping[str, Any], previous: Release | None) -> Release:
    """The release that follows `previous`, for a document with at least its month.

    Its number and hashes are set here, whatever the document says.

    Raises:
        ValueError: the document holds what JSON cannot (NaN, infinity).
    """
    plain = json.loads(json.dumps(document, allow_nan=False))
    content = {key: value for key, value in plain.items() if key not in CHAINED}
    content["number"] = 1 if previous is None else previous.number + 1
    content["previous_hash"] = NO_PREVIOUS if previous is None else previous.hash
    content["hash"] = hash_document(content)
    return _release_from(content)


def hash_document(document: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a document without its own hash."""
    content = {key: value for key, value in document.items() if key != "hash"}
    return hashlib.sha256(canonical(content)).hexdigest()


def is_chain(releases: Sequence[Release]) -> bool:
    """Whether these releases, from the first on, are unchanged and follow each other."""
    previous = NO_PREVIOUS
    for number, item in enumerate(releases, start=1):
        follows = item.previous_hash == previous and item.number == number
        if not follows or hash_document(item.document) != item.hash:
            return False
        previous = item.hash
    return True


@dataclass(frozen=True, slots=True)
class SqlReleaseStore:
    """Releases in a database."""

    engine: Engine

    def latest(self) -> Release | None:
        """The newest release."""
        wanted = select(release.c.document).order_by(release.c.number.desc()).limit(1)
        with reading(self.engine) as connection:
            row = connection.execute(wanted).one_or_none()
        return None if row is None else _read(row)

    def last_month(self, until: str) -> str | None:
        """The last month, not after this one, that has a release."""
        wanted = select(func.max(release.c.month)).where(release.c.month <= until)
        with reading(self.engine) as connection:
            found: str | None = connection.execute(wanted).scalar_one()
        return found

    def get(self, number: int) -> Release | None:
        """The release of that number."""
        with reading(self.engine) as connection:
            wanted = select(release.c.document).where(release.c.number == number)
            row = connection.execute(wanted).one_or_none()
        return None if row is None else _read(row)

    def all_numbers(self) -> tuple[int, ...]:
        """The numbers of all releases, oldest first."""
        with reading(self.engine) as connection:
            wanted = select(release.c.number).order_by(release.c.number)
            return tuple(connection.execute(wanted).scalars())

    def next_number(self, lookup: bytes) -> int | None:
        """The place of the next message in a thread, or None when the thread is gone."""
        with reading(self.engine) as connection:
            return next_number(connection, lookup)

    def publish(self, publication: Publication, lease: Lease) -> None:
        """Write a release with all that belongs to it; all of it, or nothing.

        Raises:
            NotALeader: another worker took over the lease.
            NotTheNextRelease: another release came between, or the document was changed.
            StoreUnavailable: the database cannot be used now.
        """
        with writing(self.engine) as connection:
            check_token(connection, lease.name, lease.token)
            _add_release(connection, publication.release)
            for name, blob in publication.states.items():
                put_state(connection, name, blob)
            for message in publication.messages:
                add_message(connection, message)
            replace_reports(connection, publication.resealed)
            note_taken_over(connection, publication.wishes, publication.release.number)


def _add_release(connection: Connection, new: Release) -> None:
    wanted = select(release.c.hash).order_by(release.c.number.desc()).limit(1)
    latest = connection.execute(wanted).scalar_one_or_none() or NO_PREVIOUS
    if new.previous_hash != latest or hash_document(new.document) != new.hash:
        raise NotTheNextRelease
    connection.execute(
        insert(release).values(
            number=new.number,
            month=new.month,
            document=json.dumps(new.document, ensure_ascii=False),
            previous_hash=new.previous_hash,
            hash=new.hash,
        )
    )


def _read(row: Row[Any]) -> Release:
    return _release_from(json.loads(row.document))


def _release_from(document: Mapping[str, Any]) -> Release:
    return Release(
        number=document["number"],
        month=document["month"],
        document=document,
        previous_hash=document["previous_hash"],
        hash=document["hash"],
    )
