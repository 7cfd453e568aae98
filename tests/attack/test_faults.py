"""A full disk, damaged rows, a leader that was paused, a clock that jumps: no report is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text, update

from analysis.run import run_analysis
from reporting.errors import CannotOpen
from reporting.store.engine import make_engine, reading, writing
from reporting.store.jobs import JOB, SqlJobStore
from reporting.store.releases import SqlReleaseStore, is_chain
from reporting.store.tables import inbox, report, sealed_state, thread
from tests.attack.visits import code_on, write
from tests.conftest import Site
from tests.reporting.samples import collect, count
from tests.reporting.test_mailbag import send
from tests.web import Client, Page
from tests.worker.conftest import TODAY, Office
from tests.worker.test_run import THEMES, Records
from tests.worker.test_schedule import Clock, Work, a_runner
from tests.world import PATIENCE_SECONDS, World, make_world, wait_until_ready

pytestmark = [pytest.mark.slow, pytest.mark.attack]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path, f"{datetime.now(tz=UTC):%Y-%m}", VRIJUIT_LEASE_SECONDS="10")


def start_on_a_small_disk(world: World, kilobytes: int) -> subprocess.Popen[str]:
    """The intake, allowed to make no file longer than this."""
    command = f"ulimit -f {kilobytes}; exec {sys.executable} -m app.intake"
    env = {**os.environ, **world.env}
    return subprocess.Popen(
        ["bash", "-c", command],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def until_refused(client: Client) -> list[Page]:
    """The answers to sending, up to the first one that is no receipt."""
    answers: list[Page] = []
    while len(answers) < 80 and (not answers or answers[-1].status == 201):
        checked = client.send(client.get("/nl/melden").form("/controleren"), **write("schijf"))
        answers.append(client.send(checked.form("/versturen")))
    return answers


def test_a_full_disk_loses_nothing_and_says_so(world: World) -> None:
    port = int(world.env["VRIJUIT_PORT"])
    process = start_on_a_small_disk(world, 700)
    wait_until_ready(port, process)
    client = Client(f"http://127.0.0.1:{port}")
    *kept, sent = until_refused(client)
    acknowledged = [code_on(page) for page in kept]
    assert sent.status == 503
    assert "Er is niets kwijt" in sent.text
    assert "de verkeerde schijf" in dict(sent.form("/versturen").fields)["story"]
    assert acknowledged
    process.terminate()
    said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert "schijf" not in said
    with world.intake() as address:
        again = Client(address).send(sent.form("/versturen"))
        assert (again.status, code_on(again)) == (201, code_on(sent))
    engine = make_engine(world.database_url)
    assert count(engine, "inbox") == len(acknowledged) + 1
    with reading(engine) as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    engine.dispose()


def test_fifty_at_once_are_one_report_over_http(world: World) -> None:
    with world.intake() as address:
        client = Client(address)
        checked = client.send(client.get("/nl/melden").form("/controleren"), **write("dubbel"))
        form = checked.form("/versturen")
        with ThreadPoolExecutor(50) as crowd:
            answers = list(crowd.map(lambda _: Client(address).send(form), range(50)))
    assert {answer.status for answer in answers} == {201}
    assert len({code_on(answer) for answer in answers}) == 1
    engine = make_engine(world.database_url)
    assert count(engine, "inbox") == count(engine, "thread") == 1
    engine.dispose()


def until(condition: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.2)


def token_of(engine: Engine) -> int:
    with reading(engine) as connection:
        wanted = text("SELECT coalesce(max(token), 0) FROM lease")
        return int(connection.execute(wanted).scalar_one())


def test_a_leader_that_was_paused_does_not_write_any_more(world: World) -> None:
    engine = make_engine(world.database_url)
    jobs = SqlJobStore(engine)
    first = world.start("analysis")
    until(lambda: token_of(engine) == 1)
    until(lambda: (run := jobs.last_run(JOB)) is not None and run.finished_at is not None)
    first.send_signal(signal.SIGSTOP)
    second = world.start("analysis")
    until(lambda: token_of(engine) == 2)
    request = jobs.request_run(JOB)
    until(lambda: not jobs.is_waiting(request))
    first.send_signal(signal.SIGCONT)
    time.sleep(4)
    for process in (first, second):
        process.terminate()
    said = [process.communicate(timeout=PATIENCE_SECONDS)[0] for process in (first, second)]
    assert "another worker leads now" in said[0]
    assert token_of(engine) == 2
    store = SqlReleaseStore(engine)
    assert is_chain([found for n in store.all_numbers() if (found := store.get(n))])
    engine.dispose()


@pytest.mark.parametrize("jump", [{"days": -1}, {"hours": -1}, {"seconds": -90}])
def test_a_clock_that_is_set_back_runs_nothing_twice(
    engine: Engine, jump: dict[str, float]
) -> None:
    clock, work = Clock(), Work()
    worker = a_runner(engine, "one", work, clock)
    worker.beat()
    worker.step()
    clock.pass_(**jump)
    for _ in range(4):
        worker.beat()
        worker.step()
    assert len(work.tokens) == 1
    assert worker.leads


def test_a_clock_that_jumps_ahead_runs_one_night_and_not_all_of_them(engine: Engine) -> None:
    clock, work = Clock(), Work()
    worker = a_runner(engine, "one", work, clock)
    worker.beat()
    worker.step()
    clock.pass_(days=400)
    for _ in range(4):
        worker.beat()
        worker.step()
    assert len(work.tokens) == 2


@pytest.mark.parametrize("place", [0, 5, 20, 60, 4_000, 9_000, -1])
def test_a_damaged_envelope_in_the_inbox_stops_no_other(
    sqlite_engine: Engine, site: Site, place: int
) -> None:
    send(sqlite_engine, site, 4)
    with reading(sqlite_engine) as connection:
        row = connection.execute(select(inbox)).first()
    assert row is not None
    rotten = bytearray(row.envelope)
    rotten[place] ^= 1
    with writing(sqlite_engine) as connection:
        connection.execute(update(inbox).where(inbox.c.id == row.id).values(envelope=bytes(rotten)))
    done = collect(sqlite_engine, site, force=True)
    assert (done.moved, done.unopened) == (3, 1)
    assert count(sqlite_engine, "inbox") == 1


def test_a_damaged_memory_publishes_nothing_and_the_last_release_stays(
    office: Office, records: Records
) -> None:
    office.take_in(records(*THEMES))
    run_analysis(office.analysis, TODAY, office.lease, force=True)
    before = office.analysis.releases.latest()
    engine = office.analysis.reports.engine
    with writing(engine) as connection:
        connection.execute(
            update(sealed_state).values(envelope=func.substr(sealed_state.c.envelope, 1, 900))
        )
    with pytest.raises(CannotOpen):
        run_analysis(office.analysis, TODAY, office.lease, force=True)
    assert office.analysis.releases.latest() == before


def test_damaged_threads_and_reports_stop_no_release(office: Office, records: Records) -> None:
    office.take_in(records(*THEMES))
    engine = office.analysis.reports.engine
    with writing(engine) as connection:
        for table, key in ((report, report.c.id), (thread, thread.c.lookup)):
            some = connection.execute(select(key).limit(2)).scalars().all()
            for one in some:
                connection.execute(update(table).where(key == one).values(envelope=b"rot"))
    counts = run_analysis(office.analysis, TODAY, office.lease, force=True)
    assert counts["unopened"] == 2
    assert counts["published"] >= 2
