"""`vrijuit check`: a doctor for settings, keys, database, clock, disk, scheduler and headers."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial

import click

from app.cli.checks import (
    Finding,
    check_clock,
    check_database,
    check_database_log,
    check_disk,
    check_headers,
    check_keys,
    check_mail,
    check_manifest,
    check_names,
    check_proofs,
    check_retention,
    check_scheduler,
    look,
)
from app.cli.wiring import clock
from config.common import database_url_of
from config.describe import describe
from config.env import read_mapping, unknown_names
from config.errors import ConfigError
from config.intake import IntakeSettings, load_intake
from config.staff import StaffSettings, load_staff
from config.worker import WorkerSettings, load_worker
from reporting.store.engine import make_engine, upgrade_database

Settings = IntakeSettings | StaffSettings | WorkerSettings
LOADERS: Mapping[str, Callable[[Mapping[str, str]], Settings]] = {
    "intake": load_intake,
    "staff": load_staff,
    "worker": load_worker,
}


def load_all(
    environ: Mapping[str, str], faces: tuple[str, ...]
) -> tuple[dict[str, Settings], list[Finding]]:
    """The settings of each process that load, and a finding for each process."""
    loaded: dict[str, Settings] = {}
    findings = []
    for face in faces:
        try:
            loaded[face] = LOADERS[face](environ)
            findings.append(Finding(f"{face} settings", ok=True, detail="complete"))
        except ConfigError as error:
            findings.append(Finding(f"{face} settings", ok=False, detail=str(error)))
    return loaded, findings


def findings_of(loaded: Mapping[str, Settings], url: str, now: datetime) -> Iterator[Finding]:
    """All checks that the loaded settings allow."""
    yield look("database", partial(check_database, url))
    yield look("database log", partial(check_database_log, url))
    yield look("clock", partial(check_clock, url, now))
    intake, worker = loaded.get("intake"), loaded.get("worker")
    if isinstance(intake, IntakeSettings):
        yield look("manifest", partial(check_manifest, intake, now))
        yield look("headers", partial(check_headers, intake.host, intake.port))
        yield look("disk", partial(check_disk, intake.instance))
        yield look("names", partial(check_names, intake.ner))
    if isinstance(worker, WorkerSettings):
        yield look("keys", partial(check_keys, worker, now))
        yield look("proofs", partial(check_proofs, worker, now))
        yield look("retention", partial(check_retention, worker, now))
        yield look("scheduler", partial(check_scheduler, url, now))
        if worker.mail is not None:
            yield look("mail", partial(check_mail, url))


def effective(loaded: Mapping[str, Settings]) -> dict[str, str]:
    """The settings in force, of all processes together, without secrets."""
    return {
        name: value for settings in loaded.values() for name, value in describe(settings).items()
    }


def show(settings: Mapping[str, str], findings: list[Finding]) -> None:
    """Print for a person."""
    for name, value in settings.items():
        click.echo(f"     {name} = {value}")
    for one in findings:
        click.echo(f"{'ok  ' if one.ok else '!!  '} {one.name}: {one.detail}")


@click.command("check", epilog="Example: vrijuit check --only worker --json")
@click.option("--only", type=click.Choice(list(LOADERS)), help="This host runs one process.")
@click.option("--migrate", is_flag=True, help="First bring the database up to date.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def check_command(
    environ: Mapping[str, str], *, only: str | None, migrate: bool, as_json: bool
) -> None:
    """Test settings, keys, database, clock, disk, scheduler and headers; show what is in force."""
    env = read_mapping(environ)
    url = database_url_of(env)
    if migrate:
        upgrade_database(make_engine(url))
    loaded, findings = load_all(env, (only,) if only else tuple(LOADERS))
    findings += [
        Finding(name, ok=False, detail="no part of Vrijuit reads this setting")
        for name in unknown_names(env)
    ]
    findings += findings_of(loaded, url, clock())
    if as_json:
        report = {"settings": effective(loaded), "findings": [asdict(one) for one in findings]}
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        show(effective(loaded), findings)
    sys.exit(0 if all(one.ok for one in findings) else 1)
