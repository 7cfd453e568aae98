"""What a group must hear of the cards that it holds, on every page that shows the group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, g

from app.staff.cases.room import CaseRoom
from app.staff.cases.words import ROLE_NAMES
from app.staff.choices import language


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A card that a group holds and may not use any more."""

    card_id: str
    title: str
    why: str


def taken_back(room: CaseRoom) -> Mapping[str, Sequence[TakenBack]]:
    """The cards that were taken back from use, by the id of the group that holds them."""
    withdrawn = room.learning.versions.withdrawn()
    found: dict[str, list[TakenBack]] = {}
    for each in room.learning.store.all_picks() if withdrawn else ():
        card_id = each.pick.card_id
        if card_id in withdrawn:
            title = each.card.texts[language()].title
            told = TakenBack(card_id, title, withdrawn[card_id])
            found.setdefault(each.pick.group_id, []).append(told)
    return found


def install_notices(app: Flask, room: CaseRoom) -> None:
    """Offer `taken_back_of(group_id)` to all staff templates; it asks the database once a page."""

    def taken_back_of(group_id: str) -> Sequence[TakenBack]:
        if "taken_back" not in g:
            g.taken_back = taken_back(room)
        mine: Sequence[TakenBack] = g.taken_back.get(group_id, ())
        return mine

    app.jinja_env.globals.update(taken_back_of=taken_back_of, role_name=ROLE_NAMES.__getitem__)
