"""What the commands of `vrijuit keys` share: the folders, the root key, two custodians."""

from collections.abc import Mapping
from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.cli.asking import Asker
from app.cli.gathering import ROOT, custodian_named
from app.cli.wiring import clock
from config.common import (
    instance_of,
    keys_dir_of,
    manifest_path_of,
    root_public_key_of,
    screening_dir_of,
)
from config.env import read_mapping
from reporting.errors import KeysNotReadable
from reporting.vault.custodians import (
    ROOT_FOLDER,
    custodian_folder,
    read_custodian,
    read_root,
    unlock_custodian,
)
from reporting.vault.epochs import CUSTODIANS, Manifest, load_manifest
from reporting.vault.places import Places
from reporting.vault.quorum import PAIRS, Pair
from reporting.vault.unwrapping import PrivateKey


class PairType(click.ParamType[Pair]):
    """Two custodians, as in `1,3`."""

    name = "A,B"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Pair:
        for pair in PAIRS:
            if value in (pair, f"{pair[0]},{pair[1]}", f"{pair[1]},{pair[0]}"):
                return pair
        said = f"{value} must be two numbers from 1 to {CUSTODIANS}, such as 1,2"
        raise click.BadParameter(said, ctx=ctx, param=param)


pair_option = click.option("--pair", type=PairType(), help="Two custodians, such as 1,2.")
media_option = click.option(
    "--media",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help="Folder with custodian-1 and so on, as their sticks have it; may be said twice.",
)
root_option = click.option(
    "--root",
    "root_folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with the root key, as its stick has it.",
)


def places_of(environ: Mapping[str, str]) -> Places:
    """The folders of the keys, from the settings.

    Raises:
        ConfigError: a setting is wrong, or there is no manifest.
    """
    env = read_mapping(environ)
    return Places(
        instance_of(env),
        keys_dir_of(env),
        manifest_path_of(env),
        screening_dir_of(env),
    )


def manifest_of(environ: Mapping[str, str]) -> Manifest:
    """The manifest, held against the root key of the settings; raises BadManifest."""
    env = read_mapping(environ)
    return load_manifest(manifest_path_of(env), root_public_key_of(env))


def this_month() -> str:
    """YYYY-MM, of now."""
    return f"{clock():%Y-%m}"


def open_root(places: Places, folder: Path | None, asker: Asker) -> Ed25519PrivateKey:
    """The root key, from its medium or from where the ceremony left it."""
    return read_root(folder or places.offline / ROOT_FOLDER, lambda: asker.known(ROOT))


def open_pair(
    offline: Path, pair: Pair, media: tuple[Path, ...], asker: Asker
) -> dict[int, PrivateKey]:
    """The keys of two custodians, from their sticks or from where the ceremony left them.

    Raises:
        KeysNotReadable: a key is not there.
        WrongPassphrase: one of the passphrases is wrong.
    """
    return {number: open_custodian(number, media, offline, asker) for number in pair}


def open_custodian(number: int, media: tuple[Path, ...], offline: Path, asker: Asker) -> PrivateKey:
    """The key of one custodian; raises KeysNotReadable, WrongPassphrase."""
    wrapped = read_custodian(_custodian_on(media or (offline,), number), number)
    return unlock_custodian(wrapped, asker.known(custodian_named(number)))


def _custodian_on(media: tuple[Path, ...], number: int) -> Path:
    for folder in media:
        if custodian_folder(folder, number).is_dir():
            return custodian_folder(folder, number)
    looked = ", ".join(str(folder) for folder in media)
    raise KeysNotReadable(f"The key of custodian {number} is not in {looked}; say --media.")
