"""A number found once, thanks to the word before it, is masked wherever else it stands."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reporting.masking.spans import Span
from reporting.masking.tokens import Text

REPEATED: Final = frozenset(
    {"PHONE", "EMAIL", "IBAN", "BSN", "PLATE", "URL", "IP", "USERNAME", "ID_NUMBER"}
)
SHORTEST: Final = 5
"""Shorter numbers mean something else elsewhere."""
MOST: Final = 100
"""Different numbers to look for; a text with more is a list, and each stands in it once."""


def find_repeats(text: Text, found: Sequence[Span]) -> Iterator[Span]:
    """Every other place where a found number stands, in any case, as a whole."""
    wordings: dict[str, str] = {}
    for span in found:
        if span.label in REPEATED and span.end - span.start >= SHORTEST:
            wordings.setdefault(text.raw[span.start : span.end], span.label)
    for wording, label in list(wordings.items())[:MOST]:
        for match in re.finditer(rf"(?<!\w){re.escape(wording)}(?!\w)", text.raw, re.IGNORECASE):
            yield Span(match.start(), match.end(), label, sure=True)
