"""What stands around a number: words that say what it is, or that it is nothing personal."""

import re
from typing import Final

WINDOW: Final = 48
"""Characters to look back for a cue."""

DECOY: Final = re.compile(
    r"\b(?:serie|serial|lot|batch|charge|partij|order|bestel|artikel|article|product|onderdeel|"
    r"part|"
    r"model|type|machine|advertentie|listing|kavel|factuur|invoice|pallet|barcode|ean|sku|track|"
    r"zending|container|meter|versie|version|norm|(?-i:ISO|EN|NEN|UN|RAL)|item|chip|stock|voorraad|firmware|"
    r"apparaat|toestel|asset|inventaris|hoofdstuk|pagina|page|artikelnr)"
    r"[\w-]{0,10}[ :.#-]{0,3}(?:nummer|number|nrs?|no|code|id)?[ :.=#-]{0,3}"
    r"(?:(?:van|of|for|voor)\s(?:\w{1,12}\s){1,3})?(?:(?:is|was|met|with|van|of)\s)?$",
    re.IGNORECASE,
)
"""Directly before a number of a thing, not of a person."""


def before(raw: str, start: int, width: int = WINDOW) -> str:
    """What stands directly before a place in the text."""
    return raw[max(0, start - width) : start]


def is_decoy(raw: str, start: int) -> bool:
    """Whether the number there is said to be the number of a thing."""
    return DECOY.search(before(raw, start)) is not None
