"""One worker runs the job however many are started, at the time it is due, and nothing is run twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine

from analysis.schedule import Runner, Schedule
from reporting.errors import NotALeader
from reporting.store.jobs import JOB, LEASE, SqlJobStore

NIGHTLY = Schedule(time(2, 30), ZoneInfo("Europe/Amsterdam"), lease_seconds=60)
EVENING = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


@dataclass
class Clock:
    now: datetime = EVENING

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time_: float) -> None:
        self.now += timedelta(**time_)


@dataclass
class Work:
    tokens: list[int] = field(default_factory=list)
    goes_wrong: bool = False

    def __call__(self, token: int) -> Mapping[str, int]:
        self.tokens.append(token)
        if self.goes_wrong:
            raise ZeroDivisionError
        return {"published": 3}


def a_runner(engine: Engine, name: str, work: Work, clock: Clock) -> Runner:
    return Runner(name, SqlJobStore(engine), work, NIGHTLY, clock)


def test_of_two_workers_one_works(engine: Engine) -> None:
    clock, first, second = Clock(), Work(), Work()
    workers = a_runner(engine, "one", first, clock), a_runner(engine, "two", second, clock)
    for worker in workers:
        worker.beat()
    for worker in workers:
        worker.step()
    assert (len(first.tokens), len(second.tokens)) == (1, 0)


def test_the_second_worker_takes_over_when_the_first_falls_silent(engine: Engine) -> None:
    clock, first, second = Clock(), Work(), Work()
    silent, standby = a_runner(engine, "one", first, clock), a_runner(engine, "two", second, clock)
    silent.beat()
    standby.beat()
    assert not standby.leads
    clock.pass_(seconds=61)
    standby.beat()
    standby.step()
    assert second.tokens == [2]
    silent.beat()
    assert not silent.leads


def test_a_worker_that_stops_lets_the_next_one_lead_at_once(engine: Engine) -> None:
    clock = Clock()
    first, second = (a_runner(engine, name, Work(), clock) for name in ("one", "two"))
    first.beat()
    first.stop()
    second.beat()
    assert second.leads


def test_the_nightly_run_takes_place_once_a_night(engine: Engine) -> None:
    clock, work = Clock(), Work()
    worker = a_runner(engine, "one", work, clock)
    for _ in range(48):
        worker.beat()
        worker.step()
        clock.pass_(minutes=30)
    assert len(work.tokens) == 2


def test_a_missed_night_is_made_up_for_once(engine: Engine) -> None:
    clock, work = Clock(), Work()
    worker = a_runner(engine, "one", work, clock)
    worker.beat()
    worker.step()
    clock.pass_(days=5)
    worker.beat()
    worker.step()
    worker.step()
    assert len(work.tokens) == 2


def test_a_request_is_run_at_once_and_counts_for_the_night_before(engine: Engine) -> None:
    clock, work, store = Clock(), Work(), SqlJobStore(engine)
    worker = a_runner(engine, "one", work, clock)
    store.request_run(JOB)
    worker.beat()
    worker.step()
    worker.step()
    assert len(work.tokens) == 1
    run = store.last_run(JOB)
    assert run is not None
    assert (run.outcome, run.counts) == ("done", {"published": 3})


def test_a_run_that_goes_wrong_is_in_the_ledger_and_the_worker_lives_on(engine: Engine) -> None:
    clock, store = Clock(), SqlJobStore(engine)
    work = Work(goes_wrong=True)
    worker = a_runner(engine, "one", work, clock)
    worker.beat()
    worker.step()
    run = store.last_run(JOB)
    assert run is not None
    assert run.outcome == "failed: ZeroDivisionError"
    work.goes_wrong = False
    clock.pass_(days=1)
    worker.beat()
    worker.step()
    again = store.last_run(JOB)
    assert again is not None
    assert again.outcome == "done"


def test_a_run_that_a_dead_worker_left_is_run_again_by_the_next(engine: Engine) -> None:
    clock, store = Clock(), SqlJobStore(engine)
    token = store.take_lease(LEASE, "dead", clock.now, 60)
    assert token == 1
    store.start_run(JOB, NIGHTLY.last_due(clock.now), clock.now)
    clock.pass_(seconds=61)
    work = Work()
    heir = a_runner(engine, "heir", work, clock)
    heir.beat()
    heir.step()
    assert work.tokens == [2]
    with pytest.raises(NotALeader):
        store.renew_lease(LEASE, token, clock.now, 60)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 24, 20, 0, tzinfo=UTC), datetime(2026, 11, 24, 1, 30, tzinfo=UTC)),
        (datetime(2026, 11, 24, 1, 0, tzinfo=UTC), datetime(2026, 11, 23, 1, 30, tzinfo=UTC)),
        (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), datetime(2026, 7, 1, 0, 30, tzinfo=UTC)),
    ],
)
def test_the_night_is_that_of_the_organisation(now: datetime, due: datetime) -> None:
    assert NIGHTLY.last_due(now) == due
