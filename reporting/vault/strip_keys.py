"""The keys that sign strips, one a year: what a manifest says of them. Public halves only."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from reporting.errors import BadManifest

FIELD: Final = "strip_keys"
"""Optional in a manifest of any version: one without it signs no strips."""
YEARS: Final = range(2000, 10_000)

StripKeys = Mapping[int, bytes]
"""Ed25519 public keys, 32 bytes, by year. Those of past years stay, so that old strips verify."""
NO_STRIP_KEYS: Final[StripKeys] = MappingProxyType({})


def years_of(months: Iterable[str]) -> tuple[int, ...]:
    """The years that months "YYYY-MM" lie in, in order."""
    return tuple(sorted({int(month[:4]) for month in months}))


def strip_entries(keys: StripKeys) -> list[dict[str, object]]:
    """The keys as they stand in a manifest."""
    return [{"year": year, "public_key": b64encode(keys[year]).decode()} for year in sorted(keys)]


def read_strip_keys(signed: Mapping[str, Any]) -> StripKeys:
    """The keys in the signed part of a manifest; empty when it names none.

    Raises:
        BadManifest: a year twice, out of order or out of reason.
        ValueError, KeyError, TypeError: an entry is none.
    """
    listed = [(entry["year"], _key_in(entry)) for entry in signed.get(FIELD, ())]
    years = [year for year, _ in listed]
    if years != sorted(set(years)) or not all(year in YEARS for year in years):
        raise BadManifest
    return MappingProxyType(dict(listed))


def _key_in(entry: Mapping[str, Any]) -> bytes:
    key = b64decode(entry["public_key"], validate=True)
    Ed25519PublicKey.from_public_bytes(key)
    return key
