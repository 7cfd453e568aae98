"""Sentences between quotation marks: whoever said them knows them again."""

import re
from collections.abc import Iterator
from typing import Final

OPENING: Final = {'"': '"', "“": '”"“', "„": '”“"', "«": "»", "‘": "’'", "'": "'’"}
"""What opens a quote, and what may close it."""
MARK: Final = re.compile(r"[\"“”„«»‘’']")
MOST_SIGNS: Final = 400
"""A longer stretch is no quote but two marks that have nothing to do with each other."""
ELIDED: Final = re.compile(r"['‘’](?:s|t|n|k|m|r|tis|em|cause)\b", re.IGNORECASE)
"""`'s ochtends`, `'t`: an apostrophe, no opening mark."""


def find_quotes(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what stands between quotation marks, marks left out."""
    opened = -1
    for match in MARK.finditer(text):
        at = match.start()
        if opened >= 0 and at - opened > MOST_SIGNS:
            opened = -1
        if opened < 0:
            opened = at if _opens(text, at) else -1
        elif match.group() in OPENING[text[opened]] and _closes(text, at):
            yield opened + 1, at
            opened = -1


def _opens(text: str, at: int) -> bool:
    alone = at == 0 or not text[at - 1].isalnum()
    return text[at] in OPENING and alone and not ELIDED.match(text, at)


def _closes(text: str, at: int) -> bool:
    return not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()
