"""`vrijuit keys analist | custodian`: the people who hold keys."""

from collections.abc import Mapping
from pathlib import Path

import click

from app.cli.asking import Asker, asker_for, passphrase_option
from app.cli.gathering import analist_named, custodian_named
from app.cli.keys_wiring import (
    manifest_of,
    media_option,
    open_pair,
    open_root,
    pair_option,
    places_of,
    root_option,
    this_month,
)
from reporting.vault.analists import change_passphrase, new_analist, screening_keys, unlock_analist
from reporting.vault.custodians import new_custodian
from reporting.vault.epochs import CUSTODIANS
from reporting.vault.places import Places
from reporting.vault.quorum import Pair
from reporting.vault.recovery import open_months, replace_custodian
from reporting.vault.screening_files import grant
from reporting.vault.sealing import PublicKey


@click.group("analist", epilog="Example: vrijuit keys analist list")
def analist_group() -> None:
    """Who may read reports: add, remove, list, or change a passphrase."""


@analist_group.command("list", epilog="Example: vrijuit keys analist list")
@click.pass_obj
def list_command(environ: Mapping[str, str]) -> None:
    """Name the analists, with the fingerprints of their keys and their months."""
    folder = places_of(environ).screening
    epochs = folder.epochs()
    for one in folder.analists():
        key = PublicKey(one.public_key)
        months = sum(folder.has_grant(epoch, key) for epoch in epochs)
        click.echo(f"{one.name:40} key {key.key_id.hex()}  {months} of {len(epochs)} months")


@analist_group.command(
    "add",
    epilog="Example: vrijuit keys analist add bo@organisatie.example --by ana@organisatie.example",
)
@click.argument("name")
@click.option("--by", "colleague", help="An analist who lets the new one in.")
@pair_option
@media_option
@passphrase_option
@click.pass_obj
def add_command(  # noqa: PLR0913 - one parameter an option
    environ: Mapping[str, str],
    *,
    name: str,
    colleague: str | None,
    pair: Pair | None,
    media: tuple[Path, ...],
    descriptor: int | None,
) -> None:
    """Let NAME (the e-mail address of the account) read reports of all months that are kept.

    An analist opens the months with a passphrase (--by), or two custodians do (--pair).
    """
    if (colleague is None) == (pair is None):
        raise click.UsageError("say who lets the new analist in: --by an analist, or --pair 1,2")
    places, asker = places_of(environ), asker_for(descriptor)
    if pair is None:
        seeds = _seeds_of_colleague(places, str(colleague), asker)
    else:
        keys = open_pair(places.offline, pair, media, asker)
        opened = open_months(places.quorum, keys, manifest_of(environ))
        seeds = [(month.epoch, month.screening.seed) for month in opened]
    key, wrapped = new_analist(name.lower(), asker.fresh(analist_named(name)))
    places.screening.add_analist(wrapped, (grant(seed, epoch, key.public) for epoch, seed in seeds))
    click.echo(f"{name} can read {len(seeds)} months. Key {key.public.key_id.hex()}.")
    click.echo("Copy screening/ to the staff host, and give the account the role of analist.")


def _seeds_of_colleague(places: Places, name: str, asker: Asker) -> list[tuple[int, bytes]]:
    wrapped = places.screening.analist(name)
    colleague = unlock_analist(wrapped, asker.known(analist_named(name)))
    ring = screening_keys(colleague, places.screening)
    return [(epoch, key.seed) for epoch, key in sorted(ring.keys.items())]


@analist_group.command(
    "remove", epilog="Example: vrijuit keys analist remove bo@organisatie.example"
)
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def remove_command(environ: Mapping[str, str], *, name: str, yes: bool) -> None:
    """Destroy the key of NAME and what was sealed to it. Months to come: see `keys rotate`."""
    folder = places_of(environ).screening
    folder.analist(name)
    if not yes:
        click.confirm(f"Destroy the key of {name} for ever?", abort=True, err=True)
    folder.remove_analist(name)
    click.echo(f"{name} can read nothing here any more. Do the same on the staff host.")
    click.echo("If copies may have been made, also: vrijuit keys rotate --replace-from YYYY-MM")


@analist_group.command(
    "passphrase", epilog="Example: vrijuit keys analist passphrase ana@organisatie.example"
)
@click.argument("name")
@passphrase_option
@click.pass_obj
def passphrase_command(environ: Mapping[str, str], *, name: str, descriptor: int | None) -> None:
    """Put the key of NAME under another passphrase; asks the present one first."""
    folder, asker = places_of(environ).screening, asker_for(descriptor)
    wrapped = folder.analist(name)
    present, fresh = asker.known(analist_named(name)), asker.fresh(analist_named(name))
    folder.replace_analist(change_passphrase(wrapped, present, fresh))
    click.echo(f"The key of {name} has another passphrase.")


@click.group("custodian", epilog="Example: vrijuit keys custodian replace 2 --pair 1,3")
def custodian_group() -> None:
    """The three of whom two can recover keys."""


@custodian_group.command(
    "replace",
    epilog="Example: vrijuit keys custodian replace 2 --pair 1,3 --media /media/a --media /media/b",
)
@click.argument("number", type=click.IntRange(1, CUSTODIANS))
@pair_option
@media_option
@root_option
@passphrase_option
@click.pass_obj
def replace_command(  # noqa: PLR0913 - one parameter an option
    environ: Mapping[str, str],
    *,
    number: int,
    pair: Pair | None,
    media: tuple[Path, ...],
    root_folder: Path | None,
    descriptor: int | None,
) -> None:
    """Give custodian NUMBER a new key; the old one opens nothing here any more.

    Needs the two others and the root key, and asks passphrases in this order: the two others, the
    root key, the new custodian.
    """
    if pair is None or number in pair:
        raise click.UsageError("say the two other custodians, such as --pair 1,3 to replace 2")
    places, asker = places_of(environ), asker_for(descriptor)
    keys = open_pair(places.offline, pair, media, asker)
    months = list(open_months(places.quorum, keys, manifest_of(environ)))
    root = open_root(places, root_folder, asker)
    fresh = new_custodian(number, asker.fresh(custodian_named(number)))
    replace_custodian(places, root, months, fresh, this_month())
    click.echo(f"{len(months)} months are sealed to the new custodian {number}.")
    click.echo(f"Carry away {places.offline / f'custodian-{number}'}, and destroy the old stick.")
