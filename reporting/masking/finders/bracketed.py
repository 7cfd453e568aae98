"""The letters that a name is shortened to: `Stichting Zorg Noord (SZN)`, and `SZN` elsewhere."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reporting.masking.spans import Span
from reporting.masking.tokens import Text

SHORT: Final = re.compile(
    r" ?\((?:hierna|verder|hereinafter|hereafter)?:? ?[\"“‘'„]?"
    r"(?P<short>[A-ZÀ-Þ][A-Za-z]{0,8}[A-ZÀ-Þ])[\"”’']?\)"
)
SHORTENED: Final = frozenset({"ORGANISATION", "DEPARTMENT_UNIT"})


def find_bracketed(text: Text, found: Sequence[Span]) -> Iterator[Span]:
    """Letters in brackets after a name that they could stand for, wherever they stand."""
    if "(" not in text.raw:
        return
    shorts: dict[str, str] = {}
    for span in found:
        match = SHORT.match(text.raw, span.end) if span.label in SHORTENED else None
        if match and _stands_for(match["short"], text.raw[span.start : span.end]):
            shorts.setdefault(match["short"], span.label)
    for index, word in enumerate(text.words) if shorts else ():
        if word in shorts:
            yield Span(text.starts[index], text.ends[index], shorts[word], sure=True)


def _stands_for(short: str, name: str) -> bool:
    """Whether the letters stand in the name in this order, the first at the start of a word."""
    small = name.lower()
    opens = {word[0] for word in re.findall(r"\w+", small)}
    place = 0
    for letter in short.lower():
        place = small.find(letter, place) + 1
        if place == 0:
            return False
    return short[0].lower() in opens
