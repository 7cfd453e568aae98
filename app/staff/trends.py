"""The trend report for safety and HR: a control chart, tables in bands, how not to use it."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _
from markupsafe import Markup

from app.shared.pages import page
from app.staff.charts import SIZES, draw_chart, rows_of
from app.staff.choices import language
from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, needs

TABLES = ("kinds", "factors", "helped", "severity_potential", "stage", "detection")


def picture(chart: Mapping[str, Any]) -> Markup:
    """The control chart, wide and narrow; the style sheet shows the one that fits."""
    title = (
        _("Meldingen per maand") if chart["grouped_by"] == "month" else _("Meldingen per kwartaal")
    )
    drawn = "".join(draw_chart(chart, language(), title, size) for size in SIZES)
    return Markup(drawn)  # noqa: S704 - drawn from numbers only


def pages(desk: StaffDesk) -> Blueprint:
    """/trends."""
    blueprint = Blueprint("trends", __name__)

    @blueprint.get("/trends")
    @needs(Permission.TREND_READ)
    def report() -> Response:
        document = desk.document()
        trends = document["trends"]
        if trends is None or not trends["chart"]["periods"]:
            return page("staff/trends_empty.html")
        return page(
            "staff/trends.html",
            trends=trends,
            month=document["month"],
            svg=picture(trends["chart"]),
            rows=rows_of(trends["chart"]),
            tables={name: trends[name] for name in TABLES if trends.get(name)},
        )

    return blueprint
