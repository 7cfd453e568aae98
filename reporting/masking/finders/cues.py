"""What stands around a number: words that say what it is, or that it is nothing personal."""

import re
from typing import Final

WINDOW: Final = 48
"""Characters to look back for a cue."""

DECOY: Final = re.compile(
    r"\b(?:serie|serial|lot|batch|charge|partij|order|bestel|artikel|article|product|onderdeel|"
    r"part|"
    r"model|type|machine|advertentie|listing|kavel|factuur|invoice|pallet|barcode|ean|sku|track|"
    r"zending|container|meter|versie|version|norm|(?-i:ISO|EN|NEN|UN|RAL)|item|chip(?!kaart)|stock|voorraad|firmware|"
    r"apparaat|toestel|asset|inventaris|hoofdstuk|pagina|page|artikelnr|"
    r"(?:sn|s/n|po|p/o|exp|koe|cow|build|release|patch)\b|supplier|vendor|manufacturer|leverancier|"
    r"fabrikant|purchase|catalogu|storing|fout|error|fault|alarm|oormerk|flight|vlucht|pomp|pump|valve|cable)"
    r"(?:['’]s)?[\w-]{0,10}[ :.#(-]{0,3}(?:,? ?(?:nummer|number|nrs?|no|code|id|ref|referentie))?"
    r"[ :.=#-]{0,3}(?:(?:van|of|for|voor|on|op|in)\s(?:\w{1,12}\s){1,3})?"
    r"(?:(?:is|was|met|with|van|of)\s)?$",
    re.IGNORECASE,
)
"""Directly before a number of a thing, not of a person."""


ABOUT_THING: Final = re.compile(
    r"\b(?:\w*code|partij(?:en)?|lot|batch|model|type|\w*machine|cat|certificaat|certificate|fles|bottle|"
    r"onderdeel|part|artikel|item|serie|serial|speciaal|monster|sample|etiket|label|sticker|trein|"
    r"train|vlucht|flight|norm|wet|verordening|regulation)s?\b[^.!?;:\n]{0,32}$",
    re.IGNORECASE,
)
"""Somewhere before a bare code in the same clause: it is the code of a thing."""
VERSION: Final = re.compile(
    r"\b(?:versie|version|v|ver\.?|release|firmware|build|patch|driver|update[ds]?|upgrade[ds]?|"
    r"bijgewerkt|geüpdatet|geupdate|rolled back|roll back|rollback|downgraded?|teruggezet|terug|"
    r"software)(?: (?:to|naar|from|van|nr\.?|is|was))?[ :]{1,2}$",
    re.IGNORECASE,
)
"""Directly before a version that has the shape of an IP address."""


def before(raw: str, start: int, width: int = WINDOW) -> str:
    """What stands directly before a place in the text."""
    return raw[max(0, start - width) : start]


def is_decoy(raw: str, start: int) -> bool:
    """Whether the number there is said to be the number of a thing."""
    return DECOY.search(before(raw, start)) is not None


def is_about_thing(raw: str, start: int) -> bool:
    """Whether the clause before a bare code is about a thing."""
    return ABOUT_THING.search(before(raw, start)) is not None


def is_version(raw: str, start: int) -> bool:
    """Whether the dotted number there is the version of a program, not an address."""
    return VERSION.search(before(raw, start)) is not None
