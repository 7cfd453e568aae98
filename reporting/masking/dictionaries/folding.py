"""One spelling per word for looking up: lower case, without accents."""

import unicodedata
from typing import Final

UNFOLDED: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'"}
)
"""Letters that Unicode does not take apart into a letter and an accent."""


def fold(word: str) -> str:
    """The word in lower case and without accents: "Joëlle" becomes "joelle"."""
    lower = word.lower()
    if lower.isascii():
        return lower
    apart = unicodedata.normalize("NFKD", lower.translate(UNFOLDED))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
