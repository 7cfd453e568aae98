"""The folder of the screening keys, its public half: who are analists, and each month's key.

    screening/analists/<name>.json        an analist's key pair under a passphrase
    screening/<yyyymm>/<key id>.json      the month's screening seed, sealed to one analist

They are files and no rows: backups of the database hold the reports, so a seed in the same backup
would outlive its destruction. Nothing here opens anything; `analists` does.
"""

import json
import re
import shutil
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reporting.errors import AlreadyHeld, CannotOpen, NotAName, UnknownAnalist
from reporting.vault.changes import Change
from reporting.vault.envelope import KEY_ID_BYTES
from reporting.vault.epochs import canonical
from reporting.vault.files import destroy_file, make_folder, read_own, replace_file, write_new
from reporting.vault.passphrases import WrappedSecret, read_wrapped
from reporting.vault.sealing import HPKE_SUITE, PublicKey

VERSION: Final = 1
GRANT_LABEL: Final = b"vrijuit/v1/screening"
ANALISTS: Final = "analists"
SUFFIX: Final = ".json"
NAME: Final = re.compile(r"[a-z0-9][a-z0-9._+@-]{0,99}", re.ASCII)
"""Of an analist: the e-mail address of the account, in small letters. It names a file."""
EPOCH: Final = re.compile(r"[0-9]{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Grant:
    """A month's screening seed, sealed to one analist."""

    epoch: int
    analist: bytes
    """Key id."""
    sealed: bytes


def grant_info(epoch: int, analist: PublicKey) -> bytes:
    """What a sealed seed is bound to: its month and whom it is for."""
    return GRANT_LABEL + epoch.to_bytes(4, "big") + analist.key_id


def grant(seed: bytes, epoch: int, analist: PublicKey) -> Grant:
    """Seal a month's screening seed to an analist; only the public key is needed."""
    sealed = HPKE_SUITE.encrypt(seed, analist.load(), info=grant_info(epoch, analist))
    return Grant(epoch, analist.key_id, sealed)


@dataclass(frozen=True, slots=True)
class ScreeningFolder:
    """The folder, for adding and removing."""

    path: Path

    def prepare(self) -> None:
        """Make it where it is absent."""
        make_folder(self.path)
        make_folder(self.path / ANALISTS)

    def analists(self) -> tuple[WrappedSecret, ...]:
        """All analists, by name.

        Raises:
            KeysNotReadable: a file is damaged, or others may read it.
        """
        folder = self.path / ANALISTS
        names = sorted(path.stem for path in folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
        return tuple(self.analist(name) for name in names)

    def analist(self, name: str) -> WrappedSecret:
        """The wrapped key of one analist.

        Raises:
            UnknownAnalist: nobody of that name has a key.
            KeysNotReadable: the file is damaged, or others may read it.
        """
        path = self._analist_path(name)
        if not path.is_file():
            raise UnknownAnalist
        return read_wrapped(read_own(path), "analist")

    def add_analist(self, wrapped: WrappedSecret, grants: Iterable[Grant]) -> None:
        """Keep a new analist's key and what it may open. The key comes last: it makes the analist.

        Raises:
            AlreadyHeld: somebody of that name has a key.
        """
        if self._analist_path(wrapped.name).exists():
            raise AlreadyHeld("An analist of that name has a key already.")
        self.prepare()
        for each in grants:
            self.keep_grant(each)
        write_new(self._analist_path(wrapped.name), wrapped.pack())

    def replace_analist(self, wrapped: WrappedSecret) -> None:
        """Keep an analist's key under another passphrase; raises UnknownAnalist."""
        self.analist(wrapped.name)
        replace_file(self._analist_path(wrapped.name), wrapped.pack())

    def remove_analist(self, name: str) -> None:
        """Destroy an analist's key and all that was sealed to it; raises UnknownAnalist."""
        key_id = PublicKey(self.analist(name).public_key).key_id
        for epoch in self.epochs():
            destroy_file(self._grant_path(epoch, key_id))
        destroy_file(self._analist_path(name))

    def epochs(self) -> tuple[int, ...]:
        """The months, yyyymm, that have a folder."""
        if not self.path.is_dir():
            return ()
        names = (path.name for path in self.path.iterdir() if path.is_dir())
        return tuple(sorted(int(name) for name in names if EPOCH.fullmatch(name)))

    def keep_grant(self, one: Grant) -> None:
        """Keep a month's sealed seed; one for the same analist and month is replaced."""
        make_folder(self.path / str(one.epoch))
        change = self.written(one)
        replace_file(change.path, change.content)

    def written(self, one: Grant) -> Change:
        """The file of a grant."""
        document = {
            "version": VERSION,
            "epoch": one.epoch,
            "analist": one.analist.hex(),
            "sealed": b64encode(one.sealed).decode(),
        }
        path = self._grant_path(one.epoch, one.analist)
        return Change(path, canonical(document) + b"\n")

    def has_grant(self, epoch: int, analist: PublicKey) -> bool:
        """Whether a month's seed was sealed to this analist."""
        return self._grant_path(epoch, analist.key_id).is_file()

    def grant_for(self, epoch: int, analist: PublicKey) -> Grant | None:
        """A month's seed as sealed to this analist; None when it was not.

        Raises:
            CannotOpen: the file is damaged.
            KeysNotReadable: others may read it.
        """
        path = self._grant_path(epoch, analist.key_id)
        if not path.is_file():
            return None
        try:
            return _grant_from(json.loads(read_own(path)))
        except (ValueError, KeyError, TypeError):
            raise CannotOpen from None

    def destroy(self, epoch: int) -> None:
        """Destroy a month: nobody screens its reports any more."""
        folder = self.path / str(epoch)
        if folder.is_dir():
            for path in sorted(folder.iterdir()):
                destroy_file(path)
            shutil.rmtree(folder)

    def _analist_path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise NotAName
        return self.path / ANALISTS / f"{name}{SUFFIX}"

    def _grant_path(self, epoch: int, key_id: bytes) -> Path:
        return self.path / str(epoch) / f"{key_id.hex()}{SUFFIX}"


def _grant_from(document: dict[str, Any]) -> Grant:
    key_id = bytes.fromhex(document["analist"])
    if document["version"] != VERSION or len(key_id) != KEY_ID_BYTES:
        raise CannotOpen
    return Grant(document["epoch"], key_id, b64decode(document["sealed"], validate=True))
