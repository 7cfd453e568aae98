"""A receipt code as eight words, for who would rather keep words: the same 115 bits.

Each word is made of two short ones and stands for 16 bits: 65,536 words of a language that nobody
needs to have seen before, as "zomer" and "brug" make "zomerbrug". Eight words hold 128 bits: the
115 of the code and 13 to check them, which tell a swapped or mistaken word in 8,191 of 8,192 cases.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from reporting.code_spelling import Spelling, make_spelling, read_parts
from reporting.errors import MistypedReceipt
from reporting.masking.dictionaries.folding import fold
from reporting.symbols import ALPHABET, BITS

WORDS: Final = 8
PARTS: Final = 256
"""Of each kind, so that a part is a byte."""
CODE_BITS: Final = 115
CHECK_BITS: Final = 13
CHECK_LABEL: Final = b"vrijuit/v1/receipt/words"
LANGUAGES: Final = ("nl", "en")
LONGEST: Final = 200
"""Letters that are read; the longest eight words have 152."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The first and the second halves of the words of one language, in order of their number."""

    first: tuple[str, ...]
    second: tuple[str, ...]


@cache
def load_parts(language: str) -> Parts:
    """The list of a language, as it was shipped first: a part keeps its number for good."""
    text = files("reporting.wordlists").joinpath(f"{language}.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    _, _, both = " ".join(lines).partition("[first]")
    first, _, second = both.partition("[second]")
    return Parts(tuple(first.split()), tuple(second.split()))


def to_words(symbols: str, language: str) -> tuple[str, ...]:
    """The eight words of a code.

    Args:
        symbols: the 23 random symbols of a code, without its check symbol.
        language: "nl" or "en".
    """
    value = 0
    for symbol in symbols:
        value = value << BITS | ALPHABET.index(symbol)
    whole = (value << CHECK_BITS | _check(value)).to_bytes(WORDS * 2, "big")
    parts = load_parts(language)
    return tuple(
        parts.first[whole[at]] + parts.second[whole[at + 1]] for at in range(0, WORDS * 2, 2)
    )


def from_words(typed: str) -> str:
    """The 23 symbols of the words that somebody typed, in either language.

    Capitals, accents, and where spaces, commas or dashes stand do not matter. A slip in one or two
    letters is mended when exactly one code fits: the 13 bits leave a wrong one no chance worth
    naming, and one entry is still one code, so mending makes no code easier to guess.

    Raises:
        MistypedReceipt: these are no eight words, a word is wrong, or two are swapped.
    """
    typed_letters = letters(typed)
    if len(typed_letters) > LONGEST:
        raise MistypedReceipt
    found = {
        value
        for language in LANGUAGES
        for whole in read_parts(typed_letters, _spellings(language))
        if (value := _checked(whole)) is not None
    }
    if len(found) != 1:
        raise MistypedReceipt
    [value] = found
    places = range(CODE_BITS - BITS, -1, -BITS)
    return "".join(ALPHABET[value >> place & (len(ALPHABET) - 1)] for place in places)


def letters(typed: str) -> str:
    """The letters of a text in one spelling: small, without accents, nothing between."""
    return "".join(letter for letter in fold(typed) if "a" <= letter <= "z")


def word_runs(symbols: str, count: int) -> Iterator[str]:
    """Every run of `count` words of a code, in each language, as letters."""
    for language in LANGUAGES:
        words = to_words(symbols, language)
        for at in range(WORDS - count + 1):
            yield "".join(words[at : at + count])


@cache
def _spellings(language: str) -> Sequence[Spelling]:
    parts = load_parts(language)
    return (make_spelling(parts.first), make_spelling(parts.second)) * WORDS


def _check(value: int) -> int:
    length = -(-CODE_BITS // 8)
    digest = hashlib.sha256(CHECK_LABEL + value.to_bytes(length, "big")).digest()
    return int.from_bytes(digest[:2], "big") >> (16 - CHECK_BITS)


def _checked(whole: bytes) -> int | None:
    number = int.from_bytes(whole, "big")
    value = number >> CHECK_BITS
    return value if _check(value) == number & ((1 << CHECK_BITS) - 1) else None
