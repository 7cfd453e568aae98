"""What the inbox holds, once opened: a report, or something its reporter wants of it later.

All are sealed alike, to the keys of the month they are posted in, and have the same size: a waiting
envelope does not tell which it is.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from reporting.errors import CannotOpen
from reporting.report import LOOKUP_BYTES, PUBLIC_KEY_BYTES, Report, ThreadAddress, unpack_report

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The wish of a reporter that the report of this thread be removed."""

    lookup: bytes
    month: str = ""
    """Of the report, "YYYY-MM"; "" for that of the envelope, as earlier versions posted it."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The wish of a reporter that the thread be removed and the report stay."""

    lookup: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reporter answered to a question of an analist, masked."""

    address: ThreadAddress
    question: int
    """Number of the question in its thread."""
    body: str


Post = Report | Withdrawal | Closing | Answer


def pack_withdrawal(withdrawal: Withdrawal) -> bytes:
    """The withdrawal as versioned JSON, ready to seal."""
    return _pack(withdraw=_text(withdrawal.lookup), month=withdrawal.month)


def pack_closing(closing: Closing) -> bytes:
    """The closing as versioned JSON, ready to seal."""
    return _pack(close=_text(closing.lookup))


def pack_answer(answer: Answer) -> bytes:
    """The answer as versioned JSON, ready to seal."""
    return _pack(
        answer=answer.body,
        question=answer.question,
        thread=[_text(answer.address.lookup), _text(answer.address.public_key)],
    )


def unpack_post(payload: bytes) -> Post:
    """What was put into the inbox.

    Raises:
        CannotOpen: the payload is nothing that is known here.
    """
    try:
        document = json.loads(payload)
        wanted = next((name for name in _UNPACK if name in document), None)
        if wanted is None:
            return unpack_report(payload)
        if document["version"] != VERSION:
            raise CannotOpen
        return _UNPACK[wanted](document)
    except (ValueError, KeyError, TypeError):
        raise CannotOpen from None


def _withdrawal_from(document: Mapping[str, Any]) -> Withdrawal:
    return Withdrawal(_bytes(document["withdraw"], LOOKUP_BYTES), document.get("month", ""))


def _closing_from(document: Mapping[str, Any]) -> Closing:
    return Closing(_bytes(document["close"], LOOKUP_BYTES))


def _answer_from(document: Mapping[str, Any]) -> Answer:
    lookup, public_key = document["thread"]
    address = ThreadAddress(_bytes(lookup, LOOKUP_BYTES), _bytes(public_key, PUBLIC_KEY_BYTES))
    return Answer(address, int(document["question"]), str(document["answer"]))


_UNPACK: Final[Mapping[str, Callable[[Mapping[str, Any]], Post]]] = MappingProxyType(
    {"withdraw": _withdrawal_from, "close": _closing_from, "answer": _answer_from}
)


def _pack(**content: object) -> bytes:
    return json.dumps({"version": VERSION, **content}, ensure_ascii=False).encode()


def _text(value: bytes) -> str:
    return b64encode(value).decode()


def _bytes(text: str, length: int) -> bytes:
    value = b64decode(text, validate=True)
    if len(value) != length:
        raise CannotOpen
    return value
