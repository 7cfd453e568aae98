"""kill -9 at every moment: what was acknowledged is there, nothing is half there, nothing twice."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from app.cli.demo import demo_records, demo_units, to_report
from config.intake import load_intake
from reporting.intake import IntakeDesk, import_record
from reporting.receipts import (
    derive_receipt,
    issue_receipt_code,
    read_receipt_code,
    read_receipt_secrets,
)
from reporting.store.engine import make_engine, reading
from reporting.store.intake import SqlIntakeStore
from reporting.store.reports import SqlReportStore
from reporting.vault.epochs import load_manifest
from tests.attack.visits import code_on, write
from tests.conftest import Site
from tests.reporting.samples import count, kinds_in_thread
from tests.web import Client
from tests.world import World, make_world, wait_until_ready

pytestmark = [pytest.mark.slow, pytest.mark.attack]

ROOT = Path(__file__).parents[2]


def send_and_die(engine: Engine, site: Site, code: str, die_at: int) -> str:
    """What the sender said before it died."""
    url = engine.url.render_as_string(hide_password=False)
    words = [url, str(site.instance), site.root_public_key, code, str(die_at)]
    command = [sys.executable, "-m", "tests.attack.dying_sender", *words]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode in {0, -signal.SIGKILL}, found.stderr
    return found.stdout


def test_a_send_that_dies_at_any_moment_is_whole_or_absent_and_can_be_sent_again(
    sqlite_engine: Engine, site: Site
) -> None:
    moments = int(send_and_die(sqlite_engine, site, issue_receipt_code(), 0).split()[1])
    assert moments >= 6
    kept = 1
    for die_at in range(1, moments + 1):
        code = issue_receipt_code()
        assert send_and_die(sqlite_engine, site, code, die_at) == ""
        assert count(sqlite_engine, "inbox") == count(sqlite_engine, "thread")
        assert count(sqlite_engine, "inbox") in {kept, kept + 1}
        assert send_and_die(sqlite_engine, site, code, 0).split()[0] in {"kept", "again"}
        kept += 1
        assert count(sqlite_engine, "inbox") == count(sqlite_engine, "thread") == kept
        found = kinds_in_thread(read_receipt_code(code), sqlite_engine, site)
        assert found == ("received",)


def test_every_acknowledgement_comes_after_a_flush_to_disk(
    sqlite_engine: Engine, site: Site, tmp_path: Path
) -> None:
    if shutil.which("strace") is None:
        pytest.skip("no strace on this machine")
    url, trace = sqlite_engine.url.render_as_string(hide_password=False), tmp_path / "trace"
    sender = [sys.executable, "-m", "tests.reporting.sender"]
    words = [url, str(site.instance), site.root_public_key]
    command = ["strace", "-f", "-e", "trace=fdatasync,fsync,write", "-o", str(trace)]
    with subprocess.Popen(
        [*command, *sender, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        codes = [running.stdout.readline().strip() for _ in range(4)]
        running.kill()
    subprocess.run(["pkill", "-P", str(running.pid)], check=False)
    flushed = 0
    acknowledged = []
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        flushed += "sync(" in line
        if (said := re.search(r'write\(1, "([0-9A-Z-]{29})', line)) is not None:
            acknowledged.append((said.group(1), flushed))
            flushed = 0
    assert [code for code, _ in acknowledged][:4] == codes
    assert all(flushes >= 1 for _, flushes in acknowledged)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path, f"{datetime.now(tz=UTC):%Y-%m}")


def send_until_it_breaks(address: str, acknowledged: list[str]) -> None:
    client = Client(address)
    while True:
        try:
            checked = client.send(client.get("/nl/melden").form("/controleren"), **write("kapot"))
            sent = client.send(checked.form("/versturen"))
        except (OSError, HTTPException):
            return
        if sent.status == 201:
            acknowledged.append(code_on(sent))


def test_killed_under_load_loses_nothing_that_was_acknowledged(world: World) -> None:
    acknowledged: list[str] = []
    for _ in range(2):
        process = world.start("app.intake")
        port = int(world.env["VRIJUIT_PORT"])
        wait_until_ready(port, process)
        before, address = len(acknowledged), f"http://127.0.0.1:{port}"
        crowd = [
            threading.Thread(target=send_until_it_breaks, args=(address, acknowledged))
            for _ in range(4)
        ]
        for one in crowd:
            one.start()
        while len(acknowledged) < before + 6:
            crowd[0].join(0.05)
        process.kill()
        process.communicate()
        for one in crowd:
            one.join()
    engine = make_engine(world.database_url)
    assert count(engine, "inbox") == count(engine, "thread") >= len(acknowledged)
    with reading(engine) as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        lookups = set(connection.execute(text("SELECT lookup FROM thread")).scalars())
    secrets = read_receipt_secrets(world.instance / "receipt_secrets.json")
    for code in acknowledged:
        assert derive_receipt(read_receipt_code(code), secrets).lookup in lookups


@pytest.fixture
def filled(world: World) -> World:
    """An installation whose inbox holds the reports of two themes."""
    settings = load_intake(world.env)
    engine = make_engine(world.database_url)
    desk = IntakeDesk(
        SqlIntakeStore(engine),
        load_manifest(settings.manifest_path, settings.root_public_key),
        read_receipt_secrets(settings.receipt_secrets_path),
    )
    units = demo_units()
    for record in demo_records():
        if record["theme"] in {"allergy-meal", "hoist-sling"}:
            import_record(to_report(record, units), record["id"].encode(), desk)
    assert SqlReportStore(engine).empty_log()
    engine.dispose()
    return world


def test_a_worker_that_dies_at_any_step_publishes_nothing_by_halves(filled: World) -> None:
    original = filled.instance / "vrijuit.db"
    env = {**os.environ, **filled.env}
    command = [sys.executable, "-m", "tests.attack.dying_worker", str(original), "5"]
    found = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    whole, *plays = map(json.loads, found.stdout.splitlines())
    reports = whole["after"]["reports"]
    assert whole["after"]["releases"] == 1
    assert whole["after"]["themes"]
    assert len(plays) >= 7
    for play in plays:
        left, after = play["left"], play["after"]
        assert play["died"], play["at"]
        assert play["again"], play["at"]
        assert left["reports"] + left["waiting"] == reports, play["at"]
        assert left["remembers"] == (left["releases"] == 1), play["at"]
        assert after["chain"], play["at"]
        assert after["reports"] == reports
        assert after["themes"] == whole["after"]["themes"], play["at"]
        assert after["releases"] in {1, 1 + left["releases"]}
