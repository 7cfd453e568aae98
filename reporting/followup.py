"""Coming back with a receipt code: reading the thread, or withdrawing the report."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol

from reporting.errors import CannotOpen, NoStripYet, UnknownReceipt
from reporting.posts import Withdrawal, pack_withdrawal
from reporting.receipts import ReceiptCode, ReceiptKeys, ReceiptSecrets, derive_receipt
from reporting.report import ThreadAddress
from reporting.strip import HeldStrip, unpack_held_strip
from reporting.threads import STEPS, Message, Step, ThreadRow, lock_message, unlock_messages
from reporting.vault.envelope import Envelope, Purpose
from reporting.vault.epochs import MonthKeys, epoch_of
from reporting.vault.sealing import seal

NO_MONTH: Final = "0001-01"
"""The stand-in message of an unknown code is never stored; any month does."""


class FollowupStore(Protocol):
    """Where threads are kept. Each call is one transaction."""

    def thread_rows(self, lookup: bytes) -> tuple[ThreadRow, ...]:
        """The locked messages of a thread; empty when there is none.

        Raises:
            StoreUnavailable: the thread cannot be read now.
        """

    def withdraw(self, lookup: bytes, envelope: Envelope, last_message: ThreadRow) -> None:
        """Replace the whole thread by its last message, and leave the envelope in the inbox.

        Raises:
            StoreUnavailable: nothing was changed.
        """


@dataclass(frozen=True, slots=True)
class FollowupDesk:
    """What a return visit needs; built once per process."""

    store: FollowupStore
    secrets: ReceiptSecrets


@dataclass(frozen=True, slots=True)
class Thread:
    """What a reporter sees on return; never the report itself."""

    steps: tuple[Step, ...]
    """The steps of the loop that were reached, in order."""
    messages: tuple[Message, ...]
    """Those with something to read, in order."""
    has_strip: bool = False
    """Whether a proof of reporting was issued."""


NOTHING_YET: Final = Thread((), ())
"""Of a report that still waits in the mailbag, of one that was withdrawn, and of a code that
belongs to no report: nobody can tell which of them a code is, whoever forces it out of somebody."""


def read_thread(code: ReceiptCode, desk: FollowupDesk) -> Thread:
    """The thread of a code; `NOTHING_YET` while there is nothing to say. Always the same work.

    Raises:
        StoreUnavailable: the thread cannot be read now.
    """
    try:
        _, messages = _unlock_thread(code, desk)
    except UnknownReceipt:
        return NOTHING_YET
    if len(messages) == 1:
        return NOTHING_YET
    reached = {message.kind for message in messages}
    return Thread(
        steps=tuple(step for step in STEPS if step in reached),
        messages=tuple(one for one in messages if one.body and one.kind in STEPS),
        has_strip="strip" in reached,
    )


def read_strip_of(code: ReceiptCode, desk: FollowupDesk) -> HeldStrip:
    """The proof of reporting of a code, with what lets its holder put a line on it.

    Raises:
        UnknownReceipt: no thread belongs to the code, or it was withdrawn.
        NoStripYet: the report still waits in the mailbag, or came in before there were strips.
        StoreUnavailable: the thread cannot be read now.
    """
    _, messages = _unlock_thread(code, desk)
    for message in messages:
        if message.kind == "strip":
            with suppress(CannotOpen):
                return unpack_held_strip(message.body, message.month)
    raise NoStripYet


def withdraw_report(code: ReceiptCode, desk: FollowupDesk, manifest: MonthKeys) -> None:
    """Destroy the thread now and have the worker remove the report at its next collection.

    The wish is sealed like a report, to the same keys, those of the report's own month: where
    they are destroyed, so is the report.

    Raises:
        UnknownReceipt: no thread belongs to the code, or it was withdrawn before.
        NoKeyForThisMonth: the manifest no longer holds the key of that month.
        StoreUnavailable: nothing was changed.
    """
    keys, messages = _unlock_thread(code, desk)
    month = messages[0].month
    envelope = seal(
        pack_withdrawal(Withdrawal(keys.lookup)),
        manifest.recipients(month),
        purpose=Purpose.REPORT,
        epoch=epoch_of(month),
    )
    last_message = lock_message(Message("withdrawn", "", month), 0, _address(keys))
    desk.store.withdraw(keys.lookup, envelope, last_message)


def _unlock_thread(
    code: ReceiptCode, desk: FollowupDesk
) -> tuple[ReceiptKeys, tuple[Message, ...]]:
    keys = derive_receipt(code, desk.secrets)
    stand_in = lock_message(Message("received", "", NO_MONTH), 0, _address(keys))
    rows = desk.store.thread_rows(keys.lookup)
    messages = unlock_messages(rows or (stand_in,), keys)
    withdrawn = any(message.kind == "withdrawn" for message in messages)
    if not rows or not messages or withdrawn:
        raise UnknownReceipt
    return keys, messages


def _address(keys: ReceiptKeys) -> ThreadAddress:
    return ThreadAddress(keys.lookup, keys.thread_key().public.raw)
