"""A worker over a copy of a database for each moment at which it may die; prints what was left.

It loads its libraries once and then splits off a child for each moment, because loading takes
longer than working. One line of JSON per child: the moment, whether it died, and what it left.
"""

import json
import os
import shutil
import sys
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.worker import Worker, build_worker
from config.worker import load_worker
from reporting.store.engine import make_engine
from reporting.store.jobs import LEASE, SqlJobStore
from reporting.store.releases import SqlReleaseStore, is_chain
from reporting.store.reports import SqlReportStore
from reporting.store.states import SqlStateStore
from tests.attack.killed import arm

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def a_worker(database: Path, env: dict[str, str]) -> Worker:
    return build_worker(load_worker({**env, "VRIJUIT_DATABASE_URL": f"sqlite:///{database}"}))


def work(database: Path, env: dict[str, str], die_at: int) -> int:
    """Work once; gives how many moments passed."""
    worker = a_worker(database, env)
    token = worker.jobs.take_lease(LEASE, "dying", NOW, 600)
    countdown = arm(worker.desk.reports.engine, die_at)
    worker.work(token or 0, NOW, force=True)
    return countdown.passed


def look(database: Path) -> dict[str, Any]:
    """What is in the database."""
    engine = make_engine(f"sqlite:///{database}")
    releases, reports = SqlReleaseStore(engine), SqlReportStore(engine)
    numbers = releases.all_numbers()
    found = [release for number in numbers if (release := releases.get(number))]
    latest = found[-1].document if found else {"themes": []}
    left = {
        "releases": len(found),
        "chain": is_chain(found),
        "remembers": SqlStateStore(engine).get("themes") is not None,
        "reports": reports.count(),
        "waiting": reports.count_waiting(),
        "themes": sorted(
            [theme["label"]["nl"] if "label" in theme else theme.get("label_nl"), theme["band"]]
            for theme in latest["themes"]
        ),
    }
    engine.dispose()
    return left


def child(database: Path, env: dict[str, str], die_at: int) -> bool:
    """Split off a process that works and dies; whether it did."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pid = os.fork()
    if pid == 0:
        work(database, env, die_at)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def play(original: Path, env: dict[str, str], die_at: int) -> dict[str, Any]:
    """Die once over a copy, then work to the end over what was left."""
    copy = original.with_name(f"dying-{die_at}.db")
    shutil.copy(original, copy)
    died = child(copy, env, die_at)
    left = look(copy)
    SqlJobStore(make_engine(f"sqlite:///{copy}")).release_lease(LEASE, 1)
    again = died and not child(copy, env, 0)
    return {"at": die_at, "died": died, "left": left, "again": again, "after": look(copy)}


def main(original: Path, spread: int) -> None:
    """Play `spread` moments from the first to the last, and each of the last three."""
    env = {name: value for name, value in os.environ.items() if name.startswith("VRIJUIT_")}
    whole = original.with_name("whole.db")
    shutil.copy(original, whole)
    passed = work(whole, env, 0)
    print(json.dumps({"passed": passed, "after": look(whole)}), flush=True)  # noqa: T201
    first_ones = range(1, passed, max(1, passed // spread))
    for die_at in sorted({*first_ones, *range(max(1, passed - 3), passed)}):
        print(json.dumps(play(original, env, die_at)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
