"""The control chart, drawn on the server: plain SVG without script or style attributes.

The colours are the page's own (`currentColor` and variables), so one drawing serves light, dark
and print. What the picture shows also stands in a table below it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any, Final, Literal

import vl_convert
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from app.staff.words import month_name


@dataclass(frozen=True, slots=True)
class Size:
    """How large to draw, in the pixels of a page; a browser scales it to its column."""

    name: str
    """Ends the ids in the drawing, and its class: vr-wide, vr-narrow."""
    width: int
    height: int


SIZES: Final = (Size("wide", 800, 300), Size("narrow", 240, 230))
Locale = Literal["nl-NL", "en-US"]
LOCALES: Final[Mapping[str, Locale]] = {"nl": "nl-NL", "en": "en-US"}
ARIA = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
LINE = "var(--chart-1)"
GAP = "break-paths-filter-domains"
"""A line is drawn up to a withheld period, and goes on after it."""
QUIET = "var(--govuk-border-colour)"


def rows_of(chart: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row per period: its name, its count or None, and whether it stands out."""
    special = {signal["period"] for signal in chart["signals"]}
    return [
        {
            "period": month_name(period, short=True),
            "count": count,
            "special": period in special,
        }
        for period, count in zip(chart["periods"], chart["counts"], strict=True)
    ]


def chart_spec(chart: Mapping[str, Any], size: Size) -> dict[str, Any]:
    """The Vega-Lite description of a control chart."""
    rows = rows_of(chart)
    x = {
        "field": "period",
        "type": "ordinal",
        "sort": [row["period"] for row in rows],
        "axis": {"title": None, "labelAngle": -45, "labelOverlap": True},
    }
    y = {"field": "count", "type": "quantitative", "axis": {"title": None, "tickCount": 5}}
    layers: list[dict[str, Any]] = []
    if chart["centre"] is not None:
        layers += [
            *rule(chart["lower"], _("grens"), [6, 4]),
            *rule(chart["upper"], _("grens"), [6, 4]),
            *rule(chart["centre"], _("midden"), []),
        ]
    layers += [
        {
            "data": {"values": rows},
            "mark": {"type": "line", "color": LINE, "strokeWidth": 2, "invalid": GAP},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": [row for row in rows if row["count"] is not None]},
            "mark": {"type": "point", "filled": True, "color": LINE, "size": 55, "opacity": 1},
            "encoding": {
                "x": x,
                "y": y,
                "shape": {
                    "condition": {"test": "datum.special", "value": "diamond"},
                    "value": "circle",
                },
                "size": {"condition": {"test": "datum.special", "value": 190}, "value": 55},
            },
        },
    ]
    return {"width": size.width, "height": size.height, "layer": layers, "config": look()}


def rule(at: float, name: str, dash: Sequence[int]) -> tuple[dict[str, Any], ...]:
    """A horizontal line at a value, and its name beside the right end."""
    y = {"field": "at", "type": "quantitative"}
    line = {"type": "rule", "color": "currentColor", "strokeDash": list(dash), "opacity": 0.7}
    words = {"type": "text", "align": "left", "dx": 6, "color": "currentColor"}
    text = {"y": y, "x": {"value": "width"}, "text": {"value": f"{name} {format_decimal(at)}"}}
    data = {"values": [{"at": at}]}
    return (
        {"data": data, "mark": line, "encoding": {"y": y}},
        {"data": data, "mark": {**words, "fontSize": 12}, "encoding": text},
    )


def look() -> dict[str, Any]:
    """Colours of the page, and room on the left for what is measured with another font."""
    axis = {"labelColor": "currentColor", "titleColor": "currentColor", "domainColor": QUIET}
    lines = {"gridColor": QUIET, "gridOpacity": 0.5, "tickColor": QUIET}
    return {
        "background": None,
        "font": "sans-serif",
        "padding": {"left": 12, "right": 8, "top": 8, "bottom": 4},
        "axis": {**axis, **lines, "labelFontSize": 12, "titleFontSize": 13},
        "axisX": {"grid": False},
        "view": {"stroke": None},
    }


def describe(chart: Mapping[str, Any]) -> str:
    """The picture in a sentence, for who does not see it."""
    shown = [count for count in chart["counts"] if count is not None]
    if not shown:
        return str(_("Er zijn nog geen maanden met genoeg meldingen."))
    words: str = ngettext(
        "%(num)d periode, van %(least)d tot %(most)d meldingen.",
        "%(num)d perioden, van %(least)d tot %(most)d meldingen.",
        len(shown),
        least=min(shown),
        most=max(shown),
    )
    if chart["centre"] is None:
        return words
    limits = _(
        "Het midden is %(centre)s, de grenzen zijn %(lower)s en %(upper)s.",
        centre=format_decimal(chart["centre"]),
        lower=format_decimal(chart["lower"]),
        upper=format_decimal(chart["upper"]),
    )
    return f"{words} {limits}"


def draw_chart(chart: Mapping[str, Any], language: str, title: str, size: Size) -> str:
    """The control chart as SVG, safe to put in a page."""
    spec = json.dumps(chart_spec(chart, size))
    return labelled(draw(spec, language), size.name, title, describe(chart))


@lru_cache(maxsize=32)
def draw(spec: str, language: str) -> str:
    """Draw a description once; drawing takes a tenth of a second."""
    svg: str = vl_convert.vegalite_to_svg(
        spec,
        format_locale=LOCALES[language],
        time_format_locale=LOCALES[language],
        allowed_base_urls=[],
    )
    return svg


def labelled(svg: str, name: str, title: str, description: str) -> str:
    """The drawing as one picture with a name and a description."""
    plain = ARIA.sub("", svg)
    plain = plain.replace('class="marks"', f'class="vr-{name}"', 1)
    head = (
        f'role="img" aria-labelledby="titel-{name} uitleg-{name}">'
        f'<title id="titel-{name}">{escape(title)}</title>'
        f'<desc id="uitleg-{name}">{escape(description)}</desc>'
    )
    return re.sub(r"(<svg[^>]*)>", lambda found: f"{found[1]} {head}", plain, count=1)
