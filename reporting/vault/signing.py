"""The private half of the strip keys. Only the worker's side may import this."""

import os
import re
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.errors import KeysNotReadable
from reporting.vault.strip_keys import StripKeys

STRIP_KEY_NAME: Final = re.compile(r"strip-(\d{4})\.key")
SEED_BYTES: Final = 32
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO

Signers = Mapping[int, Ed25519PrivateKey]
"""The key that signs the strips of a year, by year."""


def strip_key_name(year: int) -> str:
    """The file of a year's key in the keys folder; 32 bytes, an Ed25519 seed."""
    return f"strip-{year}.key"


def new_signers(years: Iterable[int]) -> Signers:
    """A fresh key for each year; only the ceremony makes them, as the root must vouch for each."""
    return {year: Ed25519PrivateKey.from_private_bytes(os.urandom(SEED_BYTES)) for year in years}


def public_halves(signers: Signers) -> StripKeys:
    """What the manifest is to say of these keys."""
    return {year: key.public_key().public_bytes_raw() for year, key in signers.items()}


def load_signers(keys_dir: Path, vouched_for: StripKeys) -> Signers:
    """The signing keys in a folder, each held against the manifest.

    A year without a file signs no strips here: its key was destroyed, or lies elsewhere.

    Args:
        keys_dir: of the worker.
        vouched_for: the public keys of the manifest.

    Raises:
        KeysNotReadable: a key is damaged, not of the manifest, or readable by others.
    """
    try:
        signers = {
            int(found[1]): _read_signer(path)
            for path in keys_dir.iterdir()
            if (found := STRIP_KEY_NAME.fullmatch(path.name))
        }
    except (OSError, ValueError):
        raise KeysNotReadable("A key that signs strips is damaged.") from None
    if any(vouched_for.get(year) != key for year, key in public_halves(signers).items()):
        raise KeysNotReadable("A key that signs strips is not one of the manifest.")
    return signers


def _read_signer(path: Path) -> Ed25519PrivateKey:
    if path.stat().st_mode & OTHERS:
        raise KeysNotReadable("Others may read a key that signs strips; run `chmod 600` on it.")
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
