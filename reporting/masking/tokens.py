"""Cut a text into tokens once, so that every finder can walk over the same ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reporting.masking.dictionaries.flags import GIVEN, SURNAME, WORD, WORD_NL
from reporting.masking.dictionaries.folding import fold
from reporting.masking.dictionaries.loading import load_list, load_words
from reporting.masking.placeholders import PLACEHOLDER, PLACEHOLDER_PATTERN

CAPITAL: Final = 1
"""Starts with a capital letter."""
UPPER: Final = 2
"""Two or more letters, all capitals."""
DIGIT: Final = 4
"""Holds a digit."""
START: Final = 8
"""The first word of a sentence or a line: its capital says nothing."""
LETTER: Final = 16
"""Starts with a letter."""
MASKED: Final = 32
"""A placeholder that stood in the text already."""
JOINED: Final = 64
"""Only one blank, or nothing, stands between this token and the one before."""

TOKEN: Final = re.compile(
    rf"{PLACEHOLDER_PATTERN}|[^\W_]+(?:[-'’](?![sS](?!\w))[^\W_]+)*(?:_[^\W_]+)*|[^\w\s]|_"
)
ENDS_SENTENCE: Final = frozenset(".!?…:;")
TRANSPARENT: Final = frozenset("\"'“”‘’„«»([-–—•*#>_~`|")
"""Signs that may stand between the end of a sentence and its first word."""
MOST_SIGNS: Final = 8
"""How many such signs to step back over; more is no sentence."""


@dataclass(frozen=True, slots=True)
class Text:
    """Parallel sequences, one entry a token: far quicker to walk than objects."""

    raw: str
    language: str
    """`nl` or `en`."""
    words: Sequence[str]
    folded: Sequence[str]
    """Lower case, no accents."""
    starts: Sequence[int]
    ends: Sequence[int]
    flags: Sequence[int]
    """What the word list knows, see `dictionaries.flags`."""
    shapes: Sequence[int]
    """How the token is written: CAPITAL, UPPER, DIGIT, START, LETTER, MASKED, JOINED."""
    without_capitals: bool
    """The writer does not use capitals, so a small letter says nothing about a name."""
    vocabulary: frozenset[str]
    """The folded tokens once each, so that a finder can see at once that it has nothing to do."""

    def lower(self, index: int) -> str:
        """The folded token there, or nothing outside the text."""
        return self.folded[index] if 0 <= index < len(self.folded) else ""

    def shape(self, index: int) -> int:
        """The shape of the token there, 0 outside the text."""
        return self.shapes[index] if 0 <= index < len(self.shapes) else 0

    def flag(self, index: int) -> int:
        """What the word list knows of the token there, 0 outside the text."""
        return self.flags[index] if 0 <= index < len(self.flags) else 0


LEAST_TOKENS: Final = 3
"""Of one or two words nobody can tell whether the writer uses capitals."""
LEAST_LETTERS: Final = 24
"""Shorter than this, capitals may be a heading or an abbreviation."""


def is_shouted(text: Text) -> bool:
    """Whether the writer left the capitals on, so that they say nothing about a name."""
    if sum(1 for shape in text.shapes if shape & UPPER) * 3 <= len(text.shapes):
        return False
    raw = text.raw
    plain = PLACEHOLDER.sub("", raw)
    upper = sum(1 for sign in plain if sign.isupper())
    lower = sum(1 for sign in plain if sign.islower())
    return upper >= LEAST_LETTERS and upper > lower * 4 and len(raw.lower()) == len(raw)


def read_text(raw: str, language: str) -> Text:
    """Cut `raw` into tokens and look every word up once."""
    spans = [match.span() for match in TOKEN.finditer(raw)]
    words = [raw[start:end] for start, end in spans]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    folded = _fold_all(raw, spans, words)
    shapes = _find_shapes(raw, words, folded, starts)
    known = load_words()
    listed = map(known.get, folded)
    flags = [
        _guess(word, known) if flag is None else flag
        for word, flag in zip(folded, listed, strict=True)
    ]
    return Text(
        raw=raw,
        language=language,
        words=words,
        folded=folded,
        starts=starts,
        ends=ends,
        flags=flags,
        shapes=shapes,
        without_capitals=_no_capitals(shapes),
        vocabulary=frozenset(folded),
    )


def _fold_all(raw: str, spans: Sequence[tuple[int, int]], words: Sequence[str]) -> list[str]:
    """Each word folded; a text without accents at one go, since it keeps its length."""
    if not raw.isascii():
        return [fold(word) for word in words]
    lower = raw.lower()
    return [lower[start:end] for start, end in spans]


def _find_shapes(
    raw: str, words: Sequence[str], folded: Sequence[str], starts: Sequence[int]
) -> list[int]:
    shapes: list[int] = []
    before = 0
    after_letter = False
    for index, word in enumerate(words):
        # Most words are plain: nothing but small letters.
        shape = LETTER if word.islower() and word.isalpha() else _shape_of(word)
        start = starts[index]
        if start == before or (start == before + 1 and raw[before] == " "):
            shape |= JOINED
        else:
            after_letter = False
        if not shape & LETTER:
            after_letter = False
        else:
            if not after_letter and _starts_sentence(raw, words, folded, starts, index):
                shape |= START
            after_letter = True
        shapes.append(shape)
        before = start + len(word)
    return shapes


def _shape_of(word: str) -> int:
    first = word[0]
    if first == "[" and len(word) > 1:
        return MASKED
    shape = 0
    if first.isalpha():
        shape = LETTER
        if first.isupper():
            shape |= CAPITAL
            if len(word) > 1 and word.isupper():
                shape |= UPPER
    if not word.isalpha() and any(sign.isdigit() for sign in word):
        shape |= DIGIT
    return shape


def _starts_sentence(
    raw: str, words: Sequence[str], folded: Sequence[str], starts: Sequence[int], index: int
) -> bool:
    for back in range(index - 1, max(-1, index - MOST_SIGNS), -1):
        word = words[back]
        if "\n" in raw[starts[back] + len(word) : starts[back + 1]]:
            return True
        if word in ENDS_SENTENCE:
            return not (word == "." and _is_abbreviation(words, folded, back - 1))
        if word not in TRANSPARENT:
            return False
    return True


def _is_abbreviation(words: Sequence[str], folded: Sequence[str], index: int) -> bool:
    if index < 0:
        return False
    word = words[index]
    if len(word) == 1:
        return word.isalpha() and not (index and words[index - 1].isdecimal())
    return not word.isupper() and folded[index] in load_list("abbreviations")


def _guess(word: str, known: dict[str, int]) -> int:
    """What the parts of a word say that the list does not hold."""
    if "-" in word:
        first, *_, last = word.split("-")
        if known.get(last, 0) & (WORD | GIVEN | SURNAME) in (WORD, WORD_NL):
            return WORD_NL
        return (known.get(first, 0) & GIVEN) | (known.get(last, 0) & SURNAME)
    if word.endswith("s"):
        return known.get(word[:-1], 0) & (GIVEN | SURNAME | WORD)
    return 0


def _no_capitals(shapes: Sequence[int]) -> bool:
    if len(shapes) < LEAST_TOKENS:
        return False
    openings = [shape for shape in shapes if shape & START]
    capitals = sum(1 for shape in openings if shape & CAPITAL)
    return capitals * 4 < len(openings)
