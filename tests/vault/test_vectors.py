"""What earlier versions sealed opens: the vectors are never made again, only added to."""

import io
import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from reporting.errors import CannotOpen, ReportingError
from reporting.receipts import ReceiptSecrets, derive_receipt, read_receipt_code
from reporting.vault.analists import screening_keys, unlock_analist
from reporting.vault.custodians import read_root, unlock_custodian
from reporting.vault.destruction import read_record
from reporting.vault.envelope import Purpose, read_header
from reporting.vault.epochs import Manifest, load_manifest
from reporting.vault.opening import PrivateKey, open_envelope
from reporting.vault.passphrases import read_wrapped
from reporting.vault.quorum import PAIRS, MonthQuorum, read_quorum
from reporting.vault.screening_files import Grant, ScreeningFolder
from reporting.vault.sealed_file import open_alone, read_sealed
from reporting.vault.sealed_file import read_header as read_sealed_header
from tests.vault.make_vectors import MAKERS, ROOT, WORDS
from tests.vault.make_vectors import key as make_key

VECTORS = Path(__file__).with_name("vectors")
Vector = Mapping[str, Any]


def vector(name: str) -> Vector:
    found: Vector = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def seed(known: Vector, name: str = "seed") -> PrivateKey:
    return PrivateKey(bytes.fromhex(known[name]))


def opened(known: Vector, key: PrivateKey, blob: bytes) -> bytes:
    return open_envelope(
        blob,
        key,
        purpose=Purpose(known["purpose"]),
        object_id=bytes.fromhex(known["object_id"]),
    )


@pytest.mark.parametrize("suite", [1, 2])
def test_an_envelope_of_each_suite_opens(suite: int) -> None:
    known = vector(f"envelope_suite_{suite}")
    blob = b64decode(known["envelope"])
    assert read_header(blob).suite == suite
    assert opened(known, seed(known), blob).decode() == known["payload"]


def test_an_envelope_of_suite_2_opens_for_screening() -> None:
    known = vector("envelope_suite_2")
    key = seed(known, "screening_seed")
    assert opened(known, key, b64decode(known["envelope"])).decode() == known["payload"]


@pytest.mark.parametrize("suite", [1, 2])
def test_no_byte_of_an_envelope_can_be_changed_and_suites_cannot_be_exchanged(suite: int) -> None:
    known = vector(f"envelope_suite_{suite}")
    blob, key = b64decode(known["envelope"]), seed(known)
    others = range(49 + 11 + 1168, 49 + 2 * (11 + 1168)) if suite == 2 else ()
    kept_open = []
    for place in (*range(1300), *range(1300, len(blob), 97)):
        for bit in (1, 2, 3) if place < 61 else (1,):
            changed = bytearray(blob)
            changed[place] ^= bit
            try:
                opened(known, key, bytes(changed))
            except CannotOpen:
                continue
            kept_open.append(place)
    # The stanza of another recipient may change: the worker does not look into it.
    assert [place for place in kept_open if place not in others] == []


def test_a_receipt_code_gives_the_same_keys() -> None:
    known = vector("receipt_1")
    secrets = ReceiptSecrets(bytes.fromhex(known["salt"]), bytes.fromhex(known["pepper"]))
    keys = derive_receipt(read_receipt_code(known["code"]), secrets)
    assert keys.lookup.hex() == known["lookup"]
    assert keys.thread_key().public.raw == b64decode(known["thread_public_key"])


def read_manifest(known: Vector, folder: Path) -> Manifest:
    path = folder / "manifest.json"
    path.write_text(known["file"], encoding="utf-8")
    return load_manifest(path, known["root_public_key"])


def test_a_manifest_of_version_1_is_read(tmp_path: Path) -> None:
    known = vector("manifest_1")
    [only] = read_manifest(known, tmp_path).recipients("2026-11")
    assert only.key.raw == b64decode(known["worker"])


