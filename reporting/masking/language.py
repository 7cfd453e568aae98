"""Which of the two languages a text is written in, by its most common little words."""

import re
from collections.abc import Iterable
from typing import Final

from reporting.masking.dictionaries.loading import vocabulary

DUTCH: Final = vocabulary("language.dutch")
ENGLISH: Final = vocabulary("language.english")
ONLY_DUTCH: Final = DUTCH - ENGLISH
ONLY_ENGLISH: Final = ENGLISH - DUTCH

WORD: Final = re.compile(r"[^\W\d_]+")
ENOUGH: Final = 400
"""Words to look at; more do not change the answer."""


def guess_language(text: str) -> str:
    """`en` when English little words outnumber Dutch ones, otherwise `nl`."""
    matches = WORD.finditer(text[: ENOUGH * 12])
    words = [match.group().lower() for match in matches][:ENOUGH]
    dutch = _count(words, ONLY_DUTCH)
    return "en" if _count(words, ONLY_ENGLISH) > dutch else "nl"


def _count(words: Iterable[str], among: frozenset[str]) -> int:
    return sum(1 for word in words if word in among)
