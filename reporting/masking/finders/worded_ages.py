"""Ages in letters: `ze is drieënzeventig`, `a man of eighty-one`."""

from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import GIVEN, SURNAME
from reporting.masking.dictionaries.loading import vocabulary
from reporting.masking.finders.vocabulary import ROLE_ENDING
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, MASKED, Text

TEENS: Final = vocabulary("ages.teens")
TENS: Final = vocabulary("ages.tens")
ENGLISH_TENS: Final = vocabulary("ages.english_tens")
UNITS: Final = vocabulary("ages.units")
ENGLISH_UNITS: Final = vocabulary("ages.english_units")
NUMBERS: Final = (
    TEENS
    | TENS
    | ENGLISH_TENS
    | {f"{unit}en{ten}" for unit in UNITS for ten in TENS}
    | {f"{ten}-{unit}" for unit in ENGLISH_UNITS for ten in ENGLISH_TENS}
)
"""As folded tokens: ages from ten up."""
DECADES: Final = TENS | {f"{ten.removesuffix('y')}ies" for ten in ENGLISH_TENS}
PART_OF_DECADE: Final = frozenset({"begin", "eind", "midden", "halverwege", "achterin", "voorin"})
IS: Final = frozenset({"is", "ben", "was", "wordt", "word", "werd", "am", "turned", "turns", "i'm"})
ABOUT: Final = vocabulary("ages.about")
PEOPLE: Final = vocabulary("ages.people")
SUBJECTS: Final = PEOPLE | {"ik", "hij", "zij", "ze", "i", "he", "she", "who", "die"}
SHORT_FOR_IS: Final = frozenset({"he's", "she's", "i'm", "who's", "hes", "shes"})
OLD: Final = frozenset({"jaar", "jarige", "years", "year"})
ENDS: Final = frozenset(
    {"", ".", ",", "!", "?", ";", ")", "en", "and", "but", "maar", "now", "nu", "geworden", "or"}
    | {"toen", "when", "die", "who", "dus", "so", "omdat", "because", "sinds", "since", "met"}
)
MEASURES: Final = vocabulary("ages.measures")
OLD_TOO: Final = frozenset({"old", "oud", "jong", "young"})


def find_worded_ages(text: Text) -> Iterator[Span]:
    """A number in letters after a person who is, between commas after a name, or with `oud`."""
    if (NUMBERS | DECADES).isdisjoint(text.vocabulary):
        return
    for index, word in enumerate(text.folded):
        if word in DECADES and _is_decade(text, index):
            yield Span(text.starts[index], text.ends[index], "AGE", sure=False)
        if word not in NUMBERS:
            continue
        last = index + 1 if text.lower(index + 1) in ENGLISH_UNITS else index
        if _is_age(text, index, last):
            yield Span(text.starts[index], text.ends[last], "AGE", sure=False)


def _is_decade(text: Text, index: int) -> bool:
    """`begin veertig`, `achterin de vijftig`, `in her late forties`."""
    if text.lower(index + 1) not in ENDS:
        return False
    lead = index - 1
    if text.lower(lead) in {"early", "mid", "late", "de"}:
        lead -= 1
    if text.folded[index] in TENS:
        return text.lower(lead) in PART_OF_DECADE
    return text.lower(lead) in {"his", "her", "their", "my"} and text.lower(lead - 1) == "in"


def _is_age(text: Text, first: int, last: int) -> bool:
    after = text.lower(last + 1)
    years = after in OLD and text.lower(last + 2) in ENDS | OLD_TOO
    lead = first - 1
    while text.lower(lead) in ABOUT:
        lead -= 1
    if text.lower(lead) in {"van", "of"}:
        told = years or after not in MEASURES | OLD
        return told and _is_somebody(text, lead - 1)
    if years and text.lower(lead) not in IS:
        return text.lower(last + 2) in OLD_TOO
    if not years and after not in ENDS:
        return False
    if text.lower(lead) == ",":
        return after in {",", "."} and _is_named(text, lead - 1)
    return _is_being(text, lead)


def _is_being(text: Text, lead: int) -> bool:
    if text.lower(lead) in SHORT_FOR_IS:
        return True
    if text.lower(lead) == "s" and text.lower(lead - 1) in {"'", "’"}:
        return _is_somebody(text, lead - 2)
    return text.lower(lead) in IS and _is_somebody(text, lead - 1)


def _is_somebody(text: Text, index: int) -> bool:
    word = text.lower(index)
    return word in SUBJECTS or bool(ROLE_ENDING.match(word)) or _is_named(text, index)


def _is_named(text: Text, index: int) -> bool:
    named = text.shape(index) & CAPITAL and text.flag(index) & (GIVEN | SURNAME)
    return bool(named or text.shape(index) & MASKED)
