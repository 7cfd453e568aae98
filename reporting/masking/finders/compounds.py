"""Whether a word that no list knows may still be an ordinary one: Dutch glues words together."""

import re
from typing import Final

from reporting.masking.dictionaries.flags import COMMON_EN, NAME, PLACE, WORD, WORD_EN
from reporting.masking.dictionaries.loading import load_list, load_words
from reporting.masking.finders.vocabulary import ROLE_ENDING
from reporting.masking.tokens import DIGIT, Text

VOWEL: Final = re.compile("[aeiouy]")
"""A word without one is an abbreviation: `Zkh`."""
SHORTEST_PART: Final = 3
SHORTEST_NAME: Final = 3
LONGEST: Final = 40
LINKS: Final = ("", "s", "en", "e", "-", "n")


def is_unknown(text: Text, index: int) -> bool:
    """Whether the token is no known word, no compound of known words and no role."""
    word = text.folded[index]
    if not SHORTEST_NAME <= len(word) <= LONGEST or text.shapes[index] & DIGIT:
        return False
    return (
        VOWEL.search(word) is not None
        and not ROLE_ENDING.match(word)
        and not is_compound(word, WORD_EN if text.language == "en" else WORD)
    )


def is_of_a_town(text: Text, index: int) -> bool:
    """`Utrechts`: an adjective made of a town."""
    word = text.folded[index]
    known = load_words().get(word[:-1], 0) if word.endswith("s") else 0
    return bool(known & PLACE) and not (known | text.flags[index]) & NAME


def is_compound(word: str, kind: int = WORD) -> bool:
    """Whether the folded word is two known words of a kind, perhaps with a linking letter."""
    known = load_words()
    heads = kind & ~WORD_EN | COMMON_EN if kind == WORD else kind
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        if known.get(word[cut:], 0) & heads and _is_first_part(word[:cut], known, kind):
            return True
    return False


def _is_first_part(part: str, known: dict[str, int], kind: int) -> bool:
    return part not in load_list("function_words") and any(
        part.endswith(link)
        and len(part) - len(link) >= SHORTEST_PART
        and known.get(part[: len(part) - len(link)], 0) & kind
        for link in LINKS
    )
