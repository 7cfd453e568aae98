"""Plug-in point for a model that recognises names; off unless one is handed to `mask`.

A model may only add: what the finders saw stays hidden, and of a candidate that touches a find
only the rest is taken. By the word of a model that knows, an unsure person may become an
organisation or a place. Models stumble over capitals that say nothing (the first word of a
sentence, a title, a shouted text) and over codes (UN 1066, lot CG-1187); those are left to the
finders.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Protocol

from reporting.masking.dictionaries.flags import GIVEN, NAME, NEUTRAL, PLACE, PROPER, WORD
from reporting.masking.dictionaries.loading import load_list
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, MASKED, START, UPPER, Text, is_shouted

LABELS: Final = {"PERSON": "PERSON", "ORG": "ORGANISATION", "LOC": "LOCATION"}
"""The kinds that a model may add, and what we call them."""

KNOWN: Final[Mapping[str, int]] = {"PERSON": NAME, "ORG": PROPER, "LOC": PLACE | PROPER}
"""What our lists must know of an ordinary word before a model may call it a name."""

LEAST_CAPITALS: Final = 3
"""Letters of an abbreviation; two are the beginning of a code as often as not."""


@dataclass(frozen=True, slots=True)
class Candidate:
    start: int
    """Offset of the first character in the text that the model was given."""
    end: int
    """Offset just after the last character."""
    kind: str
    """`PERSON`, `ORG` or `LOC`; anything else is left out."""


class NerModel(Protocol):
    """Any recogniser of names; adapters are in `ner_adapters`."""

    @property
    def name(self) -> str:
        """What it is, with its version, for the record."""

    @property
    def knows_kinds(self) -> bool:
        """Whether its word on the kind of a name is better than our guess."""

    def find(self, text: str, language: str) -> Sequence[Candidate]:
        """Candidates in a text in `nl` or `en`; none for a language it does not know."""


def add_candidates(text: Text, found: Sequence[Span], model: NerModel) -> tuple[Span, ...]:
    """The spans found so far, in their order, and then what the model adds.

    Args:
        text: the tokens of the text.
        found: spans of the finders, in order of preference.
        model: any `NerModel`.
    """
    if is_shouted(text):
        return tuple(found)
    candidates = [one for one in model.find(text.raw, text.language) if one.kind in LABELS]
    told = candidates if model.knows_kinds else []
    spans = [_as_told(text, span, told) for span in found]
    for candidate in candidates:
        spans.extend(_added(text, spans, candidate))
    return tuple(spans)


def _as_told(text: Text, span: Span, candidates: Sequence[Candidate]) -> Span:
    """An unsure person without a given name, by the kind that the model gives it."""
    whole = Candidate(span.start, span.end, "PERSON")
    if span.sure or span.label != LABELS[whole.kind]:
        return span
    if any(text.flags[index] & GIVEN for index in _tokens_in(text, whole)):
        return span
    around = {
        LABELS[one.kind] for one in candidates if one.start <= span.start and span.end <= one.end
    }
    return replace(span, label=around.pop()) if len(around) == 1 else span


def _added(text: Text, spans: Sequence[Span], candidate: Candidate) -> Iterator[Span]:
    within = list(_tokens_in(text, candidate))
    if any(text.shapes[index] & MASKED for index in within):
        return
    free = [not _is_covered(text, index, spans) for index in within]
    for run in _runs(within, free):
        named = _as_name(text, run)
        if named and _says_enough(text, named, candidate.kind):
            first, last = named[0], named[-1]
            yield Span(text.starts[first], text.ends[last], LABELS[candidate.kind], sure=False)


def _tokens_in(text: Text, candidate: Candidate) -> Iterator[int]:
    """The tokens that lie wholly inside; a model may cut words where we do not."""
    index = bisect_left(text.starts, candidate.start)
    while index < len(text.starts) and text.ends[index] <= candidate.end:
        yield index
        index += 1


def _is_covered(text: Text, index: int, spans: Sequence[Span]) -> bool:
    start, end = text.starts[index], text.ends[index]
    return any(span.start < end and start < span.end for span in spans)


def _runs(tokens: Sequence[int], free: Sequence[bool]) -> Iterator[list[int]]:
    for is_free, group in groupby(zip(tokens, free, strict=True), key=lambda pair: pair[1]):
        if is_free:
            yield [token for token, _ in group]


def _as_name(text: Text, run: Sequence[int]) -> list[int]:
    """What is left without the words at either end that are no part of a name."""
    named = list(run)
    while named and not _opens_name(text, named[0]):
        named.pop(0)
    while named and not text.shapes[named[-1]] & (CAPITAL | DIGIT):
        named.pop()
    return named if any(text.shapes[index] & CAPITAL for index in named) else []


def _opens_name(text: Text, index: int) -> bool:
    shape, flags = text.shapes[index], text.flags[index]
    if not shape & CAPITAL or flags & NEUTRAL or text.folded[index] in load_list("titles"):
        return False
    return not (shape & START and flags & WORD and not flags & GIVEN)


def _says_enough(text: Text, named: Sequence[int], kind: str) -> bool:
    """Whether it is more than a code or an ordinary word with a capital."""
    if len(named) > 1:
        return True
    index = named[0]
    shape, flags, word = text.shapes[index], text.flags[index], text.words[index]
    if (shape & START and flags & WORD) or (shape & DIGIT and word == word.upper()):
        return False
    if shape & UPPER and (len(word) < LEAST_CAPITALS or text.shape(index + 1) & DIGIT):
        return False
    return not flags & WORD or bool(flags & KNOWN[kind])
