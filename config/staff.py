"""Settings of the staff process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.common import (
    KEY_BYTES,
    PORTS,
    database_url_of,
    host_of,
    instance_of,
    organisation_of,
    root_public_key_of,
    screening_dir_of,
)
from config.env import flag, path, read_mapping, secret_file, whole_number
from config.errors import ConfigError
from config.limits import CARD_DELAY_DAYS
from config.methods import load_methods

CARD_DELAYS = (CARD_DELAY_DAYS, 365)
_SECRETS = "VRIJUIT_STAFF_SECRETS_FILE"
_METHODS = "VRIJUIT_METHODS_FILE"


@dataclass(frozen=True, slots=True)
class StaffSettings:
    instance: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    """Hex of 32 bytes or more; signs sessions and form tokens."""
    password_salt: str = field(repr=False)
    """Hex of 32 bytes or more; mixed into every password before it is hashed."""
    host: str
    port: int
    organisation: str
    demo: bool
    https: bool = False
    """A proxy in front speaks TLS, so browsers may be told to insist on it."""
    manifest_path: Path = Path()
    """The signed list of public keys, to seal what analisten order; `Path()` without screening."""
    root_public_key: str = ""
    """Ed25519, base64; who signed that list."""
    screening_dir: Path = Path("screening")
    """The analists' keys under their passphrases; see reporting.vault.screening_files."""
    card_delay_days: int = CARD_DELAY_DAYS
    """Days between the newest report behind a case card and the first meeting with it."""
    methods_file: Path | None = None
    """The organisation's own methods, checked; see config.methods."""


def load_staff(env: Mapping[str, str]) -> StaffSettings:
    """Settings of the staff process, checked.

    Raises:
        ConfigError: one line that names the missing or wrong setting.
    """
    env = read_mapping(env)
    instance = instance_of(env)
    where = path(env, _SECRETS, instance / "staff_secrets.json")
    secrets = _staff_secrets(where)
    manifest = _manifest_if_any(env)
    return StaffSettings(
        instance=instance,
        database_url=database_url_of(env),
        secret_key=_hex(secrets, "secret_key", where),
        password_salt=_hex(secrets, "password_salt", where),
        host=host_of(env),
        port=whole_number(env, "VRIJUIT_STAFF_PORT", 8001, PORTS),
        organisation=organisation_of(env),
        demo=flag(env, "VRIJUIT_DEMO"),
        https=flag(env, "VRIJUIT_HTTPS"),
        manifest_path=manifest or Path(),
        root_public_key=root_public_key_of(env) if manifest else "",
        screening_dir=screening_dir_of(env),
        card_delay_days=whole_number(env, "VRIJUIT_CARD_DELAY_DAYS", CARD_DELAY_DAYS, CARD_DELAYS),
        methods_file=_own_methods(env),
    )


def _own_methods(env: Mapping[str, str]) -> Path | None:
    """The file of own methods, if there is one; a wrong one stops the start."""
    where = path(env, _METHODS, instance_of(env) / "methods.toml")
    if _METHODS not in env and not where.is_file():
        return None
    try:
        load_methods(where)
    except ConfigError as fault:
        raise ConfigError(f"{_METHODS}: {fault}") from None
    return where


def _manifest_if_any(env: Mapping[str, str]) -> Path | None:
    where = path(env, "VRIJUIT_MANIFEST", instance_of(env) / "manifest.json")
    return where if where.is_file() else None


def _staff_secrets(where: Path) -> dict[str, object]:
    try:
        secrets = json.loads(secret_file(where, _SECRETS))
    except ValueError:
        secrets = None
    if not isinstance(secrets, dict):
        # Raised here, not while the other error is at hand: that one holds the whole file.
        raise ConfigError(f"{_SECRETS}: {where} is not valid JSON")
    return secrets


def _hex(secrets: Mapping[str, object], key: str, where: Path) -> str:
    value = secrets.get(key)
    try:
        length = len(bytes.fromhex(value)) if isinstance(value, str) else 0
    except ValueError:
        length = 0
    if not isinstance(value, str) or length < KEY_BYTES:
        raise ConfigError(f"{_SECRETS}: {where} needs {KEY_BYTES} bytes in hex for {key!r}")
    return value
