"""Phrases of a word list, and where they stand in a sentence; every word is looked at once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reporting.masking.dictionaries.folding import fold
from reporting.masking.placeholders import PLACEHOLDER_PATTERN

MOST_BETWEEN: Final = 5
"""Words that `..` in a phrase may stand for."""
LONGEST_STEM: Final = 40
"""Letters of a word that are compared with the beginnings in a list."""
GAP: Final = ".."
STEM: Final = "*"

TOKEN: Final = re.compile(
    rf"{PLACEHOLDER_PATTERN}|[0-9]+(?:[.:,][0-9]+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[.!?;…\n]"
)
ENDS: Final = frozenset(".!?;…\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Parallel sequences, one entry a word, number or placeholder."""

    words: Sequence[str]
    """Folded; a placeholder stays as it is."""
    starts: Sequence[int]
    ends: Sequence[int]
    """Offsets in the text."""

    def without(self, taken: Iterable["Hit"]) -> "Sentence":
        """The same sentence with these words blanked, so that no phrase finds them."""
        blank = {index for hit in taken for index in range(hit.first, hit.last + 1)}
        words = ["" if at in blank else word for at, word in enumerate(self.words)]
        return Sentence(words, self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class Hit:
    """Indexes of the first and the last word of a phrase in its sentence."""

    first: int
    last: int


def read_sentences(text: str) -> list[Sentence]:
    """The words of a text, sentence by sentence; a line break ends a sentence too."""
    sentences: list[Sentence] = []
    row: list[tuple[str, int, int]] = []
    for match in TOKEN.finditer(text):
        if match.group() not in ENDS:
            row.append((_plain(match.group()), match.start(), match.end()))
        elif row:
            sentences.append(_sentence(row))
            row = []
    return [*sentences, _sentence(row)] if row else sentences


def _plain(word: str) -> str:
    return fold(word).removesuffix("'s")


def _sentence(row: Sequence[tuple[str, int, int]]) -> Sentence:
    words, starts, ends = zip(*row, strict=True)
    return Sentence(words, starts, ends)


class Phrases:
    """A list of phrases, ready to look up."""

    def __init__(self, listed: str) -> None:
        """Read phrases with commas between; see the head of cautions.toml for `*` and `..`."""
        self._by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._by_stem: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in filter(None, map(str.strip, listed.split(","))):
            first, *rest = map(_plain, phrase.split())
            index = self._by_stem if first.endswith(STEM) else self._by_word
            index[first.removesuffix(STEM)].append(tuple(rest))
        self._lengths = sorted({len(stem) for stem in self._by_stem})

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """Where phrases stand; the shortest fit of each, in order of their first word."""
        words = sentence.words
        for index, word in enumerate(words):
            for rest in self._rests(word):
                last = _last_word(words, index, rest)
                if last is not None:
                    yield Hit(index, last)

    def stand_in(self, sentence: Sentence) -> bool:
        """Whether any phrase stands in the sentence."""
        return next(self.find(sentence), None) is not None

    def holds(self, word: str) -> bool:
        """Whether this folded word alone is in the list."""
        return any(not rest for rest in self._rests(word))

    def _rests(self, word: str) -> Iterator[tuple[str, ...]]:
        yield from self._by_word.get(word, ())
        begin = word[:LONGEST_STEM]
        for length in self._lengths:
            if length <= len(begin):
                yield from self._by_stem.get(begin[:length], ())


def _last_word(words: Sequence[str], index: int, rest: Sequence[str]) -> int | None:
    between = 0
    for token in rest:
        if token == GAP:
            between = MOST_BETWEEN
            continue
        ahead = range(index + 1, min(index + 2 + between, len(words)))
        found = next((at for at in ahead if _fits(words[at], token)), None)
        if found is None:
            return None
        index, between = found, 0
    return index


def _fits(word: str, token: str) -> bool:
    if token.endswith(STEM):
        return bool(word) and word.startswith(token[:-1])
    return word == token
