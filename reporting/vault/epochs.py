"""The manifest: which public key seals which month, signed by the offline root key.

Without the signature whoever can write a file could put in a key of their own.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from reporting.errors import BadManifest, NoKeyForThisMonth
from reporting.vault.sealing import PublicKey
from reporting.vault.strip_keys import NO_STRIP_KEYS, StripKeys, read_strip_keys

VERSION: Final = 1
NO_PREVIOUS: Final = "0" * 64
SIGNED_AS: Final = b"vrijuit/v1/manifest"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The public keys of the months, from a signed list."""

    keys: Mapping[str, PublicKey]
    """By month "YYYY-MM", in order of time; never empty."""
    hash: str
    """SHA-256 of the signed list, in hexadecimal; the next manifest names it."""
    previous_hash: str
    strip_keys: StripKeys = field(default_factory=lambda: NO_STRIP_KEYS)
    """The keys that sign strips, by year; empty in a manifest from before there were strips."""

    def key_for(self, month: str) -> PublicKey:
        """The key of a month "YYYY-MM".

        Raises:
            NoKeyForThisMonth: the manifest has none; a new ceremony is needed.
        """
        try:
            return self.keys[month]
        except KeyError:
            raise NoKeyForThisMonth from None

    def nearest(self, month: str) -> str:
        """The month with a key that is closest to `month`; the first one for "" (unknown).

        Records of an older system happened before there were keys.
        """
        months = tuple(self.keys)
        return min(max(month, months[0]), months[-1])


def epoch_of(month: str) -> int:
    """The month "2026-11" as the number 202611."""
    return int(month.replace("-", ""))


def month_of(epoch: int) -> str:
    """The number 202611 as the month "2026-11"."""
    return f"{epoch // 100:04d}-{epoch % 100:02d}"


def months_from(first: str, count: int) -> tuple[str, ...]:
    """`count` months in a row, from the first one on."""
    start = int(first[:4]) * 12 + int(first[5:7]) - 1
    return tuple(
        f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, start + count)
    )


def canonical(content: Mapping[str, object]) -> bytes:
    """JSON in one form: sorted keys, no spaces, ASCII. What is signed and hashed."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def load_manifest(path: Path, root_public_key: str) -> Manifest:
    """Read and check a manifest.

    Args:
        path: the manifest file.
        root_public_key: Ed25519, 32 bytes in base64; pinned in the settings.

    Raises:
        BadManifest: on any flaw: missing, damaged, not signed by this root key, out of order.
    """
    try:
        document = json.loads(path.read_bytes())
        signed, signature = document["signed"], b64decode(document["signature"], validate=True)
        root = Ed25519PublicKey.from_public_bytes(b64decode(root_public_key, validate=True))
        root.verify(signature, SIGNED_AS + canonical(signed))
        return _manifest_from(signed)
    except (OSError, ValueError, KeyError, TypeError, InvalidSignature):
        raise BadManifest from None


def _manifest_from(signed: Mapping[str, Any]) -> Manifest:
    keys = {_month_in(entry): _key_in(entry) for entry in signed["keys"]}
    months = tuple(keys)
    in_order = months == tuple(sorted(months)) and len(months) == len(signed["keys"])
    if signed["version"] != VERSION or not months or not in_order:
        raise BadManifest
    previous = signed["previous_hash"]
    if len(bytes.fromhex(previous)) != hashlib.sha256().digest_size:
        raise BadManifest
    digest = hashlib.sha256(canonical(signed)).hexdigest()
    return Manifest(MappingProxyType(keys), digest, previous, read_strip_keys(signed))


def _month_in(entry: Mapping[str, Any]) -> str:
    month = month_of(entry["epoch"])
    if entry["not_before"] != f"{month}-01" or not "01" <= month[5:] <= "12":
        raise BadManifest
    return month


def _key_in(entry: Mapping[str, Any]) -> PublicKey:
    key = PublicKey(b64decode(entry["public_key"], validate=True))
    key.load()
    return key


def entries(keys: Sequence[tuple[str, PublicKey]]) -> list[dict[str, object]]:
    """The list of keys as it stands in a manifest: epoch, key, and the first day it serves."""
    return [
        {
            "epoch": epoch_of(month),
            "not_before": f"{month}-01",
            "public_key": b64encode(key.raw).decode(),
        }
        for month, key in keys
    ]
