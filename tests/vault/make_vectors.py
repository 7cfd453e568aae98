"""Writes the known-answer vectors of formats that have none yet; those that exist are never touched.

    python -m tests.vault.make_vectors

A vector is what some version sealed, with all that opens it. Every later version must open it, so a
file in `vectors/` is never edited and never made again: a changed format gets a file of its own.
"""

import base64
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reporting.receipts import ReceiptSecrets, derive_receipt, read_receipt_code
from reporting.vault.destruction import sign_record
from reporting.vault.envelope import (
    BODY_LABEL,
    X25519_SUITE,
    Header,
    Parts,
    Purpose,
    Role,
    Stanza,
    key_info,
    pad,
    serialise,
)
from reporting.vault.epochs import NO_PREVIOUS, SIGNED_AS, MonthEntry, canonical
from reporting.vault.manifests import Contents, sign_manifest
from reporting.vault.passphrases import LOWEST_COST, Holder, wrap_key, wrap_secret
from reporting.vault.quorum import quorum_for
from reporting.vault.screening_files import grant
from reporting.vault.sealed_file import seal_for_any, write_sealed
from reporting.vault.sealing import PublicKey, Recipient, commit, seal
from reporting.vault.unwrapping import X25519_HPKE, PrivateKey

VECTORS = Path(__file__).with_name("vectors")
PAYLOAD = b"what was told in confidence"
WORDS = "vijf woorden zijn genoeg hier"
CODE = "DC7Y-NMN0-F9EM-DR52-70JR-ZSSS"
OBJECT_ID = bytes(range(16))
ROOT = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def key(number: int) -> PrivateKey:
    """A key pair that is the same each time."""
    return PrivateKey(hashlib.shake_256(b"vector" + bytes([number])).digest(96))


def text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def envelope_1() -> Mapping[str, object]:
    """Suite 1: nothing here writes it, so it is put together by hand."""
    data_key, nonce = bytes(range(32)), bytes(range(12))
    header = Header(Purpose.REPORT, 202611, OBJECT_ID, 14, commit(data_key), X25519_SUITE)
    packed, key_id = header.pack(), key(1).key_id(X25519_SUITE)
    info = key_info(packed, Role.WORKER, key_id)
    wrapped = X25519_HPKE.encrypt(data_key, key(1).curve.public_key(), info=info)
    body = AESGCM(data_key).encrypt(nonce, pad(PAYLOAD, 14), BODY_LABEL + packed)
    parts = Parts(header, (Stanza(Role.WORKER, key_id, wrapped),), nonce, body)
    return _envelope(serialise(parts), key(1))


def envelope_2() -> Mapping[str, object]:
    recipients = [Recipient(Role.WORKER, key(1).public), Recipient(Role.SCREENING, key(2).public)]
    sealed = seal(PAYLOAD, recipients, purpose=Purpose.REPORT, epoch=202611, object_id=OBJECT_ID)
    return {**_envelope(sealed.blob, key(1)), "screening_seed": key(2).seed.hex()}


def _envelope(blob: bytes, opens: PrivateKey) -> Mapping[str, object]:
    return {
        "seed": opens.seed.hex(),
        "purpose": int(Purpose.REPORT),
        "object_id": OBJECT_ID.hex(),
        "payload": PAYLOAD.decode(),
        "envelope": text(blob),
    }


def receipt() -> Mapping[str, object]:
    salt, pepper = b"s" * 32, b"p" * 32
    keys = derive_receipt(read_receipt_code(CODE), ReceiptSecrets(salt, pepper))
    public = keys.thread_key().public.raw
    return {
        "code": CODE,
        "salt": salt.hex(),
        "pepper": pepper.hex(),
        "lookup": keys.lookup.hex(),
        "thread_public_key": text(public),
    }


