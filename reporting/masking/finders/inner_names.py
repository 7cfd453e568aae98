"""Capitalised words inside a sentence: person, place, employer or department, by what leads in."""

from typing import Final

from reporting.masking.dictionaries.flags import GIVEN, NAME, NEUTRAL, PLACE, PROPER, SURNAME, WORD
from reporting.masking.dictionaries.loading import load_list
from reporting.masking.finders.chunks import own_word
from reporting.masking.finders.initials import is_bare_initial
from reporting.masking.finders.vocabulary import (
    OBJECT_VERBS,
    PLACE_LEADS,
    PLACE_VERBS,
    ROLE_ENDING,
    UNIT_LEADS,
    WORKPLACE_LEADS,
)
from reporting.masking.tokens import CAPITAL, MASKED, UPPER, Text

QUOTES: Final = frozenset("\"“‘'„")
ARTICLES: Final = frozenset({"de", "het", "the", "onze", "our"})
INDEFINITE: Final = frozenset({"een", "a", "an"})
"""`a Red Bull`: one of many things."""
SAYS_WHAT: Final = frozenset({"is", "was", "are", "were", "zijn", "waren", "says", "reads"})
"""`the mats are Community Playthings`, `the sign says Helmets Must Be Worn`."""
PERSON_LEADS: Final = frozenset({"tegen", "namens", "collega's", "echtpaar"})
"""Before a capital, nearly always somebody."""
PERSONAL_PRONOUNS: Final = frozenset({"me", "him", "her", "mij", "hem", "haar", "allemaal"})
AND: Final = frozenset({"en", "and"})


def judge_one(text: Text, index: int) -> tuple[str, bool] | None:
    """The label of a single capitalised word inside a sentence, and whether it is sure."""
    lead, flags = lead_of(text, index), text.flags[index]
    sure = not own_word(text, index)
    if is_role(lead):
        return "PERSON", sure
    if flags & PLACE and _leads_to_place(text, index, lead):
        return "LOCATION", sure
    if flags & GIVEN or _is_listed_with_name(text, index):
        return "PERSON", sure
    if own_word(text, index):
        return _judge_word(text, index, lead)
    label = _by_lead(text, index, lead)
    return label, bool(label == "PERSON" and flags & SURNAME)


def _judge_word(text: Text, index: int, lead: str) -> tuple[str, bool] | None:
    """An ordinary word with a capital inside a sentence: `vroeg Zon`, `van Inkoop`, `Bakker`."""
    if text.folded[index] in load_list("person_words") and not text.flags[index] & SURNAME:
        return None
    if (lead in OBJECT_VERBS or lead in PERSON_LEADS) and not text.shapes[index] & UPPER:
        return "PERSON", False
    if text.flags[index] & SURNAME:
        label = _by_lead(text, index, lead)
        return label, label == "PERSON"
    unit = lead in UNIT_LEADS and not is_role(text.folded[index])
    return ("DEPARTMENT_UNIT", False) if unit else None


def judge_many(text: Text, letters: list[int]) -> tuple[str, bool] | None:
    """The label of several capitalised words in a row, and whether it is sure."""
    first = letters[0]
    lead, flags = lead_of(text, first), text.flags[first]
    if flags & GIVEN or is_role(lead) or is_bare_initial(text, first):
        return "PERSON", True
    if lead in PERSONAL_PRONOUNS or _is_double(text, letters):
        return "PERSON", False
    if all(text.flags[index] & (WORD | NEUTRAL) for index in letters):
        return _judge_phrase(text, letters, lead)
    if flags & PLACE and lead in PLACE_LEADS:
        return "LOCATION", False
    named = any(text.flags[index] & NAME for index in letters)
    return ("PERSON", True) if named else (_by_lead(text, first, lead), False)


def _is_double(text: Text, letters: list[int]) -> bool:
    """`Harm Jan Popping`: a given name further on, in a stretch that is no heading."""
    generic = load_list("generic_words")
    plain = not any(text.folded[index] in generic for index in letters)
    return plain and any(text.flags[index] & GIVEN for index in letters[:-1])


def _judge_phrase(text: Text, letters: list[int], lead: str) -> tuple[str, bool] | None:
    """Ordinary words with capitals: a department or a firm, unless it is a heading."""
    if any(text.folded[index] in load_list("generic_words") for index in letters):
        return None
    before = text.lower(letters[0] - 1)
    if before in INDEFINITE or lead in SAYS_WHAT:
        return None
    at_work = lead in WORKPLACE_LEADS or before in ARTICLES
    return ("ORGANISATION" if at_work else "DEPARTMENT_UNIT"), False


def is_role(word: str) -> bool:
    """Whether a folded word is a kind of person: kin, trade, function."""
    return word in load_list("person_words") or ROLE_ENDING.match(word) is not None


def _leads_to_place(text: Text, index: int, lead: str) -> bool:
    """Whether a town is a town here: `to` leads to people too, unless somebody goes there."""
    flags = text.flags[index]
    if _owns(text, index):
        return False
    if lead == "," and not flags & GIVEN and text.shape(index - 2) & (CAPITAL | MASKED):
        return True
    if lead == "to" and flags & GIVEN:
        return text.lower(index - 2) in PLACE_VERBS
    return lead in PLACE_LEADS or not flags & NAME


def _owns(text: Text, index: int) -> bool:
    """Somebody's: `in Ria's name`."""
    return text.lower(index + 1) in {"'", "’"} and text.lower(index + 2) == "s"


def _is_listed_with_name(text: Text, index: int) -> bool:
    """`Joe and Marigold`: the word before `and` is a name."""
    named = text.flag(index - 2) & GIVEN and text.shape(index - 2) & CAPITAL
    return bool(named) and text.lower(index - 1) in AND


def _by_lead(text: Text, index: int, lead: str) -> str:
    if lead == "to" and text.lower(index - 2) not in PLACE_VERBS:
        return "PERSON"
    if lead in {"via", "through"} and text.shape(index + 1) & CAPITAL:
        return "ORGANISATION"
    if lead in PLACE_LEADS:
        return "LOCATION"
    unknown = not text.flags[index] & (PROPER | SURNAME)
    if lead in WORKPLACE_LEADS or (unknown and lead in {"de", "het"}):
        return "ORGANISATION"
    return "PERSON"


def lead_of(text: Text, index: int) -> str:
    """The word before; before that when an article follows a preposition; quotes skipped."""
    before = index - 1
    if text.lower(before) in QUOTES:
        before -= 1
    word, earlier = text.lower(before), text.lower(before - 1)
    return earlier if word in ARTICLES and earlier in WORKPLACE_LEADS | PLACE_LEADS else word
