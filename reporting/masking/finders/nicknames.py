"""Nicknames between quotes, beside a verb of naming."""

from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import NEUTRAL, WORD
from reporting.masking.finders.compounds import is_unknown
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, LETTER, Text

PLAIN: Final = WORD | NEUTRAL
NICKNAMED: Final = frozenset(
    {
        "genoemd",
        "bijgenaamd",
        "bijnaam",
        "als",
        "heet",
        "heette",
        "aka",
        "alias",
        "noemen",
        "noemt",
        "noemden",
        "called",
        "calls",
        "call",
        "nicknamed",
    }
)
QUOTES: Final = frozenset("\"“”‘’'„")


def find_nicknames(text: Text) -> Iterator[Span]:
    """`wordt "hatsjoe" genoemd`, `called "Spud"`."""
    if QUOTES.isdisjoint(text.vocabulary):
        return
    for index, word in enumerate(text.folded):
        if word in QUOTES:
            yield from _nickname(text, index)


def _nickname(text: Text, index: int) -> Iterator[Span]:
    """`wordt "hatsjoe" genoemd`, `called "Spud"`: one quoted word beside a verb of naming."""
    if text.lower(index + 2) not in QUOTES or not text.shape(index + 1) & LETTER:
        return
    small = not text.shape(index + 1) & CAPITAL
    plain = small and (text.flag(index + 1) & PLAIN or not is_unknown(text, index + 1))
    if not plain and NICKNAMED & {
        text.lower(index + 3),
        text.lower(index - 1),
        text.lower(index - 2),
    }:
        yield Span(text.starts[index + 1], text.ends[index + 1], "PERSON", sure=False)
