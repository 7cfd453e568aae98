"""Two of three: a secret that any two custodians open together, and none alone.

For each pair the secret is sealed to one custodian, and the result to the other (nested HPKE).
Only public keys are needed, so months can be added without a custodian at hand. No secret sharing:
it would be arithmetic of our own, where three blobs do.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag

from reporting.errors import CannotOpen, KeysNotReadable
from reporting.vault.epochs import CUSTODIANS, canonical
from reporting.vault.files import read_own
from reporting.vault.sealing import HPKE_SUITE, PublicKey
from reporting.vault.unwrapping import PrivateKey

VERSION: Final = 1
LABEL: Final = b"vrijuit/v1/quorum"
SUFFIX: Final = ".json"

Pair = tuple[int, int]
"""Numbers of two custodians, 1 to 3, the lower one first."""
PAIRS: Final[tuple[Pair, ...]] = tuple(combinations(range(1, CUSTODIANS + 1), 2))
Blobs = Mapping[Pair, bytes]


def seal_for_pairs(secret: bytes, custodians: Sequence[PublicKey], label: bytes) -> Blobs:
    """The secret for each pair of custodians.

    Args:
        secret: what two of them may open.
        custodians: three public keys, in order of their numbers.
        label: what the secret is for; bound to each blob.
    """
    return {pair: _seal_twice(secret, _two_of(custodians, pair), label) for pair in PAIRS}


def open_as_pair(blobs: Blobs, keys: Mapping[int, PrivateKey], label: bytes) -> bytes:
    """The secret, with the keys of two custodians.

    Args:
        blobs: by pair.
        keys: two private keys, by number of the custodian.
        label: as it was sealed.

    Raises:
        CannotOpen: whatever the cause.
    """
    pair = min(keys), max(keys)
    if pair not in blobs:
        raise CannotOpen
    inner, outer = (keys[number] for number in pair)
    info = _info(label, (inner.public, outer.public))
    try:
        once = HPKE_SUITE.decrypt(blobs[pair], outer.loaded, info=info + b"out")
        return HPKE_SUITE.decrypt(once, inner.loaded, info=info + b"in")
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def _seal_twice(secret: bytes, two: tuple[PublicKey, PublicKey], label: bytes) -> bytes:
    inner, outer = two
    info = _info(label, two)
    once = HPKE_SUITE.encrypt(secret, inner.load(), info=info + b"in")
    return HPKE_SUITE.encrypt(once, outer.load(), info=info + b"out")


def _two_of(custodians: Sequence[PublicKey], pair: Pair) -> tuple[PublicKey, PublicKey]:
    return custodians[pair[0] - 1], custodians[pair[1] - 1]


def _info(label: bytes, two: tuple[PublicKey, PublicKey]) -> bytes:
    return LABEL + label + two[0].key_id + two[1].key_id


@dataclass(frozen=True, slots=True)
class MonthQuorum:
    """The two seeds of a month, for each pair of custodians."""

    epoch: int
    worker: Blobs
    screening: Blobs

    def pack(self) -> bytes:
        """As its file has it."""
        roles = {"worker": _written(self.worker), "screening": _written(self.screening)}
        return canonical({"version": VERSION, "epoch": self.epoch, **roles}) + b"\n"

    def open_worker(self, keys: Mapping[int, PrivateKey]) -> PrivateKey:
        """The worker's key of the month; raises CannotOpen."""
        return PrivateKey(open_as_pair(self.worker, keys, month_label(self.epoch, "worker")))

    def open_screening(self, keys: Mapping[int, PrivateKey]) -> PrivateKey:
        """The screening key of the month; raises CannotOpen."""
        return PrivateKey(open_as_pair(self.screening, keys, month_label(self.epoch, "screening")))


def month_label(epoch: int, role: str) -> bytes:
    """What the blobs of a month are bound to."""
    return f"{epoch}/{role}".encode()


def quorum_for(
    epoch: int, worker: PrivateKey, screening: PrivateKey, custodians: Sequence[PublicKey]
) -> MonthQuorum:
    """Both seeds of a month, sealed for each pair."""
    return MonthQuorum(
        epoch,
        seal_for_pairs(worker.seed, custodians, month_label(epoch, "worker")),
        seal_for_pairs(screening.seed, custodians, month_label(epoch, "screening")),
    )


def read_quorum(content: bytes) -> MonthQuorum:
    """The file of a month.

    Raises:
        KeysNotReadable: it is damaged.
    """
    try:
        document = json.loads(content)
        if document["version"] != VERSION:
            raise KeysNotReadable
        worker, screening = (_read(document[role]) for role in ("worker", "screening"))
        return MonthQuorum(int(document["epoch"]), worker, screening)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeysNotReadable from None


def quorum_path(folder: Path, epoch: int) -> Path:
    """The file of a month in the quorum folder."""
    return folder / f"{epoch}{SUFFIX}"


def load_quorums(folder: Path) -> tuple[MonthQuorum, ...]:
    """All months of a quorum folder, in order; none when there is no folder.

    Raises:
        KeysNotReadable: a file is damaged, misnamed, or others may read it.
    """
    paths = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    found = tuple(read_quorum(read_own(path)) for path in paths)
    if any(quorum_path(folder, one.epoch) != path for one, path in zip(found, paths, strict=True)):
        raise KeysNotReadable
    return found


def _written(blobs: Blobs) -> dict[str, str]:
    return {f"{a},{b}": b64encode(blob).decode() for (a, b), blob in blobs.items()}


def _read(document: Mapping[str, str]) -> Blobs:
    blobs = {pair: b64decode(document[f"{pair[0]},{pair[1]}"], validate=True) for pair in PAIRS}
    if len(document) != len(PAIRS):
        raise KeysNotReadable
    return blobs
