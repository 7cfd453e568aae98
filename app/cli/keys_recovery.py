"""`vrijuit keys recover | drill`: what two custodians do together."""

from collections.abc import Mapping
from pathlib import Path

import click

from app.cli.asking import asker_for, passphrase_option
from app.cli.keys_wiring import manifest_of, media_option, open_pair, pair_option, places_of
from reporting.vault.quorum import Pair
from reporting.vault.recovery import open_canary, open_months, recover_keys


def needed(pair: Pair | None) -> Pair:
    """The pair; raises UsageError when it was not said."""
    if pair is None:
        raise click.UsageError("say which two custodians are here, such as --pair 1,2")
    return pair


@click.command("recover", epilog="Example: vrijuit keys recover --pair 1,2 --media /media/a")
@pair_option
@media_option
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="Folder to write the opening keys to; the settings' own when left out.",
)
@passphrase_option
@click.pass_obj
def recover_command(
    environ: Mapping[str, str],
    *,
    pair: Pair | None,
    media: tuple[Path, ...],
    into: Path | None,
    descriptor: int | None,
) -> None:
    """Bring back the worker's keys of all months that are kept, in a place where none are."""
    places, asker = places_of(environ), asker_for(descriptor)
    keys = open_pair(places.offline, needed(pair), media, asker)
    months = open_months(places.quorum, keys, manifest_of(environ))
    where = into or places.keys
    count = recover_keys(months, where)
    click.echo(f"The keys of {count} months are in {where}.")
    click.echo("Now: vrijuit keys rotate, so that there is a key again to sign records with.")


@click.command("drill", epilog="Example: vrijuit keys drill --pair 2,3 --media /media/a")
@pair_option
@media_option
@passphrase_option
@click.pass_obj
def drill_command(
    environ: Mapping[str, str],
    *,
    pair: Pair | None,
    media: tuple[Path, ...],
    descriptor: int | None,
) -> None:
    """Try whether two custodians could recover every month. Writes nothing.

    Something is sealed to each month as a report would be, and opened with what the two recover.
    """
    places, manifest = places_of(environ), manifest_of(environ)
    keys = open_pair(places.offline, needed(pair), media, asker_for(descriptor))
    count = 0
    for month in open_months(places.quorum, keys, manifest):
        open_canary(month, manifest)
        count += 1
    click.echo(
        f"Custodians {needed(pair)[0]} and {needed(pair)[1]} can recover all {count} months."
    )
