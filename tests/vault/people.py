"""An installation with everybody in it, at a low cost for each passphrase."""

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.vault.analists import AnalistKey, new_analist
from reporting.vault.ceremony import hold_ceremony
from reporting.vault.custodians import (
    ROOT_FOLDER,
    Safes,
    new_custodian,
    read_root,
    unlock_custodian,
)
from reporting.vault.epochs import Manifest, load_manifest
from reporting.vault.passphrases import LOWEST_COST, WrappedSecret
from reporting.vault.places import Places, places_in
from reporting.vault.unwrapping import PrivateKey

ANA = "ana@demo.example"
WORDS = "vijf woorden zijn genoeg hier"


@cache
def custodian(number: int) -> tuple[PrivateKey, WrappedSecret]:
    wrapped = new_custodian(number, WORDS, LOWEST_COST)
    return unlock_custodian(wrapped, WORDS), wrapped


@cache
def analist(name: str = ANA) -> tuple[AnalistKey, WrappedSecret]:
    return new_analist(name, WORDS, LOWEST_COST)


@dataclass(frozen=True)
class House:
    places: Places
    root_public_key: str

    @property
    def manifest(self) -> Manifest:
        return load_manifest(self.places.manifest, self.root_public_key)

    @property
    def root(self) -> Ed25519PrivateKey:
        return read_root(self.places.offline / ROOT_FOLDER, lambda: WORDS)

    @property
    def quorum(self) -> Path:
        return self.places.quorum


def hold(folder: Path, first_month: str = "2026-11", months: int = 3, of: str = "us") -> House:
    """An installation in this folder: a copy of one real ceremony, as each takes a while."""
    template, root = _held(first_month, months, of)
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return House(places_in(folder), root)


@cache
def _held(first_month: str, months: int, _of: str) -> tuple[Path, str]:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    safes = Safes(WORDS, tuple(custodian(number)[1] for number in (1, 2, 3)), LOWEST_COST)
    held = hold_ceremony(folder, first_month, months, [analist()[1]], safes)
    return folder, held.root_public_key


def keys_of(*numbers: int) -> dict[int, PrivateKey]:
    return {number: custodian(number)[0] for number in numbers}


def files_in(folder: Path) -> Mapping[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
