from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from reporting.errors import NotALeader
from reporting.store.engine import writing
from reporting.store.jobs import SqlJobStore, check_token

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=61)


def test_one_worker_leads_until_its_time_is_over(engine: Engine) -> None:
    jobs = SqlJobStore(engine)
    assert jobs.take_lease("worker", "a", NOON, 60) == 1
    assert jobs.take_lease("worker", "b", NOON, 60) is None
    assert jobs.take_lease("worker", "b", LATER, 60) == 2
    assert jobs.take_lease("other", "a", NOON, 60) == 1


def test_a_heartbeat_keeps_the_lease(engine: Engine) -> None:
    jobs = SqlJobStore(engine)
    token = jobs.take_lease("worker", "a", NOON, 60)
    assert token == 1
    jobs.renew_lease("worker", token, NOON + timedelta(seconds=30), 60)
    assert jobs.take_lease("worker", "b", LATER, 60) is None


def test_a_leader_that_slept_cannot_go_on(engine: Engine) -> None:
    jobs = SqlJobStore(engine)
    jobs.take_lease("worker", "a", NOON, 60)
    jobs.take_lease("worker", "b", LATER, 60)
    with pytest.raises(NotALeader):
        jobs.renew_lease("worker", 1, LATER, 60)
    with pytest.raises(NotALeader), writing(engine) as connection:
        check_token(connection, "worker", 1)
    with writing(engine) as connection:
        check_token(connection, "worker", 2)


def test_a_lease_that_was_let_go_is_free(engine: Engine) -> None:
    jobs = SqlJobStore(engine)
    jobs.take_lease("worker", "a", NOON, 60)
    jobs.release_lease("worker", 1)
    assert jobs.take_lease("worker", "b", NOON, 60) == 2
    jobs.release_lease("worker", 1)
    assert jobs.take_lease("worker", "c", NOON, 60) is None


def test_of_many_workers_one_leads(engine: Engine) -> None:
    def take(owner: str, moment: datetime) -> int | None:
        return SqlJobStore(engine).take_lease("worker", owner, moment, 60)

    for moment in (NOON, LATER):
        with ThreadPoolExecutor(8) as pool:
            tokens = list(pool.map(take, "abcdefgh", [moment] * 8))
        assert len([token for token in tokens if token is not None]) == 1


def test_a_job_runs_once_for_each_time_it_is_due(engine: Engine) -> None:
    jobs = SqlJobStore(engine)
    with ThreadPoolExecutor(8) as pool:
        started = list(pool.map(lambda _: jobs.start_run("nightly", NOON, LATER), range(8)))
    assert started.count(True) == 1
    assert jobs.start_run("nightly", LATER, LATER)
    assert jobs.start_run("weekly", NOON, LATER)


def test_the_ledger_tells_how_a_run_ended(engine: Engine) -> None:
    jobs = SqlJobStore(engine)
    assert jobs.last_run("nightly") is None
    jobs.start_run("nightly", NOON, NOON)
    unfinished = jobs.last_run("nightly")
    assert unfinished is not None
    assert (unfinished.finished_at, unfinished.outcome) == (None, None)
    jobs.finish_run(("nightly", NOON), LATER, "published", {"themes": 3})
    run = jobs.last_run("nightly")
    assert run is not None
    assert (run.due_at, run.started_at, run.finished_at) == (NOON, NOON, LATER)
    assert (run.outcome, dict(run.counts)) == ("published", {"themes": 3})


def test_a_run_that_never_ended_can_run_again(engine: Engine) -> None:
    jobs = SqlJobStore(engine)
    jobs.start_run("nightly", NOON, NOON)
    jobs.start_run("nightly", LATER, LATER)
    jobs.finish_run(("nightly", NOON), NOON, "published", {})
    assert jobs.forget_unfinished() == 1
    assert not jobs.start_run("nightly", NOON, LATER)
    assert jobs.start_run("nightly", LATER, LATER)


def test_asking_twice_is_asking_once(engine: Engine) -> None:
    jobs = SqlJobStore(engine)
    first = jobs.request_run("nightly")
    assert jobs.request_run("nightly") == first
    assert jobs.is_waiting(first)
    taken = jobs.take_request()
    assert taken is not None
    assert (taken.id, taken.job) == (first, "nightly")
    assert not jobs.is_waiting(first)
    assert jobs.take_request() is None


def test_a_time_without_a_zone_is_refused(sqlite_engine: Engine) -> None:
    with pytest.raises(ValueError, match="time zone"):
        SqlJobStore(sqlite_engine).take_lease("worker", "a", NOON.replace(tzinfo=None), 60)
