"""What stands out in a story; two such things together tell those who were there whose it is."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reporting.masking.phrases import Hit, Phrases, Sentence
from reporting.masking.quotes import find_quotes

TRAITS: Final = ("origin", "family", "illness", "only", "occasion")
"""Lists of words that make a story rare when it has more than one of them."""
FEWEST_QUOTED: Final = 4
"""Words between quotation marks that make a sentence somebody said."""
JUST_BEFORE: Final = 4
CLOCK: Final = re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9]")
CLOCK_WITH_DOT: Final = re.compile(r"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]")
WHOLE_HOUR: Final = re.compile(r"[01]?[0-9]|2[0-4]")

Lists = Mapping[str, Phrases]


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that stands out."""

    name: str
    """One of `TRAITS`, "role", "unit", "time" or "quote"; beside danger, "suicide"."""
    wording: str
    """As it stands in the text; empty for an answer or a word that is hidden."""


def find_traits(text: str, sentences: Sequence[Sentence], lists: Lists) -> Iterator[Trait]:
    """The first of each kind in the text, quotes left out.

    Args:
        text: that the offsets of `sentences` belong to.
        sentences: of the text.
        lists: `TRAITS`, clock, hour and at.
    """
    for name in TRAITS:
        yield from _first(name, text, ((s, hit) for s in sentences for hit in lists[name].find(s)))
    times = ((s, hit) for s in sentences for hit in _times(s, lists))
    yield from _first("time", text, times)


def _first(name: str, text: str, found: Iterator[tuple[Sentence, Hit]]) -> Iterator[Trait]:
    for sentence, hit in found:
        yield Trait(name, text[sentence.starts[hit.first] : sentence.ends[hit.last]])
        return


def _times(sentence: Sentence, lists: Lists) -> Iterator[Hit]:
    yield from lists["clock"].find(sentence)
    words = ("", *sentence.words, "")
    for at, (before, word, after) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if not word[:1].isdigit():
            continue
        hour, led = lists["hour"].holds(after), lists["at"].holds(before)
        if _is_time(word, hour=hour, led=led, meridiem=lists["meridiem"].holds(after)):
            yield Hit(at, at + 1 if hour else at)


def _is_time(word: str, *, hour: bool, led: bool, meridiem: bool) -> bool:
    if CLOCK.fullmatch(word):
        return True
    if CLOCK_WITH_DOT.fullmatch(word):
        return hour or led
    return bool(WHOLE_HOUR.fullmatch(word)) and (meridiem or (hour and led))


def find_quoted(text: str, sentences: Collection[Sentence], machine: Phrases) -> Trait | None:
    """The first sentence that somebody said, word for word; not what a screen or a sign says."""
    words = [
        (start, end, word)
        for sentence in sentences
        for start, end, word in zip(sentence.starts, sentence.ends, sentence.words, strict=True)
    ]
    at = 0
    for start, end in find_quotes(text):
        while at < len(words) and words[at][0] < start:
            at += 1
        first = at
        while at < len(words) and words[at][1] <= end:
            at += 1
        before = words[max(0, first - JUST_BEFORE) : first]
        if at - first >= FEWEST_QUOTED and not any(machine.holds(word) for *_, word in before):
            return Trait("quote", text[start:end])
    return None
