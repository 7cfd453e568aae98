"""Take the word that opens a sentence off the front of a capitalised stretch."""

from bisect import bisect_left

from reporting.masking.dictionaries.flags import GIVEN, WORD
from reporting.masking.dictionaries.loading import load_list
from reporting.masking.tokens import START, Text


def after_opener(text: Text, start: int) -> int:
    """Where a stretch begins without articles and ordinary words that open the sentence."""
    index = bisect_left(text.starts, start)
    while index < len(text.words) - 1 and _is_opener(text, index):
        index += 1
    return text.starts[index] if index < len(text.words) else start


def _is_opener(text: Text, index: int) -> bool:
    if text.folded[index] in load_list("function_words"):
        return text.shapes[index] & START != 0 or text.folded[index] in {"the", "a", "an", "our"}
    flags = text.flags[index]
    return bool(text.shapes[index] & START and flags & WORD and not flags & GIVEN)
