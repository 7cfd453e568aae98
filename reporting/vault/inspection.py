"""Looking over the keys without opening anything: what is there, and what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.errors import ReportingError
from reporting.vault.destruction import load_records, present_epochs
from reporting.vault.epochs import Manifest, epoch_of, load_manifest, month_of
from reporting.vault.keyring import KeyRing, load_epoch_keys
from reporting.vault.manifests import check_chain
from reporting.vault.places import Places
from reporting.vault.quorum import load_quorums
from reporting.vault.sealing import PublicKey


@dataclass(frozen=True, slots=True)
class MonthState:
    """Who can open a month."""

    month: str
    worker: bool
    analists: tuple[str, ...]
    """Names."""
    custodians: bool
    destroyed: bool
    """There is a record of it."""


def month_states(places: Places, manifest: Manifest) -> tuple[MonthState, ...]:
    """Every month of the manifest, in order.

    Raises:
        KeysNotReadable, BadRecord: a file is damaged, or others may read it.
    """
    sealed = {one.epoch for one in load_quorums(places.quorum)}
    destroyed = {one.epoch for one in load_records(places, manifest.record_keys)}
    analists = {one.name: PublicKey(one.public_key) for one in places.screening.analists()}
    return tuple(
        MonthState(
            month=month,
            worker=places.worker_key(epoch).is_file(),
            analists=tuple(
                name for name, key in analists.items() if places.screening.has_grant(epoch, key)
            ),
            custodians=epoch in sealed,
            destroyed=epoch in destroyed,
        )
        for month, epoch in ((month, epoch_of(month)) for month in manifest.months)
    )


def find_flaws(places: Places, root_public_key: str) -> Iterator[str]:
    """One sentence for everything that is not as it should be; nothing when all is well."""
    try:
        manifest = load_manifest(places.manifest, root_public_key)
    except ReportingError as error:
        yield str(error)
        return
    for check in (_chain, _worker_keys, _custodians, _records):
        try:
            yield from check(places, manifest, root_public_key)
        except ReportingError as error:
            yield str(error)


def load_chain(places: Places, root_public_key: str) -> tuple[Manifest, ...]:
    """Every manifest there was, in order; only the present one where none were archived.

    Raises:
        BadManifest: one is damaged, not signed, or does not follow the one before it.
    """
    paths = sorted(places.archive.glob("*.json")) if places.archive.is_dir() else []
    chain = tuple(load_manifest(path, root_public_key) for path in paths or [places.manifest])
    check_chain(chain)
    return chain


def _chain(places: Places, manifest: Manifest, root_public_key: str) -> Iterator[str]:
    if load_chain(places, root_public_key)[-1].hash != manifest.hash:
        yield "The manifest in use is not the newest one of the archive."


def _worker_keys(places: Places, manifest: Manifest, _root: str) -> Iterator[str]:
    if not places.keys.is_dir():
        return
    ring: KeyRing = load_epoch_keys(places.keys)
    for epoch, key in ring.keys.items():
        entry = manifest.entries.get(month_of(epoch))
        if entry is None or entry.worker != key.public:
            yield f"The worker's key of {month_of(epoch)} is not the one of the manifest."


def _custodians(places: Places, manifest: Manifest, _root: str) -> Iterator[str]:
    if not places.quorum.is_dir():
        return
    sealed = {one.epoch for one in load_quorums(places.quorum)}
    for month in manifest.months:
        epoch = epoch_of(month)
        if places.worker_key(epoch).is_file() and epoch not in sealed:
            yield f"The keys of {month} are not sealed to the custodians."


def _records(places: Places, manifest: Manifest, _root: str) -> Iterator[str]:
    left = set(present_epochs(places))
    for record in load_records(places, manifest.record_keys):
        if record.epoch in left:
            yield f"{month_of(record.epoch)} was destroyed, and something is left of it."
