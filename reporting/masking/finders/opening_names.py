"""The first word of a sentence: its capital says nothing, so something else must say name."""

import re
from typing import Final

from reporting.masking.dictionaries.flags import (
    GIVEN,
    NAME,
    NEUTRAL,
    PLACE,
    SURNAME,
    WORD,
)
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.also_names import is_also_name, speaks
from reporting.masking.finders.chunks import own_word
from reporting.masking.finders.compounds import VOWEL, is_of_a_town, is_unknown
from reporting.masking.finders.vocabulary import PERSON_VERBS
from reporting.masking.tokens import DIGIT, LETTER, MASKED, Text

POSSESSIVES: Final = vocabulary("possessives")
FIELDS: Final = {
    word: label
    for label in ("PERSON", "ORGANISATION", "LOCATION", "DEPARTMENT_UNIT")
    for word in vocabulary(f"fields.{label}")
}
"""What a form field announces: `School: …`."""
AFTER_NAME: Final = frozenset({"(", "'", "’"})
PAST: Final = re.compile(r".{3,}ed\Z|.{3,}(?:[^aeiou]d|[kfschpt]t)e\Z")
"""Nearly always a verb in the past tense, in either language."""
AFTER_UNKNOWN: Final = frozenset({"van", "from", ",", ":"})
"""Enough after a word that no list knows."""


def judge_opening(text: Text, index: int) -> tuple[str, bool] | None:
    """The label of a single capitalised word that opens a sentence, and whether it is sure."""
    announced = FIELDS.get(text.lower(index - 2)) if text.lower(index - 1) == ":" else None
    flags = text.flags[index]
    if flags & GIVEN and not own_word(text, index):
        return "PERSON", True
    if announced is not None:
        return announced, False
    if _signs(text, index):
        return "PERSON", False
    if _is_place(text, index):
        return "LOCATION", True
    return ("PERSON", bool(flags & SURNAME)) if _is_person(text, index) else None


def _signs(text: Text, index: int) -> bool:
    """A line, or the last sentence, with nothing but a name: it signs the story."""
    flags = text.flags[index]
    if flags & (WORD | NEUTRAL | PLACE) or is_of_a_town(text, index):
        return False
    if not (flags & NAME or VOWEL.search(text.folded[index])):
        return False
    before = text.raw[text.ends[index - 1] if index else 0 : text.starts[index]]
    last = index + 1 if text.lower(index + 1) in {".", ","} else index
    following = text.starts[last + 1] if last + 1 < len(text.words) else len(text.raw)
    after = text.raw[text.ends[last] : following]
    final = following == len(text.raw)
    heading = not (flags & NAME or is_unknown(text, index) or final)
    return not heading and (not index or "\n" in before or final) and (final or "\n" in after)


def _is_place(text: Text, index: int) -> bool:
    flags = text.flags[index]
    if not flags & PLACE or flags & WORD:
        return False
    return not (flags & NAME and _acts(text, index))


def _is_person(text: Text, index: int) -> bool:
    flags, acts = text.flags[index], _acts(text, index)
    if flags & GIVEN and acts:
        return True
    if speaks(text, index) or is_also_name(text, index):
        return True
    if flags & WORD or not (acts or text.lower(index + 1) in AFTER_UNKNOWN):
        return False
    return bool(flags) or is_unknown(text, index)


def _acts(text: Text, index: int) -> bool:
    """Whether what follows is what people do, or stands after a name."""
    after = index + 1
    follows = text.lower(after)
    if follows in AFTER_NAME and text.starts[after] - text.ends[index] <= 1:
        return True
    if follows == "," and _is_apposition(text, after + 1):
        return True
    verb = follows in PERSON_VERBS or (PAST.match(follows) and text.shape(after) & LETTER)
    return bool(verb or text.shape(after) & MASKED)


def _is_apposition(text: Text, index: int) -> bool:
    """`, de vriendin van`, `, my neighbour`, `, 28 jaar`: what stands after a name and a comma."""
    if text.shape(index) & DIGIT:
        return True
    return text.lower(index) in POSSESSIVES and text.lower(index + 1) in load_list("person_words")
