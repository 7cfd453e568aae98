"""Firms told by how they are written: `Van Raam & Zonen`, `the owner of The Copper Kettle`."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import WORD
from reporting.masking.dictionaries.folding import fold
from reporting.masking.dictionaries.loading import load_words
from reporting.masking.spans import Span
from reporting.masking.tokens import Text

AMPERSAND: Final = re.compile(
    r"(?<![\w&-])(?:(?:Van|De|Ter|Ten|Van de|Van der|Van den) )?"
    r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)? & [A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?"
)
NAMED_THE: Final = re.compile(r"(?<=[a-z] )The [A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){1,2}")
"""`the owner of The Copper Kettle`: inside a sentence this capital is part of a name."""


def find_written_firms(text: Text) -> Iterator[Span]:
    """By an ampersand, and in English by a capital that the sentence did not ask for."""
    if "&" in text.vocabulary:
        yield from _partners(text)
    if text.language == "en" and "the" in text.vocabulary:
        for match in NAMED_THE.finditer(text.raw):
            yield Span(match.start(), match.end(), "ORGANISATION", sure=False)


def _partners(text: Text) -> Iterator[Span]:
    """`Van Raam & Zonen`; not `Click & Collect`: two ordinary words are a heading."""
    for match in AMPERSAND.finditer(text.raw):
        parts = [fold(part) for part in re.split(r" (?:& )?", match.group())]
        named = not all(load_words().get(part, 0) & WORD for part in parts) or parts[-1] in KIN
        if named or LEADS_TO_FIRM.search(text.raw, max(0, match.start() - 9), match.start()):
            yield Span(match.start(), match.end(), "ORGANISATION", sure=False)


LEADS_TO_FIRM: Final = re.compile(r"\b(?:at|bij|through|via|voor|joined) \Z")
KIN: Final = frozenset({"zonen", "zn", "zoon", "sons", "son", "daughters", "dochters", "co"})
