"""What the effective settings are, for eyes that may not see secrets."""

from collections.abc import Mapping
from dataclasses import fields

from config.common import POSTGRESQL
from config.intake import IntakeSettings
from config.staff import StaffSettings
from config.worker import WorkerSettings

HIDDEN = "(set, not shown)"


def describe(settings: IntakeSettings | StaffSettings | WorkerSettings) -> dict[str, str]:
    """Each field as text; a secret only as being set, a password in an address as stars."""
    return {
        one.name: _shown(one.name, getattr(settings, one.name), secret=not one.repr)
        for one in fields(settings)
    }


def _shown(name: str, value: object, *, secret: bool) -> str:
    if name == "database_url":
        return _without_password(str(value))
    if secret:
        return HIDDEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {part or '-'}" for key, part in value.items())
    return str(value)


def _without_password(url: str) -> str:
    parts = POSTGRESQL.fullmatch(url)
    if url.startswith("sqlite:"):
        return url
    if parts is None:
        return HIDDEN
    user = f"{parts['user']}:***@" if parts["user"] else ""
    # Options may hold a password as well.
    options = "?***" if parts["options"] else ""
    return f"{parts['scheme']}://{user}{parts['place']}{options}"
