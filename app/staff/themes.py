"""The released themes, and the page of one theme."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from markupsafe import Markup

from app.shared.pages import page
from app.staff.choices import language
from app.staff.desk import StaffDesk
from app.staff.map import GRIDS, Spot, draw_map
from app.staff.permissions import Permission, may, needs
from app.staff.timeline import draw_timeline, rows_of
from app.staff.timeline_words import CAPTIONS, SEASONAL, WORDS
from app.staff.wish_words import ASKED, EVENTS, WISH_STATUS, names_in, tell_wishes, why_related
from reporting.learning.wishes import Wish, home_of

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
        themes = sorted_themes(document["themes"], "omvang")
        drawn = [draw_map(themes, grid, language()) for grid in GRIDS]
        numbers = {spot.theme["id"]: spot.number for spot in drawn[0].spots}

        def likes(spot: Spot) -> list[int]:
            return sorted(numbers[one] for one in spot.theme["related"] if one in numbers)

        return page("staff/theme_map.html", maps=drawn, likes=likes, month=document.get("month"))

    @blueprint.get("/themas/<theme_id>")
    @needs(Permission.THEME_READ)
    def theme(theme_id: str) -> Response:
        document, wishes = desk.document(), desk.wishes.store.all_wishes()
        found = next((one for one in document["themes"] if one["id"] == theme_id), None)
        if found is None:
            return to_home(home_of(theme_id, wishes), theme_id, document["themes"])
        return theme_page(found, document, wishes)

    return blueprint


def theme_page(
    theme: Mapping[str, Any], document: Mapping[str, Any], wishes: Sequence[Wish]
) -> Response:
    """All there is to see of one theme."""
    cards = {card["theme"]: card for card in document["cards"]}
    by_id = {one["id"]: one for one in document["themes"]}
    near = [by_id[one] for one in theme["related"] if one in by_id]
    names, month = names_in(document), document["month"]
    return page(
        "staff/theme.html",
        theme=theme,
        card=cards.get(theme["id"]),
        related=[(one, *why_related(theme, one)) for one in near],
        svg=Markup(draw_timeline(theme, month, language())),  # noqa: S704 - of bands and our words
        rows=rows_of(theme, month),
        caption=CAPTIONS.get(theme["timeline"]["grouped_by"]),
        status_words=SEASONAL if theme["seasonal"] else WORDS[theme["status"]],
        events=[(event, names.get(event["other"])) for event in theme["events"]],
        event_words=EVENTS,
        shown=by_id,
        wishes=tell_wishes(theme["id"], wishes, names),
        wish_status=WISH_STATUS,
        asked=ASKED in request.args and may(Permission.THEME_CHANGE),
    )


def to_home(home: str, theme_id: str, themes: Sequence[Mapping[str, Any]]) -> Response:
    """To the theme that this one is part of by now; nowhere when that is not shown either."""
    if home == theme_id or home not in {theme["id"] for theme in themes}:
        abort(404)
    return Response(status=303, headers={"Location": url_for("themes.theme", theme_id=home)})
