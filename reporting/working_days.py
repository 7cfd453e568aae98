"""Counting working days: Monday to Friday. Public holidays count too; who acts sooner acts well."""

from datetime import date, timedelta
from typing import Final

SATURDAY: Final = 5
"""Of `date.weekday`, which counts from Monday."""


def after_working_days(day: date, number: int) -> date:
    """The working day that is `number` working days after `day`."""
    left, found = number, day
    while left:
        found += timedelta(days=1)
        left -= found.weekday() < SATURDAY
    return found
