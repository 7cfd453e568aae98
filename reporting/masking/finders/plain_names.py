"""Given names that are words, where nobody writes capitals: `roos`, `grace`, `will`."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

from reporting.masking.dictionaries.flags import NEUTRAL, WORD
from reporting.masking.dictionaries.folding import fold
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.also_names import LEADS
from reporting.masking.finders.vocabulary import PERSON_VERBS
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, JOINED, Text

PLAIN: Final = WORD | NEUTRAL
ASKED: Final = vocabulary("plain_names.asked")
"""Said of one person, who is named next: `told grace`, `tegen roos`."""
LED: Final = vocabulary("plain_names.led")
"""Before a noun, never before a name."""
BEING: Final = frozenset({"am", "im", "ben"})
CLOSING: Final = frozenset({".", "", ";", "!"})
"""`i am grace.`: at the end of what is said of oneself."""
LEAST_MENTIONS: Final = 2


def find_plain_names(text: Text) -> Iterator[Span]:
    """After what one does to a person; and what is told of twice, once as people are."""
    if not text.without_capitals:
        return
    names, often_words = _given_names(), vocabulary("plain_names.mostly_words")
    places = [
        index
        for index, word in enumerate(text.folded)
        if word in names and text.flags[index] & PLAIN and not text.shapes[index] & CAPITAL
    ]
    told = _told_of(text, places)
    for index in places:
        asked = text.lower(index - 1) in ASKED and text.shapes[index] & JOINED
        presented = text.lower(index - 1) in BEING and text.lower(index + 1) in CLOSING
        often = text.folded[index] in told and text.folded[index] not in often_words
        if asked or presented or often or _is_jan(text, index):
            yield Span(text.starts[index], text.ends[index], "PERSON", sure=False)


def _is_jan(text: Text, index: int) -> bool:
    """The commonest name of all is also a month: then a figure stands beside it."""
    figures = (text.shape(index - 1) | text.shape(index + 1)) & DIGIT
    beside = text.lower(index + 1) in PERSON_VERBS or text.lower(index - 1) in LEADS
    return text.folded[index] == "jan" and beside and not figures


@cache
def _given_names() -> frozenset[str]:
    """Those that we know people here by; the little words among them are never meant."""
    listed = frozenset(fold(name) for name in load_list("given_names"))
    return listed - load_list("function_words") - vocabulary("plain_names.never")


def _told_of(text: Text, places: list[int]) -> frozenset[str]:
    mentions = Counter(text.folded[index] for index in places)
    things = {text.folded[index] for index in places if text.lower(index - 1) in LED}
    people = {
        text.folded[index]
        for index in places
        if text.lower(index + 1) in PERSON_VERBS or text.lower(index - 1) in PERSON_VERBS
    }
    often = {word for word, count in mentions.items() if count >= LEAST_MENTIONS}
    return frozenset(often & people - things)
