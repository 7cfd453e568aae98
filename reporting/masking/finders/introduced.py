"""Names that are said to be one: `my name is`, `ik heet`, `bijnaam`, `a boy who is called`."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Final

from reporting.masking.dictionaries.flags import GIVEN, NEUTRAL, PROPER, WORD
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.being import is_person
from reporting.masking.finders.compounds import is_unknown
from reporting.masking.finders.inner_names import is_role
from reporting.masking.finders.trades import is_trade
from reporting.masking.finders.vocabulary import HUMAN_VERBS, PERSON_VERBS
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, LETTER, Text

CAPITALS: Final = r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}"
NAME_IS: Final = re.compile(
    r"\b(?:(?:mijn|zijn|haar|hun|my|his|her|their) "
    r"(?:volledige |echte |eigen |real |full |first |last |own )?"
    r"(?:voor|achter|roep|sur)?na(?:am|me)"
    r"(?:,? (?:which|die|dat))? (?:is|was|luidt)|ik heet|i am called|im called) (?=[^\W\d])",
    re.IGNORECASE,
)
NICKNAME: Final = re.compile(
    r"\b(?:bijnaam|bijgenaamd|nickname|nicknamed|alias|aka|a\.k\.a\.)(?:,| is| was|:)? "
    rf"[\"'“‘]?(?P<name>(?:[Dd]e |[Tt]he )?{CAPITALS})"
)
KNOWN_AS: Final = re.compile(
    r"\b(?P<who>[\w'’-]{1,30}),? (?:better |beter |alleen |only )?(?:known|bekend) "
    rf"(?:as|als|onder) [\"'“‘]?(?P<name>{CAPITALS})"
)
WHO_IS_CALLED: Final = re.compile(
    rf"\b(?:die|who is|who was) (?:[a-z]{{2,10}} )?(?P<name>{CAPITALS}) "
    r"(?:heet|heette|genoemd|called)\b"
)
CALLED_HIM: Final = re.compile(
    r"\b(?:call|calls|called|noemen|noemt|noemden|noem) (?:him|her|hem|haar|ons|me|mij|zich) "
    r"(?:allemaal |altijd |sir )?(?=[^\W\d])",
    re.IGNORECASE,
)
MOST_PARTS: Final = 3
NAMED: Final = vocabulary("introduced.named")
CALLING: Final = vocabulary("introduced.calling")
WHEN: Final[Mapping[re.Pattern[str], frozenset[str]]] = {
    NICKNAME: vocabulary("introduced.nickname"),
    WHO_IS_CALLED: vocabulary("introduced.who"),
    KNOWN_AS: frozenset({"known", "bekend"}),
}
"""A wording, and the words of which one must stand in the text."""


def find_introduced(text: Text) -> Iterator[Span]:
    """What stands after, or around, words that say it is a name."""
    for pattern, words in WHEN.items():
        if not words.isdisjoint(text.vocabulary):
            yield from _with_capitals(pattern, text.raw)
    if not NAMED.isdisjoint(text.vocabulary):
        for match in NAME_IS.finditer(text.raw):
            yield from _said(text, match.end())
    if not CALLING.isdisjoint(text.vocabulary):
        yield from _called(text)


def _called(text: Text) -> Iterator[Span]:
    """`we call him lancelot`: what no list knows."""
    for match in CALLED_HIM.finditer(text.raw):
        index = bisect_left(text.starts, match.end())
        given = text.flag(index) & (GIVEN | WORD) == GIVEN
        unlisted = bool(text.lower(index)) and not text.flag(index) & ~PROPER
        unknown = unlisted and is_unknown(text, index)
        if not text.shape(index) & CAPITAL and (given or unknown):
            yield Span(text.starts[index], text.ends[index], "PERSON", sure=False)


def _with_capitals(pattern: re.Pattern[str], raw: str) -> Iterator[Span]:
    for match in pattern.finditer(raw):
        if pattern is not KNOWN_AS or _is_somebody(match["who"]):
            yield Span(match.start("name"), match.end("name"), "PERSON", sure=True)


def _is_somebody(word: str) -> bool:
    small = word.lower()
    return is_role(small) or is_trade(small) or small in load_list("titles") or is_person(word)


def _said(text: Text, start: int) -> Iterator[Span]:
    """The word there, whatever its letters, and the family name after it."""
    first = bisect_left(text.starts, start)
    if first >= len(text.words) or not _may_be_name(text, first):
        return
    last = first
    while last - first < MOST_PARTS and text.shape(last + 1) & text.shape(first) & CAPITAL:
        last += 1
    yield Span(text.starts[first], text.ends[last], "PERSON", sure=True)


def _may_be_name(text: Text, index: int) -> bool:
    """`my name is not on it`, `mijn naam is bekend`: what is often said of a name is none."""
    word, shape = text.folded[index], text.shapes[index]
    if not shape & LETTER or shape & DIGIT or word in load_list("function_words"):
        return False
    if shape & CAPITAL:
        return not text.flags[index] & NEUTRAL
    little = word in PERSON_VERBS or word in HUMAN_VERBS or word in SAID_OF_NAMES
    ends = text.lower(index + 1) in CLOSING or index + 1 >= len(text.words)
    return not little and (ends or not text.flags[index] & WORD)


SAID_OF_NAMES: Final = vocabulary("introduced.said_of_names")
CLOSING: Final = frozenset({".", ",", "!", "?", ";", ")", "en", "and", "but", "maar"})
