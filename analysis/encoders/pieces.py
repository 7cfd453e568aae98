"""Text to word pieces, word by word, each different word once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

MOST_WORDS = 100_000
"""Different words remembered at a time; about 30 MB. They are gone when the encoder is."""

UNKNOWN_PENALTY = 10.0
"""How much worse than the worst piece a character without a piece is (SentencePiece's own)."""


class WordPieces:
    """Splits text at white space and each word into pieces, remembering words seen before.

    No piece of these models spans a space, so a text has the pieces of its words.
    """

    def __init__(self, split: Callable[[str], Sequence[int]]) -> None:
        """Args: `split` gives the pieces of one word; none for a word that is not seen."""
        self._split = split
        self._known: dict[str, tuple[int, ...]] = {}

    def pieces(self, text: str) -> list[int]:
        """The numbers of the pieces of a text, in order."""
        return list(chain.from_iterable(self._word(word) for word in text.split()))

    def _word(self, word: str) -> tuple[int, ...]:
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= MOST_WORDS:
                self._known.clear()
            found = self._known[word] = tuple(self._split(word))
        return found


@dataclass(frozen=True, slots=True)
class Unigram:
    """A table of pieces with their log probabilities."""

    numbers: Mapping[str, int]
    scores: Sequence[float]
    unknown: int
    """Number of the piece for a character that has none."""
    longest: int
    """Characters of the longest piece."""
    worst: float
    """Score of a character that has no piece."""


def best_split(word: str, table: Unigram) -> list[int]:
    """The most probable row of pieces that spells a word (Viterbi).

    Source: Kudo 2018, arXiv:1804.10959, section 3.2.
    """
    length = len(word)
    best = [0.0] + [float("-inf")] * length
    step = [(0, table.unknown)] * (length + 1)
    for start in range(length):
        for end in range(start + 1, min(start + table.longest, length) + 1):
            number = table.numbers.get(word[start:end])
            if number is not None and best[start] + table.scores[number] > best[end]:
                best[end], step[end] = best[start] + table.scores[number], (start, number)
        if best[start] + table.worst > best[start + 1]:
            best[start + 1], step[start + 1] = best[start] + table.worst, (start, table.unknown)
    found, place = [], length
    while place:
        place, number = step[place]
        found.append(number)
    return found[::-1]
