"""The ledger of a real installation says less than the run knows."""

from functools import partial

from sqlalchemy import Engine

from analysis.ledger import coarse, step_below
from analysis.schedule import Chore, Runner
from analysis.worker import DEAL_EVERY_SECONDS
from reporting.errors import StoreUnavailable
from reporting.store.jobs import SqlJobStore
from tests.worker.test_schedule import EVENING, NIGHTLY, Clock, Work


def test_a_night_with_one_report_looks_like_a_night_with_four_or_none() -> None:
    assert coarse({"collected": 1}) == coarse({"collected": 4}) == coarse({"collected": 0})


def test_what_stands_in_the_release_itself_is_exact() -> None:
    exact = {"published": 3, "waiting": 1, "unsound_left_out": 1}
    assert coarse(exact) == exact


def test_steps_rise_with_the_count_and_never_above_it() -> None:
    steps = [step_below(count) for count in range(30_000)]
    assert steps == sorted(steps)
    assert all(step <= count for count, step in enumerate(steps))
    assert len(set(steps)) == 13


def a_leader(engine: Engine) -> Runner:
    runner = Runner("one", SqlJobStore(engine), Work(), NIGHTLY, Clock(EVENING))
    runner.beat()
    return runner


def test_only_the_leader_does_chores(sqlite_engine: Engine) -> None:
    done: list[str] = []
    first = a_leader(sqlite_engine)
    second = Runner("two", SqlJobStore(sqlite_engine), Work(), NIGHTLY, Clock(EVENING))
    second.beat()
    for name, runner in {"first": first, "second": second}.items():
        runner.attend(Chore(partial(done.append, name), DEAL_EVERY_SECONDS))
    assert done == ["first"]


def test_a_chore_that_cannot_be_done_ends_no_worker(sqlite_engine: Engine) -> None:
    def locked() -> None:
        raise StoreUnavailable

    runner = a_leader(sqlite_engine)
    runner.attend(Chore(locked, DEAL_EVERY_SECONDS))
    assert runner.leads
