"""Attacks on the keys, against real processes."""

import contextlib
import re
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.instance import months_back
from config.secret_files import make_web_secrets
from reporting.store.engine import make_engine, upgrade_database
from tests.vault.people import hold
from tests.web import Client
from tests.world import World, free_port, wait_until_ready

pytestmark = pytest.mark.slow

NOW = f"{datetime.now(tz=UTC):%Y-%m}"
STORY = "Bij het avondeten kreeg een bewoner met een notenallergie toch saus met noten op het bord."
MAPPING = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw")


def make(folder: Path, first_month: str = months_back(NOW, 2), months: int = 6) -> World:
    instance = hold(folder / "instance", first_month, months).places.instance
    make_web_secrets(instance)
    (instance / "vrijuit.toml").write_text('organisation = "Test"\ndemo = true\n', encoding="utf-8")
    ports = {name: str(free_port()) for name in ("VRIJUIT_PORT", "VRIJUIT_STAFF_PORT")}
    world = World(instance, {"VRIJUIT_INSTANCE": str(instance), **ports})
    engine = make_engine(world.database_url)
    upgrade_database(engine)
    engine.dispose()
    return world


def stored(world: World) -> int:
    connection = sqlite3.connect(world.instance / "vrijuit.db")
    found: int = connection.execute("SELECT count(*) FROM inbox").fetchone()[0]
    connection.close()
    return found


def of_another_root(world: World) -> None:
    other = hold(world.instance.parent / "other", months_back(NOW, 2), 6, of="others")
    (world.instance / "manifest.json").write_bytes(other.places.manifest.read_bytes())


def of_nobody(world: World) -> None:
    (world.instance / "manifest.json").unlink()


def with_a_swapped_key(world: World) -> None:
    path = world.instance / "manifest.json"
    content = path.read_text(encoding="utf-8")
    first, second, *_ = re.findall(r'"public_key": "([^"]{100,})"', content)
    path.write_text(content.replace(second, first), encoding="utf-8")


@pytest.mark.parametrize("harm", [of_another_root, of_nobody, with_a_swapped_key])
def test_nothing_is_sealed_to_a_key_that_nobody_vouches_for_and_no_text_is_lost(
    tmp_path: Path, harm: Callable[[World], None]
) -> None:
    world = make(tmp_path)
    good = (world.instance / "manifest.json").read_bytes()
    with world.intake() as address:
        client = Client(address)
        asked = client.get("/nl/melden").form("/controleren")
        checked = client.send(asked, kind="K1", story=STORY)
        harm(world)
        refused = client.send(checked.form("/versturen"))
        assert refused.status == 503
        assert stored(world) == 0
        (world.instance / "manifest.json").write_bytes(good)
        assert client.send(checked.form("/versturen")).status == 201
        assert stored(world) == 1


def test_an_intake_whose_months_have_run_out_is_not_ready_and_keeps_nothing(tmp_path: Path) -> None:
    world = make(tmp_path, months_back(NOW, 3), 2)
    process = world.start("app.intake")
    try:
        client = Client(f"http://127.0.0.1:{world.env['VRIJUIT_PORT']}")
        wait_until_alive(client)
        assert client.get("/readyz").status == 503
        asked = client.get("/nl/melden").form("/controleren")
        checked = client.send(asked, kind="K1", story=STORY)
        assert client.send(checked.form("/versturen")).status == 503
        assert stored(world) == 0
    finally:
        process.terminate()
        process.communicate(timeout=30)


def wait_until_alive(client: Client) -> None:
    """Wait for a process that answers, ready or not."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if client.get("/healthz").status == 200:
                return
        time.sleep(0.1)
    raise AssertionError("the process did not answer in time")


def memory_of(pid: int) -> bytes:
    """Everything that a process could have written into its memory."""
    found = []
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="ascii")
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in MAPPING.findall(maps):
            memory.seek(int(start, 16))
            found.append(memory.read(int(end, 16) - int(start, 16)))
    return b"".join(found)


@pytest.mark.parametrize(
    ("module", "port", "page"),
    [
        ("app.intake", "VRIJUIT_PORT", "/nl/melden"),
        ("app.staff", "VRIJUIT_STAFF_PORT", "/aanmelden"),
    ],
)
def test_no_web_process_has_a_key_that_opens_reports_in_its_memory(
    tmp_path: Path, module: str, port: str, page: str
) -> None:
    world = make(tmp_path)
    process = world.start(module)
    try:
        wait_until_ready(int(world.env[port]), process)
        Client(f"http://127.0.0.1:{world.env[port]}").get(page)
        memory = memory_of(process.pid)
    finally:
        process.terminate()
        process.communicate(timeout=30)
    assert b"Test" in memory
    for path in (world.instance / "keys").iterdir():
        assert path.read_bytes() not in memory, path.name
    assert (world.instance / "offline" / "root" / "root_key.json").read_bytes() not in memory
