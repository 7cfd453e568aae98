"""The card board: look at a case card, pick it for a group, put it back."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, abort, request, url_for

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_words
from reporting.learning.cards import BoardCard, board, pick_card, put_back
from reporting.learning.errors import LearningError

COLUMNS = ("proposed", "picked", "planned", "discussed", "harvested")
FILTERS = ("factor", "soort", "werkvorm")


def chosen_filters() -> Mapping[str, str]:
    """The filters that the address asks for."""
    return {name: request.args.get(name, "") for name in FILTERS}


def fits(hung: BoardCard, filters: Mapping[str, str]) -> bool:
    """Whether a card has the factor, kind and method that are asked for."""
    offered = {
        "factor": hung.card.factors,
        "soort": tuple(hung.card.kinds),
        "werkvorm": hung.card.methods,
    }
    return all(not wanted or wanted in offered[name] for name, wanted in filters.items())


def offered_filters(cards: Sequence[BoardCard]) -> Mapping[str, list[str]]:
    """What can be filtered on: only what some card has."""
    return {
        "factor": sorted({code for hung in cards for code in hung.card.factors}),
        "soort": sorted({code for hung in cards for code in hung.card.kinds}),
        "werkvorm": sorted({code for hung in cards for code in hung.card.methods}),
    }


class CardPages:
    """The pages of the card board."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("cards", __name__)
        for rule, view, method in (
            ("/kaarten", self.all_cards, "GET"),
            ("/kaarten/<card_id>", self.card, "GET"),
            ("/kaarten/<card_id>/kiezen", self.pick, "POST"),
            ("/kaarten/<card_id>/terug", self.back, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    def find(self, card_id: str) -> BoardCard:
        found = next((one for one in board(self._desk.learning) if one.card.id == card_id), None)
        if found is None:
            abort(404)
        return found

    def show(self, card_id: str, problem: LearningError | None = None) -> Response:
        hung = self.find(card_id)
        groups = self._desk.learning.store.all_groups()
        return page(
            "staff/card.html",
            409 if problem else 200,
            hung=hung,
            groups=groups,
            group_names={group.id: group.name for group in groups},
            problem=problem_words(problem) if problem else None,
        )

    @needs(Permission.CARD_READ)
    def all_cards(self) -> Response:
        everything, filters = board(self._desk.learning), chosen_filters()
        hung = [one for one in everything if fits(one, filters)]
        groups = self._desk.learning.store.all_groups()
        return page(
            "staff/board.html",
            columns={status: [one for one in hung if one.status == status] for status in COLUMNS},
            shown=len(hung),
            total=len(everything),
            filters=filters,
            offered=offered_filters(everything),
            group_names={group.id: group.name for group in groups},
        )

    @needs(Permission.CARD_READ)
    def card(self, card_id: str) -> Response:
        return self.show(card_id)

    @needs(Permission.CARD_PICK)
    def pick(self, card_id: str) -> Response:
        try:
            pick_card(card_id, request.form.get("group", ""), self._desk.learning)
        except LearningError as problem:
            return self.show(card_id, problem)
        return Response(status=303, headers={"Location": url_for("cards.card", card_id=card_id)})

    @needs(Permission.CARD_PICK)
    def back(self, card_id: str) -> Response:
        try:
            put_back(card_id, self._desk.learning)
        except LearningError as problem:
            return self.show(card_id, problem)
        return Response(status=303, headers={"Location": url_for("cards.all_cards")})
