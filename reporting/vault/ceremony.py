"""The key ceremony: makes the root key, the keys of the months, the manifest and the secrets.

It runs once, before the first report. What lands in `offline/` is to be carried away, each folder
by another person; no process ever reads it.
"""

import json
import os
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.errors import AlreadyHeld
from reporting.vault.changes import Change
from reporting.vault.custodians import NO_SAFES, Safes, custodian_files, root_files
from reporting.vault.epochs import months_from
from reporting.vault.files import PUBLIC_FILE, make_folder, make_folders, write_new
from reporting.vault.manifests import Contents, sign_manifest
from reporting.vault.months import MonthSeeds, Sharers, files_of, new_seeds
from reporting.vault.passphrases import WrappedSecret
from reporting.vault.places import (
    KEYS,
    MANIFEST,
    OFFLINE,
    QUORUM,
    RECEIPT_SECRETS,
    ROOT_PUBLIC,
    SCREENING,
    Places,
    places_in,
)
from reporting.vault.rotation import new_record_key
from reporting.vault.sealing import PublicKey
from reporting.vault.signing import Signers, new_signers, public_halves, strip_key_name
from reporting.vault.strip_keys import years_of

SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Where the ceremony left things."""

    root_public_key: str
    """Ed25519, base64; to pin in the settings."""
    months: tuple[str, ...]


def hold_ceremony(
    instance: Path,
    first_month: str,
    months: int,
    analists: Sequence[WrappedSecret] = (),
    safes: Safes = NO_SAFES,
) -> Ceremony:
    """Make all keys of a new installation.

    Args:
        instance: folder of the installation; made when absent.
        first_month: "YYYY-MM", the first month that gets a key.
        months: how many months get one; 13 or more.
        analists: who may screen these months; their keys are kept in the installation.
        safes: the custodians, and the passphrase of the root key.

    Raises:
        AlreadyHeld: a file of an earlier ceremony is there; nothing is changed.
        PassphraseTooShort: of the root key.
    """
    _refuse_a_second(instance)
    places, named = places_in(instance), months_from(first_month, months)
    root, signers = Ed25519PrivateKey.generate(), new_signers(years_of(named))
    sharers = Sharers(_keys_of(analists), _keys_of(safes.custodians))
    seeds = [new_seeds(month) for month in named]
    record_key, record_public = new_record_key(places)
    root_public = b64encode(root.public_key().public_bytes_raw()).decode()
    strip_keys = public_halves(signers)
    listed = [each.entry for each in seeds]
    contents = Contents(listed, first_month, strip_keys, sharers.custodians, [record_public])
    _prepare(places, analists)
    _write(
        *_secret_files(seeds, sharers, signers, places),
        record_key,
        *_carried_away(root, safes, places),
        *_last_files(sign_manifest(root, contents), root_public, places),
    )
    return Ceremony(root_public, named)


def _keys_of(people: Sequence[WrappedSecret]) -> list[PublicKey]:
    return [PublicKey(one.public_key) for one in people]


def _carried_away(root: Ed25519PrivateKey, safes: Safes, places: Places) -> Iterator[Change]:
    yield from root_files(root, safes, places.offline)
    for custodian in safes.custodians:
        yield from custodian_files(custodian, places.offline)


def _write(*changes: Change) -> None:
    for change in changes:
        make_folders(change.path.parent)
        write_new(change.path, change.content, change.mode)


def _last_files(manifest: bytes, root_public: str, places: Places) -> Iterator[Change]:
    """The receipt secrets, and what anybody may read; the manifest in use comes last."""
    yield Change(places.instance / RECEIPT_SECRETS, _receipt_secrets())
    yield Change(places.instance / ROOT_PUBLIC, f"{root_public}\n".encode(), PUBLIC_FILE)
    yield Change(places.archived(1), manifest, PUBLIC_FILE)
    yield Change(places.manifest, manifest, PUBLIC_FILE)


def _secret_files(
    seeds: Sequence[MonthSeeds], sharers: Sharers, signers: Signers, places: Places
) -> Iterator[Change]:
    for each in seeds:
        yield from files_of(each, sharers, places)
    for year, signer in signers.items():
        yield Change(places.keys / strip_key_name(year), signer.private_bytes_raw())


def _prepare(places: Places, analists: Sequence[WrappedSecret]) -> None:
    places.instance.mkdir(parents=True, exist_ok=True)
    for folder in (places.keys, places.offline):
        make_folder(folder)
    places.screening.prepare()
    for wrapped in analists:
        places.screening.add_analist(wrapped, ())


def _refuse_a_second(instance: Path) -> None:
    names = (MANIFEST, ROOT_PUBLIC, RECEIPT_SECRETS, KEYS, OFFLINE, SCREENING, QUORUM)
    if any((instance / name).exists() for name in names):
        raise AlreadyHeld


def _receipt_secrets() -> bytes:
    secrets = {
        "version": 1,
        "salt": b64encode(os.urandom(SECRET_BYTES)).decode(),
        "pepper": b64encode(os.urandom(SECRET_BYTES)).decode(),
    }
    return json.dumps(secrets).encode() + b"\n"
