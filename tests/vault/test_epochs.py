import json
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.errors import BadManifest, NoKeyForThisMonth
from reporting.vault.envelope import Role
from reporting.vault.epochs import (
    NO_PREVIOUS,
    SIGNED_AS,
    MonthEntry,
    canonical,
    epoch_of,
    load_manifest,
    month_of,
    months_from,
)
from reporting.vault.manifests import Contents, sign_manifest
from reporting.vault.opening import PrivateKey
from reporting.vault.sealing import PublicKey
from tests.conftest import Site

ROOT = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
ROOT_PUBLIC = b64encode(ROOT.public_key().public_bytes_raw()).decode()


def public(month: str, role: bytes) -> PublicKey:
    return PrivateKey(month.encode() + role * 89).public


KEYS = [
    MonthEntry(month, public(month, b"w"), public(month, b"s")) for month in ("2026-11", "2026-12")
]
Change = Callable[[dict[str, Any]], object]


def written(folder: Path, content: bytes) -> Path:
    path = folder / "manifest.json"
    path.write_bytes(content)
    return path


def signed(previous: str = NO_PREVIOUS) -> bytes:
    return sign_manifest(ROOT, Contents(KEYS, "2026-11", previous_hash=previous))


def signed_list(listed: list[dict[str, object]], version: int = 2) -> bytes:
    """A list as it stands, flaws and all, under a good signature."""
    content = {"version": version, "previous_hash": NO_PREVIOUS, "keys": listed}
    signature = b64encode(ROOT.sign(SIGNED_AS + canonical(content))).decode()
    return json.dumps({"signed": content, "signature": signature}).encode()


def test_each_month_seals_for_its_worker_and_for_its_screening(tmp_path: Path) -> None:
    manifest = load_manifest(written(tmp_path, signed()), ROOT_PUBLIC)
    for entry in KEYS:
        assert [(one.role, one.key) for one in manifest.recipients(entry.month)] == [
            (Role.WORKER, entry.worker),
            (Role.SCREENING, entry.screening),
        ]


def test_a_manifest_of_version_1_is_read_and_seals_for_the_worker_only(tmp_path: Path) -> None:
    old = [MonthEntry(entry.month, entry.worker).written() for entry in KEYS]
    manifest = load_manifest(written(tmp_path, signed_list(old, version=1)), ROOT_PUBLIC)
    [only] = manifest.recipients("2026-11")
    assert (only.role, only.key) == (Role.WORKER, KEYS[0].worker)


@pytest.mark.parametrize("version", [0, 3, "2", None])
def test_a_manifest_of_an_unknown_version_is_a_bad_one(tmp_path: Path, version: int) -> None:
    listed = [entry.written() for entry in KEYS]
    with pytest.raises(BadManifest):
        load_manifest(written(tmp_path, signed_list(listed, version)), ROOT_PUBLIC)


def test_a_month_without_a_key_is_said(tmp_path: Path) -> None:
    manifest = load_manifest(written(tmp_path, signed()), ROOT_PUBLIC)
    with pytest.raises(NoKeyForThisMonth):
        manifest.recipients("2027-01")


@pytest.mark.parametrize(
    ("month", "nearest"),
    [("", "2026-11"), ("2019-03", "2026-11"), ("2026-12", "2026-12"), ("2031-01", "2026-12")],
)
def test_old_records_take_the_nearest_month(tmp_path: Path, month: str, nearest: str) -> None:
    assert load_manifest(written(tmp_path, signed()), ROOT_PUBLIC).nearest(month) == nearest


def test_a_manifest_names_the_one_before(tmp_path: Path) -> None:
    first = load_manifest(written(tmp_path, signed()), ROOT_PUBLIC)
    second = load_manifest(written(tmp_path, signed(previous=first.hash)), ROOT_PUBLIC)
    assert second.previous_hash == first.hash != second.hash


def test_a_missing_manifest_is_a_bad_one(tmp_path: Path) -> None:
    with pytest.raises(BadManifest):
        load_manifest(tmp_path / "manifest.json", ROOT_PUBLIC)


@pytest.mark.parametrize("root", ["", "no base64!", b64encode(b"x" * 32).decode(), "AAAA"])
def test_another_root_key_does_not_pass(tmp_path: Path, root: str) -> None:
    with pytest.raises(BadManifest):
        load_manifest(written(tmp_path, signed()), root)


CHANGES: dict[str, Change] = {
    "a swapped key": lambda document: document["signed"]["keys"][0].update(
        public_key=b64encode(KEYS[1].worker.raw).decode()
    ),
    "a swapped screening key": lambda document: document["signed"]["keys"][0].update(
        screening_key=b64encode(KEYS[1].worker.raw).decode()
    ),
    "a dropped screening key": lambda document: document["signed"]["keys"][0].pop("screening_key"),
    "a dropped key": lambda document: document["signed"]["keys"].pop(),
    "another month": lambda document: document["signed"]["keys"][1].update(epoch=202701),
    "another previous": lambda document: document["signed"].update(previous_hash="1" * 64),
    "no signature": lambda document: document.pop("signature"),
    "an empty signature": lambda document: document.update(signature=""),
    "nothing signed": lambda document: document.update(signed={}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_manifest_is_a_bad_one(tmp_path: Path, change: Change) -> None:
    document = json.loads(signed())
    change(document)
    with pytest.raises(BadManifest):
        load_manifest(written(tmp_path, json.dumps(document).encode()), ROOT_PUBLIC)


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'"text"'])
def test_what_is_no_manifest_is_a_bad_one(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadManifest):
        load_manifest(written(tmp_path, content), ROOT_PUBLIC)


def flaw(**changes: object) -> list[dict[str, object]]:
    return [KEYS[0].written(), KEYS[1].written() | changes]


FLAWS: dict[str, list[dict[str, object]]] = {
    "no keys": [],
    "out of order": [entry.written() for entry in KEYS[::-1]],
    "twice the same month": [KEYS[0].written()] * 2,
    "a month 13": flaw(epoch=202613, not_before="2026-13-01"),
    "another first day": flaw(not_before="2026-12-02"),
    "a short key": flaw(public_key="AAAA"),
    "a short screening key": flaw(screening_key="AAAA"),
    "a key that is none": flaw(public_key=b64encode(b"\xff" * 1216).decode()),
}


@pytest.mark.parametrize("listed", FLAWS.values(), ids=FLAWS)
def test_a_signature_does_not_excuse_a_flaw(
    tmp_path: Path, listed: list[dict[str, object]]
) -> None:
    with pytest.raises(BadManifest):
        load_manifest(written(tmp_path, signed_list(listed)), ROOT_PUBLIC)


def test_the_ceremonys_manifest_covers_its_months(site: Site) -> None:
    assert site.manifest.months == months_from("2026-11", 13)
    assert months_from("2026-11", 3) == ("2026-11", "2026-12", "2027-01")


def test_epochs_are_months_as_numbers() -> None:
    assert (epoch_of("2026-11"), month_of(202611)) == (202611, "2026-11")
