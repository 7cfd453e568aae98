"""The private half of screening: an analist's key, and the months it opens.

Only `reporting.screening` and the command line import this. What it gives is for the memory of
one signed-in analist's session, and for nowhere else.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag

from reporting.errors import CannotOpen, WrongPassphrase
from reporting.vault.envelope import Purpose, read_header
from reporting.vault.passphrases import (
    ANALIST_COST,
    Cost,
    Holder,
    WrappedSecret,
    unwrap_key,
    wrap_key,
)
from reporting.vault.screening_files import ScreeningFolder, grant_info
from reporting.vault.sealing import HPKE_SUITE, PublicKey
from reporting.vault.unwrapping import SEED_BYTES, PrivateKey, unwrap

__all__ = [
    "AnalistKey",
    "ScreeningRing",
    "WrongPassphrase",
    "change_passphrase",
    "new_analist",
    "screening_keys",
    "unlock_analist",
]


@dataclass(frozen=True, slots=True)
class AnalistKey:
    """An analist's key, unlocked."""

    name: str
    private: PrivateKey = field(repr=False)

    @property
    def public(self) -> PublicKey:
        return self.private.public


@dataclass(frozen=True, slots=True)
class ScreeningRing:
    """The screening key of each month that this analist may read and that is not destroyed."""

    keys: Mapping[int, PrivateKey] = field(repr=False)
    """By epoch, yyyymm."""

    def open(self, blob: bytes, purpose: Purpose, object_id: bytes) -> bytes:
        """The payload of an envelope, with the screening key of its own month.

        Raises:
            CannotOpen: whatever the cause; a destroyed month and a message to a reporter included.
        """
        key = self.keys.get(read_header(blob).epoch)
        if key is None or purpose == Purpose.TO_REPORTER:
            raise CannotOpen
        return unwrap(blob, key, purpose=purpose, object_id=object_id)


def new_analist(
    name: str, passphrase: str, cost: Cost = ANALIST_COST
) -> tuple[AnalistKey, WrappedSecret]:
    """A new key pair, unlocked and as its file has it.

    Raises:
        PassphraseTooShort: it is shorter than PASSPHRASE_MIN.
    """
    key = PrivateKey(os.urandom(SEED_BYTES))
    return AnalistKey(name, key), wrap_key(key, Holder("analist", name), passphrase, cost)


def unlock_analist(wrapped: WrappedSecret, passphrase: str) -> AnalistKey:
    """An analist's key.

    Args:
        wrapped: from `ScreeningFolder.analist(name)`.
        passphrase: as typed.

    Raises:
        WrongPassphrase: that is not its passphrase, or the file was changed.
    """
    return AnalistKey(wrapped.name, unwrap_key(wrapped, passphrase))


def change_passphrase(
    wrapped: WrappedSecret, passphrase: str, fresh: str, cost: Cost = ANALIST_COST
) -> WrappedSecret:
    """The same key under another passphrase.

    Raises:
        WrongPassphrase: the present one does not unlock it.
        PassphraseTooShort: the other one is shorter than PASSPHRASE_MIN.
    """
    key = unlock_analist(wrapped, passphrase)
    return wrap_key(key.private, Holder("analist", wrapped.name), fresh, cost)


def screening_keys(analist: AnalistKey, folder: ScreeningFolder) -> ScreeningRing:
    """What this analist may read: the months whose seed was sealed to this key.

    A month whose file is damaged is left out, so that it does not hide the others.

    Raises:
        KeysNotReadable: others than the owner may read the files.
    """
    found = ((epoch, _seed(epoch, analist, folder)) for epoch in folder.epochs())
    return ScreeningRing({epoch: PrivateKey(seed) for epoch, seed in found if seed is not None})


def _seed(epoch: int, analist: AnalistKey, folder: ScreeningFolder) -> bytes | None:
    info = grant_info(epoch, analist.public)
    try:
        grant = folder.grant_for(epoch, analist.public)
        if grant is None:
            return None
        seed = HPKE_SUITE.decrypt(grant.sealed, analist.private.loaded, info=info)
    except (InvalidTag, ValueError, CannotOpen):
        return None
    return seed if len(seed) == SEED_BYTES else None
