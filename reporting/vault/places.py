"""Where an installation keeps its keys, and what the folders are called."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reporting.vault.keyring import KEY_SUFFIX
from reporting.vault.screening_files import ScreeningFolder

KEYS: Final = "keys"
SCREENING: Final = "screening"
QUORUM: Final = "quorum"
OFFLINE: Final = "offline"
ARCHIVE: Final = "manifests"
DESTROYED: Final = "destroyed"
MANIFEST: Final = "manifest.json"
ROOT_PUBLIC: Final = "root_public_key.txt"
RECEIPT_SECRETS: Final = "receipt_secrets.json"
RECORD_KEY: Final = "record_signing"
"""In the keys folder: 32 bytes, an Ed25519 seed; signs the records of what was destroyed."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one installation."""

    instance: Path
    keys: Path
    """Of the worker: its opening keys."""
    manifest: Path
    screening_path: Path

    @property
    def screening(self) -> ScreeningFolder:
        return ScreeningFolder(self.screening_path)

    @property
    def quorum(self) -> Path:
        """The months' seeds, sealed for each pair of custodians."""
        return self.instance / QUORUM

    @property
    def archive(self) -> Path:
        """Every manifest there was, by number."""
        return self.instance / ARCHIVE

    @property
    def destroyed(self) -> Path:
        """The signed records of the months that were destroyed."""
        return self.instance / DESTROYED

    @property
    def offline(self) -> Path:
        """What is to be carried away: the root key, the custodians' keys."""
        return self.instance / OFFLINE

    @property
    def record_key(self) -> Path:
        return self.keys / RECORD_KEY

    def worker_key(self, epoch: int) -> Path:
        """The worker's key of a month."""
        return self.keys / f"{epoch}{KEY_SUFFIX}"

    def archived(self, number: int) -> Path:
        """The manifest of that number."""
        return self.archive / f"{number:04d}.json"


def places_in(instance: Path) -> Places:
    """The folders at their usual places."""
    return Places(instance, instance / KEYS, instance / MANIFEST, instance / SCREENING)
