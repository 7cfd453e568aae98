"""Case cards on paper: part 1 up to the choice, part 2 for after it, each a PDF of its own."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import force_locale
from flask_babel import gettext as _

from app.shared.printing import print_pdf
from app.staff.cases.room import CaseRoom
from app.staff.words import band_name
from reporting.learning.case_card import CaseCard

PARTS: Final[Mapping[str, str]] = {
    "deel-1": "staff/card_part_1.typ",
    "deel-2": "staff/card_part_2.typ",
}
"""Template by part, as it is called in an address."""
BOOK: Final = "staff/cards.typ"


def print_card(card: CaseCard, part: str, language: str, room: CaseRoom) -> bytes:
    """A part of a card as a PDF.

    Args:
        card: that may be read.
        part: one of `PARTS`.
        language: of the paper.
        room: names the organisation, codes and methods.
    """
    with force_locale(language):
        words = _words()
        kicker = words["part_1"] if part == "deel-1" else words["part_2"]
        own = {"kicker": kicker, "organisation": room.organisation}
        data = {**words, **own, **told_card(card, language, room)}
    return print_pdf(PARTS[part], {**data, "foot": card.texts[language].limits}, language)


def card_book(cards: Sequence[CaseCard], language: str, room: CaseRoom) -> dict[str, Any]:
    """Several cards as plain data, with the words around them."""
    with force_locale(language):
        return {
            **_words(),
            "title": _("Casuskaarten"),
            "organisation": room.organisation,
            "foot": _("Samengesteld uit meerdere meldingen; geen enkele melding is zo gebeurd."),
            "none": _("Er zijn nog geen kaarten die gebruikt mogen worden."),
            "cards": [told_card(card, language, room) for card in cards],
        }


def told_card(card: CaseCard, language: str, room: CaseRoom) -> dict[str, Any]:
    """A card as plain data, in the language that is set."""
    text = card.texts[language]
    return {
        "title": text.title,
        "facts": [
            _("%(band)s meldingen", band=band_name(card.sources_band)),
            _("meerdere afdelingen") if card.several_units else "",
            _("%(n)d minuten", n=card.minutes),
            _("versie %(n)d", n=card.version),
        ],
        "synopsis": text.synopsis,
        "story": text.story,
        "decision": text.decision,
        "dilemma": text.dilemma,
        "helped": text.helped,
        "recognition": text.recognition,
        "questions": list(text.questions),
        "methods": [_method(one, language, room) for one in card.methods],
    }


def _words() -> dict[str, str]:
    return {
        "part_1": _("Casuskaart · deel 1"),
        "part_2": _("Casuskaart · deel 2"),
        "dilemma_head": _("Dilemma"),
        "choice_head": _("Wat zou jij doen?"),
        "helped_head": _("Wat hielp"),
        "recognition_head": _("Herkenning"),
        "questions_head": _("Leervragen"),
        "method_head": _("Werkvorm"),
        "own_head": _("Jouw eigen situatie"),
    }


def _method(method_id: str, language: str, room: CaseRoom) -> str:
    method = room.staff.method(method_id)
    return method_id if method is None else method.name(language)
