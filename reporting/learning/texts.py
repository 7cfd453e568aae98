"""Ids, and the short texts that staff type."""

import secrets
from typing import Final

from reporting.learning.errors import TextTooLong

ID_BYTES: Final = 16
TEXT_MAX: Final = 120
"""Characters of a name, a unit or a place; the width of its column. Source: own choice."""
NAME_MAX: Final = 80
"""Characters of a theme's name; a label is two to six words. The width of its column."""


def new_id() -> str:
    """A random id of 32 hexadecimal signs, so that no id tells an order or a number."""
    return secrets.token_hex(ID_BYTES)


def tidy_line(text: str) -> str:
    """One line without blanks at its ends or twice inside.

    Raises:
        TextTooLong: more than TEXT_MAX characters are left.
    """
    line = " ".join(text.replace("\x00", " ").split())
    if len(line) > TEXT_MAX:
        raise TextTooLong
    return line
