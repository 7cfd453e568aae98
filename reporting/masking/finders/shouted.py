"""Names in a text of nothing but capitals, where a word that no list knows is mostly a name."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import (
    GIVEN,
    NAME,
    NEUTRAL,
    PLACE,
    PROPER,
    SURNAME,
    WORD,
)
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.chunks import own_word
from reporting.masking.finders.compounds import is_unknown
from reporting.masking.finders.inner_names import is_role
from reporting.masking.finders.organisations import KIND_WORDS
from reporting.masking.finders.trades import is_trade
from reporting.masking.finders.vocabulary import HUMAN_VERBS, PERSON_VERBS, PLACE_LEADS
from reporting.masking.spans import Span
from reporting.masking.tokens import DIGIT, JOINED, LETTER, Text

LED: Final = vocabulary("plain_names.led")
LEADS_TO_PLACE: Final = PLACE_LEADS | {"off", "at", ","}
MEASURED: Final = frozenset({"two", "three", "meter", "used", "model", "type", "merk", "brand"})
"""Before a thing."""
SHORTEST: Final = 4
INITIALED: Final = re.compile(r"(?<![\w.])(?:[a-z]\. ?){1,3}(?P<name>[^\W\d_][\w'’-]{2,})")


def find_shouted(quiet: Text) -> Iterator[Span]:
    """Read the text in small letters: towns, unknown words, and what surrounds a name."""
    for match in INITIALED.finditer(quiet.raw):
        if match["name"] not in load_list("function_words"):
            yield Span(match.start(), match.end(), "PERSON", sure=False)
    for index in range(len(quiet.words)):
        label = _label(quiet, index)
        if label is not None:
            last = _last(quiet, index) if label == "PERSON" else index
            yield Span(quiet.starts[index], quiet.ends[last], label, sure=False)


def _label(quiet: Text, index: int) -> str | None:
    flags, shape = quiet.flags[index], quiet.shapes[index]
    if not shape & LETTER or shape & DIGIT or flags & (WORD | NEUTRAL):
        return None
    if quiet.lower(index - 1) in KIND_WORDS:
        return "ORGANISATION"
    lead = quiet.lower(index - 1)
    if flags & PLACE and (not flags & NAME or lead in LEADS_TO_PLACE):
        return "LOCATION"
    word = quiet.folded[index]
    known = word in load_list("products") or is_trade(word) or not word.isalpha()
    unknown = not (flags & ~PROPER or known) and len(word) >= SHORTEST and is_unknown(quiet, index)
    follows = quiet.lower(index + 1)
    acts = not {lead, follows}.isdisjoint(PERSON_VERBS | HUMAN_VERBS)
    named = flags & SURNAME and (is_role(lead) or acts)
    led = lead in LED or lead in MEASURED
    return "PERSON" if named or flags & GIVEN or (unknown and not led) else None


def _last(quiet: Text, index: int) -> int:
    """`KEVIN STOKVIS HEEFT`: a word between a given name and what people do is the family's."""
    after = index + 1
    word = quiet.lower(after)
    little = word in PERSON_VERBS or word in HUMAN_VERBS or word in load_list("function_words")
    joined = quiet.shape(after) & LETTER and quiet.shape(after) & JOINED
    if little or not joined or is_role(word):
        return index
    plain = own_word(quiet, after) or quiet.flag(after) & NEUTRAL
    family = quiet.lower(after + 1) in PERSON_VERBS or not plain
    return after if family else index
