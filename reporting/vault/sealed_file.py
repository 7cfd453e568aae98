"""A large file sealed in pieces: for backups. A changed, cut or reordered file does not open.

Layout: one line of JSON (what it is, and the sealed data key), then pieces of
    length u32 big-endian | AES-256-GCM(data key, up to 1 MiB)
where the nonce is the number of the piece and whether it is the last one (the STREAM construction,
Hoang, Reyhanitabar, Rogaway and Vizar 2015), and the line of JSON is bound to every piece.
"""

import hashlib
import json
import os
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reporting.errors import BadBackup, CannotOpen
from reporting.vault.epochs import canonical
from reporting.vault.quorum import Blobs, open_as_pair, seal_for_pairs
from reporting.vault.sealing import HPKE_SUITE, PublicKey
from reporting.vault.unwrapping import PrivateKey

Kind = Literal["database", "keys"]

MAGIC: Final = "vrijuit backup"
VERSION: Final = 1
LABEL: Final = b"vrijuit/v1/backup"
PAIR_LABEL: Final = b"backup"
DATA_KEY_BYTES: Final = 32
PIECE: Final = 2**20
TAG_BYTES: Final = 16
HEADER_MAX: Final = 2**16
LENGTH: Final = struct.Struct(">I")
NONCE: Final = struct.Struct(">Q3x?")


@dataclass(frozen=True, slots=True)
class SealedHeader:
    """The first line of a backup."""

    kind: Kind
    keys: Mapping[str, str]
    """The data key in base64: by key id for one custodian, by "1,2" for a pair."""

    def line(self) -> bytes:
        """As it stands in the file."""
        content = {"format": MAGIC, "version": VERSION, "kind": self.kind, "keys": dict(self.keys)}
        return canonical(content) + b"\n"


def seal_for_any(data_key: bytes, custodians: Sequence[PublicKey]) -> SealedHeader:
    """For a database: any one custodian opens it, as all that is secret in it is sealed anyway."""
    keys = {
        key.key_id.hex(): _text(HPKE_SUITE.encrypt(data_key, key.load(), info=LABEL + key.key_id))
        for key in custodians
    }
    return SealedHeader("database", keys)


def seal_for_two(data_key: bytes, custodians: Sequence[PublicKey]) -> SealedHeader:
    """For keys: any two custodians open it together."""
    blobs = seal_for_pairs(data_key, custodians, PAIR_LABEL)
    return SealedHeader("keys", {f"{a},{b}": _text(blob) for (a, b), blob in blobs.items()})


def new_data_key() -> bytes:
    """A fresh key for one file."""
    return os.urandom(DATA_KEY_BYTES)


def write_sealed(source: IO[bytes], target: IO[bytes], header: SealedHeader, key: bytes) -> None:
    """Seal all of a file."""
    line, cipher = header.line(), AESGCM(key)
    target.write(line)
    bound = hashlib.sha256(line).digest()
    number, piece = 0, source.read(PIECE)
    while True:
        following = source.read(PIECE)
        sealed = cipher.encrypt(NONCE.pack(number, not following), piece, bound)
        target.write(LENGTH.pack(len(sealed)) + sealed)
        if not following:
            return
        number, piece = number + 1, following


def read_header(source: IO[bytes], kind: Kind) -> SealedHeader:
    """The first line of a backup of this kind.

    Raises:
        BadBackup: the file is no such backup.
    """
    line = source.readline(HEADER_MAX)
    try:
        document = json.loads(line)
        if (document["format"], document["version"]) != (MAGIC, VERSION):
            raise BadBackup
        header = _header_from(document)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadBackup from None
    if header.line() != line:
        raise BadBackup
    if header.kind != kind:
        raise BadBackup(f"This is a backup of {header.kind}, not of {kind}.")
    return header


def open_alone(header: SealedHeader, custodian: PrivateKey) -> bytes:
    """The data key of a database's backup.

    Raises:
        CannotOpen: it was not sealed to this custodian.
    """
    key_id = custodian.public.key_id
    try:
        sealed = b64decode(header.keys[key_id.hex()], validate=True)
        return HPKE_SUITE.decrypt(sealed, custodian.loaded, info=LABEL + key_id)
    except (KeyError, ValueError, InvalidTag):
        raise CannotOpen("This backup was not sealed to that custodian.") from None


def open_together(header: SealedHeader, custodians: Mapping[int, PrivateKey]) -> bytes:
    """The data key of a backup of keys; raises CannotOpen."""
    try:
        blobs: Blobs = {
            (int(pair[0]), int(pair[2])): b64decode(sealed, validate=True)
            for pair, sealed in header.keys.items()
        }
    except (ValueError, IndexError):
        raise CannotOpen from None
    return open_as_pair(blobs, custodians, PAIR_LABEL)


def read_sealed(source: IO[bytes], header: SealedHeader, key: bytes) -> Iterator[bytes]:
    """The pieces of a backup, each proven before it is given.

    Only when the last one was given is it sure that the file is whole: use nothing before.

    Raises:
        BadBackup: the file is damaged, or it ends too soon.
    """
    bound, cipher, number = hashlib.sha256(header.line()).digest(), AESGCM(key), 0
    sealed, more = _next_piece(source)
    while True:
        following, more_after = _next_piece(source) if more else (b"", False)
        last = not following
        try:
            yield cipher.decrypt(NONCE.pack(number, last), sealed, bound)
        except InvalidTag:
            raise BadBackup from None
        if last:
            return
        number, sealed, more = number + 1, following, more_after


def _next_piece(source: IO[bytes]) -> tuple[bytes, bool]:
    prefix = source.read(LENGTH.size)
    if not prefix:
        return b"", False
    length = LENGTH.unpack(prefix)[0] if len(prefix) == LENGTH.size else 0
    if not TAG_BYTES <= length <= PIECE + TAG_BYTES:
        raise BadBackup
    piece = source.read(length)
    if len(piece) != length:
        raise BadBackup
    return piece, True


def _header_from(document: Mapping[str, Any]) -> SealedHeader:
    kind = document["kind"]
    if kind not in {"database", "keys"}:
        raise BadBackup
    return SealedHeader(kind, {str(name): str(key) for name, key in document["keys"].items()})


def _text(content: bytes) -> str:
    return b64encode(content).decode()
