"""English functions of three words or more: the more words, the fewer people hold one."""

from typing import Final

from reporting.masking.dictionaries.flags import WORD
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.vocabulary import PERSON_VERBS
from reporting.masking.tokens import CAPITAL, JOINED, LETTER, Text

MODIFIED: Final = vocabulary("roles.modified")
"""The last word of such a function."""
OFTEN: Final = vocabulary("roles.often")
"""Words in functions that many hold: `young police officer`."""
MOST: Final = 5
"""Words in one function."""


def may_be_modified(text: Text, first: int) -> bool:
    """Whether it is worth looking closer."""
    if MODIFIED.isdisjoint(text.vocabulary):
        return False
    return not MODIFIED.isdisjoint(text.folded[first + 2 : first + MOST])


def modified_role(text: Text, first: int) -> int | None:
    """The last token of `terminal duty manager`, `money laundering reporting officer`."""
    for last in range(first + 1, min(first + MOST, len(text.words))):
        joined = text.shapes[last] & JOINED and text.shapes[last] & LETTER
        if not joined or text.shapes[last] & CAPITAL or not _modifies(text, last - 1):
            return None
        if text.folded[last] in MODIFIED:
            return last if last > first + 1 and text.folded[last - 1] not in OFTEN else None
    return None


def _modifies(text: Text, index: int) -> bool:
    """An ordinary word in small letters that may stand before another noun."""
    word = text.folded[index]
    small = not text.shapes[index] & CAPITAL and text.flags[index] & WORD
    return bool(small) and word not in load_list("function_words") and word not in PERSON_VERBS
