"""The commands that the documents show are run as they stand, on an empty place."""

import http.client
import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.world import free_port

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 240.0
SECOND_START_SECONDS = 30.0
PASSWORD = re.compile(r"^  (\w+) +(\S+@\S+) +(\S+)$", re.MULTILINE)


def block(document: str, heading: str) -> list[str]:
    """The lines of the first block of commands under a heading."""
    text = (ROOT / document).read_text(encoding="utf-8")
    under = text.split(f"\n## {heading}\n", 1)[1]
    return under.split("```", 2)[1].strip().splitlines()


def without_remark(line: str) -> str:
    return line.split("#", 1)[0].strip()


@pytest.fixture
def place(tmp_path: Path) -> Mapping[str, str]:
    """Where a run may listen and write; given as a user gives it, in the environment."""
    return {
        "INSTANCE": str(tmp_path / "demo"),
        "PORT": str(free_port()),
        "STAFF_PORT": str(free_port()),
    }


@contextmanager
def started(command: str, env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server that was started by a command line; stopped as somebody at a terminal does."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            shlex.split(command),
            cwd=ROOT,
            env={**os.environ, **env},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=PATIENCE_SECONDS)


def answers(port: str) -> bool:
    with (
        suppress(OSError, http.client.HTTPException),
        closing(http.client.HTTPConnection("127.0.0.1", int(port), timeout=2)) as connection,
    ):
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    return False


def wait_until(fulfilled: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not fulfilled():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.2)


def wait_until_served(process: subprocess.Popen[bytes], ports: list[str], seconds: float) -> None:
    def served() -> bool:
        assert process.poll() is None, "the command ended"
        return all(answers(port) for port in ports)

    wait_until(served, seconds)


def run_to_end(command: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        shlex.split(command),
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def test_the_first_command_of_the_readme_shows_a_demo_and_keeps_it(
    place: Mapping[str, str], tmp_path: Path
) -> None:
    command = without_remark(block("README.md", "Two commands")[0])
    assert command == "make run"
    given = " ".join(f"{name}={shlex.quote(value)}" for name, value in place.items())
    ports = [place["PORT"], place["STAFF_PORT"]]
    said = []
    for number, patience in enumerate((PATIENCE_SECONDS, SECOND_START_SECONDS)):
        log = tmp_path / f"run{number}.log"
        with started(f"{command} {given}", {}, log) as process:
            wait_until_served(process, ports, patience)
            said.append(log.read_text(encoding="utf-8"))
    for text in said:
        assert all(f"http://127.0.0.1:{port}" in text for port in ports)
        assert "This is a demo." in text
        assert re.search(r"^ +[0-9+-]+  \S", text, re.MULTILINE), "no theme is shown"
    assert PASSWORD.findall(said[0]) == PASSWORD.findall(said[1])
    assert len(PASSWORD.findall(said[0])) >= 5
    assert "kept as it was" in said[1]


def test_the_commands_of_the_installation_guide_make_an_installation_that_serves(
    place: Mapping[str, str], tmp_path: Path
) -> None:
    setup, export, init, run = block("docs/install.md", "One machine, SQLite")
    [check] = block("docs/install.md", "Is it well?")
    assert setup == "make setup"
    name, _ = export.removeprefix("export ").split("=")
    env = {
        name: str(tmp_path / "instance"),
        "VRIJUIT_PORT": place["PORT"],
        "VRIJUIT_STAFF_PORT": place["STAFF_PORT"],
    }
    done = run_to_end(f"{init} --yes", env)
    assert done.returncode == 0, done.stderr
    with started(run, env, tmp_path / "run.log") as process:
        wait_until_served(process, [place["PORT"], place["STAFF_PORT"]], SECOND_START_SECONDS)
        wait_until(lambda: run_to_end(check, env).returncode == 0, SECOND_START_SECONDS)


def test_the_import_of_the_operators_guide_takes_an_old_system_in_once(tmp_path: Path) -> None:
    env = {"VRIJUIT_INSTANCE": str(tmp_path / "instance")}
    assert run_to_end(".venv/bin/vrijuit init --yes", env).returncode == 0
    table = tmp_path / "old.csv"
    table.write_text(
        "narrative,date\n"
        "Een kar stond niet op de rem en rolde in de gang tegen een deur.,2026-10-03\n"
        "Het etiket zat over de houdbaarheid heen en niemand zag het.,2026-09-01\n",
        encoding="utf-8",
    )
    dry, real = block("docs/operate.md", "Records of an earlier system")
    told = []
    for command in (dry, real, real):
        words = command.replace("vrijuit", ".venv/bin/vrijuit", 1)
        done = run_to_end(words.replace("old.csv", shlex.quote(str(table))), env)
        assert done.returncode == 0, done.stderr
        told.append(done.stdout.strip())
    assert told == [
        "2 would go in, 0 were there already, 0 bad rows.",
        "2 went in, 0 were there already, 0 bad rows.",
        "0 went in, 2 were there already, 0 bad rows.",
    ]
