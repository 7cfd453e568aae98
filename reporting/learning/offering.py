"""For whom a card is, and from when: rules that know of no report and of no unit's share."""

from collections import Counter
from datetime import date, timedelta
from typing import Final

from reporting.learning.case_card import CaseCard
from reporting.learning.groups import Group

OUTSIDE: Final = 2
"""Members from another unit than most, from which a group is mixed: one alone would be the one whom
the others cannot have meant. Source: own choice."""


def is_mixed(group: Group) -> bool:
    """Whether enough members come from another unit than the largest part of the group.

    Members without a unit count with the largest part, because nobody can tell.
    """
    units = Counter(member.unit.strip().lower() for member in group.members if member.unit.strip())
    largest = max(units.values(), default=0)
    return sum(units.values()) - largest >= OUTSIDE


def suits(card: CaseCard, group: Group) -> bool:
    """Whether a card may go to a group."""
    return not card.mixed_only or is_mixed(group)


def ready_month(month: str, delay_days: int) -> str:
    """The month from which a card may be used.

    Args:
        month: "YYYY-MM" of the newest report that it can hold something of.
        delay_days: days that must lie between that report and the first meeting.

    Returns:
        The first month of which every day lies at least so many days after that month.
    """
    year, number = map(int, month.split("-"))
    day = _first_of_next(date(year, number, 1)) - timedelta(days=1) + timedelta(days=delay_days)
    ready = day if day.day == 1 else _first_of_next(day)
    return f"{ready:%Y-%m}"


def _first_of_next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
