"""Whether a number is what somebody is: `she's`, `mevrouw Dol is`, `the boy next door is`."""

import re
from collections.abc import Iterable
from typing import Final

from reporting.masking.dictionaries.flags import GIVEN, NEUTRAL, SURNAME, WORD
from reporting.masking.dictionaries.folding import fold
from reporting.masking.dictionaries.loading import load_words, vocabulary
from reporting.masking.finders.compounds import is_compound

PEOPLE: Final = vocabulary("ages.people")
PRONOUNS: Final = vocabulary("ages.pronouns")
ENDINGS: Final = tuple(sorted(PEOPLE - {"son", "male", "teen", "lad"}))
"""Of words glued together: `buurjongen`."""
SHORTEST_FRONT: Final = 3


def any_of(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern."""
    return "|".join(sorted(words))


ABOUT: Final = (
    r"(?:een jaar of|zo'n|(?:volgende|deze|next|this) \w+|pas|net|al|nu|"
    r"bijna|ongeveer|rond de|nog maar|maar|inmiddels|ruim|toen|amper|zelf|"
    r"only|just|about|nearly|almost|still|barely|around|now)"
)
IS: Final = r"(?i:is|ben|bent|was|wordt|word|werd|zijn|are|am|turned|turns|'s|'m|’s|’m|'re|’re)"
SUBJECT: Final = re.compile(
    rf"(?<![\w'’-])(?:(?P<word>\w[\w'’-]*?)(?P<masked>\])?,? ?(?<!\w(?=\w)){IS}|"
    rf"(?i:hes|shes|im|theyre|ben))(?: {ABOUT})* $"
)
NEIGHBOUR: Final = re.compile(
    rf"(?<!\w)(?i:{any_of(PEOPLE)})"
    rf"(?: (?!(?:de|het|een|the|a|and|en|die|who)\b)[a-z]+){{1,3}} {IS} $"
)
"""`the boy next door is`."""
PLACEHOLDER: Final = re.compile(r"\[(?:naam|name) $", re.IGNORECASE)
TITLED: Final = re.compile(r"\b(?:mevr|mw|mevrouw|dhr|meneer|mr|mrs|ms|miss)\.? $", re.IGNORECASE)
MONTHS: Final = any_of(vocabulary("dates.month_words"))
BECOMING: Final = re.compile(
    r"\b(?:word|wordt|werd|turns?|turned|turning|is|am|be) "
    rf"(?:(?:in|op|on) (?:{MONTHS})|(?:this|next|deze|dit|volgende?|komende?|morgen|tomorrow)"
    r"(?: \w{3,10})?) $",
    re.IGNORECASE,
)
"""`ik word in november 66`."""
SMALL_SUBJECT: Final = re.compile(r"(?<![\w'’-])(?P<word>[a-zà-ÿ]{3,14}) (?:is|was|wordt) $")


def is_about_somebody(lead: str) -> bool:
    """Whether what stands directly before a number says that somebody is that number.

    Args:
        lead: up to the number, the blank before it included.
    """
    subject = SUBJECT.search(lead)
    if subject is not None and _is_somebody(subject, lead):
        return True
    if not PEOPLE.isdisjoint(lead.lower().split()) and NEIGHBOUR.search(lead):
        return True
    return BECOMING.search(lead) is not None


def _is_somebody(subject: re.Match[str], lead: str) -> bool:
    word, front = subject["word"], lead[: subject.start()]
    if word is None:
        return True
    if subject["masked"]:
        return PLACEHOLDER.search(front) is not None
    return is_person(word) or bool(TITLED.search(front)) or _is_unknown(lead)


def is_person(word: str) -> bool:
    """Whether a word stands for somebody: `ze`, `buurjongen`, `Wiebrand`; not `Temperatuur`."""
    small = word.lower()
    if small in PRONOUNS or small in PEOPLE:
        return True
    if word[0].isupper() and not word.isupper():
        flags = load_words().get(fold(word), 0)
        return not flags & WORD or bool(flags & (GIVEN | SURNAME))
    return any(
        small.endswith(ending) and len(small) - len(ending) >= SHORTEST_FRONT for ending in ENDINGS
    )


def _is_unknown(lead: str) -> bool:
    """`olek is 19`: what is no word in small letters is a name."""
    subject = SMALL_SUBJECT.search(lead)
    if subject is None:
        return False
    word = fold(subject["word"])
    return not load_words().get(word, 0) & (WORD | NEUTRAL) and not is_compound(word)
