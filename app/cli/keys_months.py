"""`vrijuit keys ceremony | rotate | destroy`: the months that have keys."""

import re
from collections.abc import Mapping
from pathlib import Path

import click

from app.cli.asking import Generated, asker_for, passphrase_option
from app.cli.gathering import gather, show_once
from app.cli.instance import KEY_MONTHS_AHEAD, new_instance
from app.cli.keys_wiring import manifest_of, open_root, places_of, root_option, this_month
from app.cli.wiring import clock
from config.common import database_url_of, instance_of
from config.env import read_mapping
from config.limits import RETENTION_MONTHS
from config.secret_files import make_web_secrets
from reporting.retention import RetentionDesk, destroy_months
from reporting.store.destroyed import SqlDestructionStore
from reporting.store.engine import make_engine
from reporting.vault.ceremony import hold_ceremony
from reporting.vault.destruction import check_destroyable, destroy_keys, present_epochs
from reporting.vault.epochs import epoch_of, month_of
from reporting.vault.places import OFFLINE, Places
from reporting.vault.rotation import Wanted, rotate
from reporting.vault.sealing import PublicKey

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)


def month_in(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A month as typed; raises BadParameter."""
    if value is not None and not MONTH.fullmatch(value):
        raise click.BadParameter(f"{value} must be a month such as 2026-11")
    return value


@click.command(
    "ceremony", epilog="Example: vrijuit keys ceremony --analist ana@organisatie.example"
)
@click.option(
    "--months",
    default=KEY_MONTHS_AHEAD,
    show_default=True,
    type=click.IntRange(RETENTION_MONTHS, 120),
    help="Months that get a key.",
)
@click.option("--analist", "analists", multiple=True, help="E-mail address; may be said again.")
@click.option("--generate", is_flag=True, help="Make the passphrases, and show them once.")
@passphrase_option
@click.pass_obj
def ceremony_command(
    environ: Mapping[str, str],
    *,
    months: int,
    analists: tuple[str, ...],
    generate: bool,
    descriptor: int | None,
) -> None:
    """Make all keys of a new installation; `vrijuit init` then does the rest.

    Asks a passphrase for the root key, for custodians 1, 2 and 3, and for each analist.
    """
    instance, made = instance_of(read_mapping(environ)), Generated()
    with new_instance(instance) as folder:
        people = gather(made if generate else asker_for(descriptor), analists)
        hold_ceremony(folder, this_month(), months, people.analists, people.safes)
        make_web_secrets(folder)
    if generate:
        show_once(made.made)
    tell_to_carry_away(instance)


def tell_to_carry_away(instance: Path) -> None:
    """Say what has to leave this machine."""
    offline = instance / OFFLINE
    click.echo(f"Now carry away the four folders in {offline}, each on a stick of its own:")
    click.echo("  root                   kept by the organisation, in a safe")
    click.echo("  custodian-1, -2, -3    each kept by that custodian, never two together")
    click.echo(f"Then erase {offline} from this machine. No program needs it.")


@click.command("rotate", epilog="Example: vrijuit keys rotate --months 12 --root /media/stick/root")
@click.option(
    "--months",
    default=12,
    show_default=True,
    type=click.IntRange(0, 120),
    help="Months to add after the last one.",
)
@click.option(
    "--replace-from",
    callback=month_in,
    metavar="YYYY-MM",
    help="This month and later ones get other keys. It must not have begun.",
)
@root_option
@click.option("--yes", is_flag=True, help="Do not ask whether the analists are right.")
@passphrase_option
@click.pass_obj
def rotate_command(  # noqa: PLR0913 - one parameter an option
    environ: Mapping[str, str],
    *,
    months: int,
    replace_from: str | None,
    root_folder: Path | None,
    yes: bool,
    descriptor: int | None,
) -> None:
    """Add months, with the root key from its stick. The processes take them up at once."""
    places, asker = places_of(environ), asker_for(descriptor)
    show_analists(places)
    if not yes:
        click.confirm("Are these the analists, with the keys they know?", abort=True, err=True)
    root = open_root(places, root_folder, asker)
    manifest = rotate(places, root, Wanted(this_month(), months, replace_from))
    click.echo(f"Manifest {manifest.number} is in force; keys until {manifest.months[-1]}.")
    click.echo("Copy manifest.json to the public host, and screening/ to the staff host.")


def show_analists(places: Places) -> None:
    """Name the analists with the fingerprints of their keys.

    Whoever can write a file could have put in a key of their own; a person notices that here.
    """
    for one in places.screening.analists():
        click.echo(f"  {one.name:40} key {PublicKey(one.public_key).key_id.hex()}")


@click.command("destroy", epilog="Example: vrijuit keys destroy --before 2025-10")
@click.option("--before", required=True, callback=month_in, metavar="YYYY-MM")
@click.option("--within-retention", is_flag=True, help="Also months that should still be kept.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def destroy_command(
    environ: Mapping[str, str], *, before: str, within_retention: bool, yes: bool
) -> None:
    """Destroy all months before one: keys, sealed copies, rows. Nothing brings them back."""
    places = places_of(environ)
    epochs = tuple(epoch for epoch in present_epochs(places) if epoch < epoch_of(before))
    check_destroyable(epochs, this_month(), within_retention=within_retention)
    if not epochs:
        click.echo(f"There are no months before {before}.")
        return
    named = ", ".join(month_of(epoch) for epoch in epochs)
    if not yes:
        click.confirm(f"Destroy {named} for ever?", abort=True, err=True)
    if not places.keys.is_dir():
        # The host of the staff pages: it has its share of a month, and the worker the record.
        destroy_keys(places, epochs)
        click.echo(f"Destroyed {named} on this host.")
        return
    store = SqlDestructionStore(make_engine(database_url_of(read_mapping(environ))))
    done = destroy_months(
        RetentionDesk(places, manifest_of(environ), store), epochs, clock().date()
    )
    click.echo(
        f"Destroyed {named}; {done.rows} rows removed. The records are in {places.destroyed}."
    )
