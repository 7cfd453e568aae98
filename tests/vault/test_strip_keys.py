import json
import shutil
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.errors import BadManifest, KeysNotReadable
from reporting.vault.epochs import SIGNED_AS, canonical, load_manifest
from reporting.vault.signing import load_signers, public_halves
from reporting.vault.strip_keys import NO_STRIP_KEYS
from tests.conftest import Site

ROOT = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
ROOT_PUBLIC = b64encode(ROOT.public_key().public_bytes_raw()).decode()
KEY = b64encode(Ed25519PrivateKey.from_private_bytes(b"s" * 32).public_key().public_bytes_raw())


def signed_again(site: Site, folder: Path, **changes: object) -> Path:
    """The site's manifest with other fields, signed by a root of this test."""
    document = json.loads((site.instance / "manifest.json").read_bytes())["signed"]
    signed = {name: value for name, value in (document | changes).items() if value is not None}
    signature = b64encode(ROOT.sign(SIGNED_AS + canonical(signed))).decode()
    path = folder / "manifest.json"
    path.write_text(json.dumps({"signed": signed, "signature": signature}), encoding="utf-8")
    return path


def test_the_root_vouches_for_a_key_of_each_year(site: Site) -> None:
    signers = load_signers(site.instance / "keys", site.manifest.strip_keys)
    assert sorted(signers) == [2026, 2027]
    assert public_halves(signers) == site.manifest.strip_keys


def test_a_manifest_from_before_there_were_strips_is_still_read(site: Site, tmp_path: Path) -> None:
    older = load_manifest(signed_again(site, tmp_path, strip_keys=None), ROOT_PUBLIC)
    assert older.strip_keys == NO_STRIP_KEYS
    assert older.key_for("2026-11") == site.manifest.key_for("2026-11")


@pytest.mark.parametrize(
    "listed",
    [
        [{"year": 2026, "public_key": KEY.decode()}] * 2,
        [{"year": year, "public_key": KEY.decode()} for year in (2027, 2026)],
        [{"year": 26, "public_key": KEY.decode()}],
        [{"year": 2026}],
        [{"year": 2026, "public_key": "AAAA"}],
        ["strip"],
    ],
)
def test_a_list_that_is_none_is_refused(site: Site, tmp_path: Path, listed: list[Any]) -> None:
    path = signed_again(site, tmp_path, strip_keys=listed)
    with pytest.raises(BadManifest):
        load_manifest(path, ROOT_PUBLIC)


@pytest.mark.parametrize("flaw", ["readable by others", "cut", "of another root"])
def test_signing_keys_that_cannot_be_trusted_are_refused(
    site: Site, tmp_path: Path, flaw: str
) -> None:
    keys = tmp_path / "keys"
    shutil.copytree(site.instance / "keys", keys)
    path = keys / "strip-2026.key"
    if flaw != "readable by others":
        path.write_bytes(b"k" * (31 if flaw == "cut" else 32))
    path.chmod(0o640 if flaw == "readable by others" else 0o600)
    with pytest.raises(KeysNotReadable):
        load_signers(keys, site.manifest.strip_keys)


def test_a_year_whose_key_was_destroyed_signs_nothing(site: Site, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    shutil.copytree(site.instance / "keys", keys)
    (keys / "strip-2026.key").unlink()
    assert sorted(load_signers(keys, site.manifest.strip_keys)) == [2027]
