"""Settings of the intake process. There is no field for a key that opens a report."""

from base64 import urlsafe_b64decode
from binascii import Error as BadBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.common import (
    KEY_BYTES,
    PORTS,
    database_url_of,
    host_names_of,
    host_of,
    instance_of,
    manifest_path_of,
    ner_of,
    organisation_of,
    root_public_key_of,
)
from config.env import LINK_PREFIX, flag, path, read_mapping, secret_file, text, whole_number
from config.errors import ConfigError
from config.form import links_of, load_form
from config.gate import GateSettings, load_gate

_SAFE_LINKS = ("https://", "http://", "tel:", "mailto:", "/")


@dataclass(frozen=True, slots=True)
class IntakeSettings:
    instance: Path
    database_url: str = field(repr=False)
    manifest_path: Path
    root_public_key: str
    """Ed25519, base64."""
    receipt_secrets_path: Path
    form_key: bytes = field(repr=False)
    """A Fernet key: 32 bytes in URL-safe base64."""
    host: str
    port: int
    organisation: str
    demo: bool
    links: Mapping[str, str]
    """By id of a route in form.toml; empty when there is no address."""
    https: bool = False
    """A proxy in front speaks TLS, so browsers may be told to insist on it."""
    ner: str = ""
    """Which program or model helps to recognise names, see `app.shared.name_model`; empty: none."""
    gate: GateSettings = field(default_factory=GateSettings)
    leave_url: str = ""
    """Where "stop en wis" leads; empty for a page of our own that says nothing."""
    host_names: tuple[str, ...] = ()
    """Names under which the pages may be asked for; empty for any."""


def load_intake(env: Mapping[str, str]) -> IntakeSettings:
    """Settings of the intake process, checked.

    Raises:
        ConfigError: one line that names the missing or wrong setting.
    """
    env = read_mapping(env)
    instance = instance_of(env)
    return IntakeSettings(
        instance=instance,
        database_url=database_url_of(env),
        manifest_path=manifest_path_of(env),
        root_public_key=root_public_key_of(env),
        receipt_secrets_path=_receipt_secrets_path(env, instance),
        form_key=_form_key(env, instance),
        host=host_of(env),
        port=whole_number(env, "VRIJUIT_PORT", 8000, PORTS),
        organisation=organisation_of(env),
        demo=flag(env, "VRIJUIT_DEMO"),
        links=_links(env),
        https=flag(env, "VRIJUIT_HTTPS"),
        ner=ner_of(env),
        gate=load_gate(env, demo=flag(env, "VRIJUIT_DEMO")),
        leave_url=_leave_url(env),
        host_names=host_names_of(env),
    )


def _receipt_secrets_path(env: Mapping[str, str], instance: Path) -> Path:
    name = "VRIJUIT_RECEIPT_SECRETS_FILE"
    where = path(env, name, instance / "receipt_secrets.json")
    secret_file(where, name)
    return where


def _form_key(env: Mapping[str, str], instance: Path) -> bytes:
    name = "VRIJUIT_FORM_KEY_FILE"
    where = path(env, name, instance / "form_key")
    key = secret_file(where, name)
    try:
        length = len(urlsafe_b64decode(key))
    except (BadBase64, ValueError):
        length = 0
    if length != KEY_BYTES:
        raise ConfigError(f"{name}: {where} must hold {KEY_BYTES} bytes in URL-safe base64")
    return key


def _leave_url(env: Mapping[str, str]) -> str:
    name = "VRIJUIT_LEAVE_URL"
    url = text(env, name, " ")
    if url and not url.startswith("https://"):
        raise ConfigError(f"{name} must begin with https://")
    return url


def _links(env: Mapping[str, str]) -> dict[str, str]:
    shipped = links_of(load_form().routes)
    names = {f"{LINK_PREFIX}{route.upper()}": route for route in shipped}
    for name in env:
        if name.startswith(LINK_PREFIX) and name not in names:
            raise ConfigError(f"{name} is not a route; known are {', '.join(sorted(names))}")
    return {route: _link(env, name, shipped[route]) for name, route in names.items()}


def _link(env: Mapping[str, str], name: str, shipped: str) -> str:
    link = text(env, name, shipped)
    if link and not link.startswith(_SAFE_LINKS):
        raise ConfigError(f"{name} must begin with one of {' '.join(_SAFE_LINKS)}")
    return link
