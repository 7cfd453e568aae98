"""The keys of the root and of the three custodians: made at the ceremony, then carried away.

No process reads them. The command line does, when the people who hold them come together.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.errors import KeysNotReadable, WrongPassphrase
from reporting.vault.changes import Change
from reporting.vault.passphrases import (
    CUSTODIAN_COST,
    Cost,
    Holder,
    WrappedSecret,
    read_wrapped,
    unwrap_key,
    unwrap_secret,
    wrap_key,
    wrap_secret,
)
from reporting.vault.unwrapping import SEED_BYTES, PrivateKey

ROOT_FOLDER: Final = "root"
ROOT_KEY: Final = "root_key.json"
PLAIN_ROOT: Final = "root_private_key"
"""Without a passphrase: Ed25519, base64; made where nobody is asked for one."""
CUSTODIAN_KEY: Final = "custodian_key.json"
README: Final = "README.txt"

ROOT_TEXT: Final = """\
NL  Dit is de hoofdsleutel van deze installatie. Geen enkel programma leest hem hier.
    Zet deze map op een usb-stick die je opbergt, en wis hem daarna van deze machine.
    Wie deze sleutel heeft, kan nieuwe maandsleutels ondertekenen. Meldingen openen kan hij niet.

EN  This is the root key of this installation. No program reads it here.
    Move this folder to a USB stick, keep that somewhere safe, and erase it from this machine.
    Whoever has this key can sign new month keys. It cannot open reports.
"""
CUSTODIAN_TEXT: Final = """\
NL  Dit is de sleutel van bewaarder {number} van deze installatie.
    Neem deze map mee op een eigen usb-stick, en wis hem daarna van deze machine.
    Twee van de drie bewaarders kunnen samen verloren sleutels terughalen. Alleen kan niemand dat.
    Geef deze stick nooit aan een andere bewaarder. Zonder je wachtzin opent hij niets.

EN  This is the key of custodian {number} of this installation.
    Take this folder along on a USB stick of your own, and erase it from this machine.
    Two of the three custodians together can bring lost keys back. Nobody can do so alone.
    Never hand this stick to another custodian. Without your passphrase it opens nothing.
"""


@dataclass(frozen=True, slots=True)
class Safes:
    """Under whose passphrases the keys go that are carried away."""

    root_passphrase: str | None = None
    """None leaves the root key without one."""
    custodians: tuple[WrappedSecret, ...] = ()
    """Three, or none."""
    cost: Cost = CUSTODIAN_COST


NO_SAFES: Final = Safes()


def new_custodian(number: int, passphrase: str, cost: Cost = CUSTODIAN_COST) -> WrappedSecret:
    """A new custodian's key under a passphrase; raises PassphraseTooShort."""
    key = PrivateKey(os.urandom(SEED_BYTES))
    return wrap_key(key, Holder("custodian", str(number)), passphrase, cost)


def custodian_files(wrapped: WrappedSecret, offline: Path) -> tuple[Change, ...]:
    """The folder that a custodian carries away."""
    folder = custodian_folder(offline, int(wrapped.name))
    text = CUSTODIAN_TEXT.format(number=wrapped.name)
    return (
        Change(folder / README, text.encode()),
        Change(folder / CUSTODIAN_KEY, wrapped.pack()),
    )


def custodian_folder(offline: Path, number: int) -> Path:
    """Where the ceremony leaves a custodian's key."""
    return offline / f"custodian-{number}"


def read_custodian(folder: Path, number: int) -> WrappedSecret:
    """A custodian's key from the medium that holds it.

    Raises:
        KeysNotReadable: it is not there, is damaged, or is another custodian's.
    """
    path = folder / CUSTODIAN_KEY
    if not path.is_file():
        raise KeysNotReadable(f"There is no {CUSTODIAN_KEY} in {folder}.")
    wrapped = read_wrapped(_read_medium(path), "custodian")
    if wrapped.name != str(number):
        raise KeysNotReadable(f"{path} is the key of custodian {wrapped.name}, not of {number}.")
    return wrapped


def unlock_custodian(wrapped: WrappedSecret, passphrase: str) -> PrivateKey:
    """A custodian's key; raises WrongPassphrase."""
    return unwrap_key(wrapped, passphrase)


def root_files(root: Ed25519PrivateKey, safes: Safes, offline: Path) -> tuple[Change, ...]:
    """The folder that the keeper of the root key carries away; raises PassphraseTooShort."""
    folder, seed = offline / ROOT_FOLDER, root.private_bytes_raw()
    readme = Change(folder / README, ROOT_TEXT.encode())
    if safes.root_passphrase is None:
        return readme, Change(folder / PLAIN_ROOT, b64encode(seed))
    public = root.public_key().public_bytes_raw()
    holder = Holder("root", "root")
    wrapped = wrap_secret(seed, public, holder, safes.root_passphrase, safes.cost)
    return readme, Change(folder / ROOT_KEY, wrapped.pack())


def read_root(folder: Path, ask: Callable[[], str]) -> Ed25519PrivateKey:
    """The root key from the medium that holds it.

    Args:
        folder: with the root key; that of the ceremony is `offline/root`.
        ask: for its passphrase; not called when it has none.

    Raises:
        KeysNotReadable: it is not there, or damaged.
        WrongPassphrase: that is not its passphrase.
    """
    for name, read in ((ROOT_KEY, _locked_root), (PLAIN_ROOT, _plain_root)):
        if (folder / name).is_file():
            return read(_read_medium(folder / name), ask)
    raise KeysNotReadable(f"There is no root key in {folder}; where is its medium?")


def _read_medium(path: Path) -> bytes:
    """A file on a stick. Sticks know no owners, so who else may read it is not looked at."""
    try:
        return path.read_bytes()
    except OSError:
        raise KeysNotReadable(f"{path} cannot be read.") from None


def _locked_root(content: bytes, ask: Callable[[], str]) -> Ed25519PrivateKey:
    wrapped = read_wrapped(content, "root")
    root = Ed25519PrivateKey.from_private_bytes(unwrap_secret(wrapped, ask()))
    if root.public_key().public_bytes_raw() != wrapped.public_key:
        raise WrongPassphrase
    return root


def _plain_root(content: bytes, ask: Callable[[], str]) -> Ed25519PrivateKey:
    del ask
    try:
        return Ed25519PrivateKey.from_private_bytes(b64decode(content, validate=True))
    except ValueError:
        raise KeysNotReadable("The root key is damaged.") from None
