"""Files of keys: written whole or not at all, for their owner only, on the disk for sure."""

import os
import secrets
import stat
from pathlib import Path
from typing import Final

from reporting.errors import AlreadyHeld, KeysNotReadable

OWNER_FILE: Final = 0o600
OWNER_FOLDER: Final = 0o700
PUBLIC_FILE: Final = 0o644
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
UNFINISHED: Final = ".unfinished"
"""Ends the name of a file that is being written; what a crash leaves of one counts for nothing."""
TAIL_BYTES: Final = 4


def write_new(path: Path, content: bytes, mode: int = OWNER_FILE) -> None:
    """Write a file that must not exist yet; it appears with all of its content.

    Raises:
        AlreadyHeld: the file exists.
    """
    unfinished = _written(path, content, mode)
    try:
        # A link, unlike a rename, does not replace what is there.
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise AlreadyHeld from None
    finally:
        unfinished.unlink()
    sync_folder(path.parent)


def replace_file(path: Path, content: bytes, mode: int = OWNER_FILE) -> None:
    """Write a file in place of the one that may be there; never half of either."""
    _written(path, content, mode).replace(path)
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder for its owner only; nothing happens when it is there."""
    path.mkdir(mode=OWNER_FOLDER, exist_ok=True)
    path.chmod(OWNER_FOLDER)
    sync_folder(path.parent)


def make_folders(path: Path) -> None:
    """Make a folder and those above it where they are absent; what is there stays as it is."""
    if not path.is_dir():
        make_folders(path.parent)
        make_folder(path)


def read_own(path: Path) -> bytes:
    """The content of a file that only its owner may read.

    Raises:
        KeysNotReadable: it is absent, or others may read it.
    """
    try:
        if path.stat().st_mode & OTHERS:
            raise KeysNotReadable
        return path.read_bytes()
    except OSError:
        raise KeysNotReadable from None


def destroy_file(path: Path) -> None:
    """Overwrite a file, then remove it; nothing happens when it is gone.

    On a solid-state disk, and in snapshots, old bytes can outlive this: see the threat model.
    """
    try:
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return
    sync_folder(path.parent)


def remove_unfinished(path: Path) -> None:
    """Remove what a crash left of writing this file; it may hold a key."""
    for stray in path.parent.glob(f".{path.name}.*{UNFINISHED}"):
        # One that is also linked under its own name is that file: its bytes must stay.
        if stray.stat().st_nlink > 1:
            stray.unlink()
        else:
            destroy_file(stray)


def sync_folder(folder: Path) -> None:
    """Have the disk hold the names in a folder, so that a power cut does not undo them."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _written(path: Path, content: bytes, mode: int) -> Path:
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(TAIL_BYTES)}{UNFINISHED}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return unfinished
