"""Which methods fit a meeting: by what opens it, and by how often the group has met."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from config.limits import BANDS
from config.methods import Method
from reporting.learning.case_card import CaseCard

Reason = Literal[
    "serious", "emotion", "new_group", "went_well", "values", "doing", "card", "own_case"
]

NEW_GROUP: Final = 3
"""Meetings; with fewer behind it a group is new. Source: own choice, as all rules below."""
BEGINNERS: Final = ("M12", "M01", "M02")
VALUES: Final = frozenset({"F13", "F18"})
"""Factors about what one may say or want."""
VALUE_WORDS: Final = re.compile(
    r"\b(eerlijk\w*|loya\w+|integer\w*|integriteit|waarden|geweten|rechtvaardig\w*"
    r"|mag je|mag ik)\b"
)
"""Dutch words by which a card, as an analist wrote it, is about values too."""
DOING: Final = frozenset({"F01", "F02", "F03", "F04", "F05", "F06"})
"""Factors about what one does."""
SERIOUS: Final = frozenset({"S3", "S4"})
EMOTION_WORDS: Final = re.compile(
    r"\b(schaam\w*|schaamte|schrok\w*|geschrokken|bang|angst\w*|boos\w*|verdriet\w*"
    r"|schuldgevoel\w*|onmacht)\b"
)
"""Dutch words by which a card is about a feeling."""
WENT_WELL: Final = "K4"


@dataclass(frozen=True, slots=True)
class MethodAdvice:
    method_id: str
    reason: Reason


def advise_methods(
    card: CaseCard | None, meetings_held: int, methods: Sequence[Method]
) -> tuple[MethodAdvice, ...]:
    """The methods that fit, the best first, each with the first reason that holds.

    Args:
        card: that opens the meeting; None when a member brings a case.
        meetings_held: by this group before; methods that come too early are left out.
        methods: to choose from; those that an organisation added say themselves what they are for.

    Returns:
        Reasons: "serious" and "emotion" (bring a guide from outside), "new_group", "went_well",
        "values", "doing", "card" (written on the card), "own_case".
    """
    at_hand = [
        method
        for method in methods
        if method.earliest_meeting <= meetings_held + 1 and (card or not method.needs_card)
    ]
    known = {method.id for method in at_hand}
    reasons: dict[str, Reason] = {}
    for reason, method_ids in _fitting(card, meetings_held):
        added = [method.id for method in at_hand if reason in method.advised_for]
        for method_id in (*method_ids, *added):
            if method_id in known:
                reasons.setdefault(method_id, reason)
    return tuple(MethodAdvice(method_id, reason) for method_id, reason in reasons.items())


def _fitting(card: CaseCard | None, meetings_held: int) -> Iterator[tuple[Reason, tuple[str, ...]]]:
    """Each reason that holds, the weightiest first, with the methods that it speaks for."""
    is_new = meetings_held < NEW_GROUP
    if card is None:
        if is_new:
            yield "new_group", ("M01", "M02")
        yield "own_case", ("M01", "M06", "M03")
        return
    if card.severity_potential in SERIOUS:
        yield "serious", ("M05",)
    if _says(EMOTION_WORDS, card):
        yield "emotion", ("M05",)
    if is_new:
        yield "new_group", BEGINNERS
    yield from _by_theme(card)
    yield "card", card.methods


def _by_theme(card: CaseCard) -> Iterator[tuple[Reason, tuple[str, ...]]]:
    factors = set(card.factors)
    if _went_well(card):
        yield "went_well", ("M09",)
    if factors & VALUES or _says(VALUE_WORDS, card):
        yield "values", ("M07", "M08")
    if factors & DOING:
        yield "doing", ("M01", "M12")


def _says(words: re.Pattern[str], card: CaseCard) -> bool:
    """Whether the card, in Dutch, the language in which it is edited, has one of these words."""
    text = card.texts["nl"]
    told = (text.title, text.synopsis, text.story, text.decision, text.dilemma)
    return any(words.search(part.casefold()) for part in told)


def _went_well(card: CaseCard) -> bool:
    """Whether no other kind has as high a band as that of what went well."""
    bands = [f"{first}+" if last is None else f"{first}-{last}" for first, last in BANDS]
    sizes = {kind: bands.index(band) for kind, band in card.kinds.items() if band in bands}
    largest = max(sizes.values(), default=0)
    return [kind for kind, size in sizes.items() if size == largest] == [WENT_WELL]
