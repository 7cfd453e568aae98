"""New months: their key pairs, and the files in which each holder finds its share."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.vault.changes import Change
from reporting.vault.epochs import MonthEntry, epoch_of
from reporting.vault.places import Places
from reporting.vault.quorum import quorum_for, quorum_path
from reporting.vault.screening_files import grant
from reporting.vault.sealing import PublicKey
from reporting.vault.unwrapping import SEED_BYTES, PrivateKey


@dataclass(frozen=True, slots=True)
class MonthSeeds:
    """The two key pairs of a month, while they are made."""

    month: str
    """YYYY-MM"""
    worker: PrivateKey
    screening: PrivateKey

    @property
    def entry(self) -> MonthEntry:
        """What the manifest says of the month."""
        return MonthEntry(self.month, self.worker.public, self.screening.public)


@dataclass(frozen=True, slots=True)
class Sharers:
    """Whose public keys the seeds of a month are sealed to, besides the worker's own file."""

    analists: Sequence[PublicKey] = ()
    custodians: Sequence[PublicKey] = ()
    """Three, or none."""


def new_seeds(month: str) -> MonthSeeds:
    """Fresh key pairs for a month."""
    worker, screening = (PrivateKey(os.urandom(SEED_BYTES)) for _ in range(2))
    return MonthSeeds(month, worker, screening)


def files_of(seeds: MonthSeeds, sharers: Sharers, places: Places) -> Iterator[Change]:
    """The files of a new month: for the worker, for each analist, for the custodians."""
    epoch = epoch_of(seeds.month)
    yield Change(places.worker_key(epoch), seeds.worker.seed)
    for analist in sharers.analists:
        yield places.screening.written(grant(seeds.screening.seed, epoch, analist))
    if sharers.custodians:
        quorum = quorum_for(epoch, seeds.worker, seeds.screening, sharers.custodians)
        yield Change(quorum_path(places.quorum, epoch), quorum.pack())
