"""The clock of the machine jumps back and forth under real processes (libfaketime)."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from app.staff.demo import DemoSignIn, make_demo_staff
from config.staff import load_staff
from reporting.errors import CannotOpen
from reporting.posts import unpack_post
from reporting.report import Report
from reporting.store.engine import make_engine, reading
from reporting.store.jobs import JOB, SqlJobStore
from reporting.store.releases import SqlReleaseStore, is_chain
from reporting.store.reports import SqlReportStore
from reporting.store.tables import job_run
from reporting.vault.envelope import Purpose
from reporting.vault.epochs import epoch_of
from reporting.vault.keyring import load_epoch_keys
from tests.attack.test_faults import token_of, until
from tests.attack.visits import code_on, write
from tests.web import Client, Form, Page
from tests.world import PATIENCE_SECONDS, World, make_world, wait_until_ready

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.attack,
    pytest.mark.skipif(not LIBRARIES, reason="libfaketime is missing (Debian package faketime)"),
]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = timedelta()
MARKS = ("ampul", "spuit", "pleister", "infuus", "zuurstof", "rolstoel", "tillift", "bril", "pen")


@dataclass(frozen=True)
class Wall:
    """The clock of all processes of a world."""

    file: Path

    def stands(self, ahead: timedelta) -> datetime:
        """Set it, ahead of the true time or behind it; what it shows."""
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{int(ahead.total_seconds()):+d}\n", encoding="ascii")
        fresh.replace(self.file)
        return datetime.now(tz=UTC) + ahead


@dataclass(frozen=True)
class House:
    """Three real processes under one clock."""

    world: World
    wall: Wall
    client: Client
    staff: Client
    sign_in: DemoSignIn

    @property
    def jobs(self) -> SqlJobStore:
        return SqlJobStore(make_engine(self.world.database_url))

    def analyse(self) -> None:
        """Ask the worker that runs for a run, and wait until it did."""
        jobs = self.jobs
        request = jobs.request_run(JOB)
        until(lambda: not jobs.is_waiting(request), 240)
        until(lambda: all_finished(jobs.engine), 240)
        jobs.engine.dispose()


def all_finished(engine: Engine) -> bool:
    with reading(engine) as connection:
        open_runs = select(job_run.c.job).where(job_run.c.finished_at.is_(None))
        return connection.execute(open_runs).first() is None


def under(wall: Wall, world: World) -> World:
    """The same installation with processes that believe this clock; waiting takes true seconds."""
    believing = {
        "LD_PRELOAD": str(LIBRARIES[0]),
        "FAKETIME_TIMESTAMP_FILE": str(wall.file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }
    return replace(world, env={**world.env, **believing})


@pytest.fixture
def wall(tmp_path: Path) -> Wall:
    wall = Wall(tmp_path / "clock")
    wall.stands(NOW)
    return wall


@pytest.fixture
def world(tmp_path: Path, wall: Wall) -> World:
    month = f"{datetime.now(tz=UTC):%Y-%m}"
    made = make_world(
        tmp_path,
        month,
        VRIJUIT_DEMO="0",
        VRIJUIT_LEASE_SECONDS="10",
        VRIJUIT_FORM_FLOOR_SECONDS="0",
    )
    return under(wall, made)


@pytest.fixture
def house(world: World, wall: Wall) -> Iterator[House]:
    engine = make_engine(world.database_url)
    sign_in = make_demo_staff(engine, load_staff({**os.environ, **world.env}))[1]
    engine.dispose()
    ports = {"app.intake": "VRIJUIT_PORT", "app.staff": "VRIJUIT_STAFF_PORT"}
    with contextlib.ExitStack() as stack:
        addresses = []
        for module, port in ports.items():
            process = world.start(module)
            stack.callback(process.communicate, timeout=PATIENCE_SECONDS)
            stack.callback(process.terminate)
            wait_until_ready(int(world.env[port]), process)
            addresses.append(f"http://127.0.0.1:{world.env[port]}")
        worker = world.start("analysis")
        stack.callback(worker.communicate, timeout=PATIENCE_SECONDS)
        stack.callback(worker.terminate)
        intake, staff = map(Client, addresses)
        yield House(world, wall, intake, staff, sign_in)


def send_on(client: Client, form: Form, mark: str) -> Page:
    """Press on until the report is sent; all that was typed must stand on every page until then."""
    page = client.send(form, **write(mark))
    for _ in range(4):
        if page.status == 201:
            return page
        typed = [one for one in page.forms if mark in dict(one.fields).get("story", "")]
        assert typed, page.text
        page = client.send(typed[0])
    raise AssertionError(page.text)


def report_over(house: House, mark: str, first: timedelta, then: timedelta) -> str:
    """A report whose form was opened before the clock jumped; pressed twice; its code."""
    house.wall.stands(first)
    asked = house.client.get("/nl/melden").form("/controleren")
    house.wall.stands(then)
    checked = house.client.send(asked, **write(mark))
    ending = "/versturen" if "Controleer je melding" in checked.text else "/controleren"
    form = checked.form(ending)
    sent = send_on(house.client, form, mark)
    again = house.client.send(sent.form("/versturen"))
    assert code_on(again) == code_on(sent)
    return code_on(sent)


def stories_by_month(world: World) -> list[tuple[int, str]]:
    """Every report, waiting or collected: the month whose key sealed it, and its text."""
    ring, engine = load_epoch_keys(world.instance / "keys"), make_engine(world.database_url)
    found = []
    store = SqlReportStore(engine)
    for row in (*store.envelopes(), *store.waiting()):
        report = unpack_post(ring.open(row.envelope, Purpose.REPORT, row.id))
        assert isinstance(report, Report)
        found.append((int.from_bytes(row.envelope[8:12]), report.story))
    engine.dispose()
    return found


def steps_on(page: Page) -> int:
    return page.text.count("Je melding is binnen")


def test_no_report_is_lost_or_doubled_and_no_release_made_twice(house: House) -> None:
    """An hour, a day, a month and years, back and forth; a form and a run at each."""
    month = timedelta(days=31)
    jumps = [NOW, NOW, NOW, -HOUR, -DAY, -month, DAY, 2 * month, NOW]
    sealed_in, codes, before = [], [], NOW
    for mark, ahead in zip(MARKS, jumps, strict=True):
        codes.append(report_over(house, mark, before, ahead))
        sealed_in.append(epoch_of(f"{datetime.now(tz=UTC) + ahead:%Y-%m}"))
        if len(codes) >= 3:
            house.analyse()
        before = ahead
    house.wall.stands(700 * DAY)
    house.analyse()
    house.wall.stands(NOW)
    house.analyse()
    found = sorted(stories_by_month(house.world))
    kept = {
        mark: epoch for epoch, story in found for mark in MARKS if f"verkeerde {mark}," in story
    }
    assert len(found) == len(MARKS)
    assert kept == dict(zip(MARKS, sealed_in, strict=True))
    for code in codes:
        opened = house.client.send(house.client.get("/nl/volgen").form("/volgen"), code=code)
        assert opened.status == 200
        assert steps_on(opened) <= 1
    engine = make_engine(house.world.database_url)
    store = SqlReleaseStore(engine)
    releases = [one for n in store.all_numbers() if (one := store.get(n))]
    assert is_chain(releases)
    months = [one.month for one in releases]
    assert len(months) == len(set(months))
    engine.dispose()


def test_staff_work_on_after_a_jump(house: House) -> None:
    """A session of before may end; signing in again is all that it takes."""
    for ahead in (NOW, -HOUR, -DAY, DAY, NOW):
        house.wall.stands(ahead)
        if house.staff.get("/themas").status != 200:
            form = house.staff.get("/aanmelden").form("/aanmelden")
            house.staff.send(form, email=house.sign_in.email, password=house.sign_in.password)
        assert house.staff.get("/themas").status == 200, ahead


def test_a_month_that_was_destroyed_takes_nothing_when_the_clock_is_set_back_into_it(
    house: House,
) -> None:
    house.analyse()
    today = datetime.now(tz=UTC)
    gone = timedelta(days=today.day + 1)
    destroyed = house.world.run(
        "keys", "destroy", "--before", f"{today:%Y-%m}", "--within-retention", "--yes"
    )
    assert destroyed.returncode == 0, destroyed.stderr
    house.wall.stands(-gone)
    checked = house.client.send(
        house.client.get("/nl/melden").form("/controleren"), **write("bril")
    )
    refused = house.client.send(checked.form("/versturen"))
    assert refused.status == 503
    assert "Er is niets kwijt" in refused.text
    house.analyse()
    house.wall.stands(NOW)
    assert send_on(house.client, refused.form("/versturen"), "bril").status == 201
    [(epoch, story)] = stories_by_month(house.world)
    assert epoch == epoch_of(f"{today:%Y-%m}")
    assert "bril" in story
    with pytest.raises(CannotOpen):
        load_epoch_keys(house.world.instance / "keys").open(
            b"VRJ1" + bytes(80), Purpose.REPORT, b""
        )
    assert not list((house.world.instance / "keys").glob(f"{epoch_of(f'{today - gone:%Y-%m}')}*"))


def test_a_lease_of_a_clock_that_ran_ahead_keeps_no_worker_out(world: World, wall: Wall) -> None:
    wall.stands(400 * DAY)
    first = world.start("analysis")
    engine = make_engine(world.database_url)
    until(lambda: token_of(engine) == 1)
    first.kill()
    first.communicate(timeout=PATIENCE_SECONDS)
    wall.stands(NOW)
    second = world.start("analysis")
    try:
        until(lambda: token_of(engine) == 2)
    finally:
        second.terminate()
        second.communicate(timeout=PATIENCE_SECONDS)
        engine.dispose()
