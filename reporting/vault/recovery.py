"""What two custodians can do together: try their keys, bring back lost ones, let an analist in."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.errors import AlreadyHeld, CannotOpen, KeysNotReadable
from reporting.vault.changes import Change, change_all
from reporting.vault.custodians import custodian_files
from reporting.vault.envelope import Purpose
from reporting.vault.epochs import Manifest, month_of
from reporting.vault.keyring import KEY_SUFFIX
from reporting.vault.manifests import NO_MONTHS, following
from reporting.vault.opening import open_envelope
from reporting.vault.passphrases import WrappedSecret
from reporting.vault.places import Places
from reporting.vault.quorum import MonthQuorum, load_quorums, quorum_for, quorum_path
from reporting.vault.rotation import manifest_files, read_present
from reporting.vault.sealing import PublicKey, Recipient, seal
from reporting.vault.unwrapping import PrivateKey

CANARY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class OpenedMonth:
    """Both keys of a month, as two custodians opened them."""

    epoch: int
    worker: PrivateKey
    screening: PrivateKey


def open_months(
    quorum: Path, keys: Mapping[int, PrivateKey], manifest: Manifest
) -> Iterator[OpenedMonth]:
    """The keys of all months that are not destroyed.

    Args:
        quorum: the folder with what is sealed to the custodians.
        keys: of two custodians, by number.
        manifest: each key is held against it.

    Raises:
        CannotOpen: a blob does not open with these keys, or gives another key than was signed.
        KeysNotReadable: nothing is sealed to custodians there, or a file is damaged.
    """
    found = load_quorums(quorum)
    if not found:
        raise KeysNotReadable("Nothing is sealed to custodians here.")
    for month in found:
        yield _opened(month, keys, manifest)


def _opened(month: MonthQuorum, keys: Mapping[int, PrivateKey], manifest: Manifest) -> OpenedMonth:
    entry = manifest.entry(month_of(month.epoch))
    opened = OpenedMonth(month.epoch, month.open_worker(keys), month.open_screening(keys))
    if (opened.worker.public, opened.screening.public) != (entry.worker, entry.screening):
        raise CannotOpen
    return opened


def open_canary(month: OpenedMonth, manifest: Manifest) -> None:
    """Seal something to a month as the public side does, and open it both ways.

    Raises:
        CannotOpen: a report of this month would not open.
    """
    canary = os.urandom(CANARY_BYTES)
    recipients: tuple[Recipient, ...] = manifest.recipients(month_of(month.epoch))
    sealed = seal(canary, recipients, purpose=Purpose.REPORT, epoch=month.epoch)
    for key in (month.worker, month.screening):
        found = open_envelope(sealed.blob, key, purpose=Purpose.REPORT, object_id=sealed.object_id)
        if found != canary:
            raise CannotOpen


def recover_keys(months: Iterable[OpenedMonth], keys: Path) -> int:
    """Write the worker's opening keys to a folder that holds none yet: all of them, or none.

    Returns:
        How many months were recovered.

    Raises:
        AlreadyHeld: something is there; nothing was changed.
    """
    if any(path.stem.isdigit() for path in keys.glob(f"*{KEY_SUFFIX}")):
        raise AlreadyHeld(f"{keys} holds keys already; recover into a new place.")
    files = [Change(keys / f"{each.epoch}{KEY_SUFFIX}", each.worker.seed) for each in months]
    change_all(keys.parent, files)
    return len(files)


def replace_custodian(
    places: Places,
    root: Ed25519PrivateKey,
    months: Iterable[OpenedMonth],
    fresh: WrappedSecret,
    this_month: str,
) -> None:
    """Give one custodian's number a new key: all months are sealed anew, the old key opens none.

    Args:
        places: of the installation; the new key lands in its offline folder.
        root: signs the manifest that names the new custodian.
        months: as the two others opened them.
        fresh: the new custodian's key; its name is the number.
        this_month: YYYY-MM.
    """
    present = read_present(places, root)
    custodians = list(present.custodians)
    custodians[int(fresh.name) - 1] = PublicKey(fresh.public_key)
    contents = replace(following(present, NO_MONTHS, this_month), custodians=tuple(custodians))
    sealed = [quorum_for(each.epoch, each.worker, each.screening, custodians) for each in months]
    changes = [
        *(Change(quorum_path(places.quorum, one.epoch), one.pack()) for one in sealed),
        *custodian_files(fresh, places.offline),
        *manifest_files(contents, present, places, root),
    ]
    change_all(places.instance, changes)
