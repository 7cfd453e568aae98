"""The manifest as its file has it now, so that new months are known without a new start."""

from dataclasses import dataclass, field
from pathlib import Path

from reporting.errors import BadManifest
from reporting.vault.epochs import Manifest, load_manifest
from reporting.vault.sealing import PublicKey, Recipient

Stamp = tuple[int, int, int]
"""Of a file: its number, when it was written, its length."""


@dataclass(slots=True)
class LiveManifest:
    """A `MonthKeys` that looks at its file each time it is asked; a look costs some microseconds.

    A file that is damaged, not signed, or older than the one seen before is refused: reporters are
    asked to come back later, and nothing is sealed to a key that nobody vouches for.
    """

    path: Path
    root_public_key: str
    _stamp: Stamp | None = field(default=None, init=False, repr=False)
    _manifest: Manifest | None = field(default=None, init=False, repr=False)

    def now(self) -> Manifest:
        """The manifest that is in force.

        Raises:
            BadManifest: on any flaw, and when it is older than what was in force before.
        """
        stamp = _stamp_of(self.path)
        if self._manifest is None or stamp != self._stamp:
            found = load_manifest(self.path, self.root_public_key)
            _refuse_older(self._manifest, found)
            self._manifest, self._stamp = found, stamp
        return self._manifest

    def key_for(self, month: str) -> PublicKey:
        """The worker's key of a month; raises BadManifest, NoKeyForThisMonth."""
        return self.now().key_for(month)

    def recipients(self, month: str) -> tuple[Recipient, ...]:
        """Who may open a report of that month; raises BadManifest, NoKeyForThisMonth."""
        return self.now().recipients(month)

    def nearest(self, month: str) -> str:
        """The month with a key that is closest to `month`; raises BadManifest."""
        return self.now().nearest(month)


def _stamp_of(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        raise BadManifest from None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _refuse_older(before: Manifest | None, found: Manifest) -> None:
    if before is None or found.hash == before.hash:
        return
    if found.number <= before.number:
        raise BadManifest("The key manifest is older than the one that was in use.")
