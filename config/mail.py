"""Settings of the daily mail to staff; without them no mail is ever sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.env import path, secret_file, text, time_of_day, whole_number
from config.errors import ConfigError

PORTS = (1, 65_535)
SECURITY = ("starttls", "tls", "none")
RECIPIENTS_MAX = 50

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


@dataclass(frozen=True, slots=True)
class MailSettings:
    host: str
    port: int
    security: str
    """One of SECURITY."""
    user: str
    """Empty: the server asks for no sign-in."""
    password: str = field(repr=False)
    sender: str
    recipients: tuple[str, ...]
    at: str
    """HH:MM in the worker's time zone."""


def load_mail(env: Mapping[str, str]) -> MailSettings | None:
    """Settings of the mail, checked; None when VRIJUIT_MAIL_HOST is not set.

    Raises:
        ConfigError: one line that names the missing or wrong setting.
    """
    if not env.get("VRIJUIT_MAIL_HOST"):
        return None
    security = text(env, "VRIJUIT_MAIL_SECURITY", "starttls")
    if security not in SECURITY:
        raise ConfigError(f"VRIJUIT_MAIL_SECURITY must be one of {', '.join(SECURITY)}")
    user = text(env, "VRIJUIT_MAIL_USER", " ")
    return MailSettings(
        host=text(env, "VRIJUIT_MAIL_HOST"),
        port=whole_number(env, "VRIJUIT_MAIL_PORT", 465 if security == "tls" else 587, PORTS),
        security=security,
        user=user,
        password=_password(env) if user else "",
        sender=_address(text(env, "VRIJUIT_MAIL_FROM"), "VRIJUIT_MAIL_FROM"),
        recipients=_recipients(env),
        at=time_of_day(env, "VRIJUIT_MAIL_AT", "08:00"),
    )


def _password(env: Mapping[str, str]) -> str:
    name = "VRIJUIT_MAIL_PASSWORD_FILE"
    where = path(env, name, Path(text(env, name)))
    return secret_file(where, name).decode(errors="replace")


def _recipients(env: Mapping[str, str]) -> tuple[str, ...]:
    name = "VRIJUIT_MAIL_TO"
    found = tuple(_address(one.strip(), name) for one in text(env, name).split(","))
    if len(found) > RECIPIENTS_MAX:
        raise ConfigError(f"{name} must name {RECIPIENTS_MAX} addresses or fewer")
    return found


def _address(written: str, name: str) -> str:
    if not _ADDRESS.fullmatch(written):
        raise ConfigError(f"{name} must hold e-mail addresses such as analist@example.org")
    return written
