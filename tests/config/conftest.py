import json
from base64 import b64encode, urlsafe_b64encode
from pathlib import Path

import pytest


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """A folder as the key ceremony leaves it, with marks in the secrets to look for."""
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "keys").mkdir(mode=0o700)
    (folder / "manifest.json").write_text("{}")
    (folder / "root_public_key.txt").write_text(b64encode(b"r" * 32).decode() + "\n")
    secrets = {
        "receipt_secrets.json": json.dumps({"version": 1, "salt": "5a17", "pepper": "9e99"}),
        "staff_secrets.json": json.dumps({"secret_key": "5e" * 32, "password_salt": "5a" * 32}),
        "form_key": urlsafe_b64encode(b"f" * 32).decode() + "\n",
    }
    for name, content in secrets.items():
        (folder / name).write_text(content)
        (folder / name).chmod(0o600)
    return folder


@pytest.fixture
def env(instance: Path) -> dict[str, str]:
    return {"VRIJUIT_INSTANCE": str(instance)}
