"""`vrijuit run`: three processes, kept alive, ended together."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.world import World, make_world

pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 30.0


def answers(port: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=2)
    try:
        connection.request("GET", "/healthz")
        with connection.getresponse() as answer:
            return answer.status == 200
    except OSError:
        return False
    finally:
        connection.close()


def wait_for(world: World) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if answers(world.env["VRIJUIT_PORT"]) and answers(world.env["VRIJUIT_STAFF_PORT"]):
            return
        time.sleep(0.1)
    raise AssertionError("not all processes answered in time")


def children(parent: int) -> dict[str, int]:
    """The module names of the running processes, with their numbers."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    words = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes().decode() for pid in listed}
    return {text.split("\0")[2]: pid for pid, text in words.items() if text}


def test_a_process_that_dies_is_started_again_and_all_end_together(tmp_path: Path) -> None:
    world = make_world(tmp_path, f"{datetime.now(tz=UTC):%Y-%m}")
    command = [sys.executable, "-m", "app.cli.main", "run"]
    env = {**os.environ, **world.env}
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as supervisor:
        wait_for(world)
        first = children(supervisor.pid)
        assert set(first) == {"analysis", "app.intake", "app.staff"}
        os.kill(first["app.intake"], signal.SIGKILL)
        time.sleep(1)
        wait_for(world)
        second = children(supervisor.pid)
        assert second["app.intake"] != first["app.intake"]
        supervisor.terminate()
        _, said = supervisor.communicate(timeout=PATIENCE_SECONDS)
    assert supervisor.returncode == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in second.values())
    assert not re.search(r"Traceback|127\.0\.0\.1", said)
