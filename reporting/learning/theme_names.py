"""Names that people give to themes: two to six words that point to nobody and blame nobody."""

import re
from typing import Final

from reporting.learning.errors import (
    NameForNothing,
    NameNotNeutral,
    NameWithMasked,
    ThemeNameTooLong,
)
from reporting.learning.texts import NAME_MAX
from reporting.masking.mask import find_spans
from reporting.masking.own_words import OwnWords
from reporting.masking.placeholders import PLACEHOLDER

_LETTER: Final = re.compile(r"[^\W\d_]")
_JUDGING: Final = re.compile(
    r"\b(schuld\w*|dader\w*|klokkenluider\w*|dom|domme|lui|luie|onwil\w*"
    r"|culprit\w*|blame\w*|guilty|whistleblow\w*|lazy|stupid|unwilling\w*)\b",
    re.IGNORECASE,
)
"""Words that judge somebody. Source: the words that the glossary says to avoid."""


def check_name(name: str, language: str, own_words: OwnWords) -> None:
    """Refuse a name that could point to somebody, or that judges; an empty one is fine.

    Args:
        name: one line.
        language: that it is in.
        own_words: names and words of the organisation.

    Raises:
        ThemeNameTooLong, NameForNothing, NameWithMasked, NameNotNeutral: which it is.
        MaskingFailed: it could not be looked at.
    """
    if len(name) > NAME_MAX:
        raise ThemeNameTooLong
    if not name:
        return
    if not _LETTER.search(name):
        raise NameForNothing
    # A name opens with a capital, as a surname does; and in the middle of a sentence it has none.
    spoken = (name, name[0].lower() + name[1:])
    if PLACEHOLDER.search(name) or any(find_spans(one, language, own_words) for one in spoken):
        raise NameWithMasked
    if _JUDGING.search(name):
        raise NameNotNeutral
