"""The key ceremony: makes the root key, the keys of the months, the manifest and the secrets.

It runs once, before the first report. What lands in `offline/` is to be moved to a medium that
is kept elsewhere; no process ever reads it.
"""

import json
import os
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.errors import AlreadyHeld
from reporting.vault.epochs import (
    NO_PREVIOUS,
    SIGNED_AS,
    VERSION,
    MonthEntry,
    canonical,
    epoch_of,
    months_from,
)
from reporting.vault.files import PUBLIC_FILE, make_folder, write_new
from reporting.vault.keyring import KEY_SUFFIX
from reporting.vault.opening import PrivateKey
from reporting.vault.passphrases import WrappedSecret
from reporting.vault.screening_files import ScreeningFolder, grant
from reporting.vault.sealing import PublicKey
from reporting.vault.signing import new_signers, public_halves, strip_key_name
from reporting.vault.strip_keys import FIELD, NO_STRIP_KEYS, StripKeys, strip_entries, years_of
from reporting.vault.unwrapping import SEED_BYTES

SECRET_BYTES: Final = 32
SCREENING: Final = "screening"

OFFLINE_README: Final = """\
NL  Dit is de hoofdsleutel van deze installatie. Geen enkel programma leest hem hier.
    Zet deze map op een usb-stick die je opbergt, en wis hem daarna van deze machine.
    Wie deze sleutel heeft, kan nieuwe maandsleutels ondertekenen. Meldingen openen kan hij niet.

EN  This is the root key of this installation. No program reads it here.
    Move this folder to a USB stick, keep that somewhere safe, and erase it from this machine.
    Whoever has this key can sign new month keys. It cannot open reports.
"""


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Where the ceremony left things."""

    root_public_key: str
    """Ed25519, base64; to pin in the settings."""
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MonthSeeds:
    """The two key pairs of a month, while they are made."""

    month: str
    worker: PrivateKey
    screening: PrivateKey

    @property
    def entry(self) -> MonthEntry:
        return MonthEntry(self.month, self.worker.public, self.screening.public)


def new_seeds(month: str) -> MonthSeeds:
    """Fresh key pairs for a month."""
    worker, screening = (PrivateKey(os.urandom(SEED_BYTES)) for _ in range(2))
    return MonthSeeds(month, worker, screening)


def hold_ceremony(
    instance: Path, first_month: str, months: int, analists: Sequence[WrappedSecret] = ()
) -> Ceremony:
    """Make all keys of a new installation.

    Args:
        instance: folder of the installation; made when absent.
        first_month: "YYYY-MM", the first month that gets a key.
        months: how many months get one; 13 or more.
        analists: who may screen these months; their keys are kept in the installation.

    Raises:
        AlreadyHeld: a file of an earlier ceremony is there; nothing is changed.
    """
    _refuse_a_second(instance)
    named = months_from(first_month, months)
    root = Ed25519PrivateKey.generate()
    root_public = b64encode(root.public_key().public_bytes_raw()).decode()
    instance.mkdir(parents=True, exist_ok=True)
    for folder in (instance / "keys", instance / "offline"):
        make_folder(folder)
    keys = [new_seeds(month) for month in named]
    for each in keys:
        write_new(instance / "keys" / f"{epoch_of(each.month)}{KEY_SUFFIX}", each.worker.seed)
    _let_screen(ScreeningFolder(instance / SCREENING), keys, analists)
    signers = new_signers(years_of(named))
    for year, signer in signers.items():
        write_new(instance / "keys" / strip_key_name(year), signer.private_bytes_raw())
    write_new(instance / "offline" / "root_private_key", b64encode(root.private_bytes_raw()))
    write_new(instance / "offline" / "README.txt", OFFLINE_README.encode())
    write_new(instance / "receipt_secrets.json", _receipt_secrets())
    listed = [each.entry for each in keys]
    manifest = sign_manifest(root, listed, NO_PREVIOUS, public_halves(signers))
    write_new(instance / "root_public_key.txt", f"{root_public}\n".encode(), PUBLIC_FILE)
    write_new(instance / "manifest.json", manifest, PUBLIC_FILE)
    return Ceremony(root_public, named)


def sign_manifest(
    root: Ed25519PrivateKey,
    keys: Iterable[MonthEntry],
    previous_hash: str,
    strip_keys: StripKeys = NO_STRIP_KEYS,
) -> bytes:
    """The manifest file for these months.

    Args:
        root: the root key.
        keys: of the months.
        previous_hash: of the manifest before this one.
        strip_keys: of all years so far, past ones included, or their strips no longer verify.
    """
    signed: dict[str, object] = {
        "version": VERSION,
        "previous_hash": previous_hash,
        "keys": [entry.written() for entry in keys],
    }
    if strip_keys:
        signed[FIELD] = strip_entries(strip_keys)
    return sign(root, signed)


def sign(root: Ed25519PrivateKey, signed: Mapping[str, object]) -> bytes:
    """A signed list as its file has it."""
    signature = b64encode(root.sign(SIGNED_AS + canonical(signed))).decode()
    return json.dumps({"signed": signed, "signature": signature}, indent=1).encode() + b"\n"


def _let_screen(
    folder: ScreeningFolder, keys: Sequence[MonthSeeds], analists: Sequence[WrappedSecret]
) -> None:
    folder.prepare()
    for wrapped in analists:
        public = PublicKey(wrapped.public_key)
        seeds = ((each.screening.seed, epoch_of(each.month)) for each in keys)
        folder.add_analist(wrapped, (grant(seed, epoch, public) for seed, epoch in seeds))


def _refuse_a_second(instance: Path) -> None:
    names = (
        "manifest.json",
        "root_public_key.txt",
        "receipt_secrets.json",
        "keys",
        "offline",
        SCREENING,
    )
    if any((instance / name).exists() for name in names):
        raise AlreadyHeld


def _receipt_secrets() -> bytes:
    secrets = {
        "version": 1,
        "salt": b64encode(os.urandom(SECRET_BYTES)).decode(),
        "pepper": b64encode(os.urandom(SECRET_BYTES)).decode(),
    }
    return json.dumps(secrets).encode() + b"\n"
