import json
import os
from base64 import b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.errors import CannotOpen
from reporting.vault.envelope import (
    BODY_LABEL,
    Envelope,
    Header,
    Parts,
    Purpose,
    Role,
    Stanza,
    key_info,
    pad,
    parse,
    serialise,
)
from reporting.vault.opening import PrivateKey, open_envelope
from reporting.vault.sealing import HPKE_SUITE, PublicKey, Recipient, seal
from reporting.vault.unlocking import unlock_envelope

KNOWN = Path(__file__).parent / "vectors" / "envelope_suite_2_to_staff.json"
KEY = PrivateKey(bytes(range(96)))
OTHER = PrivateKey(bytes(range(1, 97)))
SECRET = b"what was told in confidence"


def sealed(
    payload: bytes = SECRET,
    *keys: PrivateKey,
    purpose: Purpose = Purpose.TO_STAFF,
    epoch: int = 202611,
) -> Envelope:
    recipients = [Recipient(Role.WORKER, key.public) for key in keys or (KEY,)]
    return seal(payload, recipients, purpose=purpose, epoch=epoch)


def opened(envelope: Envelope, key: PrivateKey = KEY, blob: bytes | None = None) -> bytes:
    return open_envelope(
        envelope.blob if blob is None else blob,
        key,
        purpose=envelope.purpose,
        object_id=envelope.object_id,
    )


def fails_to_open(envelope: Envelope, blob: bytes, key: PrivateKey = KEY) -> bool:
    try:
        opened(envelope, key, blob)
    except CannotOpen:
        return True
    return False


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=5000))
def test_what_was_sealed_opens(payload: bytes) -> None:
    assert opened(sealed(payload)) == payload


def test_each_recipient_opens_alone() -> None:
    envelope = sealed(SECRET, KEY, OTHER)
    assert opened(envelope, KEY) == opened(envelope, OTHER) == SECRET


def test_nobody_else_opens() -> None:
    envelope = sealed()
    assert fails_to_open(envelope, envelope.blob, OTHER)


def test_an_envelope_from_before_still_opens() -> None:
    known = json.loads(KNOWN.read_text())
    payload = open_envelope(
        b64decode(known["envelope"]),
        PrivateKey(bytes.fromhex(known["seed"])),
        purpose=Purpose(known["purpose"]),
        object_id=bytes.fromhex(known["object_id"]),
    )
    assert payload.decode() == known["payload"]


def test_no_byte_can_be_changed() -> None:
    envelope = sealed()
    kept_open = []
    for place in (*range(1300), *range(1300, len(envelope.blob), 7)):
        changed = bytearray(envelope.blob)
        changed[place] ^= 1
        if not fails_to_open(envelope, bytes(changed)):
            kept_open.append(place)
    assert kept_open == []


@pytest.mark.parametrize("cut", [0, 1, 47, 48, 49, 60, 1200, -1, -17])
def test_a_cut_envelope_stays_shut(cut: int) -> None:
    envelope = sealed()
    assert fails_to_open(envelope, envelope.blob[:cut])


def test_a_longer_envelope_stays_shut() -> None:
    envelope = sealed()
    assert fails_to_open(envelope, envelope.blob + b"\0")


def test_a_row_swap_is_noticed() -> None:
    first, second = sealed(), sealed()
    assert fails_to_open(first, second.blob)


def test_a_report_does_not_pass_for_another_purpose() -> None:
    envelope = sealed(purpose=Purpose.REPORT)
    with pytest.raises(CannotOpen):
        open_envelope(envelope.blob, KEY, purpose=Purpose.TO_STAFF, object_id=envelope.object_id)


def test_a_stanza_of_another_envelope_does_not_fit() -> None:
    first, second = sealed(SECRET, KEY, OTHER), sealed(SECRET, KEY, OTHER)
    parts, others = parse(first.blob), parse(second.blob)
    mixed = Parts(parts.header, others.stanzas, parts.nonce, parts.body)
    assert fails_to_open(first, serialise(mixed))


def test_a_stanza_does_not_change_roles() -> None:
    envelope = sealed()
    parts = parse(envelope.blob)
    promoted = Stanza(Role.CUSTODIAN, parts.stanzas[0].key_id, parts.stanzas[0].wrapped_key)
    changed = Parts(parts.header, (promoted,), parts.nonce, parts.body)
    assert fails_to_open(envelope, serialise(changed))


def test_a_stanza_can_be_added_without_sealing_again() -> None:
    envelope = sealed()
    parts = parse(envelope.blob)
    more = (*parts.stanzas, Stanza(Role.CUSTODIAN, b"k" * 8, b"w" * 40))
    changed = Parts(parts.header, more, parts.nonce, parts.body)
    assert opened(envelope, KEY, serialise(changed)) == SECRET


def test_the_worker_does_not_open_what_is_for_a_reporter() -> None:
    envelope = sealed(purpose=Purpose.TO_REPORTER)
    assert fails_to_open(envelope, envelope.blob)
    assert unlock_envelope(envelope.blob, KEY, object_id=envelope.object_id) == SECRET


def test_a_reporters_key_opens_no_report() -> None:
    envelope = sealed(purpose=Purpose.REPORT)
    with pytest.raises(CannotOpen):
        unlock_envelope(envelope.blob, KEY, object_id=envelope.object_id)


def test_a_data_key_that_was_not_committed_to_is_refused() -> None:
    header = Header(Purpose.TO_STAFF, 202611, b"i" * 16, 12, b"another data key")
    data_key, nonce, packed = b"d" * 32, b"n" * 12, header.pack()
    key_id = KEY.public.key_id
    info = key_info(packed, Role.WORKER, key_id)
    wrapped = HPKE_SUITE.encrypt(data_key, KEY.public.load(), info=info)
    body = AESGCM(data_key).encrypt(nonce, pad(SECRET, 12), BODY_LABEL + packed)
    blob = serialise(Parts(header, (Stanza(Role.WORKER, key_id, wrapped),), nonce, body))
    with pytest.raises(CannotOpen):
        open_envelope(blob, KEY, purpose=Purpose.TO_STAFF, object_id=b"i" * 16)


@pytest.mark.parametrize("recipients", [0, 17])
def test_an_envelope_has_one_to_sixteen_recipients(recipients: int) -> None:
    with pytest.raises(ValueError, match="1 to 16"):
        seal(
            SECRET,
            [Recipient(Role.WORKER, KEY.public)] * recipients,
            purpose=Purpose.REPORT,
            epoch=202611,
        )


def test_keys_have_their_length_and_hide_in_print() -> None:
    with pytest.raises(ValueError, match="96"):
        PrivateKey(b"short")
    with pytest.raises(ValueError, match="1216"):
        PublicKey(b"short")
    assert "seed" not in repr(PrivateKey(os.urandom(96)))
