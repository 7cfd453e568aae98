"""Which of the two languages a text is written in, by its most common little words."""

import re
from collections.abc import Iterable
from typing import Final

from reporting.masking.dictionaries.loading import vocabulary
from reporting.masking.placeholders import KINDS, PLACEHOLDER

DUTCH: Final = vocabulary("language.dutch")
ENGLISH: Final = vocabulary("language.english")
ONLY_DUTCH: Final = DUTCH - ENGLISH
ONLY_ENGLISH: Final = ENGLISH - DUTCH

DUTCH_KINDS: Final = frozenset(dutch for dutch, _ in KINDS.values())
ENGLISH_KINDS: Final = frozenset(english for _, english in KINDS.values())

WORD: Final = re.compile(r"[^\W\d_]+")
ENOUGH: Final = 400
"""Words to look at; more do not change the answer."""


def guess_language(text: str) -> str:
    """`en` when English little words outnumber Dutch ones, otherwise `nl`.

    A text that was masked before keeps the language of its placeholders, so that masking it
    again sees the same words as before.
    """
    english, dutch = _count_placeholders(text)
    if not english + dutch:
        matches = WORD.finditer(text[: ENOUGH * 12])
        words = [match.group().lower() for match in matches][:ENOUGH]
        english, dutch = _count(words, ONLY_ENGLISH), _count(words, ONLY_DUTCH)
    return "en" if english > dutch else "nl"


def _count_placeholders(text: str) -> tuple[int, int]:
    words = [match.group()[1:].rpartition(" ")[0] for match in PLACEHOLDER.finditer(text)]
    return _count(words, ENGLISH_KINDS), _count(words, DUTCH_KINDS)


def _count(words: Iterable[str], among: frozenset[str]) -> int:
    return sum(1 for word in words if word in among)
