"""How often a theme was told of over time, in bands.

Only periods that are over are shown, each at a secret number of reports and with a band that only
rises, as a theme itself is: see `analysis.thresholds`. What was shown stays, also when the reports
are destroyed. Months are shown where most have reports enough, else quarters, else half-years.

A month, its quarter and its half-year begin with one and the same secret. With one each, somebody
who files four reports and waits for a fifth would get three chances to see it in place of one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from analysis.arrays import FloatArray
from analysis.disclosure import count_distinct, next_band
from analysis.emergence import month_name, month_number
from analysis.thresholds import Draw, Standing

WIDTHS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "half": 6}
"""Months per period, the finest first."""
MOST_SHOWN: Final = 0.6
"""Share of the periods of a line that must be shown."""
Periods = Mapping[str, Standing]
"""Where each period that is over stands, by its name; sealed between releases."""


@dataclass(frozen=True, slots=True)
class Timeline:
    grouped_by: str
    """A key of WIDTHS; "" when no period may be shown."""
    periods: tuple[str, ...]
    bands: tuple[str | None, ...]
    """One per period; None where it is withheld."""

    def describe(self) -> dict[str, Any]:
        """The timeline as a release holds it."""
        return {
            "grouped_by": self.grouped_by,
            "periods": list(self.periods),
            "bands": list(self.bands),
        }


def period_of(month: str, grouped_by: str) -> str:
    """The period that a month lies in: "2026-03", "2026-Q1" or "2026-H1"."""
    if grouped_by == "month":
        return month
    width, letter = WIDTHS[grouped_by], {"quarter": "Q", "half": "H"}[grouped_by]
    return f"{month[:4]}-{letter}{(int(month[5:7]) - 1) // width + 1}"


def advance(
    before: Periods, vectors: FloatArray, months: Sequence[str], span: tuple[str, str], draw: Draw
) -> dict[str, Standing]:
    """Where each period of a theme stands after this release.

    Args:
        before: where they stood.
        vectors: shape (m, d), the reports of the theme, rows of length 1.
        months: m months "YYYY-MM"; "" when unknown.
        span: first and last whole month of all reports; a period that begins before the first, or
            ends after the last, is not looked at.
        draw: gives the next secret.
    """
    after = dict(before)
    for half in dict.fromkeys(period_of(name, "half") for name in _over(span, "month", 1)):
        after.setdefault(half, Standing(None, draw()))
    secrets = {half: after[half].extra for half in after}
    for grouped_by, width in WIDTHS.items():
        own = [period_of(month, grouped_by) if month else "" for month in months]
        for name in _over(span, grouped_by, width):
            rows = [at for at, period in enumerate(own) if period == name]
            start = after.get(name) or Standing(
                None, secrets[period_of(_first_month(name), "half")]
            )
            after[name] = _next(count_distinct(vectors[rows]), start, draw)
    return after


def _next(count: int, start: Standing, draw: Draw) -> Standing:
    band = next_band(count, start.shown, start.extra)
    return start if band == start.shown else Standing(band, draw())


def _over(span: tuple[str, str], grouped_by: str, width: int) -> list[str]:
    """The periods that lie wholly between two months."""
    first, last = month_number(span[0]), month_number(span[1])
    start = first + -first % width
    return [
        period_of(month_name(month), grouped_by) for month in range(start, last - width + 2, width)
    ]


def tell_timeline(standings: Periods, span: tuple[str, str]) -> Timeline:
    """The finest line of which most can be shown; of half-years one will do.

    Args:
        standings: of one theme, all widths together.
        span: month from which the theme is known, and last whole month; the line reaches from the
            one to the other, also where nothing may be shown.
    """
    for grouped_by in WIDTHS:
        line = _line(standings, grouped_by, span)
        shown = sum(band is not None for band in line.bands)
        if shown >= (1 if grouped_by == "half" else max(1, MOST_SHOWN * len(line.bands))):
            return line
    return Timeline("", (), ())


def _line(standings: Periods, grouped_by: str, span: tuple[str, str]) -> Timeline:
    own = {name: one for name, one in standings.items() if _width_of(name) == grouped_by}
    first = min((name for name, one in own.items() if one.shown), default=span[1])
    known = max(period_of(span[0], grouped_by), min(own, default=first))
    start = min(_first_month(first), _first_month(known))
    names = _over((start, span[1]), grouped_by, WIDTHS[grouped_by])
    return Timeline(grouped_by, tuple(names), tuple(_band(own.get(name)) for name in names))


def _band(standing: Standing | None) -> str | None:
    return standing.shown.band if standing and standing.shown else None


def _width_of(name: str) -> str:
    return {"Q": "quarter", "H": "half"}.get(name[5], "month")


def _first_month(name: str) -> str:
    grouped_by = _width_of(name)
    if grouped_by == "month":
        return name
    return f"{name[:4]}-{(int(name[6:]) - 1) * WIDTHS[grouped_by] + 1:02d}"
