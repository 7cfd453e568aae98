import json
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reporting.errors import BadManifest, NoKeyForThisMonth
from reporting.vault.ceremony import sign_manifest
from reporting.vault.epochs import (
    NO_PREVIOUS,
    entries,
    epoch_of,
    load_manifest,
    month_of,
    months_from,
)
from reporting.vault.opening import PrivateKey
from tests.conftest import Site

ROOT = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
ROOT_PUBLIC = b64encode(ROOT.public_key().public_bytes_raw()).decode()
KEYS = [(month, PrivateKey(month.encode() + b"s" * 89).public) for month in ("2026-11", "2026-12")]
Change = Callable[[dict[str, Any]], object]


def written(folder: Path, content: bytes) -> Path:
    path = folder / "manifest.json"
    path.write_bytes(content)
    return path


def signed(listed: list[dict[str, object]] | None = None, previous: str = NO_PREVIOUS) -> bytes:
    return sign_manifest(ROOT, entries(KEYS) if listed is None else listed, previous)


def test_each_month_has_its_own_key(tmp_path: Path) -> None:
    manifest = load_manifest(written(tmp_path, signed()), ROOT_PUBLIC)
    assert [manifest.key_for(month) for month, _ in KEYS] == [key for _, key in KEYS]


def test_a_month_without_a_key_is_said(tmp_path: Path) -> None:
    manifest = load_manifest(written(tmp_path, signed()), ROOT_PUBLIC)
    with pytest.raises(NoKeyForThisMonth):
        manifest.key_for("2027-01")


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
        public_key=b64encode(KEYS[1][1].raw).decode()
    ),
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
    return [entries(KEYS)[0], entries(KEYS)[1] | changes]


FLAWS: dict[str, list[dict[str, object]]] = {
    "no keys": [],
    "out of order": entries(KEYS[::-1]),
    "twice the same month": entries([KEYS[0], KEYS[0]]),
    "a month 13": flaw(epoch=202613, not_before="2026-13-01"),
    "another first day": flaw(not_before="2026-12-02"),
    "a short key": flaw(public_key="AAAA"),
    "a key that is none": flaw(public_key=b64encode(b"\xff" * 1216).decode()),
}


@pytest.mark.parametrize("listed", FLAWS.values(), ids=FLAWS)
def test_a_signature_does_not_excuse_a_flaw(
    tmp_path: Path, listed: list[dict[str, object]]
) -> None:
    with pytest.raises(BadManifest):
        load_manifest(written(tmp_path, signed(listed)), ROOT_PUBLIC)


def test_the_ceremonys_manifest_covers_its_months(site: Site) -> None:
    assert tuple(site.manifest.keys) == months_from("2026-11", 13)
    assert months_from("2026-11", 3) == ("2026-11", "2026-12", "2027-01")


def test_epochs_are_months_as_numbers() -> None:
    assert (epoch_of("2026-11"), month_of(202611)) == (202611, "2026-11")
