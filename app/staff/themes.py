"""The released themes, and the page of one theme."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, abort, request

from app.shared.pages import page
from app.staff.choices import language
from app.staff.desk import StaffDesk
from app.staff.map import Spot, draw_map
from app.staff.permissions import Permission, needs

BANDS = ("50+", "20-49", "10-19", "5-9")
STATUSES = ("new", "growing", "lasting", "fading")

ORDERS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "omvang": lambda theme: BANDS.index(theme["band"]),
    "status": lambda theme: STATUSES.index(theme["status"]),
    "naam": lambda theme: theme[f"label_{language()}"].casefold(),
    "sinds": lambda theme: theme["first_month"] or "",
}


def sorted_themes(themes: Sequence[Mapping[str, Any]], order: str) -> list[Mapping[str, Any]]:
    """The themes in the order that a link asks for; by size otherwise."""
    by_name = sorted(themes, key=ORDERS["naam"])
    return sorted(by_name, key=ORDERS.get(order, ORDERS["omvang"]))


def pages(desk: StaffDesk) -> Blueprint:
    """/themas."""
    blueprint = Blueprint("themes", __name__)

    @blueprint.get("/themas")
    @needs(Permission.THEME_READ)
    def all_themes() -> Response:
        document, order = desk.document(), request.args.get("op", "omvang")
        return page(
            "staff/themes.html",
            themes=sorted_themes(document["themes"], order),
            order=order if order in ORDERS else "omvang",
            month=document.get("month"),
        )

    @blueprint.get("/themas/kaart")
    @needs(Permission.THEME_READ)
    def theme_map() -> Response:
        document = desk.document()
        drawn = draw_map(sorted_themes(document["themes"], "omvang"))
        numbers = {spot.theme["id"]: spot.number for spot in drawn.spots}

        def likes(spot: Spot) -> list[int]:
            return sorted(numbers[one] for one in spot.theme["related"] if one in numbers)

        return page("staff/theme_map.html", map=drawn, likes=likes, month=document.get("month"))

    @blueprint.get("/themas/<theme_id>")
    @needs(Permission.THEME_READ)
    def theme(theme_id: str) -> Response:
        document = desk.document()
        by_id = {one["id"]: one for one in document["themes"]}
        if theme_id not in by_id:
            abort(404)
        cards = {card["theme"]: card for card in document["cards"]}
        found = by_id[theme_id]
        related = [by_id[one] for one in found["related"] if one in by_id]
        return page("staff/theme.html", theme=found, card=cards.get(theme_id), related=related)

    return blueprint
