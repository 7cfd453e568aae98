"""How long a month is kept, counted in whole months."""

from collections.abc import Iterable

from config.limits import RETENTION_MONTHS


def age_of(epoch: int, this_month: str) -> int:
    """Months from a month to this one.

    Args:
        epoch: yyyymm.
        this_month: YYYY-MM.
    """
    now = int(this_month[:4]) * 12 + int(this_month[5:7])
    return now - (epoch // 100 * 12 + epoch % 100)


def expired(epochs: Iterable[int], this_month: str) -> tuple[int, ...]:
    """Those months that have been kept for RETENTION_MONTHS whole months after their own."""
    return tuple(epoch for epoch in epochs if age_of(epoch, this_month) > RETENTION_MONTHS)
