"""Makes the secrets of the two web processes for a new instance folder."""

import json
import os
from base64 import urlsafe_b64encode
from pathlib import Path

from config.common import KEY_BYTES

OWNER_ONLY = 0o600


def make_web_secrets(instance: Path) -> tuple[Path, ...]:
    """Write form_key and staff_secrets.json where they are absent, readable by the owner only.

    What is there stays as it is: a new form key makes open forms stale, a new password salt makes
    every password wrong.

    Returns:
        The files that were made.
    """
    staff = {name: os.urandom(KEY_BYTES).hex() for name in ("secret_key", "password_salt")}
    contents = {
        "form_key": urlsafe_b64encode(os.urandom(KEY_BYTES)),
        "staff_secrets.json": json.dumps(staff).encode(),
    }
    absent = [name for name in contents if not (instance / name).exists()]
    for name in absent:
        _write_new(instance / name, contents[name])
    return tuple(instance / name for name in absent)


def _write_new(where: Path, content: bytes) -> None:
    descriptor = os.open(where, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content + b"\n")
        file.flush()
        os.fsync(file.fileno())
