"""The manifest: which public key seals which month, signed by the offline root key.

Without the signature whoever can write a file could put in a key of their own.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from reporting.errors import BadManifest, NoKeyForThisMonth
from reporting.vault.envelope import Role
from reporting.vault.sealing import PublicKey, Recipient
from reporting.vault.strip_keys import NO_STRIP_KEYS, StripKeys, read_strip_keys

VERSION: Final = 2
"""2: a month may have a screening key as well. 1 is still read."""
READABLE: Final = (1, VERSION)
CUSTODIANS: Final = 3
NO_PREVIOUS: Final = "0" * 64
SIGNED_AS: Final = b"vrijuit/v1/manifest"


class MonthKeys(Protocol):
    """Whose keys seal what comes in; a `Manifest` is one."""

    def key_for(self, month: str) -> PublicKey: ...
    def recipients(self, month: str) -> tuple[Recipient, ...]: ...
    def nearest(self, month: str) -> str: ...


@dataclass(frozen=True, slots=True)
class MonthEntry:
    """The public keys of one month as they stand in a manifest."""

    month: str
    """YYYY-MM"""
    worker: PublicKey
    screening: PublicKey | None = None
    """None in months that a manifest of version 1 named."""

    def written(self) -> dict[str, object]:
        """The entry as JSON: epoch, keys, and the first day they serve."""
        entry: dict[str, object] = {
            "epoch": epoch_of(self.month),
            "not_before": f"{self.month}-01",
            "public_key": b64encode(self.worker.raw).decode(),
        }
        if self.screening is not None:
            entry["screening_key"] = b64encode(self.screening.raw).decode()
        return entry


@dataclass(frozen=True, slots=True)
class Manifest:
    """The public keys of the months, from a signed list."""

    entries: Mapping[str, MonthEntry]
    """By month "YYYY-MM", in order of time; never empty."""
    hash: str
    """SHA-256 of the signed list, in hexadecimal; the next manifest names it."""
    previous_hash: str
    number: int = 1
    """Of the manifest: each that follows has the next one."""
    made_in: str = ""
    """YYYY-MM; months up to this one were fixed when it was made. Unknown in version 1."""
    custodians: tuple[PublicKey, ...] = ()
    """Three, in order of their numbers, or none."""
    record_keys: tuple[bytes, ...] = ()
    """Ed25519; they sign the records of what was destroyed."""
    strip_keys: StripKeys = field(default_factory=lambda: NO_STRIP_KEYS)
    """The keys that sign strips, by year; empty in a manifest from before there were strips."""

    @property
    def months(self) -> tuple[str, ...]:
        """The months that have a key, in order of time."""
        return tuple(self.entries)

    def entry(self, month: str) -> MonthEntry:
        """The keys of a month "YYYY-MM".

        Raises:
            NoKeyForThisMonth: the manifest has none; a new ceremony is needed.
        """
        try:
            return self.entries[month]
        except KeyError:
            raise NoKeyForThisMonth from None

    def key_for(self, month: str) -> PublicKey:
        """The worker's key of a month; raises NoKeyForThisMonth."""
        return self.entry(month).worker

    def recipients(self, month: str) -> tuple[Recipient, ...]:
        """Who may open a report of that month: the worker, and screening where it has a key.

        Raises:
            NoKeyForThisMonth: the manifest has none; a new ceremony is needed.
        """
        entry = self.entry(month)
        worker = Recipient(Role.WORKER, entry.worker)
        if entry.screening is None:
            return (worker,)
        return (worker, Recipient(Role.SCREENING, entry.screening))

    def nearest(self, month: str) -> str:
        """The month with a key that is closest to `month`; the first one for "" (unknown).

        Records of an older system happened before there were keys.
        """
        return min(max(month, self.months[0]), self.months[-1])


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
    found = [_entry_in(entry, signed["version"]) for entry in signed["keys"]]
    months = [entry.month for entry in found]
    in_order = months == sorted(set(months))
    if signed["version"] not in READABLE or not months or not in_order:
        raise BadManifest
    previous = signed["previous_hash"]
    if len(bytes.fromhex(previous)) != hashlib.sha256().digest_size:
        raise BadManifest
    custodians = tuple(_key_in(text) for text in signed.get("custodians", ()))
    if len(custodians) not in {0, CUSTODIANS}:
        raise BadManifest
    return Manifest(
        entries=MappingProxyType({entry.month: entry for entry in found}),
        hash=hashlib.sha256(canonical(signed)).hexdigest(),
        previous_hash=previous,
        number=_number_in(signed),
        made_in=str(signed.get("made_in", "")),
        custodians=custodians,
        record_keys=tuple(b64decode(text, validate=True) for text in signed.get("record_keys", ())),
        strip_keys=read_strip_keys(signed),
    )


def _number_in(signed: Mapping[str, Any]) -> int:
    number = signed.get("number", 1)
    if not isinstance(number, int) or number < 1:
        raise BadManifest
    return number


def _entry_in(entry: Mapping[str, Any], version: int) -> MonthEntry:
    month = month_of(entry["epoch"])
    if entry["not_before"] != f"{month}-01" or not "01" <= month[5:] <= "12":
        raise BadManifest
    has_screening = version > 1 and "screening_key" in entry
    screening = _key_in(entry["screening_key"]) if has_screening else None
    return MonthEntry(month, _key_in(entry["public_key"]), screening)


def _key_in(text: str) -> PublicKey:
    key = PublicKey(b64decode(text, validate=True))
    key.load()
    return key
