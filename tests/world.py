"""A real installation in a folder of its own, with real processes on free ports."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.cli.instance import make_keys, new_instance, write_settings
from reporting.store.engine import make_engine, upgrade_database
from reporting.vault.passphrases import WrappedSecret

PATIENCE_SECONDS = 90.0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass(frozen=True)
class World:
    instance: Path
    env: Mapping[str, str]

    @property
    def database_url(self) -> str:
        return self.env.get("VRIJUIT_DATABASE_URL", f"sqlite:///{self.instance}/vrijuit.db")

    def run(
        self, *words: str, stdin: str | None = None, extra: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one command of the command line to its end."""
        command = [sys.executable, "-m", "app.cli.main", *words]
        env = {**os.environ, **self.env, **(extra or {})}
        return subprocess.run(
            command, env=env, input=stdin, capture_output=True, text=True, check=False
        )

    def start(self, module: str) -> subprocess.Popen[str]:
        """Start one process and leave it running."""
        env = {**os.environ, **self.env}
        return subprocess.Popen(
            [sys.executable, "-m", module],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @contextlib.contextmanager
    def serving(self, module: str, port_setting: str) -> Iterator[str]:
        """A web process that answers; gives its address."""
        process = self.start(module)
        port = int(self.env[port_setting])
        try:
            wait_until_ready(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE_SECONDS)

    def intake(self) -> contextlib.AbstractContextManager[str]:
        return self.serving("app.intake", "VRIJUIT_PORT")

    def staff(self) -> contextlib.AbstractContextManager[str]:
        return self.serving("app.staff", "VRIJUIT_STAFF_PORT")


def wait_until_ready(port: int, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            said = process.stdout.read() if process.stdout else ""
            raise AssertionError(f"the process ended: {said}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        with contextlib.suppress(OSError), contextlib.closing(connection):
            connection.request("GET", "/readyz")
            with connection.getresponse() as answer:
                if answer.status == http.HTTPStatus.OK:
                    return
        time.sleep(0.05)
    raise AssertionError("the process was not ready in time")


def make_world(
    folder: Path, month: str, analists: Sequence[WrappedSecret] = (), **settings: str
) -> World:
    """An installation with keys from a year before `month` on, and an empty database."""
    instance = folder / "instance"
    with new_instance(instance) as building:
        make_keys(building, month, 12, analists)
        write_settings(building, {"organisation": "Testorganisatie", "demo": True})
    env = {
        "VRIJUIT_INSTANCE": str(instance),
        "VRIJUIT_PORT": str(free_port()),
        "VRIJUIT_STAFF_PORT": str(free_port()),
        **settings,
    }
    world = World(instance, env)
    engine = make_engine(world.database_url)
    upgrade_database(engine)
    engine.dispose()
    return world
