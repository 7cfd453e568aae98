"""Little words in small letters before a family name: `van der`, `v/d`, `'t`."""

import re
from bisect import bisect_left
from typing import Final

from reporting.masking.dictionaries.flags import GIVEN, NAME, PLACE, SURNAME
from reporting.masking.dictionaries.loading import load_list
from reporting.masking.finders.vocabulary import INTERFIX
from reporting.masking.tokens import CAPITAL, UPPER, Text

APOSTROPHES: Final = frozenset("'’‘")
MOST_INTERFIXES: Final = 3
PREPOSITIONS: Final = frozenset({"in", "op", "te"})
"""Part of a name only before another little word: `in 't Veld`, but `familie in Zeist`."""
TELLING: Final = frozenset({"de", "den", "der", "ter", "ten"})
ARCHAIC: Final = frozenset({"der", "den", "ter"})
"""Ordinary Dutch has these before no capital but that of a family name."""
SHORTENED: Final = re.compile(r"(?<![\w.])(?:[vV]/[dD]|[vV]\.? ?[dD]\.|[vV][dD]\.?) ?\Z")
"""`v/d`, `v.d.`, `vd`."""
LONGEST_SHORTENED: Final = 6


def with_small_lead(text: Text, first: int) -> int:
    """Where the name starts whose first capital is at `first`, as an offset in the text."""
    short = with_shortened(text, first)
    return text.starts[short if short < first else _first_token(text, first)]


def with_shortened(text: Text, first: int) -> int:
    """The token that `v/d` starts with when it stands before the one at `first`, or `first`."""
    start = text.starts[first]
    short = SHORTENED.search(text.raw, max(0, start - LONGEST_SHORTENED), start)
    return bisect_left(text.starts, short.start()) if short else first


def _first_token(text: Text, first: int) -> int:
    """The token that the name starts with when `van der` in small letters belongs to it."""
    opened = text.shape(first - 1) & CAPITAL and text.lower(first - 1) == "van"
    if opened and text.lower(first) in ARCHAIC:
        return first - 1
    if text.lower(first - 1) in ARCHAIC and text.words[first - 2 : first - 1] == ["Van"]:
        return first - 2
    before = first - 1
    while before >= 0 and first - before <= MOST_INTERFIXES and is_small_interfix(text, before):
        before -= 1
    start = before + 1
    whose = start == first - 1 and text.lower(start) == "van"
    if start == first or (whose and text.flags[first] & GIVEN):
        return first
    lead = text.lower(before - 1) if text.lower(before) == "." else text.lower(before)
    titled = lead in load_list("titles") and not text.shape(before) & UPPER
    named = titled or bool(text.flag(before) & GIVEN and text.shape(before) & CAPITAL)
    role = lead in load_list("person_words") and text.flags[first] & NAME == SURNAME
    return start if named or role or _is_family(text, first) else first


def _is_family(text: Text, first: int) -> bool:
    """`de Wit`, `van der Sluis`: one family name, of which no given name or town follows."""
    alone = not (text.shape(first + 1) & CAPITAL)
    between = text.lower(first - 1)
    town = text.flags[first] & PLACE and between not in ARCHAIC
    family = text.flags[first] & NAME == SURNAME and not town
    return bool(family and between in TELLING and alone)


def is_small_interfix(text: Text, index: int) -> bool:
    """Whether the token is a little word that may stand inside a family name."""
    if text.folded[index] in PREPOSITIONS and text.shape(index + 1) & CAPITAL:
        return False
    if text.words[index] in APOSTROPHES:
        return text.lower(index + 1) == "t"
    return text.folded[index] in INTERFIX and not text.shapes[index] & CAPITAL
