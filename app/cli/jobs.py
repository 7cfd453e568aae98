"""`vrijuit analyse`: run the scheduled job now, and say what it did."""

import json
import time
from collections.abc import Mapping

import click

from analysis.errors import AnalysisError
from analysis.schedule import start_ticking
from analysis.worker import Worker, build_worker
from app.cli.progress import Shown
from app.cli.wiring import clock
from config.worker import load_worker
from reporting.store.jobs import JOB, JobRun

LOOK_EVERY_SECONDS = 0.25
PATIENCE_SECONDS = 3_600
DONE = "done"
STEPS = "Counts of reports are rounded down to 0, 5, 10, 20, 50, 100 …: 0 is fewer than five."

SAID: Mapping[str, str] = {
    "collected": "reports collected from the mailbag",
    "withdrawn": "reports withdrawn",
    "destroyed": "months destroyed: they were kept long enough",
    "reports": "reports analysed",
    "unopened": "reports that could not be opened",
    "alike": "recent reports that say nearly the same",
    "published": "themes published",
    "cards": "case cards drafted",
    "told": "reporters told that a theme holds their report",
    "withheld_too_small": "themes withheld: too few reports",
    "withheld_one_period": "themes withheld: too few months",
    "withheld_one_unit": "themes withheld: one unit only",
    "left_out": "reports that belong to no theme",
    "waiting": "release put off: there was one this month (see docs/operate.md)",
}

UNSOUND: Mapping[str, str] = {
    "unsound_unsteady": "with a tenth fewer reports the themes are others",
    "unsound_left_out": "nearly all reports fall outside the themes",
    "unsound_lost_themes": "more than half of the earlier themes are gone",
}
"""Why a run was not published."""


def analyse(worker: Worker, *, force: bool) -> JobRun:
    """Ask for a run and wait for it. Where no worker leads, this process does the work.

    Raises:
        AnalysisError: the run failed, or did not end in time.
    """
    asked = clock().replace(microsecond=0)
    request = worker.jobs.request_run(JOB)
    runner = worker.runner(clock, force=force)
    scheduler = start_ticking(runner, worker.schedule)
    try:
        for _ in range(int(PATIENCE_SECONDS / LOOK_EVERY_SECONDS)):
            run = worker.jobs.last_run(JOB, clock())
            over = run is not None and run.finished_at is not None and run.due_at >= asked
            if run is not None and over and not worker.jobs.is_waiting(request):
                return run
            time.sleep(LOOK_EVERY_SECONDS)
    finally:
        scheduler.shutdown()
        runner.stop()
    raise AnalysisError("the run did not end in an hour; it goes on in the worker")


def say(run: JobRun, *, as_json: bool, exact: bool) -> None:
    """Print what a run did, in counts; `exact` for a demo only.

    Raises:
        AnalysisError: it failed, or its themes were not fit to publish.
    """
    if run.outcome != DONE:
        raise AnalysisError(f"the run did not succeed ({run.outcome})")
    if reasons := [words for name, words in UNSOUND.items() if run.counts.get(name)]:
        raise AnalysisError(
            f"nothing was published, the release of before stays: {'; '.join(reasons)} "
            "(see docs/operate.md)"
        )
    if as_json:
        click.echo(json.dumps(dict(run.counts)))
        return
    for name, words in SAID.items():
        click.echo(f"{run.counts.get(name, 0):6d}  {words}")
    if not exact:
        click.echo(STEPS)


@click.command("analyse", epilog="Example: vrijuit analyse --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def analyse_command(environ: Mapping[str, str], *, as_json: bool) -> None:
    """Run the scheduled job now; tell what was published and withheld, and why."""
    settings = load_worker(environ)
    run = analyse(build_worker(settings, Shown()), force=settings.demo)
    say(run, as_json=as_json, exact=settings.demo)
