"""Months in words."""

from datetime import date

from flask_babel import format_date


def month_name(month: str) -> str:
    """A month "YYYY-MM" in words, such as "november 2026"; as it is when it is none."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return month
    return str(format_date(first, "LLLL yyyy"))
