"""The public half of the vault: sealing with public keys. It can open nothing.

HPKE (RFC 9180) in base mode wraps a fresh data key for each recipient. HPKE here takes no
associated data, so everything is bound through `info` (RFC 9180 §8.1).
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from reporting.vault.envelope import (
    BODY_LABEL,
    COMMITMENT_BYTES,
    KEY_ID_BYTES,
    MAX_RECIPIENTS,
    NONCE_BYTES,
    OBJECT_ID_BYTES,
    SUITE,
    Envelope,
    Header,
    Parts,
    Purpose,
    Role,
    Stanza,
    bucket_for,
    key_info,
    pad,
    serialise,
)

HPKE_SUITE: Final = hpke.Suite(
    hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM
)
DATA_KEY_BYTES: Final = 32
MLKEM_PUBLIC_BYTES: Final = 1184
X25519_PUBLIC_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An X-Wing public key: ML-KEM-768 (1,184 bytes), then X25519 (32 bytes)."""

    raw: bytes
    _loaded: hpke.MLKEM768X25519PublicKey | None = field(
        default=None, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        if len(self.raw) != MLKEM_PUBLIC_BYTES + X25519_PUBLIC_BYTES:
            raise ValueError("a public key has 1216 bytes")

    @property
    def key_id(self) -> bytes:
        """8 bytes that name this key in a stanza."""
        return hashlib.sha256(bytes([SUITE]) + self.raw).digest()[:KEY_ID_BYTES]

    def load(self) -> hpke.MLKEM768X25519PublicKey:
        """The key as the library takes it; ValueError when a half is not valid.

        A key remembers it, for as long as the key itself is kept: that of a month seals many
        reports, and that of a reporter is gone with the request.
        """
        loaded = self._loaded
        if loaded is None:
            loaded = hpke.MLKEM768X25519PublicKey(
                mlkem.MLKEM768PublicKey.from_public_bytes(self.raw[:MLKEM_PUBLIC_BYTES]),
                x25519.X25519PublicKey.from_public_bytes(self.raw[MLKEM_PUBLIC_BYTES:]),
            )
            object.__setattr__(self, "_loaded", loaded)
        return loaded


@dataclass(frozen=True, slots=True)
class Recipient:
    role: Role
    key: PublicKey
    shut_out: bool = False
    """True for one who is to find nothing: from outside the envelope looks the same."""


def expand(secret: bytes, label: bytes, length: int) -> bytes:
    """`length` bytes under one label (HKDF-Expand, RFC 5869); labels give unrelated secrets."""
    return HKDFExpand(hashes.SHA256(), length, b"vrijuit/v1/" + label).derive(secret)


def commit(data_key: bytes) -> bytes:
    """16 bytes that fix the data key.

    AES-GCM alone does not: one body could open to two texts under two keys.
    """
    return expand(data_key, b"commit", COMMITMENT_BYTES)


def seal(
    payload: bytes,
    recipients: Sequence[Recipient],
    *,
    purpose: Purpose,
    epoch: int,
    object_id: bytes | None = None,
) -> Envelope:
    """Seal a payload for every recipient; each can open it alone.

    Args:
        payload: padded to its bucket, so only the bucket shows.
        recipients: one to 16.
        purpose: bound to the envelope.
        epoch: month of the key, yyyymm.
        object_id: 16 bytes, random when left out; the row key.
    """
    if not 1 <= len(recipients) <= MAX_RECIPIENTS:
        raise ValueError("an envelope has 1 to 16 recipients")
    data_key = os.urandom(DATA_KEY_BYTES)
    header = Header(
        purpose=purpose,
        epoch=epoch,
        object_id=os.urandom(OBJECT_ID_BYTES) if object_id is None else object_id,
        bucket=bucket_for(len(payload), purpose),
        commitment=commit(data_key),
    )
    packed = header.pack()
    nonce = os.urandom(NONCE_BYTES)
    padded = pad(payload, header.bucket)
    parts = Parts(
        header=header,
        stanzas=tuple(_wrap(data_key, packed, recipient) for recipient in recipients),
        nonce=nonce,
        body=AESGCM(data_key).encrypt(nonce, padded, BODY_LABEL + packed),
    )
    return Envelope(header.object_id, epoch, purpose, serialise(parts))


def _wrap(data_key: bytes, header: bytes, recipient: Recipient) -> Stanza:
    key_id = recipient.key.key_id
    info = key_info(header, recipient.role, key_id)
    secret = os.urandom(DATA_KEY_BYTES) if recipient.shut_out else data_key
    wrapped = HPKE_SUITE.encrypt(secret, recipient.key.load(), info=info)
    return Stanza(recipient.role, key_id, wrapped)
