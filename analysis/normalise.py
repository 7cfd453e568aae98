"""Text as the encoder should see it: without placeholders and without stock sentences.

A sentence that many reports share word for word says little about what any of them is about, but
the encoder sees a likeness. Whether it is stock ("we talked it over later") or the heart of a theme
("the ladder had no rubber feet") is told by the company it keeps: see `stock_sentences`.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,40}\]")
"""Anything between square brackets on one line, such as [naam 1] or [NAME]."""

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
_SPACES = re.compile(r"[^\S\n]{2,}")
_LOOSE_STOP = re.compile(r"\s+([.,;:!?])")

Words = tuple[str, ...]
"""A sentence reduced to its lower-case words; two sentences with the same words are the same."""

RECURS_IN = 4
"""Reports that must share a sentence before it can be called stock; three may be chance."""

LIKENESS = 0.6
"""Shared words as a share of all words, above which a sentence is a typing variant of another."""

_MIN_INSIDE = 4
"""Words; shorter runs are not cut out of the middle of a sentence, for they may carry meaning."""


def words(text: str) -> Words:
    """The lower-case words of a text, in order."""
    return tuple(found.lower() for found in _WORD.findall(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text, in order; a sentence without a word is dropped."""
    return [part.strip() for part in _SENTENCE_END.split(text) if _WORD.search(part)]


def strip_placeholders(text: str) -> str:
    """Take out what masking put in, and the loose spaces that leaves."""
    bare = PLACEHOLDER.sub(" ", text)
    return _LOOSE_STOP.sub(r"\1", _SPACES.sub(" ", bare)).strip()


def recurring_sentences(texts: Iterable[str], least: int = RECURS_IN) -> frozenset[Words]:
    """The sentences that stand word for word in at least `least` different texts.

    Texts that are the same as a whole count once: a report sent twice is no stock sentence.
    """
    seen: Counter[Words] = Counter()
    for text in set(texts):
        seen.update({words(sentence) for sentence in sentences(text)})
    return frozenset(sentence for sentence, count in seen.items() if count >= least)


def without(text: str, stock: Collection[Words]) -> str:
    """Take the stock sentences out of a text, also misspelt or run together with others.

    A text of which fewer than three words would remain is left as it was.
    """
    sets = [set(key) for key in stock]
    kept = [sentence for sentence in sentences(text) if not _is_stock(words(sentence), stock, sets)]
    rest = _cut_inside(" ".join(kept), [key for key in stock if len(key) >= _MIN_INSIDE])
    return rest if len(words(rest)) >= RECURS_IN - 1 else text


def _is_stock(sentence: Words, stock: Collection[Words], sets: Sequence[set[str]]) -> bool:
    if sentence in stock:
        return True
    own = set(sentence)
    return len(own) >= _MIN_INSIDE and any(_alike(own, key) for key in sets)


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= LIKENESS * len(one | other)


def _cut_inside(text: str, stock: Sequence[Words]) -> str:
    found = list(_WORD.finditer(text))
    lowered = tuple(match.group().lower() for match in found)
    gone: list[tuple[int, int]] = []
    for key in stock:
        gone += [
            (found[start].start(), found[start + len(key) - 1].end())
            for start in _places(key, lowered)
        ]
    for start, end in sorted(gone, reverse=True):
        text = text[:start] + " " * (end - start) + text[end:]
    return _LOOSE_STOP.sub(r"\1", _SPACES.sub(" ", text)).strip()


def _places(key: Words, lowered: Words) -> list[int]:
    if key[0] not in lowered:
        return []
    last = len(lowered) - len(key) + 1
    return [start for start in range(last) if lowered[start : start + len(key)] == key]
