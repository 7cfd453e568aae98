"""Adding months to an installation, or replacing months that have not begun, with the root key."""

import os
from base64 import b64encode
from dataclasses import dataclass, replace
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.errors import BadManifest
from reporting.vault.changes import Change, change_all, finish_changes
from reporting.vault.epochs import Manifest, load_manifest, months_from
from reporting.vault.files import PUBLIC_FILE
from reporting.vault.manifests import Contents, following, sign_manifest
from reporting.vault.months import MonthSeeds, Sharers, files_of, new_seeds
from reporting.vault.places import Places
from reporting.vault.sealing import PublicKey
from reporting.vault.signing import new_signers, public_halves, strip_key_name
from reporting.vault.strip_keys import years_of

RECORD_SEED_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rotation is to do."""

    this_month: str
    """YYYY-MM; it and those before it never change."""
    more: int
    """Months to add after the last one."""
    replace_from: str | None = None
    """YYYY-MM; this month and later ones get fresh keys. It must not have begun."""


def rotate(places: Places, root: Ed25519PrivateKey, wanted: Wanted) -> Manifest:
    """Make the keys of new months and a manifest that follows the present one: all, or nothing.

    Raises:
        BadManifest: the present one is not of this root key, or a begun month would be replaced.
        KeysNotReadable: the file of an analist is damaged.
    """
    finish_changes(places.instance)
    present = read_present(places, root)
    seeds = [new_seeds(month) for month in _months(present, wanted)]
    entries = {each.month: each.entry for each in seeds}
    contents = following(present, entries, wanted.this_month)
    contents, signing = _with_signers(contents, places)
    changes = [
        *signing,
        *_shares(seeds, present, places),
        *manifest_files(contents, present, places, root),
    ]
    change_all(places.instance, changes)
    return read_present(places, root)


def read_present(places: Places, root: Ed25519PrivateKey) -> Manifest:
    """The present manifest, held against the root key; raises BadManifest."""
    public = b64encode(root.public_key().public_bytes_raw()).decode()
    return load_manifest(places.manifest, public)


def manifest_files(
    contents: Contents, present: Manifest, places: Places, root: Ed25519PrivateKey
) -> list[Change]:
    """The files of a next manifest; the one in use comes last, as it settles the matter."""
    signed = sign_manifest(root, contents)
    archived = places.archived(present.number)
    old = [] if archived.is_file() else [(archived, places.manifest.read_bytes())]
    written = [*old, (places.archived(contents.number), signed), (places.manifest, signed)]
    return [Change(path, content, PUBLIC_FILE) for path, content in written]


def new_record_key(places: Places) -> tuple[Change, bytes]:
    """The key that signs records of destruction: its file, and its public half."""
    seed = os.urandom(RECORD_SEED_BYTES)
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return Change(places.record_key, seed), public


def _months(present: Manifest, wanted: Wanted) -> list[str]:
    first = wanted.replace_from
    if first is not None and first <= wanted.this_month:
        raise BadManifest("Only months that have not begun can get other keys.")
    replaced = [] if first is None else [month for month in present.months if month >= first]
    _, *added = months_from(present.months[-1], wanted.more + 1)
    return [*replaced, *added]


def _shares(seeds: list[MonthSeeds], present: Manifest, places: Places) -> list[Change]:
    analists = [PublicKey(one.public_key) for one in places.screening.analists()]
    sharers = Sharers(analists, present.custodians)
    return [change for each in seeds for change in files_of(each, sharers, places)]


def _with_signers(contents: Contents, places: Places) -> tuple[Contents, list[Change]]:
    """The contents with a strip key for each new year and a record key where there is none."""
    years = years_of(entry.month for entry in contents.months)
    signers = new_signers(year for year in years if year not in contents.strip_keys)
    changes = [
        Change(places.keys / strip_key_name(year), key.private_bytes_raw())
        for year, key in signers.items()
    ]
    strip_keys = {**contents.strip_keys, **public_halves(signers)}
    record_keys = tuple(contents.record_keys)
    if not places.record_key.is_file():
        change, public = new_record_key(places)
        changes.append(change)
        record_keys = (*record_keys, public)
    return replace(contents, strip_keys=strip_keys, record_keys=record_keys), changes
