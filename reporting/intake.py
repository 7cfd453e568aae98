"""Taking a report in: sealed and stored once, however often it is sent."""

import hashlib
import hmac
from dataclasses import dataclass, replace
from typing import Final, Protocol

from config.limits import STORY_MAX
from reporting.errors import ReceiptInText
from reporting.receipts import ReceiptCode, ReceiptSecrets, derive_receipt, holds_code
from reporting.report import LOOKUP_BYTES, Report, ThreadAddress, check_report, tidy
from reporting.sealed_reports import seal_report
from reporting.threads import Message, ThreadRow, lock_message
from reporting.vault.envelope import Envelope
from reporting.vault.epochs import MonthKeys, epoch_of, months_from

IMPORT_LABEL: Final = b"vrijuit/v1/import"


class IntakeStore(Protocol):
    """Where sealed reports wait for the worker. Each call is one transaction."""

    def add_report(self, envelope: Envelope, first_message: ThreadRow) -> bool:
        """Keep both, or neither. False when the thread is already there.

        Raises:
            InboxFull: too many wait; nothing was kept.
            NoKeyForThisMonth: it is sealed for a month that was destroyed; nothing was kept.
            StoreUnavailable: nothing was kept.
        """

    def add_import(self, envelope: Envelope, mark: bytes) -> bool:
        """Keep a record of another system. False when its mark is already there.

        Raises:
            NoKeyForThisMonth: it is sealed for a month that was destroyed; nothing was kept.
            StoreUnavailable: nothing was kept.
        """

    def destroyed(self) -> frozenset[int]:
        """The months (yyyymm) whose keys are gone."""


@dataclass(frozen=True, slots=True)
class IntakeDesk:
    """What taking in a report needs; built once per process."""

    store: IntakeStore
    manifest: MonthKeys
    secrets: ReceiptSecrets


@dataclass(frozen=True, slots=True)
class Submitted:
    already_there: bool
    """The same code was sent before; the first report is the one that is kept."""


def submit_report(
    report: Report, code: ReceiptCode, desk: IntakeDesk, month: str | None = None
) -> Submitted:
    """File a masked report under the code its reporter keeps.

    Args:
        report: masked, without a thread.
        code: shown to the reporter beforehand; the same code files one report only.
        desk: of this process.
        month: of receipt, "YYYY-MM"; the report's own month when left out.

    Raises:
        StoryTooShort, StoryTooLong, UnknownCode, ReceiptInText: the report must be changed.
        NoKeyForThisMonth: a new key ceremony is needed.
        StoreUnavailable: nothing was kept; send again with the same code.
    """
    received = report.month if month is None else month
    checked = _checked(report, story_max=STORY_MAX)
    if holds_code(f"{checked.story} {checked.tip}", code):
        raise ReceiptInText
    keys = derive_receipt(code, desk.secrets)
    address = ThreadAddress(keys.lookup, keys.thread_key().public.raw)
    envelope = seal_report(replace(checked, thread=address), desk.manifest, received, waiting=True)
    first_message = lock_message(
        Message("held" if checked.hold else "received", "", received), 0, address
    )
    return Submitted(already_there=not desk.store.add_report(envelope, first_message))


def import_record(
    report: Report, fingerprint: bytes, desk: IntakeDesk, month: str | None = None
) -> bool:
    """File a masked record of another system; the same record files once.

    Args:
        report: masked, without a thread; nobody can follow it.
        fingerprint: any bytes that are the same each time this record is read.
        desk: of this process.
        month: whose key seals it, so how long it is kept; when left out the month with a key
            that is nearest to the report's and is not destroyed.

    Returns:
        False when the record was already there.

    Raises:
        StoryTooShort, StoryTooLong, UnknownCode: the record must be changed.
        NoKeyForThisMonth: a new key ceremony is needed.
        StoreUnavailable: nothing was kept.
    """
    sealed_for = _nearest(report.month, desk) if month is None else month
    envelope = seal_report(_checked(report), desk.manifest, sealed_for, waiting=True)
    mark = hmac.digest(desk.secrets.pepper, IMPORT_LABEL + fingerprint, hashlib.sha256)
    return desk.store.add_import(envelope, mark[:LOOKUP_BYTES])


def _nearest(month: str, desk: IntakeDesk) -> str:
    """The month whose key can seal a report of `month` so that somebody opens it."""
    nearest, gone = desk.manifest.nearest(month), desk.store.destroyed()
    later = months_from(nearest, len(gone) + 1)
    return desk.manifest.nearest(next(one for one in later if epoch_of(one) not in gone))


def _checked(report: Report, **bounds: int) -> Report:
    checked = replace(report, story=tidy(report.story), tip=tidy(report.tip), thread=None)
    check_report(checked, **bounds)
    return checked
