"""Rooms, halls, beds, lockers and buildings with their number or name."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import NEUTRAL, WORD_EN, WORD_NL
from reporting.masking.dictionaries.loading import vocabulary
from reporting.masking.finders.openers import after_opener
from reporting.masking.spans import Span
from reporting.masking.tokens import START, Text

KINDS: Final = (
    r"kamer|kamernummer|kamernr|lokaal|zaal|hal|gebouw|loods|kluis|kluisje|bed|ruimte|appartement|"
    r"vergaderzaal|vergaderruimte|spreekkamer|"
    r"behandelkamer|ok|box|balie|perron|spoor|magazijn|verdieping|vleugel|toren|blok|paviljoen|"
    r"werkplek|garderobekluis|poort|ingang|entree|stal|kas|cel|dek|zone|vak|woning|huisnummer|hangar|pier|gate|steiger|dok|"
    r"room|ward room|deck|entrance|corridor|building|warehouse|"
    r"hall|flat|bed|bay|locker|dock|apartment|theatre|cell|"
    r"studio|lab|platform|office|suite|block|unit|tower|floor|wing|house|kastje|depot"
)
NUMBERED: Final = re.compile(
    rf"(?<![\w-])(?:{KINDS}|[^\W\d_]{{3,20}}(?:kamer|ruimte|kelder|zaal|lokaal|kluis|kluisje|"
    r"kastje|depot|cabine|loods|werkplaats|flat|toren)) (?:nummer |number |nr\.? ?|no\.? )?"
    r"(?:[A-Za-z]?[-.]?\d{1,4}(?:[.\-/]\d{1,4})?[A-Za-z]?|\d{1,3}[- ]?[A-Z]|"
    r"(?!I [a-z])[A-Z])(?![\w]|"
    r"[-/.,:]\d|['’]|[-]\w)"
    r"(?! ?(?:uur|euro|keer|mensen|personen|jaar|minuten|meter|procent|people|times|minutes|hours|"
    r"degrees))",
    re.IGNORECASE,
)
ENDINGS: Final = (
    *("kamer", "ruimte", "kelder", "zaal", "lokaal", "kluis", "kluisje", "kastje"),
    *("depot", "cabine", "loods", "werkplaats", "flat", "toren"),
)
"""Of rooms that are called after what they are for: `kleedkamer 3`, `gistkelder 1`."""
KIND_WORDS: Final = frozenset(KINDS.split("|")) | {
    "theatre",
    "lodge",
    "pavilion",
    "wharf",
    "vestiging",
    "locatie",
}
LETTERED: Final = re.compile(r" [a-z]\Z")
NAMED: Final = re.compile(
    r"(?<![\w-])(?:[Gg]ebouw|[Vv]leugel|[Ll]oods|[Hh]al|[Zz]aal|[Ll]okaal|[Pp]aviljoen|"
    r"[Vv]ergaderzaal|[Hh]angar|[Tt]oren|[Bb]uilding|[Ww]arehouse|[Bb]lock|[Kk]amer|[Rr]oom|"
    r"[Vv]estiging|[Ll]ocatie|[Ff]lat)"
    r" (?P<name>(?:[A-ZÀ-Þ][\w'’-]*)(?: [A-ZÀ-Þ][\w'’-]*){0,2})"
)
ROOM_FOR: Final = vocabulary("rooms.room_for")
"""Before `room`: what it is for."""
NAMED_AFTER: Final = re.compile(
    r"(?<![\w-])(?:[A-ZÀ-Þ][\w'’-]+ ){1,2}(?:Building|House|Hall|Wing|Room|Tower|Block|Warehouse|"
    r"Theatre|Wharf|Suite|Lodge|Pavilion)(?![\w-])"
)


BEFORE_SMALL: Final = re.compile(
    r"(?<![\w'’-])(?P<name>[A-ZÀ-Þ][\w'’-]{2,}) (?:building|tower|wing|gebouw|warehouse|pavilion)"
    r"(?![\w-])"
)
"""`Actio building`: a name, and the kind in small letters."""


def find_rooms(text: Text) -> Iterator[Span]:
    """A kind of room with a number, a letter or a name."""
    kinds = {word for word in text.vocabulary if word in KIND_WORDS or word.endswith(ENDINGS)}
    if not kinds:
        return
    for index, word in enumerate(text.folded):
        if word in kinds:
            first = index - 1 if text.lower(index - 1) in ROOM_FOR else index
            yield from _after_kind(text, index, text.starts[first])
    yield from _before_small(text)
    for match in NAMED_AFTER.finditer(text.raw):
        start = after_opener(text, match.start())
        if " " in text.raw[start : match.end()]:
            yield Span(start, match.end(), "LOCATION", sure=False)


def _before_small(text: Text) -> Iterator[Span]:
    for match in BEFORE_SMALL.finditer(text.raw):
        index = bisect_left(text.starts, match.start())
        ordinary = NEUTRAL | (WORD_EN if text.language == "en" else WORD_NL)
        if not text.shape(index) & START and not text.flag(index) & ordinary:
            yield Span(match.start(), match.end(), "LOCATION", sure=False)


def _after_kind(text: Text, index: int, first: int) -> Iterator[Span]:
    raw, start = text.raw, text.starts[index]
    numbered = NUMBERED.match(raw, start)
    if numbered and not LETTERED.search(numbered.group()):
        yield Span(first, numbered.end(), "LOCATION", sure=True)
    named = NAMED.match(raw, start)
    if named and not raw[:start].endswith("ing "):
        yield Span(start, named.end(), "LOCATION", sure=False)
