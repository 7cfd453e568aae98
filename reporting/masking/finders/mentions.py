"""Second pass: once a name is found, find its other mentions, in any case, and its parts."""

from collections.abc import Iterator, Sequence
from typing import Final

from reporting.masking.dictionaries.flags import NEUTRAL, WORD
from reporting.masking.dictionaries.loading import load_list
from reporting.masking.finders.vocabulary import INTERFIX
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, JOINED, LETTER, UPPER, Text

REPEATED: Final = frozenset({"PERSON", "LOCATION", "ORGANISATION", "DEPARTMENT_UNIT", "USERNAME"})
OPENS_NAME: Final = frozenset({"van", "von", "ter", "ten", "el", "al", "ben", "di", "da"})
"""With a capital no sentence has these before a name, unless they are part of it."""
SHORTEST: Final = 2
SHORTEST_OTHER: Final = 4


def find_mentions(text: Text, found: Sequence[Span]) -> Iterator[Span]:
    """Words that are part of a name found elsewhere in the text."""
    parts = _parts(text, found)
    if not parts:
        return
    for index, word in enumerate(text.folded):
        label = parts.get(word) or parts.get(word.removesuffix("s"))
        if label is not None and _may_be_mention(text, index):
            first = _with_capital_lead(text, index) if label == "PERSON" else index
            yield Span(text.starts[first], text.ends[index], label, sure=True)


def _with_capital_lead(text: Text, index: int) -> int:
    """`Van Weert`, once `Jelle van Weert` is found: its capital belongs to the name."""
    first = index
    while text.lower(first - 1) in INTERFIX and text.shape(first) & JOINED:
        first -= 1
    opens = text.lower(first) in OPENS_NAME and not text.shape(first) & UPPER
    return first if opens and text.shape(first) & CAPITAL else index


def _parts(text: Text, found: Sequence[Span]) -> dict[str, str]:
    """Folded word to the label of the name that it is part of; persons go first."""
    index_at = {start: index for index, start in enumerate(text.starts)}
    parts: dict[str, str] = {}
    for span in found:
        if span.label not in REPEATED or span.start not in index_at:
            continue
        words = _words(text, index_at[span.start], span.end)
        if span.label == "PERSON":
            parts |= {text.folded[index]: "PERSON" for index in words if _is_part(text, index)}
        elif len(words) == 1 and len(text.words[words[0]]) >= SHORTEST_OTHER:
            parts.setdefault(text.folded[words[0]], span.label)
    return parts


def _words(text: Text, first: int, end: int) -> list[int]:
    last = first
    while last < len(text.words) and text.ends[last] <= end:
        last += 1
    return [index for index in range(first, last) if text.shapes[index] & LETTER]


def _is_part(text: Text, index: int) -> bool:
    word = text.folded[index]
    if len(word) < SHORTEST or word in INTERFIX:
        return False
    return word not in load_list("titles") and not text.flags[index] & NEUTRAL


def _may_be_mention(text: Text, index: int) -> bool:
    """An ordinary word counts only with a capital that the sentence did not give it."""
    shape = text.shapes[index]
    if not text.flags[index] & WORD:
        return True
    return bool(shape & CAPITAL)
