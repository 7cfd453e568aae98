"""Backups: the database for any one custodian, the keys for any two, and putting them back.

The two are separate files, to be kept apart: whoever has both, and two custodians, has the reports.
A month that was destroyed does not come back with either.
"""

import io
import json
import os
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final

from reporting.errors import AlreadyHeld, BadBackup, NoCustodians
from reporting.vault.changes import Change, change_all
from reporting.vault.epochs import Manifest, canonical
from reporting.vault.files import OWNER_FILE, PUBLIC_FILE, make_folders, sync_folder
from reporting.vault.places import (
    ARCHIVE,
    DESTROYED,
    KEYS,
    MANIFEST,
    QUORUM,
    RECEIPT_SECRETS,
    RECORD_KEY,
    ROOT_PUBLIC,
    SCREENING,
)
from reporting.vault.sealed_file import (
    SealedHeader,
    new_data_key,
    read_header,
    read_sealed,
    seal_for_any,
    seal_for_two,
    write_sealed,
)
from reporting.vault.signing import STRIP_KEY_NAME

VERSION: Final = 1
PUBLIC_FOLDERS: Final = (ARCHIVE, DESTROYED)
FILES: Final = (MANIFEST, ROOT_PUBLIC, RECEIPT_SECRETS, "form_key", "staff_secrets.json")
OF_MONTHS: Final = (QUORUM, SCREENING)


@dataclass(frozen=True, slots=True)
class OpenBackup:
    """A backup whose first line was read."""

    header: SealedHeader
    source: IO[bytes]


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file for its owner only, that is there when all of it was written, and else is not.

    Raises:
        AlreadyHeld: there is one.
    """
    if path.exists():
        raise AlreadyHeld(f"{path} is there already; nothing was written.")
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
        sync_folder(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def seal_database(snapshot: Path, target: IO[bytes], manifest: Manifest) -> None:
    """Seal a snapshot of the database; any one custodian opens it.

    Raises:
        NoCustodians: the manifest names none.
    """
    if not manifest.custodians:
        raise NoCustodians
    key = new_data_key()
    with snapshot.open("rb") as source:
        write_sealed(source, target, seal_for_any(key, manifest.custodians), key)


def open_database(backup: OpenBackup, key: bytes, target: IO[bytes]) -> None:
    """Write the snapshot that a backup holds; use it only when this returns.

    Raises:
        BadBackup: the file is damaged or cut off.
    """
    for piece in read_sealed(backup.source, backup.header, key):
        target.write(piece)


def read_backup(source: IO[bytes], kind: str) -> OpenBackup:
    """Read the first line; raises BadBackup."""
    if kind == "keys":
        return OpenBackup(read_header(source, "keys"), source)
    return OpenBackup(read_header(source, "database"), source)


def seal_keys(instance: Path, target: IO[bytes], manifest: Manifest) -> int:
    """Seal everything that is not in the database and cannot be made again; two custodians open it.

    The worker's opening keys are not in it: the two bring those back from what is sealed to them.

    Returns:
        How many files are in it.

    Raises:
        NoCustodians: the manifest names none.
    """
    if not manifest.custodians:
        raise NoCustodians
    files = {name: b64encode(path.read_bytes()).decode() for name, path in kept_files(instance)}
    content = canonical({"version": VERSION, "files": files})
    key = new_data_key()
    write_sealed(io.BytesIO(content), target, seal_for_two(key, manifest.custodians), key)
    return len(files)


def kept_files(instance: Path) -> Iterator[tuple[str, Path]]:
    """The files of a backup of keys: their names within the installation, and where they are."""
    folders = [instance / name for name in (*OF_MONTHS, *PUBLIC_FOLDERS)]
    found = [instance / name for name in FILES]
    found += [path for folder in folders for path in sorted(folder.rglob("*"))]
    found += [path for path in sorted((instance / KEYS).glob("*")) if _is_signing(path.name)]
    for path in found:
        if path.is_file():
            yield path.relative_to(instance).as_posix(), path


def open_keys(backup: OpenBackup, key: bytes) -> dict[str, bytes]:
    """The files of a backup of keys, by their names within the installation.

    Raises:
        BadBackup: the file is damaged or cut off, or names a file that is none of ours.
    """
    content = b"".join(read_sealed(backup.source, backup.header, key))
    try:
        document = json.loads(content)
        files = {name: b64decode(text, validate=True) for name, text in document["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadBackup from None
    if document["version"] != VERSION or not all(map(_is_ours, files)):
        raise BadBackup
    return files


def restore_keys(files: Mapping[str, bytes], instance: Path, is_gone: Callable[[int], bool]) -> int:
    """Put the files back where none are: all of them, or none.

    Args:
        files: of `open_keys`.
        instance: the installation; a file that is in the backup must not be there.
        is_gone: whether a month, yyyymm, stays destroyed; what the backup has of it is left out.

    Returns:
        How many files were put back.

    Raises:
        AlreadyHeld: one is there; nothing was changed.
    """
    kept = {name: content for name, content in files.items() if not _is_of(name, is_gone)}
    there = [name for name in kept if (instance / name).exists()]
    if there:
        raise AlreadyHeld(f"{instance / there[0]} is there already; restore into an empty place.")
    make_folders(instance)
    change_all(instance, [Change(instance / name, kept[name], _mode(name)) for name in kept])
    return len(kept)


def destroyed_in(files: Mapping[str, bytes]) -> set[int]:
    """The months that a backup of keys has on record as destroyed."""
    names = (PurePosixPath(name) for name in files)
    return {int(name.stem) for name in names if name.parts[0] == DESTROYED and name.stem.isdigit()}


def _is_signing(name: str) -> bool:
    return name == RECORD_KEY or STRIP_KEY_NAME.fullmatch(name) is not None


def _is_ours(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if name in FILES:
        return True
    if ".." in parts or len(parts) not in {2, 3} or name != "/".join(parts):
        return False
    if parts[0] == KEYS:
        return all(map(_is_signing, parts[1:]))
    return parts[0] in (*OF_MONTHS, *PUBLIC_FOLDERS)


def _is_of(name: str, is_gone: Callable[[int], bool]) -> bool:
    epoch = _epoch_in(name)
    return epoch is not None and is_gone(epoch)


def _epoch_in(name: str) -> int | None:
    """The month that a file is of, by its name; None for files of no month."""
    parts = PurePosixPath(name).parts
    if parts[0] == QUORUM:
        word = PurePosixPath(parts[1]).stem
    elif parts[0] == SCREENING:
        word = parts[1]
    else:
        return None
    return int(word) if word.isdigit() else None


def _mode(name: str) -> int:
    public = name in (MANIFEST, ROOT_PUBLIC) or name.split("/", maxsplit=1)[0] in PUBLIC_FOLDERS
    return PUBLIC_FILE if public else OWNER_FILE
