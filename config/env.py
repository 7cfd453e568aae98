"""Settings as text: the environment, over a TOML file, over defaults.

Pure: the environment is handed in. A missing or wrong setting raises ConfigError with one line
that names it. Values of secrets are never repeated in an error.
"""

import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from config.errors import ConfigError

PREFIX = "VRIJUIT_"
LINK_PREFIX = "VRIJUIT_LINK_"
"""Followed by the id of a route in form.toml, in capitals."""
DEFAULT_INSTANCE = "instance/default"
INSTANCE_CONFIG = "vrijuit.toml"
"""Read from the instance folder when VRIJUIT_CONFIG is not set and the file is there."""

NAMES = frozenset(
    f"{PREFIX}{name}"
    for name in (
        *("CONFIG", "INSTANCE", "DATABASE_URL", "HOST", "PORT", "STAFF_PORT", "ORGANISATION"),
        *("DEMO", "MANIFEST", "ROOT_PUBLIC_KEY", "RECEIPT_SECRETS_FILE", "FORM_KEY_FILE"),
        *("STAFF_SECRETS_FILE", "SCREENING_DIR", "HTTPS", "KEYS_DIR", "METHODS_FILE"),
        *("LEASE_SECONDS", "TIMEZONE", "NIGHTLY_AT", "ENCODER"),
        *("MAIL_HOST", "MAIL_PORT", "MAIL_SECURITY", "MAIL_USER", "MAIL_PASSWORD_FILE"),
        *("FORM_FLOOR_SECONDS", "MOST_WAITING", "PROOF_OF_WORK", "LEAVE_URL", "HOST_NAMES"),
        *("MAIL_FROM", "MAIL_TO", "MAIL_AT"),
        "NER",
    )
)
"""Every setting there is, besides the links."""

_TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_YES = frozenset({"1", "yes", "true", "on", "ja"})
_NO = frozenset({"0", "no", "false", "off", "nee"})
_OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO


def read_mapping(environ: Mapping[str, str]) -> Mapping[str, str]:
    """All VRIJUIT_ settings; the environment wins over the TOML file.

    The file is the one VRIJUIT_CONFIG names, else vrijuit.toml in the instance folder if it is
    there. In the file `port = 8000` stands for VRIJUIT_PORT, and `danger` under `[link]` for
    VRIJUIT_LINK_DANGER. An empty value counts as absent. Reading the answer again gives the same.

    Raises:
        ConfigError: the file cannot be read, or holds a setting that does not exist.
    """
    given = {name: value for name, value in environ.items() if name.startswith(PREFIX) and value}
    named = given.get("VRIJUIT_CONFIG")
    beside = Path(given.get("VRIJUIT_INSTANCE", DEFAULT_INSTANCE)) / INSTANCE_CONFIG
    if named is None and not beside.is_file():
        return given
    return _from_file(Path(named) if named else beside) | given


def unknown_names(settings: Mapping[str, str]) -> tuple[str, ...]:
    """Settings that no part of Vrijuit reads; usually a typing error."""
    return tuple(
        sorted(
            name
            for name in settings
            if name.startswith(PREFIX) and name not in NAMES and not name.startswith(LINK_PREFIX)
        )
    )


def text(env: Mapping[str, str], name: str, default: str | None = None) -> str:
    """One line of text; without a default the setting must be there."""
    value = env.get(name) or default
    if value is None:
        raise ConfigError(f"{name} is missing")
    if not value.isprintable():
        raise ConfigError(f"{name} must be one line of plain text")
    return value.strip()


def whole_number(env: Mapping[str, str], name: str, default: int, allowed: tuple[int, int]) -> int:
    """A whole number between two bounds, both included."""
    lowest, highest = allowed
    value = text(env, name, str(default))
    digits = value.isascii() and value.isdigit() and len(value) <= len(str(highest))
    if not digits or not lowest <= int(value) <= highest:
        raise ConfigError(f"{name} must be a whole number from {lowest} to {highest}")
    return int(value)


def flag(env: Mapping[str, str], name: str) -> bool:
    """Yes or no; absent is no."""
    value = text(env, name, "no").lower()
    if value not in _YES | _NO:
        raise ConfigError(f"{name} must be yes or no")
    return value in _YES


def time_of_day(env: Mapping[str, str], name: str, default: str) -> str:
    """HH:MM."""
    at = text(env, name, default)
    if not _TIME_OF_DAY.fullmatch(at):
        raise ConfigError(f"{name} must be a time of day such as {default}")
    return at


def path(env: Mapping[str, str], name: str, default: Path) -> Path:
    """A path; `~` stands for the home folder. Whether it exists is not looked at."""
    return Path(text(env, name, str(default))).expanduser()


def present_file(where: Path, name: str) -> Path:
    """The same path; raises ConfigError naming the setting when there is no such file."""
    try:
        there = where.is_file()
    except OSError as problem:
        raise ConfigError(f"{name}: cannot read {where}: {problem.strerror}") from None
    if not there:
        raise ConfigError(f"{name}: {where} is not there; run `vrijuit init` or `vrijuit demo`")
    return where


def secret_file(where: Path, name: str) -> bytes:
    """The content of a file that only its owner may read.

    Raises:
        ConfigError: it is absent, open to others, unreadable or empty; names the setting and the
            path, never the content.
    """
    try:
        mode = present_file(where, name).stat().st_mode
        content = where.read_bytes().strip()
    except OSError as problem:
        raise ConfigError(f"{name}: cannot read {where}: {problem.strerror}") from None
    if mode & _OTHERS_MAY:
        raise ConfigError(f"{name}: others may read {where}; run `chmod 600` on it")
    if not content:
        raise ConfigError(f"{name}: {where} is empty")
    return content


def _from_file(where: Path) -> dict[str, str]:
    try:
        tables = tomllib.loads(where.read_text(encoding="utf-8"))
    except OSError as problem:
        raise ConfigError(f"VRIJUIT_CONFIG: cannot read {where}: {problem.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise ConfigError(f"VRIJUIT_CONFIG: {where} is not valid TOML") from None
    settings = {name: value for name, value in _flat(tables, PREFIX, where) if value}
    for name in ("VRIJUIT_CONFIG", *unknown_names(settings)):
        if name in settings:
            raise ConfigError(f"VRIJUIT_CONFIG: {where} has an unknown setting {_said(name)}")
    return settings


def _flat(tables: Mapping[str, object], prefix: str, where: Path) -> Iterator[tuple[str, str]]:
    for key, value in tables.items():
        name = f"{prefix}{key.upper()}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}_", where)
        elif isinstance(value, bool):
            yield name, "yes" if value else "no"
        elif isinstance(value, (str, int)):
            yield name, str(value)
        else:
            raise ConfigError(f"VRIJUIT_CONFIG: {where} needs text or a whole number for {name}")


def _said(name: str) -> str:
    meant = get_close_matches(name, NAMES, n=1)
    hint = f"; do you mean {meant[0].removeprefix(PREFIX).lower()}?" if meant else ""
    return f"{name.removeprefix(PREFIX).lower()!r}{hint}"