def manifest() -> Mapping[str, object]:
    months = [
        MonthEntry("2026-11", key(1).public, key(2).public),
        MonthEntry("2026-12", key(3).public),
    ]
    custodians = [key(number).public for number in (4, 5, 6)]
    strip_keys = {2026: ROOT.public_key().public_bytes_raw()}
    contents = Contents(months, "2026-11", strip_keys, custodians, [b"\x09" * 32])
    return {
        "root_public_key": text(ROOT.public_key().public_bytes_raw()),
        "file": sign_manifest(ROOT, contents).decode(),
        "worker": text(key(1).public.raw),
        "screening": text(key(2).public.raw),
        "custodians": [text(one.raw) for one in custodians],
    }


def manifest_1() -> Mapping[str, object]:
    """Version 1: one key a month, no number, no custodians."""
    keys = [MonthEntry("2026-11", key(1).public).written()]
    content = {"version": 1, "previous_hash": NO_PREVIOUS, "keys": keys}
    document = {"signed": content, "signature": text(ROOT.sign(SIGNED_AS + canonical(content)))}
    return {
        "root_public_key": text(ROOT.public_key().public_bytes_raw()),
        "file": json.dumps(document),
        "worker": text(key(1).public.raw),
    }


def analist() -> Mapping[str, object]:
    holder = Holder("analist", "ana@demo.example")
    wrapped = wrap_key(key(7), holder, WORDS, LOWEST_COST)
    return {"passphrase": WORDS, "seed": key(7).seed.hex(), "file": wrapped.pack().decode()}


def custodian() -> Mapping[str, object]:
    wrapped = wrap_key(key(4), Holder("custodian", "1"), WORDS, LOWEST_COST)
    return {"passphrase": WORDS, "seed": key(4).seed.hex(), "file": wrapped.pack().decode()}


def root() -> Mapping[str, object]:
    seed, public = ROOT.private_bytes_raw(), ROOT.public_key().public_bytes_raw()
    wrapped = wrap_secret(seed, public, Holder("root", "root"), WORDS, LOWEST_COST)
    return {"passphrase": WORDS, "seed": seed.hex(), "file": wrapped.pack().decode()}


def screening_grant() -> Mapping[str, object]:
    made = grant(key(2).seed, 202611, key(7).public)
    return {
        "analist_seed": key(7).seed.hex(),
        "epoch": made.epoch,
        "sealed": text(made.sealed),
        "seed": key(2).seed.hex(),
    }


def quorum() -> Mapping[str, object]:
    custodians: list[PublicKey] = [key(number).public for number in (4, 5, 6)]
    made = quorum_for(202611, key(1), key(2), custodians)
    return {
        "custodian_seeds": [key(number).seed.hex() for number in (4, 5, 6)],
        "worker_seed": key(1).seed.hex(),
        "screening_seed": key(2).seed.hex(),
        "file": made.pack().decode(),
    }


def destruction() -> Mapping[str, object]:
    record = sign_record(202511, date(2027, 1, 1), ROOT)
    public = ROOT.public_key().public_bytes_raw()
    return {"record_key": text(public), "epoch": 202511, "file": record.pack().decode()}


def backup() -> Mapping[str, object]:
    data_key, target = bytes(range(32)), io.BytesIO()
    custodians = [key(number).public for number in (4, 5, 6)]
    write_sealed(io.BytesIO(PAYLOAD), target, seal_for_any(data_key, custodians), data_key)
    return {
        "custodian_seed": key(5).seed.hex(),
        "payload": PAYLOAD.decode(),
        "file": text(target.getvalue()),
    }


MAKERS: Mapping[str, Callable[[], Mapping[str, object]]] = {
    "envelope_suite_1": envelope_1,
    "envelope_suite_2": envelope_2,
    "receipt_1": receipt,
    "manifest_1": manifest_1,
    "manifest_2": manifest,
    "analist_1": analist,
    "custodian_1": custodian,
    "root_1": root,
    "screening_grant_1": screening_grant,
    "quorum_1": quorum,
    "destruction_1": destruction,
    "backup_1": backup,
}


def main() -> None:
    """Write what is absent."""
    for name, make in MAKERS.items():
        path = VECTORS / f"{name}.json"
        if not path.exists():
            path.write_text(json.dumps(make(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
