"""What the reporter asks to mask on the check page, whatever it is."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.spans import OTHER, Span
from reporting.masking.tokens import Text

MAX_WORDING: Final = 200
"""Longest wording in characters that is taken; longer is a mistake, not a name."""


def find_chosen(text: Text, wordings: frozenset[str]) -> Iterator[Span]:
    """Every mention of a chosen wording, in any case, not inside a longer word."""
    for wording in sorted(wordings):
        words = wording.split()
        if not words or len(wording) > MAX_WORDING:
            continue
        pattern = r"\s+".join(re.escape(word) for word in words)
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text.raw, re.IGNORECASE):
            yield Span(match.start(), match.end(), OTHER, sure=True)
