"""Sealing a report: for the worker and for screening, or for the worker alone while it is held."""

from dataclasses import replace

from reporting.report import Report, pack_report
from reporting.vault.envelope import Envelope, Purpose, Role
from reporting.vault.epochs import MonthKeys, epoch_of
from reporting.vault.sealing import seal


def seal_report(
    report: Report,
    keys: MonthKeys,
    month: str,
    object_id: bytes | None = None,
    *,
    waiting: bool = False,
) -> Envelope:
    """Seal a report under the keys of a month.

    A report that is held or that waits has the same recipients from outside, but screening finds
    nothing in it.

    Args:
        report: masked.
        keys: of the manifest.
        month: "YYYY-MM", whose keys seal it.
        object_id: of its row; a new one when left out.
        waiting: it goes into the inbox; the worker seals it anew when it collects it.

    Raises:
        NoKeyForThisMonth: a new key ceremony is needed.
    """
    recipients = tuple(
        replace(one, shut_out=(report.hold or waiting) and one.role == Role.SCREENING)
        for one in keys.recipients(month)
    )
    return seal(
        pack_report(report),
        recipients,
        purpose=Purpose.REPORT,
        epoch=epoch_of(month),
        object_id=object_id,
    )