def test_a_manifest_of_version_2_is_read(tmp_path: Path) -> None:
    known = vector("manifest_2")
    manifest = read_manifest(known, tmp_path)
    first, second = (manifest.entry(month) for month in ("2026-11", "2026-12"))
    assert first.worker.raw == b64decode(known["worker"])
    assert first.screening is not None
    assert first.screening.raw == b64decode(known["screening"])
    assert second.screening is None
    assert [key.raw for key in manifest.custodians] == [b64decode(o) for o in known["custodians"]]


def test_keys_under_a_passphrase_unlock(tmp_path: Path) -> None:
    known = vector("analist_1")
    wrapped = read_wrapped(known["file"].encode(), "analist")
    assert unlock_analist(wrapped, known["passphrase"]).private == seed(known)
    known = vector("custodian_1")
    wrapped = read_wrapped(known["file"].encode(), "custodian")
    assert unlock_custodian(wrapped, known["passphrase"]) == seed(known)
    known = vector("root_1")
    path = tmp_path / "root_key.json"
    path.write_text(known["file"], encoding="utf-8")
    path.chmod(0o600)
    assert (
        read_root(tmp_path, lambda: known["passphrase"]).private_bytes_raw().hex() == known["seed"]
    )


def test_a_month_that_was_granted_opens_for_its_analist(tmp_path: Path) -> None:
    known, analist = vector("screening_grant_1"), vector("analist_1")
    key = unlock_analist(read_wrapped(analist["file"].encode(), "analist"), analist["passphrase"])
    folder = ScreeningFolder(tmp_path / "screening")
    folder.prepare()
    folder.keep_grant(Grant(known["epoch"], key.public.key_id, b64decode(known["sealed"])))
    assert screening_keys(key, folder).keys == {known["epoch"]: seed(known)}


def test_two_custodians_open_a_month() -> None:
    known = vector("quorum_1")
    keys = [PrivateKey(bytes.fromhex(one)) for one in known["custodian_seeds"]]
    month = read_quorum(known["file"].encode())
    for one, two in PAIRS:
        pair = {one: keys[one - 1], two: keys[two - 1]}
        assert month.open_worker(pair) == seed(known, "worker_seed")
        assert month.open_screening(pair) == seed(known, "screening_seed")


def test_a_record_of_destruction_holds() -> None:
    known = vector("destruction_1")
    record = read_record(known["file"].encode(), [b64decode(known["record_key"])])
    assert record.epoch == known["epoch"]


def test_a_backup_opens() -> None:
    known = vector("backup_1")
    source = io.BytesIO(b64decode(known["file"]))
    header = read_sealed_header(source, "database")
    key = open_alone(header, seed(known, "custodian_seed"))
    assert b"".join(read_sealed(source, header, key)).decode() == known["payload"]


Read = Callable[[bytes], object]
READERS: dict[str, tuple[Read, int]] = {
    "analist_1": (lambda file: unlock_analist(read_wrapped(file, "analist"), WORDS), 29),
    "quorum_1": (lambda file: opened_pair(read_quorum(file)), 97),
    "destruction_1": (lambda file: read_record(file, [ROOT.public_key().public_bytes_raw()]), 1),
}


def opened_pair(month: MonthQuorum) -> tuple[PrivateKey, PrivateKey]:
    keys = {1: make_key(4), 2: make_key(5)}
    return month.open_worker(keys), month.open_screening(keys)


@pytest.mark.parametrize("name", READERS)
def test_a_changed_file_is_refused_or_says_the_same(name: str) -> None:
    read, step = READERS[name]
    good = vector(name)["file"].encode()
    right, others = read(good), []
    for place in range(0, len(good), step):
        changed = bytearray(good)
        changed[place] ^= 1
        try:
            found = read(bytes(changed))
        except ReportingError:
            continue
        if found != right:
            others.append(place)
    assert others == []


def test_every_format_has_a_vector() -> None:
    assert {path.stem for path in VECTORS.glob("*.json")} >= set(MAKERS)
