"""The key ceremony: makes the root key, the keys of the months, the manifest and the secrets.

It runs once, before the first report. What lands in `offline/` is to be moved to a medium that
is kept elsewhere; no process ever reads it.
"""

import json
import os
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.errors import AlreadyHeld
from reporting.vault.epochs import (
    NO_PREVIOUS,
    SIGNED_AS,
    VERSION,
    canonical,
    entries,
    epoch_of,
    months_from,
)
from reporting.vault.keyring import KEY_SUFFIX
from reporting.vault.opening import PrivateKey
from reporting.vault.signing import new_signers, public_halves, strip_key_name
from reporting.vault.strip_keys import FIELD, NO_STRIP_KEYS, StripKeys, strip_entries, years_of
from reporting.vault.unwrapping import SEED_BYTES

SECRET_BYTES: Final = 32
OWNER_FILE: Final = 0o600
OWNER_FOLDER: Final = 0o700
PUBLIC_FILE: Final = 0o644

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


def hold_ceremony(instance: Path, first_month: str, months: int) -> Ceremony:
    """Make all keys of a new installation.

    Args:
        instance: folder of the installation; made when absent.
        first_month: "YYYY-MM", the first month that gets a key.
        months: how many months get one; 13 or more.

    Raises:
        AlreadyHeld: a file of an earlier ceremony is there; nothing is changed.
    """
    _refuse_a_second(instance)
    named = months_from(first_month, months)
    root = Ed25519PrivateKey.generate()
    root_public = b64encode(root.public_key().public_bytes_raw()).decode()
    instance.mkdir(parents=True, exist_ok=True)
    for folder in (instance / "keys", instance / "offline"):
        folder.mkdir(mode=OWNER_FOLDER)
        folder.chmod(OWNER_FOLDER)
    keys = [(month, PrivateKey(os.urandom(SEED_BYTES))) for month in named]
    for month, key in keys:
        write_new(instance / "keys" / f"{epoch_of(month)}{KEY_SUFFIX}", key.seed)
    signers = new_signers(years_of(named))
    for year, signer in signers.items():
        write_new(instance / "keys" / strip_key_name(year), signer.private_bytes_raw())
    write_new(instance / "offline" / "root_private_key", b64encode(root.private_bytes_raw()))
    write_new(instance / "offline" / "README.txt", OFFLINE_README.encode())
    write_new(instance / "receipt_secrets.json", _receipt_secrets())
    public = entries([(month, key.public) for month, key in keys])
    manifest = sign_manifest(root, public, NO_PREVIOUS, public_halves(signers))
    write_new(instance / "root_public_key.txt", f"{root_public}\n".encode(), PUBLIC_FILE)
    write_new(instance / "manifest.json", manifest, PUBLIC_FILE)
    return Ceremony(root_public, named)


def sign_manifest(
    root: Ed25519PrivateKey,
    keys: list[dict[str, object]],
    previous_hash: str,
    strip_keys: StripKeys = NO_STRIP_KEYS,
) -> bytes:
    """The manifest file for these entries.

    Args:
        root: the root key.
        keys: of the months.
        previous_hash: of the manifest before this one.
        strip_keys: of all years so far, past ones included, or their strips no longer verify.
    """
    signed: dict[str, object] = {
        "version": VERSION,
        "previous_hash": previous_hash,
        "keys": keys,
    }
    if strip_keys:
        signed[FIELD] = strip_entries(strip_keys)
    signature = b64encode(root.sign(SIGNED_AS + canonical(signed))).decode()
    return json.dumps({"signed": signed, "signature": signature}, indent=1).encode() + b"\n"


def write_new(path: Path, content: bytes, mode: int = OWNER_FILE) -> None:
    """Write a file that must not exist yet, with its mode from the first byte on.

    Raises:
        AlreadyHeld: the file exists.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise AlreadyHeld from None
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _refuse_a_second(instance: Path) -> None:
    names = ("manifest.json", "root_public_key.txt", "receipt_secrets.json", "keys", "offline")
    if any((instance / name).exists() for name in names):
        raise AlreadyHeld


def _receipt_secrets() -> bytes:
    secrets = {
        "version": 1,
        "salt": b64encode(os.urandom(SECRET_BYTES)).decode(),
        "pepper": b64encode(os.urandom(SECRET_BYTES)).decode(),
    }
    return json.dumps(secrets).encode() + b"\n"
