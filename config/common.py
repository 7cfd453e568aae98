"""Settings that more than one process has, each read in one place.

The files of an instance folder, with who may read them:

    vrijuit.db            the database, unless VRIJUIT_DATABASE_URL names another
    vrijuit.toml          settings; no secrets
    manifest.json         signed list of the public keys of the months; public
    root_public_key.txt   base64 of 32 bytes (Ed25519), one line; public
    receipt_secrets.json  0600, intake: salt and pepper of the receipt codes; read by
                          reporting.receipts
    form_key              0600, intake: 32 bytes in URL-safe base64 (a Fernet key), one line
    staff_secrets.json    0600, staff: {"secret_key": hex of 32 bytes, "password_salt": the same}
    keys/                 0700, worker: the private keys of the months, and those that sign strips
    methods.toml          the organisation's own ways to hold a meeting, if any; staff
    screening/            0700, staff: the analists' keys under their passphrases, and each month's
                          screening key sealed to each analist
    offline/              0700, nobody: the root private key, to be moved away
"""

import re
from base64 import b64decode
from binascii import Error as BadBase64
from collections.abc import Mapping
from pathlib import Path

from config.env import DEFAULT_INSTANCE, path, present_file, text
from config.errors import ConfigError

ORGANISATION_MAX = 80
"""Characters; longer names break the page header on a phone."""
PORTS = (1, 65_535)
KEY_BYTES = 32
"""Ed25519 public keys, Fernet keys and our own secrets are all this long."""

POSTGRESQL = re.compile(
    r"(?P<scheme>postgresql\+psycopg)://"
    r"(?:(?P<user>[^:/?#@\s]+)(?::(?P<password>[^:/?#@\s]*))?@)?"
    r"(?P<place>[^/?#@\s]*/[^/?#@\s]+)"
    r"(?:\?(?P<options>[^#\s]+))?"
)
"""Strict, so that a password with bare special signs is refused and cannot be shown by mistake."""

_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")
_SQLITE = "sqlite:///"


def instance_of(env: Mapping[str, str]) -> Path:
    """The folder of this installation."""
    return path(env, "VRIJUIT_INSTANCE", Path(DEFAULT_INSTANCE))


def database_url_of(env: Mapping[str, str]) -> str:
    """An SQLAlchemy address; SQLite in the instance folder by default. May hold a password."""
    name = "VRIJUIT_DATABASE_URL"
    url = text(env, name, f"sqlite:///{instance_of(env)}/vrijuit.db")
    if url.startswith(_SQLITE) and url != _SQLITE:
        return url
    if not url.startswith("postgresql+psycopg://"):
        raise ConfigError(f"{name} must begin with sqlite:/// or postgresql+psycopg://")
    if not POSTGRESQL.fullmatch(url):
        raise ConfigError(
            f"{name} is not a valid address; write special signs in the password as %40 and so on"
        )
    return url


def encoder_of(env: Mapping[str, str]) -> str:
    """What turns reports into vectors; "" for the best that is installed."""
    return text(env, "VRIJUIT_ENCODER", "")


def organisation_of(env: Mapping[str, str]) -> str:
    """The name above every page."""
    name = "VRIJUIT_ORGANISATION"
    organisation = text(env, name, "Onze organisatie")
    if len(organisation) > ORGANISATION_MAX:
        raise ConfigError(f"{name} must be {ORGANISATION_MAX} characters or fewer")
    return organisation


def ner_of(env: Mapping[str, str]) -> str:
    """The program or model that helps to recognise names; none by default."""
    return text(env, "VRIJUIT_NER", "")


def host_of(env: Mapping[str, str]) -> str:
    """The address to listen on; this machine only by default."""
    return text(env, "VRIJUIT_HOST", "127.0.0.1")


def host_names_of(env: Mapping[str, str]) -> tuple[str, ...]:
    """The names under which browsers may ask for the pages, in small letters; none means any."""
    name = "VRIJUIT_HOST_NAMES"
    names = tuple(one.strip().lower() for one in text(env, name, " ").split(",") if one.strip())
    if not all(_HOST_NAME.fullmatch(one) for one in names):
        raise ConfigError(f"{name} must hold host names such as vrijuit.example.org")
    return names


def manifest_path_of(env: Mapping[str, str]) -> Path:
    """The signed list of public keys; the file is there."""
    name = "VRIJUIT_MANIFEST"
    return present_file(path(env, name, instance_of(env) / "manifest.json"), name)


def keys_dir_of(env: Mapping[str, str]) -> Path:
    """The folder of the worker's keys; whether it is there is not looked at."""
    return path(env, "VRIJUIT_KEYS_DIR", instance_of(env) / "keys")


def screening_dir_of(env: Mapping[str, str]) -> Path:
    """The folder of the screening keys; absent in an installation without analists.

    Raises:
        ConfigError: others may look into it.
    """
    name = "VRIJUIT_SCREENING_DIR"
    where = path(env, name, instance_of(env) / "screening")
    if where.is_dir() and where.stat().st_mode & 0o077:
        raise ConfigError(f"{name}: others may look into {where}; run `chmod 700` on it")
    return where


def root_public_key_of(env: Mapping[str, str]) -> str:
    """The key that signs the manifest, base64: from the setting, else from the instance folder."""
    name = "VRIJUIT_ROOT_PUBLIC_KEY"
    if name in env:
        return _checked_root(env[name].strip(), name)
    where = present_file(instance_of(env) / "root_public_key.txt", name)
    try:
        return _checked_root(where.read_text(encoding="ascii").strip(), f"{name}: {where}")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"{name}: cannot read {where}") from None


def _checked_root(key: str, where: str) -> str:
    try:
        length = len(b64decode(key, validate=True))
    except (BadBase64, ValueError):
        length = 0
    if length != KEY_BYTES:
        raise ConfigError(f"{where} must be {KEY_BYTES} bytes in base64")
    return key
