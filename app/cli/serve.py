"""`vrijuit run | intake | staff | worker`: three processes, each loading only what it may open."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import FrameType

import click

PROCESSES: Mapping[str, str] = {
    "worker": "analysis",
    "intake": "app.intake",
    "staff": "app.staff",
}
QUICK_ENDS_ALLOWED = 3
"""A process that ends this often within QUICK_END_SECONDS of its start has a fault to be read."""
QUICK_END_SECONDS = 10.0
PATIENCE_SECONDS = 10.0


def argv(module: str) -> list[str]:
    """The command that runs a process module in an interpreter of its own."""
    return [sys.executable, "-m", module]


def become(module: str, environ: Mapping[str, str]) -> None:
    """Replace this process, so that nothing that the command line loaded stays in it."""
    command = argv(module)
    os.execve(command[0], command, dict(environ))  # noqa: S606 - our own interpreter, fixed words


def end(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that was asked to end; one that does not is killed.

    A run of the worker that is cut off has published nothing, and is run again.
    """
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Supervisor:
    """Keeps the three processes alive until told to stop."""

    def __init__(self, modules: Sequence[str], environ: Mapping[str, str]) -> None:
        self._environ = dict(environ)
        self._quick_ends = dict.fromkeys(modules, 0)
        self._started = {module: self._start(module) for module in modules}
        self._stopping = False

    def _start(self, module: str) -> tuple[subprocess.Popen[bytes], float]:
        process = subprocess.Popen(argv(module), env=self._environ)  # noqa: S603 - fixed words
        return process, time.monotonic()

    def stop(self, signum: int = signal.SIGTERM, frame: FrameType | None = None) -> None:
        """Ask all processes to end."""
        del signum, frame
        self._stopping = True
        for process, _ in self._started.values():
            process.terminate()

    def watch(self) -> int:
        """Restart what ends by itself; return the exit status once all have ended."""
        while not self._stopping:
            time.sleep(0.5)
            for module, (process, since) in list(self._started.items()):
                if process.poll() is not None and not self._stopping:
                    self._restart(module, time.monotonic() - since)
        for process, _ in self._started.values():
            end(process)
        return 1 if self._gave_up() else 0

    def _gave_up(self) -> bool:
        return any(ends >= QUICK_ENDS_ALLOWED for ends in self._quick_ends.values())

    def _restart(self, module: str, lived: float) -> None:
        quick = lived < QUICK_END_SECONDS
        self._quick_ends[module] = self._quick_ends[module] + 1 if quick else 0
        if self._gave_up():
            click.echo(f"vrijuit: {module} keeps ending; stopping all", err=True)
            self.stop()
            return
        self._started[module] = self._start(module)


@click.command("run", epilog="Example: VRIJUIT_INSTANCE=instance/demo vrijuit run")
@click.pass_obj
def run_command(environ: Mapping[str, str]) -> None:
    """Start all three processes on this machine and keep them running."""
    supervisor = Supervisor(tuple(PROCESSES.values()), environ)
    signal.signal(signal.SIGTERM, supervisor.stop)
    signal.signal(signal.SIGINT, supervisor.stop)
    sys.exit(supervisor.watch())


@click.command("intake", epilog="Example: VRIJUIT_PORT=8000 vrijuit intake")
@click.pass_obj
def intake_command(environ: Mapping[str, str]) -> None:
    """Start the public process alone: it asks, masks and seals."""
    become(PROCESSES["intake"], environ)


@click.command("staff", epilog="Example: VRIJUIT_STAFF_PORT=8001 vrijuit staff")
@click.pass_obj
def staff_command(environ: Mapping[str, str]) -> None:
    """Start the internal process alone: themes, cards, groups, trends."""
    become(PROCESSES["staff"], environ)


@click.command("worker", epilog="Example: VRIJUIT_INSTANCE=/srv/vrijuit vrijuit worker")
@click.pass_obj
def worker_command(environ: Mapping[str, str]) -> None:
    """Start the worker alone: it collects, opens, analyses and publishes."""
    become(PROCESSES["worker"], environ)
