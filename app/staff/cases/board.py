"""The card board: look at a case card, pick it for a group, put it back, print it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from flask import Blueprint, Response, abort, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_security import current_user

from app.shared.pages import page
from app.shared.printing import pdf_answer
from app.staff.cases.paper import PARTS, print_card
from app.staff.cases.room import CaseRoom
from app.staff.cases.words import LIFE, VERSION, life_of
from app.staff.choices import language
from app.staff.permissions import Permission, granted, may, needs
from app.staff.problems import problem_words
from reporting.learning.cards import BoardCard, board, find_card, pick_card, put_back
from reporting.learning.errors import LearningError, UnknownCard
from reporting.learning.groups import Group
from reporting.learning.offering import suits

COLUMNS: Final = ("proposed", "picked", "planned", "discussed", "harvested", "soon", "waiting")
WITHDRAWN: Final = "withdrawn"
FILTERS: Final = ("factor", "soort", "werkvorm", "duur")
DURATIONS: Final[Mapping[str, tuple[LazyString, Callable[[int], bool]]]] = {
    "kort": (_("hoogstens een uur"), lambda minutes: minutes <= 60),  # noqa: PLR2004 - an hour
    "midden": (_("een uur tot anderhalf uur"), lambda minutes: 60 < minutes <= 90),  # noqa: PLR2004 - an hour and a half
    "lang": (_("langer dan anderhalf uur"), lambda minutes: minutes > 90),  # noqa: PLR2004 - as above
}


def chosen_filters() -> Mapping[str, str]:
    """The filters that the address asks for."""
    return {name: request.args.get(name, "") for name in FILTERS}


def marks(hung: BoardCard) -> Mapping[str, Sequence[str]]:
    """What a card can be filtered by."""
    card = hung.card
    return {
        "factor": card.factors,
        "soort": tuple(card.kinds),
        "werkvorm": card.methods,
        "duur": tuple(name for name, (_name, fits) in DURATIONS.items() if fits(card.minutes)),
    }


def fits(hung: BoardCard, filters: Mapping[str, str]) -> bool:
    """Whether a card has the factor, kind, method and duration that are asked for."""
    offered = marks(hung)
    return all(not wanted or wanted in offered[name] for name, wanted in filters.items())


def offered_filters(cards: Sequence[BoardCard]) -> Mapping[str, list[str]]:
    """What can be filtered on: only what some card has; durations from short to long."""
    found = {name: {mark for hung in cards for mark in marks(hung)[name]} for name in FILTERS}
    durations = [name for name in DURATIONS if name in found["duur"]]
    return {**{name: sorted(every) for name, every in found.items()}, "duur": durations}


def is_shown(hung: BoardCard, own: Sequence[Group]) -> bool:
    """Whether a card hangs on the board of somebody.

    A card that was taken back hangs nowhere, but with the group that has it. One that asks for a
    group from several units is not shown to who leads no such group; why a card asks for that is
    told to nobody.

    Args:
        hung: the card.
        own: the groups that this person leads; empty for all who lead none.
    """
    if hung.review == "withdrawn":
        return hung.group_id is not None or may(Permission.CARD_EDIT)
    return bool(hung.group_id) or not own or any(suits(hung.card, group) for group in own)


def is_readable(hung: BoardCard) -> bool:
    """Whether the whole card may be read: approved, or held by a group, or by who writes cards."""
    if may(Permission.CARD_EDIT):
        return True
    return hung.review == "approved" or (hung.review == "waiting" and hung.group_id is not None)


class BoardPages:
    """The pages of the card board."""

    def __init__(self, room: CaseRoom) -> None:
        self._room = room

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("cards", __name__)
        for rule, view, method in (
            ("/kaarten", self.all_cards, "GET"),
            ("/kaarten/<card_id>", self.card, "GET"),
            ("/kaarten/<card_id>/<part>.pdf", self.paper, "GET"),
            ("/kaarten/<card_id>/kiezen", self.pick, "POST"),
            ("/kaarten/<card_id>/terug", self.back, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    def find(self, card_id: str) -> BoardCard:
        try:
            found = find_card(card_id, self._room.learning)
        except UnknownCard:
            abort(404)
        if not is_shown(found, self._own_groups()):
            abort(404)
        return found

    def show(self, card_id: str, problem: LearningError | None = None) -> Response:
        hung = self.find(card_id)
        groups = self._room.learning.store.all_groups()
        return page(
            "staff/card.html" if is_readable(hung) else "staff/card_waiting.html",
            409 if problem else 200,
            hung=hung,
            life=life_of(hung, self._room.month()),
            states=LIFE,
            newest=self._room.learning.versions.newest().get(card_id, "draft"),
            version_states=VERSION,
            why=self._room.learning.versions.withdrawn().get(card_id, ""),
            groups=[group for group in groups if suits(hung.card, group)],
            some_group=bool(groups),
            group_names={group.id: group.name for group in groups},
            problem=problem_words(problem) if problem else None,
        )

    @needs(Permission.CARD_READ)
    def all_cards(self) -> Response:
        own, month, filters = self._own_groups(), self._room.month(), chosen_filters()
        everything = [one for one in board(self._room.learning) if is_shown(one, own)]
        by_life: dict[str, list[BoardCard]] = {name: [] for name in (*COLUMNS, WITHDRAWN)}
        for hung in everything:
            if fits(hung, filters):
                by_life[life_of(hung, month)].append(hung)
        return page(
            "staff/board.html",
            columns=by_life,
            states=LIFE,
            newest=self._room.learning.versions.newest(),
            version_states=VERSION,
            readable=is_readable,
            shown=sum(map(len, by_life.values())),
            total=len(everything),
            filters=filters,
            offered=offered_filters(everything),
            durations={name: words for name, (words, _fits) in DURATIONS.items()},
            group_names={one.id: one.name for one in self._room.learning.store.all_groups()},
        )

    @needs(Permission.CARD_READ)
    def card(self, card_id: str) -> Response:
        return self.show(card_id)

    @needs(Permission.CARD_READ)
    def paper(self, card_id: str, part: str) -> Response:
        hung = self.find(card_id)
        if part not in PARTS or not is_readable(hung) or hung.review == "withdrawn":
            abort(404)
        content = print_card(hung.card, part, language(), self._room)
        return pdf_answer(content, f"kaart-{hung.card.id}-{part}-{language()}")

    @needs(Permission.CARD_PICK)
    def pick(self, card_id: str) -> Response:
        try:
            self.find(card_id)
            group, month = request.form.get("group", ""), self._room.month()
            pick_card(card_id, group, month, self._room.learning)
        except LearningError as problem:
            return self.show(card_id, problem)
        return Response(status=303, headers={"Location": url_for("cards.card", card_id=card_id)})

    @needs(Permission.CARD_PICK)
    def back(self, card_id: str) -> Response:
        try:
            put_back(card_id, self._room.learning)
        except LearningError as problem:
            return self.show(card_id, problem)
        return Response(status=303, headers={"Location": url_for("cards.all_cards")})

    def _own_groups(self) -> list[Group]:
        """The groups that this person leads; none when cards are not for them to pick."""
        if Permission.CARD_PICK not in granted():
            return []
        groups = self._room.learning.store.all_groups()
        return [group for group in groups if group.facilitator == current_user.id]
