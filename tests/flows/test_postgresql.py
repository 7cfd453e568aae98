"""The same loop on PostgreSQL: the demo's reports in, a release out, twice the same worker."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.cli.demo import send_demo_reports
from config.intake import load_intake
from reporting.intake import IntakeDesk
from reporting.receipts import read_receipt_secrets
from reporting.store.intake import SqlIntakeStore
from reporting.store.jobs import JOB, SqlJobStore
from reporting.store.releases import SqlReleaseStore
from reporting.vault.epochs import load_manifest
from tests.world import World, make_world

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


@pytest.fixture
def world(postgresql_engine: Engine, tmp_path: Path) -> World:
    url = postgresql_engine.url.render_as_string(hide_password=False)
    return make_world(tmp_path, f"{datetime.now(tz=UTC):%Y-%m}", VRIJUIT_DATABASE_URL=url)


def test_two_workers_on_one_postgresql_publish_one_release(
    world: World, postgresql_engine: Engine
) -> None:
    settings = load_intake(world.env)
    desk = IntakeDesk(
        SqlIntakeStore(postgresql_engine),
        load_manifest(settings.manifest_path, settings.root_public_key),
        read_receipt_secrets(settings.receipt_secrets_path),
    )
    assert send_demo_reports(desk) > 300
    waiting = [world.start("analysis") for _ in range(2)]
    try:
        done = world.run("analyse", "--json")
    finally:
        for worker in waiting:
            worker.terminate()
    said = [finished(worker) for worker in waiting]
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["published"] > 5
    run = SqlJobStore(postgresql_engine).last_run(JOB)
    assert run is not None
    assert run.outcome == "done"
    assert sum("this worker leads" in text for text in said) <= 1
    numbers = SqlReleaseStore(postgresql_engine).all_numbers()
    assert len(numbers) == 1


def finished(worker: subprocess.Popen[str]) -> str:
    said, _ = worker.communicate(timeout=60)
    return said
