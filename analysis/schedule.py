"""When the analysis runs, and that one worker runs it however many are started.

All workers tick; the holder of the lease works. APScheduler keeps the time in memory only: a job
store in the database would hold pickles, which run code for whoever can write the table.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from reporting.errors import NotALeader, ReportingError
from reporting.store.jobs import JOB, LEASE, Request

WORK_EVERY_SECONDS: Final = 2
SETTLES: Final = timedelta(days=2)
"""A clock that is set back by a day runs no night again; two days are a day, and the next night."""

log = logging.getLogger(__name__)

Work = Callable[[int], Mapping[str, int]]
"""(lease token) -> what was done, in counts."""


@dataclass(frozen=True, slots=True)
class Chore:
    """What the leader does every so often, whatever came in."""

    do: Callable[[], object]
    every_seconds: int


class JobStore(Protocol):
    """Leases, the ledger and the requests; see `reporting.store.jobs`."""

    def take_lease(self, name: str, owner: str, now: datetime, seconds: int) -> int | None: ...
    def renew_lease(self, name: str, token: int, now: datetime, seconds: int) -> None: ...
    def release_lease(self, name: str, token: int) -> None: ...
    def start_run(self, job: str, due_at: datetime, now: datetime) -> bool: ...
    def finish_run(
        self, run: tuple[str, datetime], now: datetime, outcome: str, counts: Mapping[str, int]
    ) -> None: ...
    def forget_unfinished(self) -> int: ...
    def ran_between(self, job: str, first: datetime, last: datetime) -> bool: ...
    def take_request(self) -> Request | None: ...


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the nightly run is due, and how long a silent leader keeps the lease."""

    nightly_at: time
    timezone: ZoneInfo
    lease_seconds: int

    def last_due(self, now: datetime) -> datetime:
        """The latest moment, not after now, at which the nightly run was due; in UTC."""
        local = now.astimezone(self.timezone)
        due = datetime.combine(local.date(), self.nightly_at, self.timezone)
        if due > local:
            due = datetime.combine(local.date() - timedelta(days=1), self.nightly_at, self.timezone)
        return due.astimezone(UTC)


class Runner:
    """One worker's share: it holds the lease or waits for it, and runs what is due."""

    def __init__(
        self,
        owner: str,
        store: JobStore,
        work: Work,
        schedule: Schedule,
        clock: Callable[[], datetime],
    ) -> None:
        self._owner = owner
        self._store = store
        self._work = work
        self._schedule = schedule
        self._clock = clock
        self._token: int | None = None
        self._done: datetime | None = None
        """The last due moment that this process knows to be settled."""

    @property
    def leads(self) -> bool:
        return self._token is not None

    def beat(self) -> None:
        """Take the lease, or keep it."""
        try:
            self._take_or_renew(self._clock())
        except NotALeader:
            log.warning("another worker leads now")
            self._token = None
        except ReportingError:
            log.exception("no heartbeat")

    def _take_or_renew(self, now: datetime) -> None:
        seconds = self._schedule.lease_seconds
        if self._token is not None:
            self._store.renew_lease(LEASE, self._token, now, seconds)
            return
        token = self._store.take_lease(LEASE, self._owner, now, seconds)
        if token is not None:
            # Whoever left a run unfinished is gone or fenced off: its time is free again.
            self._store.forget_unfinished()
            self._token, self._done = token, None
            log.info("this worker leads")

    def attend(self, chore: Chore) -> None:
        """Do a chore. Nothing happens in a worker that waits."""
        try:
            if self.leads:
                chore.do()
        except ReportingError:
            log.exception("a chore could not be done; the next time will")

    def step(self) -> None:
        """Run what was asked for or is due. Does nothing in a worker that waits."""
        token = self._token
        if token is None:
            return
        try:
            now = self._clock()
            due = self._schedule.last_due(now)
            if self._store.take_request() is not None:
                self._run(token, now)
            elif due != self._done and not self._is_settled(due):
                self._run(token, due)
            self._done = due
        except ReportingError:
            log.exception("the scheduled job could not be started")

    def _is_settled(self, due: datetime) -> bool:
        """Whether a run that was due then, or one asked for since, is in the ledger.

        One that lies further ahead was made under a clock that ran ahead: it settles no night.
        """
        return self._store.ran_between(JOB, due, due + SETTLES)

    def _run(self, token: int, due: datetime) -> None:
        if not self._store.start_run(JOB, due, self._clock()):
            return
        outcome, counts = "failed", dict[str, int]()
        try:
            counts = dict(self._work(token))
            outcome = "done"
        except Exception as error:
            # Whatever went wrong, the ledger says what kind it was and the worker lives on.
            log.exception("the scheduled job failed")
            outcome = f"failed: {type(error).__name__}"
        finally:
            self._store.finish_run((JOB, due), self._clock(), outcome, counts)

    def stop(self) -> None:
        """Let the next worker lead at once."""
        if self._token is not None:
            self._store.release_lease(LEASE, self._token)
            self._token = None


class Every(BaseTrigger):  # type: ignore[misc]  # the library has no types
    """So many seconds after the last time, whatever the clock did meanwhile.

    The library's own interval makes up for each time that was missed: after a clock that jumped a
    year ahead, or a machine that slept, those are millions for one beat of two seconds.
    """

    def __init__(self, seconds: int) -> None:
        self.pause = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """The next time, given that it is this late."""
        return now + self.pause


def start_ticking(
    runner: Runner, schedule: Schedule, chores: Iterable[Chore] = ()
) -> BackgroundScheduler:
    """Beat, step and do chores, each at its pace; returns the running scheduler."""
    # A step that takes longer than its pace is expected; the library would warn of each tick.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(3)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        timezone=schedule.timezone,
    )
    runner.beat()
    scheduler.add_job(runner.beat, Every(max(1, schedule.lease_seconds // 4)))
    scheduler.add_job(runner.step, Every(WORK_EVERY_SECONDS))
    for chore in chores:
        scheduler.add_job(runner.attend, Every(chore.every_seconds), [chore])
    scheduler.start()
    threading.Thread(target=_watch_the_clock, args=[scheduler], daemon=True).start()
    return scheduler


def _watch_the_clock(scheduler: BackgroundScheduler) -> None:
    """Call whoever sleeps until a time that is far away since the clock was set back.

    The library keeps the next time of each job by the clock on the wall; after an hour back
    nothing would beat for an hour. This waits by the clock that only goes forward.
    """
    pause = threading.Event()
    while scheduler.running:
        pause.wait(WORK_EVERY_SECONDS)
        for job in scheduler.get_jobs():
            now = datetime.now(scheduler.timezone)  # noqa: TID251 - the same clock as the library's
            if job.next_run_time - now > job.trigger.pause:
                job.modify(next_run_time=now)
