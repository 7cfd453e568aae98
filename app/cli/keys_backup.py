"""`vrijuit keys backup | restore`: what cannot be made again and is not in the database."""

from collections.abc import Mapping
from pathlib import Path

import click

from app.cli.asking import asker_for, passphrase_option
from app.cli.keys_recovery import needed
from app.cli.keys_wiring import manifest_of, media_option, open_pair, pair_option, places_of
from app.cli.wiring import clock
from config.common import database_url_of, instance_of
from config.env import read_mapping
from reporting.backup import destroyed_in, new_file, open_keys, read_backup, restore_keys, seal_keys
from reporting.errors import StoreUnavailable
from reporting.retention import RetentionDesk, is_gone_by, keep_retention
from reporting.store.destroyed import SqlDestructionStore
from reporting.store.engine import is_up_to_date, make_engine
from reporting.store.snapshot import sqlite_file
from reporting.vault.places import OFFLINE, ROOT_PUBLIC
from reporting.vault.quorum import Pair
from reporting.vault.sealed_file import open_together


@click.command("backup", epilog="Example: vrijuit keys backup /media/other/keys.vrijuit")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup_keys_command(environ: Mapping[str, str], *, file: Path) -> None:
    """Seal the manifests, the sealed months, the analists' keys and the secrets to FILE.

    Two custodians can put it back. Keep it apart from `vrijuit backup`, for a month at most: as
    long as it exists, what was destroyed since is not gone.
    """
    instance = instance_of(read_mapping(environ))
    with new_file(file) as target:
        count = seal_keys(instance, target, manifest_of(environ))
    click.echo(f"{file} holds {count} files. Destroy it within a month.")


@click.command("restore", epilog="Example: vrijuit keys restore keys.vrijuit --pair 1,3")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pair_option
@media_option
@passphrase_option
@click.pass_obj
def restore_keys_command(
    environ: Mapping[str, str],
    *,
    file: Path,
    pair: Pair | None,
    media: tuple[Path, ...],
    descriptor: int | None,
) -> None:
    """Put the files of FILE back where none are. Months that were destroyed stay so.

    The worker's own keys come back with `vrijuit keys recover`.
    """
    instance = instance_of(read_mapping(environ))
    with file.open("rb") as source:
        backup = read_backup(source, "keys")
        keys = open_pair(instance / OFFLINE, needed(pair), media, asker_for(descriptor))
        files = open_keys(backup, open_together(backup.header, keys))
    expired, on_record = is_gone_by(None, clock().date()), destroyed_in(files)
    count = restore_keys(files, instance, lambda epoch: epoch in on_record or expired(epoch))
    again = destroy_again(environ)
    click.echo(f"{count} files are back; {again} months that were destroyed since went again.")
    click.echo(f"Compare with the paper of your ceremony: {files[ROOT_PUBLIC].decode().strip()}")
    click.echo("Now: vrijuit keys recover, for the keys of the worker.")


def destroy_again(environ: Mapping[str, str]) -> int:
    """Destroy what the database has on record; nothing where there is no database yet."""
    url = database_url_of(read_mapping(environ))
    path = sqlite_file(url)
    if path is not None and not path.exists():
        return 0
    engine = make_engine(url)
    try:
        if not is_up_to_date(engine):
            return 0
        places, manifest = places_of(environ), manifest_of(environ)
        desk = RetentionDesk(places, manifest, SqlDestructionStore(engine))
        return len(keep_retention(desk, clock().date()).epochs)
    except StoreUnavailable:
        return 0
