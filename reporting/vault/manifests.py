"""Making manifests: each is signed, names the one before, and changes no month that has begun."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.errors import BadManifest
from reporting.vault.epochs import (
    NO_PREVIOUS,
    SIGNED_AS,
    VERSION,
    Manifest,
    MonthEntry,
    canonical,
)
from reporting.vault.sealing import PublicKey
from reporting.vault.strip_keys import FIELD, NO_STRIP_KEYS, StripKeys, strip_entries


@dataclass(frozen=True, slots=True)
class Contents:
    """What a manifest is to say."""

    months: Sequence[MonthEntry]
    """In order of time."""
    made_in: str
    """YYYY-MM; months up to this one never change again."""
    strip_keys: StripKeys = field(default_factory=lambda: NO_STRIP_KEYS)
    """Of all years so far, past ones included, or their strips no longer verify."""
    custodians: Sequence[PublicKey] = ()
    record_keys: Sequence[bytes] = ()
    """Ed25519; the ones that signed earlier records stay."""
    number: int = 1
    previous_hash: str = NO_PREVIOUS

    def signed(self) -> dict[str, object]:
        """As it stands in the file, ready to sign."""
        content: dict[str, object] = {
            "version": VERSION,
            "number": self.number,
            "made_in": self.made_in,
            "previous_hash": self.previous_hash,
            "keys": [entry.written() for entry in self.months],
        }
        if self.strip_keys:
            content[FIELD] = strip_entries(self.strip_keys)
        if self.custodians:
            content["custodians"] = [b64encode(key.raw).decode() for key in self.custodians]
        if self.record_keys:
            content["record_keys"] = [b64encode(key).decode() for key in self.record_keys]
        return content


def sign_manifest(root: Ed25519PrivateKey, contents: Contents) -> bytes:
    """A manifest as its file has it."""
    signed = contents.signed()
    signature = b64encode(root.sign(SIGNED_AS + canonical(signed))).decode()
    return json.dumps({"signed": signed, "signature": signature}, indent=1).encode() + b"\n"


def following(manifest: Manifest, months: Mapping[str, MonthEntry], made_in: str) -> Contents:
    """What the next manifest says, with these months added or replaced; else all stays.

    Raises:
        BadManifest: a month that has begun would change.
    """
    merged = {**manifest.entries, **months}
    begun = [month for month in manifest.months if month <= made_in]
    if any(merged[month] != manifest.entries[month] for month in begun):
        raise BadManifest("The keys of a month that has begun cannot be changed.")
    return Contents(
        months=tuple(merged[month] for month in sorted(merged)),
        made_in=made_in,
        strip_keys=manifest.strip_keys,
        custodians=manifest.custodians,
        record_keys=manifest.record_keys,
        number=manifest.number + 1,
        previous_hash=manifest.hash,
    )


def check_chain(manifests: Iterable[Manifest]) -> None:
    """Make sure that each manifest follows the one before it and changed no month that had begun.

    Raises:
        BadManifest: a link is missing, or a month was changed afterwards.
    """
    before: Manifest | None = None
    for manifest in manifests:
        if before is None and manifest.previous_hash != NO_PREVIOUS:
            raise BadManifest("The first manifest is missing.")
        if before is not None:
            _check_link(before, manifest)
        before = manifest


def _check_link(before: Manifest, manifest: Manifest) -> None:
    if (manifest.number, manifest.previous_hash) != (before.number + 1, before.hash):
        raise BadManifest(f"Manifest {manifest.number} does not follow the one before it.")
    for month, entry in before.entries.items():
        kept = manifest.entries.get(month)
        if kept is None or (month <= manifest.made_in and kept != entry):
            raise BadManifest(f"Manifest {manifest.number} changed the key of {month} afterwards.")


NO_MONTHS: Mapping[str, MonthEntry] = MappingProxyType({})
