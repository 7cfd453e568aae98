"""`vrijuit keys …`: the command group, and the two commands that only look."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict

import click

from app.cli.keys_backup import backup_keys_command, restore_keys_command
from app.cli.keys_months import ceremony_command, destroy_command, rotate_command
from app.cli.keys_people import analist_group, custodian_group
from app.cli.keys_recovery import drill_command, recover_command
from app.cli.keys_wiring import manifest_of, places_of, this_month
from config.common import root_public_key_of
from config.env import read_mapping
from reporting.vault.changes import finish_changes
from reporting.vault.inspection import MonthState, find_flaws, month_states


@click.group("keys", epilog="Example: vrijuit keys status")
def keys_group() -> None:
    """The keys: who can open what, new months, destroyed months, recovery with two of three."""


@keys_group.command("status", epilog="Example: vrijuit keys status --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def status_command(environ: Mapping[str, str], *, as_json: bool) -> None:
    """Show for each month who can open its reports."""
    places, manifest = places_of(environ), manifest_of(environ)
    if finish_changes(places.instance):
        click.echo("A change of keys that was interrupted has been finished.", err=True)
    states = month_states(places, manifest)
    left = sum(state.month >= this_month() for state in states)
    if as_json:
        document = {
            "manifest": manifest.number,
            "months_left": left,
            "custodians": [key.key_id.hex() for key in manifest.custodians],
            "months": [asdict(state) for state in states],
        }
        click.echo(json.dumps(document))
        return
    click.echo(f"Manifest {manifest.number}; {left} months have a key, this one included.")
    for number, key in enumerate(manifest.custodians, start=1):
        click.echo(f"Custodian {number} has key {key.key_id.hex()}.")
    for state in states:
        click.echo(f"  {state.month}  {said_of(state)}")


def said_of(state: MonthState) -> str:
    """Who can open a month, in words."""
    if state.destroyed:
        return "destroyed"
    custodians = "two custodians" if state.custodians else "no custodians"
    analists = ", ".join(state.analists) or "no analist"
    return f"{'worker' if state.worker else 'no worker'}; {custodians}; {analists}"


@keys_group.command("verify", epilog="Example: vrijuit keys verify")
@click.pass_obj
def verify_command(environ: Mapping[str, str]) -> None:
    """Check signatures, the chain of manifests, the keys against it, and the records."""
    flaws = list(find_flaws(places_of(environ), root_public_key_of(read_mapping(environ))))
    for flaw in flaws:
        click.echo(f"vrijuit: {flaw}", err=True)
    if flaws:
        sys.exit(1)
    click.echo("The manifests, the keys and the records of destruction are in order.")


for command in (
    ceremony_command,
    rotate_command,
    destroy_command,
    analist_group,
    custodian_group,
    recover_command,
    drill_command,
    backup_keys_command,
    restore_keys_command,
):
    keys_group.add_command(command)
