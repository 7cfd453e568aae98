"""`vrijuit backup | restore`: the database, sealed to the custodians, and back."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Engine

from app.cli.asking import asker_for, passphrase_option
from app.cli.keys_wiring import manifest_of, media_option, open_custodian, places_of
from app.cli.wiring import clock
from config.common import database_url_of, instance_of
from config.env import read_mapping
from config.errors import ConfigError
from reporting.backup import new_file, open_database, read_backup, seal_database
from reporting.errors import AlreadyHeld
from reporting.retention import RetentionDesk, is_gone_by
from reporting.store.destroyed import SqlDestructionStore
from reporting.store.engine import make_engine, upgrade_database
from reporting.store.snapshot import (
    check_snapshot,
    is_empty,
    put_back,
    settle,
    sqlite_file,
    take_snapshot,
)
from reporting.vault.epochs import CUSTODIANS
from reporting.vault.files import make_folders, sync_folder
from reporting.vault.places import OFFLINE
from reporting.vault.sealed_file import open_alone

SNAPSHOT = "snapshot.db"


@click.command("backup", epilog="Example: vrijuit backup /media/backup/2026-11-25.vrijuit")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup_command(environ: Mapping[str, str], *, file: Path) -> None:
    """Seal the database of this moment to FILE. It never holds a key that opens reports.

    Any one custodian can put it back. Keep it apart from `vrijuit keys backup`.
    """
    env = read_mapping(environ)
    manifest = manifest_of(environ)
    with working_folder(instance_of(env)) as folder, new_file(file) as target:
        snapshot = folder / SNAPSHOT
        take_snapshot(make_engine(database_url_of(env)), snapshot)
        seal_database(snapshot, target, manifest)
    click.echo(f"{file} holds the database; {file.stat().st_size // 1024} kB.")


@click.command("restore", epilog="Example: vrijuit restore 2026-11-25.vrijuit --custodian 2")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--custodian", type=click.IntRange(1, CUSTODIANS), required=True, help="Who opens it."
)
@media_option
@passphrase_option
@click.pass_obj
def restore_command(
    environ: Mapping[str, str],
    *,
    file: Path,
    custodian: int,
    media: tuple[Path, ...],
    descriptor: int | None,
) -> None:
    """Put the database of FILE back, into a place where there is none.

    What it has of months that were destroyed since is removed before it is put in place.
    """
    env = read_mapping(environ)
    url, instance = database_url_of(env), instance_of(env)
    make_folders(instance)
    refuse_what_is_there(url)
    with file.open("rb") as source, working_folder(instance) as folder:
        backup = read_backup(source, "database")
        key = open_custodian(custodian, media, instance / OFFLINE, asker_for(descriptor))
        snapshot = folder / SNAPSHOT
        with snapshot.open("wb") as target:
            open_database(backup, open_alone(backup.header, key), target)
        removed = make_current(snapshot, environ)
        put_in_place(snapshot, url)
    click.echo(f"The database is back; {removed} rows of destroyed months were left out.")


@contextmanager
def working_folder(instance: Path) -> Iterator[Path]:
    """A folder for its owner only, on the disk of the installation; gone afterwards."""
    with tempfile.TemporaryDirectory(dir=instance, prefix=".backup.") as name:
        yield Path(name)


def refuse_what_is_there(url: str) -> None:
    """Make sure that nothing is written over.

    Raises:
        AlreadyHeld: there is a database.
    """
    path = sqlite_file(url)
    there = path.exists() if path else not is_empty(make_engine(url))
    if there:
        raise AlreadyHeld("There is a database already; restore into an empty place.")


def make_current(snapshot: Path, environ: Mapping[str, str]) -> int:
    """Bring a snapshot to this version, without the months that are gone; rows removed.

    Raises:
        BadBackup: it is no whole database of ours.
    """
    check_snapshot(snapshot)
    engine = make_engine(f"sqlite:///{snapshot}")
    try:
        upgrade_database(engine)
        store = SqlDestructionStore(engine)
        removed = store.remove(gone_here(environ, engine))
        store.clean()
        settle(engine)
        return removed
    finally:
        engine.dispose()


def gone_here(environ: Mapping[str, str], engine: Engine) -> Callable[[int], bool]:
    """Whether a month must stay away, by the records here and in the backup."""
    try:
        places, manifest = places_of(environ), manifest_of(environ)
    except ConfigError:
        # The database's host need not have the keys.
        return is_gone_by(None, clock().date())
    return is_gone_by(RetentionDesk(places, manifest, SqlDestructionStore(engine)), clock().date())


def put_in_place(snapshot: Path, url: str) -> None:
    """Make a snapshot the database; it is there whole, or not at all."""
    path = sqlite_file(url)
    if path is None:
        put_back(snapshot, make_engine(url))
        return
    with snapshot.open("rb") as file:
        os.fsync(file.fileno())
    make_folders(path.parent)
    for ending in ("-wal", "-shm"):
        # Of a database that is gone; it must not be read as part of this one.
        path.with_name(path.name + ending).unlink(missing_ok=True)
    snapshot.rename(path)
    sync_folder(path.parent)
