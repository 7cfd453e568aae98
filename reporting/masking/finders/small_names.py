"""Names in small letters: only when the list knows them and something else says so too."""

from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import GIVEN, NEUTRAL, PLACE, PROPER, SURNAME, WORD
from reporting.masking.dictionaries.loading import load_list
from reporting.masking.finders.compounds import is_unknown
from reporting.masking.finders.vocabulary import INTERFIX, PERSON_VERBS, PLACE_LEADS
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, JOINED, LETTER, START, Text

SHORTEST: Final = 3
SHORTEST_ALONE: Final = 4
"""Without any trigger, in a text that does use capitals."""
NICKNAMED: Final = frozenset({"genoemd", "bijgenaamd", "bijnaam", "noemen", "noemt", "noemden", "called", "nicknamed"})
QUOTES: Final = frozenset("\"“”‘’'„")


def find_small_names(text: Text) -> Iterator[Span]:
    """Given names, with the family name after them; what follows a title; towns; nicknames."""
    for index, shape in enumerate(text.shapes):
        if not shape & LETTER:
            if text.words[index] in QUOTES:
                yield from _nickname(text, index)
            continue
        if not shape & CAPITAL:
            yield from _small_name(text, index)


def _small_name(text: Text, index: int) -> Iterator[Span]:
    flags = text.flags[index]
    if text.lower(index - 1) in load_list("honorifics") or _after_dotted_title(text, index):
        yield from _after_title(text, index)
    elif flags & GIVEN and _starts_full_name(text, index):
        last = _family_name(text, index)
        yield Span(text.starts[index], text.ends[last], "PERSON", sure=False)
    elif flags & (WORD | NEUTRAL) or len(text.words[index]) < SHORTEST:
        return
    elif not flags and text.lower(index - 1) in load_list("person_words") and is_unknown(text, index):
        yield Span(text.starts[index], text.ends[index], "PERSON", sure=False)
    elif flags & GIVEN and _is_meant(text, index):
        last = _family_name(text, index)
        yield Span(text.starts[index], text.ends[last], "PERSON", sure=False)
    elif flags & PLACE and text.lower(index - 1) in PLACE_LEADS:
        yield Span(text.starts[index], text.ends[index], "LOCATION", sure=False)


def _is_meant(text: Text, index: int) -> bool:
    if text.without_capitals or text.lower(index - 1) in load_list("person_words"):
        return True
    return len(text.words[index]) >= SHORTEST_ALONE and bool(text.flags[index] & PROPER)


def _starts_full_name(text: Text, index: int) -> bool:
    """A given name that is also a word, where no capitals are used, and what follows says name."""
    if not text.without_capitals or text.flags[index] & NEUTRAL:
        return False
    if not text.flags[index] & WORD or _family_name(text, index) > index:
        return True
    return bool(text.shapes[index] & START) and text.lower(index + 1) in PERSON_VERBS


def _after_dotted_title(text: Text, index: int) -> bool:
    return text.lower(index - 1) == "." and text.lower(index - 2) in load_list("honorifics")


def _after_title(text: Text, index: int) -> Iterator[Span]:
    """`mevrouw jansma`, `meneer de boer`: little words, then one word that is no ordinary one."""
    last = index
    while text.lower(last) in INTERFIX and text.shape(last + 1) & LETTER:
        last += 1
    if text.shapes[last] & CAPITAL:
        return
    flags = text.flags[last]
    named = flags & SURNAME if text.without_capitals or last > index else 0
    if named or not flags & (WORD | NEUTRAL):
        yield Span(text.starts[index], text.ends[last], "PERSON", sure=False)


def _family_name(text: Text, index: int) -> int:
    """The last token of the family name that follows in small letters, or `index`."""
    last = index + 1
    while text.lower(last) in INTERFIX and text.shape(last) & JOINED:
        last += 1
    flags, shape = text.flag(last), text.shape(last)
    if not shape & LETTER or not shape & JOINED:
        return index
    interfixed = last > index + 1
    known = flags & SURNAME if interfixed else flags & SURNAME and not flags & (WORD | NEUTRAL)
    return last if known else index


def _nickname(text: Text, index: int) -> Iterator[Span]:
    """`wordt "hatsjoe" genoemd`, `called "Spud"`: one quoted word beside a verb of naming."""
    if text.lower(index + 2) not in QUOTES or not text.shape(index + 1) & LETTER:
        return
    if text.lower(index + 3) in NICKNAMED or text.lower(index - 1) in NICKNAMED:
        yield Span(text.starts[index + 1], text.ends[index + 1], "PERSON", sure=False)
