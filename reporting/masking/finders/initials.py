"""Initials: `J.`, `Th.`, and in Dutch a capital alone."""

from typing import Final

from reporting.masking.dictionaries.flags import SURNAME
from reporting.masking.dictionaries.loading import vocabulary
from reporting.masking.finders.vocabulary import INTERFIX
from reporting.masking.tokens import CAPITAL, DIGIT, JOINED, Text

SHORT_INITIALS: Final = vocabulary("initials_of_two_letters")


def is_initial(text: Text, index: int) -> bool:
    """A single capital letter, or two as in `Th.`, with a full stop; not the end of `12 34 C.`."""
    short = len(text.words[index]) == 1 or text.folded[index] in SHORT_INITIALS
    stop = text.lower(index + 1) == "." and text.ends[index] == text.starts[index + 1]
    if not (short and stop and text.shapes[index] & CAPITAL):
        return False
    return not (text.shape(index - 1) & DIGIT and text.shapes[index] & JOINED)


def is_bare_initial(text: Text, index: int) -> bool:
    """`A de Jong`, `A Visser`: in Dutch a capital alone is no word, so it is an initial."""
    if text.language != "nl" or len(text.words[index]) > 1:
        return False
    after = text.lower(index + 1)
    return after in INTERFIX or bool(text.flag(index + 1) & SURNAME)
