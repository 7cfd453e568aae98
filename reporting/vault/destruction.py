"""Destroying months: their keys, what was sealed of them, and a signed record that it was done.

The record is written first, so a crash half-way is finished by the next run, and a backup that is
put back later is held against it.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from config.limits import RETENTION_MONTHS
from reporting.errors import AlreadyHeld, BadRecord, KeysNotReadable, StillKept
from reporting.vault.epochs import canonical, month_of
from reporting.vault.files import PUBLIC_FILE, destroy_file, make_folder, read_own, write_new
from reporting.vault.keeping import age_of
from reporting.vault.places import Places
from reporting.vault.quorum import quorum_path

VERSION: Final = 1
SIGNED_AS: Final = b"vrijuit/v1/destroyed"
SUFFIX: Final = ".json"


@dataclass(frozen=True, slots=True)
class Record:
    """That a month was destroyed; it may be shown to everybody."""

    epoch: int
    """yyyymm"""
    destroyed_on: str
    """YYYY-MM-DD"""
    signature: bytes

    def signed(self) -> bytes:
        """What the signature is over."""
        return SIGNED_AS + canonical(_content(self.epoch, self.destroyed_on))

    def pack(self) -> bytes:
        """As its file and its row have it."""
        signature = b64encode(self.signature).decode()
        content = _content(self.epoch, self.destroyed_on)
        return canonical({**content, "signature": signature}) + b"\n"


def sign_record(epoch: int, today: date, key: Ed25519PrivateKey) -> Record:
    """The record that a month is destroyed on this day."""
    unsigned = Record(epoch, today.isoformat(), b"")
    return Record(epoch, today.isoformat(), key.sign(unsigned.signed()))


def read_record(content: bytes, record_keys: Iterable[bytes]) -> Record:
    """A record, held against the keys that the manifest names.

    Raises:
        BadRecord: it is damaged, or none of these keys signed it.
    """
    try:
        record = _record_from(json.loads(content))
    except (ValueError, KeyError, TypeError):
        raise BadRecord from None
    if not any(_is_signed(record, key) for key in record_keys):
        raise BadRecord
    return record


def check_destroyable(epochs: Iterable[int], this_month: str, *, within_retention: bool) -> None:
    """Refuse to destroy what must still be kept.

    Raises:
        StillKept: a month has not ended, or is within the retention and that was not asked for.
    """
    for epoch in epochs:
        age = age_of(epoch, this_month)
        if age < 1:
            raise StillKept(f"{month_of(epoch)} has not ended; its key is in use.")
        if age <= RETENTION_MONTHS and not within_retention:
            raise StillKept(
                f"{month_of(epoch)} is kept for {RETENTION_MONTHS} months; "
                "say --within-retention to destroy it sooner."
            )


def present_epochs(places: Places) -> tuple[int, ...]:
    """The months of which something is left in these folders."""
    names = [
        path.stem
        for folder in (places.keys, places.quorum)
        for path in (folder.iterdir() if folder.is_dir() else ())
    ]
    found = {int(name) for name in names if name.isdigit()}
    return tuple(sorted(found | set(places.screening.epochs())))


def load_record_key(places: Places) -> Ed25519PrivateKey | None:
    """The key that signs records; None where it does not lie.

    Raises:
        KeysNotReadable: others may read it.
    """
    if not places.record_key.is_file():
        return None
    return Ed25519PrivateKey.from_private_bytes(read_own(places.record_key))


def write_records(
    places: Places, epochs: Collection[int], today: date, record_keys: Sequence[bytes]
) -> tuple[Record, ...]:
    """Put on record that these months are being destroyed; a month has one record for ever.

    Args:
        places: of the installation.
        epochs: yyyymm.
        today: the day that the record names.
        record_keys: of the manifest; the key here must be one of them.

    Raises:
        KeysNotReadable: the key that signs is not here, or not one of the manifest.
        BadRecord: there is a record already, and it is forged.
    """
    key = load_record_key(places)
    if key is None or key.public_key().public_bytes_raw() not in record_keys:
        raise KeysNotReadable("The key that signs records of destruction is not here.")
    make_folder(places.destroyed)
    places.destroyed.chmod(0o755)
    for epoch in epochs:
        record = sign_record(epoch, today, key)
        try:
            write_new(record_path(places, epoch), record.pack(), PUBLIC_FILE)
        except AlreadyHeld:
            continue
    paths = [record_path(places, epoch) for epoch in epochs]
    return tuple(read_record(path.read_bytes(), record_keys) for path in paths)


def load_records(places: Places, record_keys: Sequence[bytes]) -> tuple[Record, ...]:
    """All records in the folder, in order of the months.

    Raises:
        BadRecord: one is damaged or forged.
    """
    folder = places.destroyed
    paths = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    return tuple(read_record(path.read_bytes(), record_keys) for path in paths)


def record_path(places: Places, epoch: int) -> Path:
    """The record of a month."""
    return places.destroyed / f"{epoch}{SUFFIX}"


def destroy_keys(places: Places, epochs: Iterable[int]) -> None:
    """Destroy what opens these months: for the worker, the analists and the custodians."""
    for epoch in epochs:
        destroy_file(places.worker_key(epoch))
        places.screening.destroy(epoch)
        destroy_file(quorum_path(places.quorum, epoch))


def _content(epoch: int, destroyed_on: str) -> dict[str, object]:
    return {"version": VERSION, "epoch": epoch, "destroyed_on": destroyed_on}


def _record_from(document: dict[str, Any]) -> Record:
    if document["version"] != VERSION:
        raise BadRecord
    signature = b64decode(document["signature"], validate=True)
    day = date.fromisoformat(document["destroyed_on"])
    return Record(int(document["epoch"]), day.isoformat(), signature)


def _is_signed(record: Record, key: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(record.signature, record.signed())
    except (InvalidSignature, ValueError):
        return False
    return True
