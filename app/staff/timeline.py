"""The time of one theme, drawn on the server: periods in bands, and what became of the theme."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import ngettext

from app.staff.charts import SIZES, Size, draw, labelled, look
from app.staff.timeline_words import CAPTIONS, MARKS
from app.staff.words import THEME_STATUS, band_name, month_name

BANDS: Final = ("5-9", "10-19", "20-49", "50+")
MONTHS: Final[Mapping[str, int]] = {"month": 1, "quarter": 3, "half": 6}
LETTERS: Final[Mapping[str, str]] = {"quarter": "Q", "half": "H"}
SIGNS: Final[Mapping[str, str]] = {"new": "▲", "growing": "▲", "fading": "▼"}
ROW: Final = 34
"""Pixels of one period where they stand below each other."""
HEIGHT: Final = 230
BAR: Final = "var(--chart-1)"


@dataclass(frozen=True, slots=True)
class Row:
    """One period as it is drawn."""

    period: str
    """In words."""
    band: str | None
    """None where it is withheld, and while the period is not over."""
    over: bool
    marks: tuple[str, ...]
    """What happened to the theme in it, in words."""

    @property
    def height(self) -> int:
        """1 for the lowest band; 0 where there is no band to show."""
        return BANDS.index(self.band) + 1 if self.band else 0

    @property
    def text(self) -> str:
        """What stands in place of a bar."""
        if self.band:
            return ""
        return str(_("verborgen") if self.over else _("loopt nog"))

    @property
    def told(self) -> str:
        """The band for the table."""
        return str(band_name(self.band)) if self.over else str(_("loopt nog"))


def rows_of(theme: Mapping[str, Any], month: str) -> tuple[Row, ...]:
    """The periods of a theme, and last the one that is not over; none when none may be shown.

    Args:
        theme: of a release.
        month: YYYY-MM of the release.
    """
    line = theme["timeline"]
    if not line["grouped_by"]:
        return ()
    running = _period(month, line["grouped_by"])
    bands = {**dict(zip(line["periods"], line["bands"], strict=True)), running: None}
    happened: dict[str, list[str]] = {}
    for event in theme["events"]:
        words = happened.setdefault(_period(event["month"], line["grouped_by"]), [])
        words.append(str(MARKS[event["kind"]]))
    return tuple(
        Row(
            month_name(period, short=True),
            band,
            period != running,
            tuple(dict.fromkeys(happened.get(period, ()))),
        )
        for period, band in bands.items()
    )


def _period(month: str, grouped_by: str) -> str:
    if grouped_by == "month":
        return month
    number = (int(month[5:7]) - 1) // MONTHS[grouped_by] + 1
    return f"{month[:4]}-{LETTERS[grouped_by]}{number}"


def draw_timeline(theme: Mapping[str, Any], month: str, language: str) -> str:
    """The time of a theme as SVG, wide and narrow, safe to put in a page; "" without periods."""
    rows = rows_of(theme, month)
    if not rows:
        return ""
    title = str(CAPTIONS[theme["timeline"]["grouped_by"]])
    drawn = []
    for size in SIZES:
        wide = size.name == "wide"
        spec = wide_spec(rows, size, sign_of(theme)) if wide else narrow_spec(rows, size)
        svg = draw(json.dumps(spec), language)
        drawn.append(labelled(svg, size.name, title, describe(rows)))
    return "".join(drawn)


def sign_of(theme: Mapping[str, Any]) -> str:
    """The mark of what changes, for the last period; "" for a theme that lasts."""
    if theme["seasonal"]:
        return f"↻ {_('komt terug')}"
    status = theme["status"]
    return f"{SIGNS[status]} {THEME_STATUS[status][0]}" if status in SIGNS else ""


def describe(rows: Sequence[Row]) -> str:
    """The picture in a sentence, for who does not see it."""
    over = [row for row in rows if row.over]
    highest = max(over, key=lambda row: row.height)
    words = ngettext(
        "%(num)d periode in banden.",
        "%(num)d perioden in banden, de hoogste is %(band)s in %(period)s.",
        len(over),
        band=band_name(highest.band),
        period=highest.period,
    )
    hidden = sum(row.band is None for row in over)
    some: str = (
        ngettext("%(num)d is verborgen.", "%(num)d zijn verborgen.", hidden) if hidden else ""
    )
    return f"{words} {some}".strip()


def _values(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {
            "period": row.period,
            "height": row.height,
            "text": row.text,
            "marks": ", ".join(row.marks),
        }
        for row in rows
    ]


def _scale() -> dict[str, Any]:
    """The bands as steps of one height: they are sizes, not amounts."""
    names = json.dumps(["", *(str(band_name(band)) for band in BANDS)], ensure_ascii=False)
    return {
        "field": "height",
        "type": "quantitative",
        "scale": {"domain": [0, len(BANDS)], "nice": False},
        "axis": {
            "title": None,
            "values": list(range(1, len(BANDS) + 1)),
            "labelExpr": f"{names}[datum.value]",
        },
    }


def _periods(rows: Sequence[Row], **axis: object) -> dict[str, Any]:
    names = [row.period for row in rows]
    return {
        "field": "period",
        "type": "ordinal",
        "sort": names,
        "axis": {"title": None, "grid": False, **axis},
    }


def wide_spec(rows: Sequence[Row], size: Size, sign: str) -> dict[str, Any]:
    """The Vega-Lite description with time from left to right."""
    x = {**_periods(rows, labelAngle=0, labelOverlap=True), "scale": {"padding": 0.35}}
    words = {"type": "text", "color": "currentColor", "fontSize": 13}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar", "color": BAR}, "encoding": {"x": x, "y": _scale()}},
        {
            "mark": {**words, "dy": -10, "fontStyle": "italic", "opacity": 0.85},
            "encoding": {"x": x, "y": _scale(), "text": {"field": "text"}},
        },
        {
            "transform": [{"filter": "datum.marks"}],
            "mark": {"type": "rule", "color": "currentColor", "strokeDash": [2, 4]},
            "encoding": {"x": x},
        },
        {
            "transform": [{"filter": "datum.marks"}],
            "mark": {**words, "dy": -8},
            "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "marks"}},
        },
    ]
    if sign:
        last = {"values": _values(rows[-1:])}
        mark = {**words, "dy": -32, "fontWeight": "bold"}
        height = {"datum": 0}
        layers.append(
            {"data": last, "mark": mark, "encoding": {"x": x, "y": height, "text": {"value": sign}}}
        )
    return _spec(rows, layers, size.width, HEIGHT)


def narrow_spec(rows: Sequence[Row], size: Size) -> dict[str, Any]:
    """The same with time from top to bottom, for a narrow screen."""
    y = {**_periods(rows), "scale": {"padding": 0.3}}
    words = {"type": "text", "color": "currentColor", "fontSize": 12, "align": "left", "dx": 6}
    both = "datum.text && datum.marks ? ' · ' : ''"
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar", "color": BAR}, "encoding": {"y": y, "x": _scale()}},
        {
            "transform": [{"calculate": f"datum.text + ({both}) + datum.marks", "as": "said"}],
            "mark": words,
            "encoding": {"y": y, "x": _scale(), "text": {"field": "said"}},
        },
    ]
    return _spec(rows, layers, size.width, ROW * len(rows))


def _spec(
    rows: Sequence[Row], layers: Sequence[Mapping[str, Any]], width: int, height: int
) -> dict[str, Any]:
    return {
        "width": width,
        "height": height,
        "data": {"values": _values(rows)},
        "layer": list(layers),
        "config": look(),
    }
