"""Words that staff pages share: codes, bands, months and statuses in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import LazyString, format_date, format_datetime, format_decimal, gettext
from flask_babel import lazy_gettext as _

from app.staff.choices import language
from app.staff.contract_sheet import signs_as
from app.staff.desk import StaffDesk
from app.staff.harvest_words import ACTION_STATUS
from app.staff.running_words import ROLES, SPEAKS
from reporting.learning.meetings import Meeting

LOCAL: Final = ZoneInfo("Europe/Amsterdam")
"""Meetings are at a place; their times are those of the clock on its wall."""

THEME_STATUS: Final[Mapping[str, tuple[LazyString, str]]] = {
    "new": (_("nieuw"), "blue"),
    "growing": (_("neemt toe"), "orange"),
    "fading": (_("neemt af"), "teal"),
    "lasting": (_("blijvend"), "grey"),
}
MEETING_STATUS: Final[Mapping[str, tuple[LazyString, str]]] = {
    "planned": (_("gepland"), "yellow"),
    "held": (_("gehouden"), "green"),
    "cancelled": (_("vervallen"), "grey"),
}
WENT_WELL: Final = "K4"
FIRST_HALF: Final = _("1e helft %(year)s")
SECOND_HALF: Final = _("2e helft %(year)s")


def went_well(kinds: Mapping[str, object]) -> bool:
    """Whether most reports of a theme or a card tell of something that went well."""
    return next(iter(kinds), "") == WENT_WELL


def factors_name(kinds: Mapping[str, object]) -> LazyString:
    """What the factors of a theme or a card are called."""
    return _("Wat maakte dat het goed ging") if went_well(kinds) else _("Wat speelde mee")


def month_name(month: str | None, *, short: bool = False) -> str:
    """`2026-11` as "november 2026" or "nov 2026"; quarters and halves in words; "" for none."""
    if not month:
        return ""
    if "H" in month:
        year, half = month.split("-H")
        return str(FIRST_HALF if half == "1" else SECOND_HALF) % {"year": year}
    if "Q" in month:
        return month.replace("-Q", " · K" if language() == "nl" else " · Q")
    year, number = month.split("-")
    name: str = format_date(date(int(year), int(number), 1), "MMM yyyy" if short else "MMMM yyyy")
    return name


def band_name(band: str | None) -> str | LazyString:
    """A band with a proper dash; withheld numbers in words."""
    return _("minder dan 5, of verborgen") if band is None else band.replace("-", "–")


def moment_name(moment: datetime, *, weekday: bool = True) -> str:
    """A moment on the clock of the place of work, such as "dinsdag 8 december 2026, 09:30"."""
    shape = "EEEE d MMMM yyyy, HH:mm" if weekday else "d MMMM yyyy, HH:mm"
    name: str = format_datetime(moment.astimezone(LOCAL), shape, rebase=False)
    return name


def clock_name(moment: datetime) -> str:
    """The time on the clock of the place of work, such as "09:30"."""
    return f"{moment.astimezone(LOCAL):%H:%M}"


def day_name(day: str) -> str:
    """`2026-11-27` as "vrijdag 27 november"; "" for none."""
    name: str = format_date(date.fromisoformat(day), "EEEE d MMMM") if day else ""
    return name


def meeting_month(meeting: Meeting) -> str:
    """The month of a meeting, on the clock of the place of work."""
    return month_name(f"{meeting.starts_at.astimezone(LOCAL):%Y-%m}")


def quarter_name(quarter: str) -> str:
    """`2026-Q4` as "kwartaal 4 van 2026"."""
    year, number = quarter.split("-Q")
    name: str = gettext("kwartaal %(n)s van %(year)s", n=number, year=year)
    return name


def decimal(number: float) -> str:
    """A mean with one digit, as the language of the page writes it."""
    written: str = format_decimal(round(number, 1), format="0.0")
    return written


def short_day(day: date) -> str:
    """A day such as "8 december 2026"."""
    name: str = format_date(day, "d MMMM yyyy")
    return name


def in_language(of: Mapping[str, Any], field: str) -> Any:  # noqa: ANN401 - text or list of texts
    """The field of a release in the language of the page."""
    return of[f"{field}_{language()}"]


def install_words(app: Flask, desk: StaffDesk) -> None:
    """Offer the words to all staff templates."""

    def code_name(code: str, kinds: Mapping[str, object] | None = None) -> str:
        """A code in words; of a theme where things went well, its good side."""
        if kinds and went_well(kinds):
            return desk.taxonomy.codes[code].asked(language(), WENT_WELL)
        return desk.taxonomy.name(code, language())

    def method_name(method_id: str) -> str:
        method = desk.method(method_id)
        return method_id if method is None else method.name(language())

    app.jinja_env.globals.update(
        code_name=code_name,
        factors_name=factors_name,
        method_name=method_name,
        month_name=month_name,
        band_name=band_name,
        moment_name=moment_name,
        clock_name=clock_name,
        day_name=day_name,
        short_day=short_day,
        signs_as=signs_as,
        say=in_language,
        theme_status=THEME_STATUS,
        meeting_status=MEETING_STATUS,
        running_roles=ROLES,
        running_speaks=SPEAKS,
        action_status=ACTION_STATUS,
        meeting_month=meeting_month,
        quarter_name=quarter_name,
        decimal=decimal,
    )
