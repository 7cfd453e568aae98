"""Settings of the worker: the one process that knows where the opening keys are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from config.common import (
    database_url_of,
    encoder_of,
    instance_of,
    keys_dir_of,
    manifest_path_of,
    root_public_key_of,
    screening_dir_of,
)
from config.env import flag, read_mapping, text, time_of_day, whole_number
from config.errors import ConfigError
from config.mail import MailSettings, load_mail

LEASE_SECONDS = (10, 3_600)
"""Shorter than ten seconds a busy machine loses its lease at work; longer than an hour a worker
that died keeps the next one waiting."""


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    instance: Path
    database_url: str = field(repr=False)
    keys_dir: Path
    manifest_path: Path
    root_public_key: str
    """Ed25519, base64."""
    lease_seconds: int
    timezone: str
    """Name in the IANA database."""
    nightly_at: str
    """HH:MM in that time zone."""
    demo: bool
    screening_dir: Path
    """Where this host has the screening keys, if it has them."""
    encoder: str = ""
    """use, e5, use+e5, lsa, or the folder of a model; "" for the best that is installed."""
    mail: MailSettings | None = None
    """None: no mail is ever sent."""


def load_worker(env: Mapping[str, str]) -> WorkerSettings:
    """Settings of the worker, checked.

    Raises:
        ConfigError: one line that names the missing or wrong setting.
    """
    env = read_mapping(env)
    return WorkerSettings(
        instance=instance_of(env),
        database_url=database_url_of(env),
        keys_dir=_keys_dir(env),
        manifest_path=manifest_path_of(env),
        root_public_key=root_public_key_of(env),
        lease_seconds=whole_number(env, "VRIJUIT_LEASE_SECONDS", 120, LEASE_SECONDS),
        timezone=_timezone(env),
        nightly_at=time_of_day(env, "VRIJUIT_NIGHTLY_AT", "02:30"),
        demo=flag(env, "VRIJUIT_DEMO"),
        screening_dir=screening_dir_of(env),
        encoder=encoder_of(env),
        mail=load_mail(env),
    )


def _keys_dir(env: Mapping[str, str]) -> Path:
    name = "VRIJUIT_KEYS_DIR"
    where = keys_dir_of(env)
    if not where.is_dir():
        raise ConfigError(f"{name}: {where} is not there; run `vrijuit init` or `vrijuit demo`")
    if where.stat().st_mode & 0o077:
        raise ConfigError(f"{name}: others may look into {where}; run `chmod 700` on it")
    return where


def _timezone(env: Mapping[str, str]) -> str:
    name = "VRIJUIT_TIMEZONE"
    zone = text(env, name, "Europe/Amsterdam")
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigError(f"{name} must be a time zone such as Europe/Amsterdam") from None
