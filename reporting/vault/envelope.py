"""The sealed envelope "VRJ1" as bytes: header, stanzas, padded body. Pure; no key is used here.

Layout, big-endian:
    header 48 bytes: magic(4) suite u8, purpose u8, schema u16, epoch u32 yyyymm, object id(16),
        bucket u8 (log2 of the padded size), zeros(3), commitment to the data key(16)
    n u8, then n stanzas: role u8, key id(8), length u16, the wrapped data key
    nonce(12), AES-256-GCM(data key, padded payload, aad = BODY_LABEL + header)
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from reporting.errors import CannotOpen

MAGIC: Final = b"VRJ1"
SUITE: Final = 2
"""MLKEM768-X25519 (X-Wing) with HKDF-SHA256 and AES-256-GCM. All that is sealed here has it."""
X25519_SUITE: Final = 1
"""The same with X25519 alone: should X-Wing turn out broken before it is a standard, an older or a
later version can seal with it. It is read here, and never written."""
READABLE: Final = (X25519_SUITE, SUITE)
SCHEMA: Final = 1

KEY_LABEL: Final = b"vrijuit/v1/dek"
BODY_LABEL: Final = b"vrijuit/v1/body"

OBJECT_ID_BYTES: Final = 16
COMMITMENT_BYTES: Final = 16
KEY_ID_BYTES: Final = 8
NONCE_BYTES: Final = 12
MAX_RECIPIENTS: Final = 16

SMALLEST_BUCKET: Final = 12
BUCKETS: Final[tuple[int, ...]] = (12, 14, 16, *range(17, 31))
"""log2 of bytes: 4, 16, 64 KiB for what reporters write; larger ones for states of the analysis."""

HEADER: Final = struct.Struct(">4sBBHI16sB3x16s")
STANZA: Final = struct.Struct(f">B{KEY_ID_BYTES}sH")
LENGTH: Final = struct.Struct(">I")


class Purpose(IntEnum):
    """What an envelope is for. It is bound: a report never opens as a message."""

    REPORT = 2
    TO_STAFF = 3
    TO_REPORTER = 4
    STRIP = 5
    STATE = 6
    VECTORS = 7
    ORDER = 8


class Role(IntEnum):
    """Whose key a stanza is for."""

    WORKER = 1
    SCREENING = 2
    REPORTER = 3
    CUSTODIAN = 4


SMALLEST_FOR: Final[Mapping[Purpose, int]] = MappingProxyType(
    {Purpose.REPORT: 14, Purpose.ORDER: 14}
)
"""All reports of the form share one size, so the size of a row says nothing about a story; so do
the orders of analists."""


@dataclass(frozen=True, slots=True)
class Header:
    purpose: Purpose
    epoch: int
    """yyyymm"""
    object_id: bytes
    bucket: int
    commitment: bytes
    suite: int = SUITE

    def pack(self) -> bytes:
        return HEADER.pack(
            MAGIC,
            self.suite,
            self.purpose,
            SCHEMA,
            self.epoch,
            self.object_id,
            self.bucket,
            self.commitment,
        )


@dataclass(frozen=True, slots=True)
class Stanza:
    role: int
    key_id: bytes
    wrapped_key: bytes

    def pack(self) -> bytes:
        return STANZA.pack(self.role, self.key_id, len(self.wrapped_key)) + self.wrapped_key


@dataclass(frozen=True, slots=True)
class Parts:
    header: Header
    stanzas: tuple[Stanza, ...]
    nonce: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sealed envelope with the part of its header that stores may know."""

    object_id: bytes
    epoch: int
    purpose: Purpose
    blob: bytes


def serialise(parts: Parts) -> bytes:
    """The envelope as one string of bytes."""
    stanzas = b"".join(stanza.pack() for stanza in parts.stanzas)
    count = bytes([len(parts.stanzas)])
    return parts.header.pack() + count + stanzas + parts.nonce + parts.body


def read_header(blob: bytes) -> Header:
    """The header as written. Nothing of it is proven until the envelope is opened.

    Raises:
        CannotOpen: the bytes are no envelope of a kind known here.
    """
    try:
        magic, suite, purpose, schema, epoch, object_id, bucket, commitment = HEADER.unpack_from(
            blob
        )
        header = Header(Purpose(purpose), epoch, object_id, bucket, commitment, suite)
    except (struct.error, ValueError):
        raise CannotOpen from None
    if (magic, schema) != (MAGIC, SCHEMA) or suite not in READABLE or bucket not in BUCKETS:
        raise CannotOpen
    if header.pack() != blob[: HEADER.size]:
        raise CannotOpen
    return header


def parse(blob: bytes) -> Parts:
    """The parts of an envelope.

    Raises:
        CannotOpen: the bytes are no envelope of a kind known here.
    """
    header = read_header(blob)
    try:
        stanzas, place = _parse_stanzas(blob)
    except (struct.error, IndexError):
        raise CannotOpen from None
    nonce, body = blob[place : place + NONCE_BYTES], blob[place + NONCE_BYTES :]
    if len(nonce) != NONCE_BYTES:
        raise CannotOpen
    return Parts(header, stanzas, nonce, body)


def _parse_stanzas(blob: bytes) -> tuple[tuple[Stanza, ...], int]:
    place = HEADER.size + 1
    stanzas = []
    for _ in range(min(blob[HEADER.size], MAX_RECIPIENTS)):
        role, key_id, length = STANZA.unpack_from(blob, place)
        place += STANZA.size
        stanzas.append(Stanza(role, key_id, blob[place : place + length]))
        place += length
    return tuple(stanzas), place


def bucket_for(length: int, purpose: Purpose) -> int:
    """The smallest bucket (log2 of bytes) that holds a payload of `length` bytes."""
    smallest = SMALLEST_FOR.get(purpose, SMALLEST_BUCKET)
    for bucket in BUCKETS:
        if bucket >= smallest and length + LENGTH.size <= 1 << bucket:
            return bucket
    raise ValueError("a payload of more than 1 GiB has no bucket")


def pad(payload: bytes, bucket: int) -> bytes:
    """The payload with its length before it and zeros behind it, `2**bucket` bytes in all."""
    return (LENGTH.pack(len(payload)) + payload).ljust(1 << bucket, b"\0")


def unpad(padded: bytes, bucket: int) -> bytes:
    """The payload that was padded.

    Raises:
        CannotOpen: the size is not that of the bucket, or the padding is not all zeros.
    """
    if len(padded) != 1 << bucket:
        raise CannotOpen
    end = LENGTH.size + LENGTH.unpack_from(padded)[0]
    rest = padded[end:]
    if end > len(padded) or rest.count(0) != len(rest):
        raise CannotOpen
    return padded[LENGTH.size : end]


def key_info(header: bytes, role: int, key_id: bytes) -> bytes:
    """What a wrapped data key is bound to: this header, this role, this recipient."""
    return KEY_LABEL + header + bytes([role]) + key_id
