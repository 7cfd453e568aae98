"""Coming back with a receipt code: reading the thread, answering, closing it, withdrawing."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from config.limits import ANSWER_MAX
from reporting.errors import (
    AnswerTooLong,
    AnswerTooShort,
    CannotOpen,
    NoStripYet,
    ReceiptInText,
    UnknownReceipt,
)
from reporting.posts import (
    Answer,
    Closing,
    Withdrawal,
    pack_answer,
    pack_closing,
    pack_withdrawal,
)
from reporting.receipts import (
    ReceiptCode,
    ReceiptKeys,
    ReceiptSecrets,
    derive_receipt,
    holds_code,
)
from reporting.report import ThreadAddress, tidy
from reporting.strip import HeldStrip, unpack_held_strip
from reporting.threads import STEPS, Message, lock_message, unlock_numbered
from reporting.vault.envelope import OBJECT_ID_BYTES, Envelope
from reporting.vault.epochs import MonthKeys
from reporting.vault.sealing import expand
from reporting.visits import NOTHING_YET, Answered, FollowupStore, Question, Sending, Thread

__all__ = [
    "NOTHING_YET",
    "FollowupDesk",
    "FollowupStore",
    "Question",
    "Sending",
    "Thread",
    "answer_question",
    "check_answer",
    "close_thread",
    "read_strip_of",
    "read_thread",
    "withdraw_report",
]

NO_MONTH: Final = "0001-01"
"""The stand-in message of an unknown code is never stored; any month does."""
NOT_SHOWN: Final = frozenset({"question", "answered", "withdrawn", "strip"})
"""Kinds that are no message to read by themselves."""


@dataclass(frozen=True, slots=True)
class FollowupDesk:
    """What a return visit needs; built once per process."""

    store: FollowupStore
    secrets: ReceiptSecrets


def read_thread(code: ReceiptCode, desk: FollowupDesk) -> Thread:
    """The thread of a code; `NOTHING_YET` while there is nothing to say. Always the same work.

    Raises:
        StoreUnavailable: the thread cannot be read now.
    """
    try:
        keys, messages = _unlock_thread(code, desk)
    except UnknownReceipt:
        return NOTHING_YET
    return NOTHING_YET if len(messages) == 1 else _thread(keys, messages, desk)


def read_strip_of(code: ReceiptCode, desk: FollowupDesk) -> HeldStrip:
    """The proof of reporting of a code, with what lets its holder put a line on it.

    Raises:
        UnknownReceipt: no thread belongs to the code, or it was withdrawn.
        NoStripYet: the report still waits in the mailbag, or came in before there were strips.
        StoreUnavailable: the thread cannot be read now.
    """
    _, messages = _unlock_thread(code, desk)
    for message in messages.values():
        if message.kind == "strip":
            with suppress(CannotOpen):
                return unpack_held_strip(message.body, message.month)
    raise NoStripYet


def answer_question(
    code: ReceiptCode, number: int, body: str, desk: FollowupDesk, sending: Sending
) -> bool:
    """Send an answer to the analisten, by way of the mailbag. A question is answered once.

    Args:
        code: of the report.
        number: of the question.
        body: masked.
        desk: of this process.
        sending: this month and its keys.

    Returns:
        False when this question was answered before; that answer is the one that is kept.

    Raises:
        UnknownReceipt: no thread belongs to the code, or it was withdrawn or closed.
        UnknownQuestion: the thread has no question of that number.
        AnswerTooShort, AnswerTooLong, ReceiptInText: the answer must be changed.
        NoKeyForThisMonth: a new key ceremony is needed.
        StoreUnavailable: nothing was kept; send it again.
    """
    text = check_answer(body)
    if holds_code(text, code):
        raise ReceiptInText
    keys, messages = _unlock_thread(code, desk)
    if _thread(keys, messages, desk).question(number).answered != "no":
        return False
    payload = pack_answer(Answer(_address(keys), number, text))
    return desk.store.add_post(sending.seal(payload, _answer_id(keys, number)))


def check_answer(body: str) -> str:
    """The answer in canonical form; raises AnswerTooShort or AnswerTooLong."""
    text = tidy(body)
    if not text:
        raise AnswerTooShort
    if len(text) > ANSWER_MAX:
        raise AnswerTooLong
    return text


def withdraw_report(
    code: ReceiptCode, desk: FollowupDesk, manifest: MonthKeys, month: str | None = None
) -> None:
    """Destroy the thread now and have the worker remove the report at its next collection.

    Args:
        code: of the report.
        desk: of this process.
        manifest: whose keys seal the wish, like a report.
        month: now, "YYYY-MM", so that the wish looks like any report of today; the report's own
            month when left out.

    Raises:
        UnknownReceipt: no thread belongs to the code, or it was withdrawn before.
        NoKeyForThisMonth: a new key ceremony is needed; nothing was changed.
        StoreUnavailable: nothing was changed.
    """
    keys, messages = _unlock_thread(code, desk)
    received = _month(messages)
    wish = pack_withdrawal(Withdrawal(keys.lookup, received))
    _end_thread(keys, received, desk, Sending(manifest, month or received).seal(wish))


def close_thread(code: ReceiptCode, desk: FollowupDesk, sending: Sending) -> None:
    """Destroy the thread and keep the report: nobody can come back to it, with or without the code.

    Raises:
        UnknownReceipt: no thread belongs to the code, or it was withdrawn or closed before.
        NoKeyForThisMonth: a new key ceremony is needed; nothing was changed.
        StoreUnavailable: nothing was changed.
    """
    keys, messages = _unlock_thread(code, desk)
    wish = sending.seal(pack_closing(Closing(keys.lookup)))
    _end_thread(keys, _month(messages), desk, wish)


def _end_thread(keys: ReceiptKeys, month: str, desk: FollowupDesk, wish: Envelope) -> None:
    last_message = lock_message(Message("withdrawn", "", month), 0, _address(keys))
    desk.store.withdraw(keys.lookup, wish, last_message)


def _thread(keys: ReceiptKeys, messages: dict[int, Message], desk: FollowupDesk) -> Thread:
    kinds = {message.kind for message in messages.values()}
    reached = kinds | {"received"}
    return Thread(
        steps=tuple(step for step in STEPS if step in reached),
        messages=tuple(one for one in messages.values() if one.body and one.kind not in NOT_SHOWN),
        month=_month(messages),
        has_strip="strip" in kinds,
        questions=tuple(
            Question(number, one, _answered(keys, number, messages, desk))
            for number, one in messages.items()
            if one.kind == "question"
        ),
        held="held" in kinds and "freed" not in kinds,
    )


def _answered(
    keys: ReceiptKeys, number: int, messages: dict[int, Message], desk: FollowupDesk
) -> Answered:
    if any(one.kind == "answered" and one.body == str(number) for one in messages.values()):
        return "arrived"
    return "on its way" if desk.store.is_posted(_answer_id(keys, number)) else "no"


def _answer_id(keys: ReceiptKeys, number: int) -> bytes:
    """The same for each answer to this question, so that it is kept once; told by the code only."""
    return expand(keys.thread_seed, b"receipt/answer/%d" % number, OBJECT_ID_BYTES)


def _unlock_thread(code: ReceiptCode, desk: FollowupDesk) -> tuple[ReceiptKeys, dict[int, Message]]:
    keys = derive_receipt(code, desk.secrets)
    stand_in = lock_message(Message("received", "", NO_MONTH), 0, _address(keys))
    rows = desk.store.thread_rows(keys.lookup)
    messages = unlock_numbered(rows or (stand_in,), keys)
    withdrawn = any(message.kind == "withdrawn" for message in messages.values())
    if not rows or not messages or withdrawn:
        raise UnknownReceipt
    return keys, messages


def _month(messages: dict[int, Message]) -> str:
    """Of the report: that of the first message."""
    return next(iter(messages.values())).month


def _address(keys: ReceiptKeys) -> ThreadAddress:
    return ThreadAddress(keys.lookup, keys.thread_key().public.raw)
