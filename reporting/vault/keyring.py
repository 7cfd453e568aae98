"""The opening keys of the months, read from their folder. Only the worker's side has one."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from reporting.errors import CannotOpen, KeysNotReadable
from reporting.vault.envelope import Purpose, read_header
from reporting.vault.opening import PrivateKey, open_envelope
from reporting.vault.signing import STRIP_KEY_NAME

KEY_SUFFIX: Final = ".key"
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The private key of each epoch that is not destroyed."""

    keys: Mapping[int, PrivateKey] = field(repr=False)
    """By epoch, yyyymm."""

    def open(self, blob: bytes, purpose: Purpose, object_id: bytes) -> bytes:
        """The payload of an envelope, with the key of its own month.

        Raises:
            CannotOpen: whatever the cause, a destroyed key included.
        """
        key = self.keys.get(read_header(blob).epoch)
        if key is None:
            raise CannotOpen
        return open_envelope(blob, key, purpose=purpose, object_id=object_id)


@dataclass(slots=True)
class KeyFolder:
    """The opening keys as they lie in their folder now.

    A month that is added is found without a new start; of one that is destroyed no copy stays.
    """

    path: Path
    _known: dict[int, tuple[tuple[int, int], PrivateKey]] = field(
        default_factory=dict, init=False, repr=False
    )

    def open(self, blob: bytes, purpose: Purpose, object_id: bytes) -> bytes:
        """The payload of an envelope, with the key of its own month.

        Raises:
            CannotOpen: whatever the cause, a destroyed key included.
            KeysNotReadable: the key is damaged, or others may read it.
        """
        key = self._key(read_header(blob).epoch)
        return open_envelope(blob, key, purpose=purpose, object_id=object_id)

    def _key(self, epoch: int) -> PrivateKey:
        path = self.path / f"{epoch}{KEY_SUFFIX}"
        try:
            found = path.stat()
        except OSError:
            self._known.pop(epoch, None)
            raise CannotOpen from None
        stamp = (found.st_ino, found.st_mtime_ns)
        known = self._known.get(epoch)
        if known is None or known[0] != stamp:
            known = self._known[epoch] = (stamp, _read_key(path))
        return known[1]


def load_epoch_keys(keys_dir: Path) -> KeyRing:
    """Read every key `yyyymm.key` (96 bytes) of a folder.

    Raises:
        KeysNotReadable: there is none, one is damaged, or others than the owner may read one.
    """
    try:
        keys = {int(path.stem): _read_key(path) for path in _key_files(keys_dir)}
    except (OSError, ValueError):
        raise KeysNotReadable from None
    if not keys:
        raise KeysNotReadable
    return KeyRing(keys)


def _key_files(keys_dir: Path) -> list[Path]:
    keys = (path for path in keys_dir.iterdir() if path.suffix == KEY_SUFFIX)
    return sorted(path for path in keys if not STRIP_KEY_NAME.fullmatch(path.name))


def _read_key(path: Path) -> PrivateKey:
    if path.stat().st_mode & OTHERS:
        raise KeysNotReadable
    return PrivateKey(path.read_bytes())
