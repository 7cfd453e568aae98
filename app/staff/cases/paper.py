"""A case card on paper: part 1 up to the choice, part 2 for after it, each a PDF of its own."""

from collections.abc import Mapping
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


def print_card(card: CaseCard, part: str, language: str, room: CaseRoom) -> bytes:
    """A part of a card as a PDF.

    Args:
        card: that may be read.
        part: one of `PARTS`.
        language: of the paper.
        room: names the organisation, codes and methods.
    """
    with force_locale(language):
        data = {**_frame(card, part, language, room), **_told(card, part, language, room)}
    return print_pdf(PARTS[part], data, language)


def _frame(card: CaseCard, part: str, language: str, room: CaseRoom) -> dict[str, Any]:
    text = card.texts[language]
    kicker = _("Casuskaart · deel 1") if part == "deel-1" else _("Casuskaart · deel 2")
    spread = _("meerdere afdelingen") if card.several_units else ""
    return {
        "title": text.title,
        "kicker": kicker,
        "organisation": room.organisation,
        "foot": text.limits,
        "facts": [
            _("%(band)s meldingen", band=band_name(card.sources_band)),
            spread,
            _("%(n)d minuten", n=card.minutes),
            _("versie %(n)d", n=card.version),
        ],
    }


def _told(card: CaseCard, part: str, language: str, room: CaseRoom) -> dict[str, Any]:
    text = card.texts[language]
    if part == "deel-2":
        return {
            "decision": text.decision,
            "helped": text.helped,
            "helped_head": _("Wat hielp"),
            "recognition": text.recognition,
            "recognition_head": _("Herkenning"),
            "questions": list(text.questions),
            "questions_head": _("Leervragen"),
            "own_head": _("Jouw eigen situatie"),
            "method_head": _("Werkvorm"),
            "methods": [_method(one, language, room) for one in card.methods],
        }
    return {
        "synopsis": text.synopsis,
        "story": text.story,
        "decision": text.decision,
        "dilemma": text.dilemma,
        "dilemma_head": _("Dilemma"),
        "choice_head": _("Wat zou jij doen?"),
    }


def _method(method_id: str, language: str, room: CaseRoom) -> str:
    method = room.staff.method(method_id)
    return method_id if method is None else method.name(language)
