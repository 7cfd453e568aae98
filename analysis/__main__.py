"""The worker process: reads settings and keys, waits for its turn, works, and serves no web."""

import os
import signal
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime

from analysis.errors import AnalysisError
from analysis.schedule import start_ticking
from analysis.worker import build_worker
from config.errors import ConfigError
from config.logs import configure_logging
from config.worker import load_worker
from reporting.errors import ReportingError


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(tz=UTC)  # noqa: TID251 - composition root


def serve(environ: Mapping[str, str]) -> None:
    """Work until told to stop."""
    settings = load_worker(environ)
    worker = build_worker(settings)
    runner = worker.runner(clock, force=settings.demo)
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _signum, _frame: stopped.set())
    scheduler = start_ticking(runner, worker.schedule, worker.chores(clock))
    stopped.wait()
    scheduler.shutdown(wait=False)
    runner.stop()


def main() -> None:
    """Run; end with one clear line when a setting, a key or the database is missing or wrong."""
    configure_logging(sys.stderr)
    try:
        serve(dict(os.environ))  # noqa: TID251 - composition root
    except (ConfigError, ReportingError, AnalysisError, OSError) as problem:
        sys.exit(f"vrijuit worker: {problem}")


if __name__ == "__main__":
    main()
