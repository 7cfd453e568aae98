"""The arithmetic of a private key: from a seed to what an envelope holds.

Used by `opening` (reports, in the worker) and by `unlocking` (a reporter's own thread).
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reporting.errors import CannotOpen
from reporting.vault.envelope import (
    BODY_LABEL,
    KEY_ID_BYTES,
    X25519_SUITE,
    Parts,
    Purpose,
    key_info,
    parse,
    unpad,
)
from reporting.vault.sealing import HPKE_SUITE, MLKEM_PUBLIC_BYTES, PublicKey, commit

X25519_HPKE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
MLKEM_SEED_BYTES: Final = 64
SEED_BYTES: Final = 96
"""64 bytes of ML-KEM-768 seed, then the 32 bytes of the X25519 scalar."""


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """An X-Wing key pair, rebuilt from its 96-byte seed; once, as a key opens many envelopes."""

    seed: bytes = field(repr=False)
    public: PublicKey = field(init=False, repr=False, compare=False)
    """The half that may be given away."""
    loaded: hpke.MLKEM768X25519PrivateKey = field(init=False, repr=False, compare=False)
    """The key as the library takes it."""
    curve: x25519.X25519PrivateKey = field(init=False, repr=False, compare=False)
    """Its X25519 half, which alone opens envelopes of suite 1."""

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_BYTES:
            raise ValueError("a seed has 96 bytes")
        lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(self.seed[:MLKEM_SEED_BYTES])
        curve = x25519.X25519PrivateKey.from_private_bytes(self.seed[MLKEM_SEED_BYTES:])
        raw = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        object.__setattr__(self, "public", PublicKey(raw))
        object.__setattr__(self, "loaded", hpke.MLKEM768X25519PrivateKey(lattice, curve))
        object.__setattr__(self, "curve", curve)

    def key_id(self, suite: int) -> bytes:
        """8 bytes that name this key in the stanzas of a suite."""
        if suite != X25519_SUITE:
            return self.public.key_id
        half = self.public.raw[MLKEM_PUBLIC_BYTES:]
        return hashlib.sha256(bytes([suite]) + half).digest()[:KEY_ID_BYTES]

    def unwrap(self, wrapped: bytes, info: bytes, suite: int) -> bytes:
        """A data key that was wrapped for this key; raises InvalidTag or ValueError."""
        if suite == X25519_SUITE:
            return X25519_HPKE.decrypt(wrapped, self.curve, info=info)
        return HPKE_SUITE.decrypt(wrapped, self.loaded, info=info)


def unwrap(blob: bytes, key: PrivateKey, *, purpose: Purpose, object_id: bytes) -> bytes:
    """The payload of an envelope that is meant for this key, purpose and row.

    Raises:
        CannotOpen: whatever the cause; the causes are not told apart.
    """
    parts = parse(blob)
    if parts.header.purpose != purpose or parts.header.object_id != object_id:
        raise CannotOpen
    try:
        return _unwrap(parts, key)
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def _unwrap(parts: Parts, key: PrivateKey) -> bytes:
    header = parts.header.pack()
    data_key = _data_key(parts, key, header)
    if not hmac.compare_digest(commit(data_key), parts.header.commitment):
        raise CannotOpen
    padded = AESGCM(data_key).decrypt(parts.nonce, parts.body, BODY_LABEL + header)
    return unpad(padded, parts.header.bucket)


def _data_key(parts: Parts, key: PrivateKey, header: bytes) -> bytes:
    suite = parts.header.suite
    key_id = key.key_id(suite)
    for stanza in parts.stanzas:
        if stanza.key_id == key_id:
            info = key_info(header, stanza.role, key_id)
            return key.unwrap(stanza.wrapped_key, info, suite)
    raise CannotOpen
