"""Plug-in point for a model that recognises names; off unless one is handed to `mask`.

A model may only add: what the finders saw stays as it is, and a candidate that touches a find
is dropped. Nor is a candidate taken whose first word owes its capital to the sentence alone.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from reporting.masking.dictionaries.flags import GIVEN, NEUTRAL, WORD
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, MASKED, START, Text

LABELS: Final = {"PERSON": "PERSON", "ORG": "ORGANISATION", "LOC": "LOCATION"}
"""The kinds that a model may add, and what we call them."""


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

    def find(self, text: str, language: str) -> Sequence[Candidate]:
        """Candidates in a text in `nl` or `en`; none for a language it does not know."""


def add_candidates(text: Text, found: Sequence[Span], model: NerModel) -> tuple[Span, ...]:
    """The spans found so far, and what the model adds to them, sorted.

    Args:
        text: the tokens of the text.
        found: spans of the finders, sorted, not overlapping.
        model: any `NerModel`.
    """
    spans = list(found)
    for candidate in model.find(text.raw, text.language):
        span = _as_span(text, candidate)
        if span is not None and not any(_touch(span, other) for other in spans):
            spans.append(span)
    return tuple(sorted(spans, key=lambda span: span.start))


def _as_span(text: Text, candidate: Candidate) -> Span | None:
    within = list(_tokens_in(text, candidate))
    if candidate.kind not in LABELS or not within or not _names(text, within):
        return None
    return Span(text.starts[within[0]], text.ends[within[-1]], LABELS[candidate.kind], sure=False)


def _tokens_in(text: Text, candidate: Candidate) -> Iterator[int]:
    """The tokens that lie wholly inside; a model may cut words where we do not."""
    index = bisect_left(text.starts, candidate.start)
    while index < len(text.starts) and text.ends[index] <= candidate.end:
        yield index
        index += 1


def _names(text: Text, within: Sequence[int]) -> bool:
    first = within[0]
    if any(text.shapes[index] & MASKED for index in within):
        return False
    if text.shapes[first] & START and text.flags[first] & WORD and not text.flags[first] & GIVEN:
        return False
    return any(text.shapes[index] & CAPITAL and not text.flags[index] & NEUTRAL for index in within)


def _touch(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end
