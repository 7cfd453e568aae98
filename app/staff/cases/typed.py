"""What an analist or a reader filled in about a card."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.shared.bodies import tidy_text
from config.limits import LANGUAGES
from reporting.learning.card_versions import OWN_UNIT, REASON_MAX, TRIALS
from reporting.learning.case_card import LINES, QUESTIONS, TEXTS, CardTexts, CaseCard
from reporting.learning.errors import TextTooLong

YES_NO: Final = {"ja": True, "nee": False}
FIELD_NAMES: Final[Mapping[str, LazyString]] = {
    "title": _("Titel"),
    "synopsis": _("Samenvatting"),
    "story": _("Verhaal, deel 1"),
    "decision": _("Moment van kiezen"),
    "dilemma": _("Dilemma"),
    "questions": _("Leervragen"),
    "recognition": _("Herkenningsvraag"),
    "helped": _("Wat hielp, deel 2"),
    "limits": _("Grenzen van deze kaart"),
}
HINTS: Final[Mapping[str, LazyString]] = {
    "title": _("Hoogstens 8 woorden."),
    "synopsis": _("Eén zin."),
    "story": _("120 tot 180 woorden, alsof het nu gebeurt, met ‘je’. Stop waar je moet kiezen."),
    "decision": _("Eén vraag."),
    "dilemma": _("Twee goede dingen die botsen: enerzijds, anderzijds."),
    "questions": _("Drie vragen, elk op een eigen regel. Met ‘ik’, hoogstens 20 woorden."),
    "recognition": _("Een vraag die iedereen over zichzelf kan beantwoorden."),
    "helped": _("Leest de groep pas na het kiezen."),
    "limits": _("Zegt dat het verhaal is samengesteld."),
}
ROWS: Final = {"story": 10, "helped": 6, "questions": 4, "title": 1, "decision": 2}


@dataclass(frozen=True, slots=True)
class Field:
    """A text area of the editing page."""

    id: str
    """Such as "story_nl"."""
    name: str
    language: str
    value: str
    rows: int


def fields_of(card: CaseCard) -> Iterator[Field]:
    """The text areas of a card, in the order in which a group reads them."""
    for language in LANGUAGES:
        for name in TEXTS:
            value = getattr(card.texts[language], name)
            shown = "\n".join(value) if isinstance(value, tuple) else value
            yield Field(f"{name}_{language}", name, language, shown, ROWS.get(name, 3))


def rewritten(card: CaseCard) -> CaseCard:
    """The card with the texts that were filled in; a field that was not sent is as it was."""
    return replace(card, texts={one: _texts(card.texts[one], one) for one in LANGUAGES})


def _texts(before: CardTexts, language: str) -> CardTexts:
    lines = {name: _sent(f"{name}_{language}", getattr(before, name)) for name in LINES}
    questions = _sent(f"{QUESTIONS}_{language}", "\n".join(before.questions))
    each = tuple(line.strip() for line in questions.splitlines() if line.strip())
    return CardTexts(questions=each, **lines)


def _sent(field: str, before: str) -> str:
    return tidy_text(request.form.get(field, before))


def answers() -> dict[str, bool]:
    """What a reader answered; a question without an answer is left out."""
    sent = {name: request.form.get(name, "") for name in (*TRIALS, OWN_UNIT)}
    return {name: YES_NO[value] for name, value in sent.items() if value in YES_NO}


def reason() -> str:
    """Why a card goes back or out of use.

    Raises:
        TextTooLong: it must be shorter.
    """
    found = " ".join(tidy_text(request.form.get("reason", "")).split())
    if len(found) > REASON_MAX:
        raise TextTooLong
    return found
