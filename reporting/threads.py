"""Messages to a reporter, locked to the key that only the receipt code gives."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from reporting.errors import CannotOpen
from reporting.receipts import ReceiptKeys
from reporting.report import ThreadAddress
from reporting.vault.envelope import OBJECT_ID_BYTES, Purpose, Role
from reporting.vault.epochs import epoch_of
from reporting.vault.sealing import PublicKey, Recipient, seal
from reporting.vault.unlocking import unlock_envelope

Step = Literal["received", "read", "theme", "discussed", "lesson", "done"]
Note = Literal["withdrawn", "strip", "held", "freed", "question", "answered", "signal"]
Kind = Literal[Step, Note]
STEPS: Final[tuple[Step, ...]] = get_args(Step)
"""The loop, in order: what can happen with a report."""
NOTES: Final[tuple[Note, ...]] = get_args(Note)
"""What else a thread can hold. "held": received, and kept shut until others tell the same; "freed":
they did. "answered": the answer to the question whose number is the body has arrived. "signal": a
danger was passed on to whoever can act."""

VERSION: Final = 1
ROW_LABEL: Final = b"vrijuit/v1/message"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to a reporter. A step with an empty body is a status only.

    The body of a strip is for `reporting.strip`, not for reading.
    """

    kind: Kind
    body: str
    month: str
    """Month it was written, "YYYY-MM"; the finest time a thread keeps."""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A locked message as it is stored."""

    lookup: bytes
    number: int
    envelope: bytes


def message_id(lookup: bytes, number: int) -> bytes:
    """The object id of a message: 16 bytes that bind it to its place in its thread."""
    place = ROW_LABEL + lookup + number.to_bytes(4, "big")
    return hashlib.sha256(place).digest()[:OBJECT_ID_BYTES]


def lock_message(message: Message, number: int, address: ThreadAddress) -> ThreadRow:
    """Lock a message so that only the receipt code opens it.

    Args:
        message: what the reporter will read.
        number: its place in the thread, from 0; a place is used once.
        address: of the thread, from inside the sealed report.
    """
    content = {
        "version": VERSION,
        "kind": message.kind,
        "body": message.body,
        "month": message.month,
    }
    envelope = seal(
        json.dumps(content, ensure_ascii=False).encode(),
        [Recipient(Role.REPORTER, PublicKey(address.public_key))],
        purpose=Purpose.TO_REPORTER,
        epoch=epoch_of(message.month),
        object_id=message_id(address.lookup, number),
    )
    return ThreadRow(address.lookup, number, envelope.blob)


def unlock_messages(rows: Iterable[ThreadRow], keys: ReceiptKeys) -> tuple[Message, ...]:
    """The messages that open with these keys, in order of their number.

    A damaged message is left out, so that it does not hide the others.
    """
    return tuple(unlock_numbered(rows, keys).values())


def unlock_numbered(rows: Iterable[ThreadRow], keys: ReceiptKeys) -> dict[int, Message]:
    """The messages that open with these keys, by number, in order."""
    in_order = sorted(rows, key=lambda row: row.number)
    found = ((row.number, _unlock(row, keys)) for row in in_order)
    return {number: message for number, message in found if message is not None}


def _unlock(row: ThreadRow, keys: ReceiptKeys) -> Message | None:
    try:
        payload = unlock_envelope(
            row.envelope, keys.thread_key(), object_id=message_id(keys.lookup, row.number)
        )
        return _message_from(json.loads(payload))
    except (CannotOpen, ValueError, KeyError, TypeError):
        return None


def _message_from(content: dict[str, str]) -> Message:
    kind = content["kind"]
    if kind not in (*STEPS, *NOTES):
        raise CannotOpen
    return Message(kind, content["body"], content["month"])
