"""A person's key under a passphrase: the file that may lie on a disk, a stick or in a backup.

Argon2id makes each guess cost memory and time; AES-GCM binds the seed to all that the file says.
"""

import json
import os
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from config.limits import PASSPHRASE_MIN
from reporting.errors import KeysNotReadable, PassphraseTooShort, WrongPassphrase
from reporting.vault.epochs import canonical
from reporting.vault.sealing import PublicKey
from reporting.vault.unwrapping import PrivateKey

Kind = Literal["analist", "custodian", "root"]

VERSION: Final = 1
LABEL: Final = b"vrijuit/v1/passphrase"
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
LANES: Final = 1


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs."""

    memory_kib: int
    passes: int

    def derive(self, passphrase: str, salt: bytes) -> bytes:
        """32 bytes from a passphrase, the same for each way of typing its signs."""
        argon = Argon2id(
            salt=salt,
            length=32,
            iterations=self.passes,
            lanes=LANES,
            memory_cost=self.memory_kib,
        )
        return argon.derive(unicodedata.normalize("NFKC", passphrase.strip()).encode())


ANALIST_COST: Final = Cost(64 * 1024, 3)
"""0.2 s on one core; an analist unlocks once a session."""
CUSTODIAN_COST: Final = Cost(256 * 1024, 3)
"""0.7 s; a custodian unlocks once a year."""
LOWEST_COST: Final = Cost(19 * 1024, 1)
HIGHEST_COST: Final = Cost(1024 * 1024, 10)
"""A file that asks for more is not ours: reading it would stop the machine."""


@dataclass(frozen=True, slots=True)
class WrappedSecret:
    """A secret under a passphrase, as its file has it."""

    kind: Kind
    name: str
    public_key: bytes
    """Of the secret: X-Wing, 1,216 bytes; Ed25519, 32 bytes, for the root key."""
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes = field(repr=False)

    def pack(self) -> bytes:
        """The file: JSON in one form."""
        return canonical({**self._bound(), "sealed": b64encode(self.sealed).decode()}) + b"\n"

    def bound(self) -> bytes:
        """What the sealed bytes are bound to: every other field."""
        return LABEL + canonical(self._bound())

    def _bound(self) -> dict[str, object]:
        return {
            "version": VERSION,
            "kind": self.kind,
            "name": self.name,
            "public_key": b64encode(self.public_key).decode(),
            "kdf": "argon2id",
            "memory_kib": self.cost.memory_kib,
            "passes": self.cost.passes,
            "salt": b64encode(self.salt).decode(),
            "nonce": b64encode(self.nonce).decode(),
        }


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key it is."""

    kind: Kind
    name: str


def wrap_secret(
    secret: bytes, public_key: bytes, holder: Holder, passphrase: str, cost: Cost
) -> WrappedSecret:
    """Put a secret under a passphrase.

    Raises:
        PassphraseTooShort: it is shorter than PASSPHRASE_MIN.
    """
    if len(passphrase.strip()) < PASSPHRASE_MIN:
        raise PassphraseTooShort
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    empty = WrappedSecret(holder.kind, holder.name, public_key, cost, salt, nonce, b"")
    sealed = AESGCM(cost.derive(passphrase, salt)).encrypt(nonce, secret, empty.bound())
    return WrappedSecret(holder.kind, holder.name, public_key, cost, salt, nonce, sealed)


def unwrap_secret(wrapped: WrappedSecret, passphrase: str) -> bytes:
    """The secret.

    Raises:
        WrongPassphrase: that is not its passphrase, or the file was changed.
    """
    key = wrapped.cost.derive(passphrase, wrapped.salt)
    try:
        return AESGCM(key).decrypt(wrapped.nonce, wrapped.sealed, wrapped.bound())
    except InvalidTag:
        raise WrongPassphrase from None


def wrap_key(key: PrivateKey, holder: Holder, passphrase: str, cost: Cost) -> WrappedSecret:
    """Put a key pair under a passphrase; raises PassphraseTooShort."""
    return wrap_secret(key.seed, key.public.raw, holder, passphrase, cost)


def unwrap_key(wrapped: WrappedSecret, passphrase: str) -> PrivateKey:
    """The key pair; raises WrongPassphrase."""
    key = PrivateKey(unwrap_secret(wrapped, passphrase))
    if key.public != PublicKey(wrapped.public_key):
        raise WrongPassphrase
    return key


def read_wrapped(content: bytes, kind: Kind) -> WrappedSecret:
    """A file of this kind.

    Raises:
        KeysNotReadable: it is no such file, or it asks for more work than ours do.
    """
    try:
        return _wrapped_from(json.loads(content), kind)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeysNotReadable from None


def _wrapped_from(document: Mapping[str, Any], kind: Kind) -> WrappedSecret:
    cost = Cost(document["memory_kib"], document["passes"])
    known = (document["version"], document["kind"], document["kdf"]) == (VERSION, kind, "argon2id")
    if not known or kind not in get_args(Kind) or not _bearable(cost):
        raise KeysNotReadable
    salt, nonce = _bytes(document["salt"]), _bytes(document["nonce"])
    if (len(salt), len(nonce)) != (SALT_BYTES, NONCE_BYTES):
        raise KeysNotReadable
    return WrappedSecret(
        kind=kind,
        name=str(document["name"]),
        public_key=_bytes(document["public_key"]),
        cost=cost,
        salt=salt,
        nonce=nonce,
        sealed=_bytes(document["sealed"]),
    )


def _bearable(cost: Cost) -> bool:
    return (
        LOWEST_COST.memory_kib <= cost.memory_kib <= HIGHEST_COST.memory_kib
        and LOWEST_COST.passes <= cost.passes <= HIGHEST_COST.passes
    )


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
