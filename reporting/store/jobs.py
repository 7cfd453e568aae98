"""Who may run scheduled work, what ran, and what was asked for.

Two workers may stand ready; one leads. Its lease carries a token that grows with each change of
hands, so a leader that slept through its lease cannot write any more (a fencing token).
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, or_, select, update

from reporting.errors import NotALeader
from reporting.store.engine import add_once, reading, writing
from reporting.store.tables import job_request, job_run, lease

LEASE: Final = "analysis"
"""Name of the lease of the worker that leads."""
JOB: Final = "analyse"
"""Name of the scheduled job in the ledger."""
ID_BYTES: Final = 16
OUTCOME_MAX: Final = 200
FURTHEST_SECONDS: Final = 7_200
"""No lease ends later than this: an hour is the longest, and two machines may differ by another."""


@dataclass(frozen=True, slots=True)
class JobRun:
    """One line of the ledger."""

    job: str
    due_at: datetime
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asked for a job to run now."""

    id: str
    job: str


def check_token(connection: Connection, name: str, token: int) -> None:
    """Make sure, inside a transaction, that a lease is still ours.

    Raises:
        NotALeader: another worker took it over; the transaction must not go on.
    """
    wanted = select(lease.c.token).where(lease.c.name == name).with_for_update()
    if connection.execute(wanted).scalar_one_or_none() != token:
        raise NotALeader


@dataclass(frozen=True, slots=True)
class SqlJobStore:
    """Leases, the ledger of runs and requests in a database. All times are UTC."""

    engine: Engine

    def take_lease(self, name: str, owner: str, now: datetime, seconds: int) -> int | None:
        """Become the leader when nobody is, or when the leader's time is over.

        Returns:
            The token to show with each write, or None while another worker leads.
        """
        terms = {"owner": owner, "expires_at": _stamp(now) + seconds}
        with writing(self.engine) as connection:
            if add_once(connection, lease, name=name, token=1, **terms):
                return 1
            taken = connection.execute(
                update(lease)
                .where(lease.c.name == name, or_(*_is_over(_stamp(now))))
                .values(token=lease.c.token + 1, **terms)
                .returning(lease.c.token)
            )
            return taken.scalar_one_or_none()

    def renew_lease(self, name: str, token: int, now: datetime, seconds: int) -> None:
        """Stay the leader (the heartbeat).

        Raises:
            NotALeader: another worker took the lease over.
        """
        self._set_end(name, token, _stamp(now) + seconds)

    def release_lease(self, name: str, token: int) -> None:
        """Let another worker lead at once; nothing happens when one does already."""
        with writing(self.engine) as connection:
            connection.execute(
                update(lease)
                .where(lease.c.name == name, lease.c.token == token)
                .values(expires_at=0)
            )

    def _set_end(self, name: str, token: int, end: int) -> None:
        with writing(self.engine) as connection:
            check_token(connection, name, token)
            connection.execute(update(lease).where(lease.c.name == name).values(expires_at=end))

    def start_run(self, job: str, due_at: datetime, now: datetime) -> bool:
        """Note the start of a run. False when this job was started before for that time."""
        with writing(self.engine) as connection:
            return add_once(
                connection, job_run, job=job, due_at=_stamp(due_at), started_at=_stamp(now)
            )

    def finish_run(
        self, run: tuple[str, datetime], now: datetime, outcome: str, counts: Mapping[str, int]
    ) -> None:
        """Note how a run ended.

        Args:
            run: the job and the time it was due.
            now: when it ended.
            outcome: a word or a sentence, without text of any report.
            counts: of what was done.
        """
        job, due_at = run
        with writing(self.engine) as connection:
            connection.execute(
                update(job_run)
                .where(job_run.c.job == job, job_run.c.due_at == _stamp(due_at))
                .values(
                    finished_at=_stamp(now),
                    outcome=outcome[:OUTCOME_MAX],
                    counts=json.dumps(dict(counts)),
                )
            )

    def forget_unfinished(self) -> int:
        """Free the times of runs that never ended, so they can run again.

        For a worker that has just taken the lease: whoever started them is gone or fenced off.
        """
        with writing(self.engine) as connection:
            return connection.execute(
                delete(job_run).where(job_run.c.finished_at.is_(None))
            ).rowcount

    def ran_between(self, job: str, first: datetime, last: datetime) -> bool:
        """Whether the ledger has a run of a job that was due then; both ends count."""
        wanted = select(job_run.c.due_at).where(
            job_run.c.job == job, job_run.c.due_at.between(_stamp(first), _stamp(last))
        )
        with reading(self.engine) as connection:
            return connection.execute(wanted.limit(1)).first() is not None

    def last_run(self, job: str, until: datetime | None = None) -> JobRun | None:
        """The run of a job that was due last.

        Args:
            job: its name.
            until: now, to leave out what a clock that ran ahead left in the ledger.
        """
        wanted = select(job_run).where(job_run.c.job == job).order_by(job_run.c.due_at.desc())
        if until is not None:
            wanted = wanted.where(job_run.c.due_at <= _stamp(until))
        with reading(self.engine) as connection:
            row = connection.execute(wanted.limit(1)).one_or_none()
        return None if row is None else _run_from(row)

    def request_run(self, job: str) -> str:
        """Ask the worker to run a job now. Asking twice before it starts is asking once."""
        with writing(self.engine) as connection:
            fresh = secrets.token_hex(ID_BYTES)
            if add_once(connection, job_request, id=fresh, job=job):
                return fresh
            wanted = select(job_request.c.id).where(job_request.c.job == job)
            known: str = connection.execute(wanted).scalar_one()
            return known

    def take_request(self) -> Request | None:
        """Take one request off the list."""
        with writing(self.engine) as connection:
            row = connection.execute(select(job_request).limit(1).with_for_update()).one_or_none()
            if row is None:
                return None
            connection.execute(delete(job_request).where(job_request.c.id == row.id))
            return Request(row.id, row.job)

    def is_waiting(self, request_id: str) -> bool:
        """Whether a request was not taken yet."""
        with reading(self.engine) as connection:
            wanted = select(job_request.c.id).where(job_request.c.id == request_id)
            return connection.execute(wanted).one_or_none() is not None


def _is_over(now: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Past, or so far ahead that it was taken under a clock that was set back since."""
    return lease.c.expires_at <= now, lease.c.expires_at > now + FURTHEST_SECONDS


def _stamp(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError("a time without a time zone cannot be compared")
    return int(moment.timestamp())


def _moment(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)


def _run_from(row: Row[Any]) -> JobRun:
    return JobRun(
        job=row.job,
        due_at=_moment(row.due_at),
        started_at=_moment(row.started_at),
        finished_at=None if row.finished_at is None else _moment(row.finished_at),
        outcome=row.outcome,
        counts=MappingProxyType(json.loads(row.counts or "{}")),
    )
