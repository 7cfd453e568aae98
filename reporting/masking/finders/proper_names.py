"""Names of people and places: what a stretch of capitals is, from lists and what stands round it."""

from collections.abc import Iterator, Mapping
from typing import Final

from reporting.masking.dictionaries.flags import GIVEN, NAME, NEUTRAL, PLACE, PROPER, SURNAME, WORD
from reporting.masking.dictionaries.loading import load_list, phrases_by_first
from reporting.masking.finders.chunks import (
    Chunk,
    is_initial,
    own_word,
    read_chunks,
    with_small_lead,
)
from reporting.masking.finders.compounds import is_unknown
from reporting.masking.finders.small_names import find_small_names
from reporting.masking.finders.vocabulary import (
    PERSON_VERBS,
    PLACE_LEADS,
    ROLE_ENDING,
    UNIT_LEADS,
    WORKPLACE_LEADS,
)
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, LETTER, MASKED, START, UPPER, Text

SHORTEST: Final = 2
FIELDS: Final[Mapping[str, str]] = {
    "naam": "PERSON",
    "name": "PERSON",
    "melder": "PERSON",
    "collega": "PERSON",
    "betrokkene": "PERSON",
    "school": "ORGANISATION",
    "werkgever": "ORGANISATION",
    "employer": "ORGANISATION",
    "bedrijf": "ORGANISATION",
    "company": "ORGANISATION",
    "hospital": "ORGANISATION",
    "ziekenhuis": "ORGANISATION",
    "locatie": "LOCATION",
    "location": "LOCATION",
    "plaats": "LOCATION",
    "place": "LOCATION",
    "town": "LOCATION",
    "site": "LOCATION",
    "vestiging": "LOCATION",
    "afdeling": "DEPARTMENT_UNIT",
    "department": "DEPARTMENT_UNIT",
    "ward": "DEPARTMENT_UNIT",
    "team": "DEPARTMENT_UNIT",
}
"""What a form field announces: `School: …`."""
AFTER_NAME: Final = frozenset({"(", "'", "’"})


def find_proper_names(text: Text) -> Iterator[Span]:
    """Capitalised names, then names in small letters."""
    yield from _known_phrases(text)
    for chunk in read_chunks(text):
        verdict = _judge(text, chunk)
        if verdict is not None:
            label, sure = verdict
            first = with_small_lead(text, chunk) if label == "PERSON" else chunk.first
            yield Span(text.starts[first], text.ends[chunk.last], label, sure)
    yield from find_small_names(text)


def _known_phrases(text: Text) -> Iterator[Span]:
    """Towns of several words: `Bergen op Zoom`."""
    phrases = phrases_by_first("place_phrases")
    for index, word in enumerate(text.folded):
        if text.shapes[index] & CAPITAL and word in phrases:
            for phrase in phrases[word]:
                last = index + len(phrase) - 1
                if tuple(text.folded[index : last + 1]) == phrase and text.shapes[last] & CAPITAL:
                    yield Span(text.starts[index], text.ends[last], "LOCATION", sure=True)
                    break


def _judge(text: Text, chunk: Chunk) -> tuple[str, bool] | None:
    letters = [
        index
        for index in range(chunk.first, chunk.last + 1)
        if text.shapes[index] & LETTER and text.shapes[index] & CAPITAL
    ]
    if not letters or not any(_says_something(text, index) for index in letters):
        return ("PERSON", True) if chunk.titled and _nameable(text, letters) else None
    if chunk.titled or (is_initial(text, letters[0]) and len(letters) > 1):
        return "PERSON", True
    if len(letters) == 1:
        return _judge_one(text, letters[0])
    return _judge_many(text, letters)


def _nameable(text: Text, letters: list[int]) -> bool:
    """After a title even a month may be a name, but never a little word."""
    return any(text.folded[index] not in load_list("function_words") for index in letters)


def _says_something(text: Text, index: int) -> bool:
    """Not a neutral word, nor an abbreviation that is no name."""
    flags = text.flags[index]
    if len(text.words[index]) < SHORTEST and not is_initial(text, index):
        return False
    if flags & NEUTRAL:
        return False
    return not text.shapes[index] & UPPER or bool(flags & NAME and not flags & WORD)


def _judge_one(text: Text, index: int) -> tuple[str, bool] | None:
    if text.shapes[index] & START:
        return _judge_opening(text, index)
    lead, flags = _lead(text, index), text.flags[index]
    if lead in load_list("person_words") or ROLE_ENDING.match(lead):
        return "PERSON", not own_word(text, index)
    if flags & PLACE and (lead in PLACE_LEADS or not flags & NAME):
        return "LOCATION", not own_word(text, index)
    if flags & GIVEN:
        return "PERSON", not own_word(text, index)
    if own_word(text, index):
        return ("DEPARTMENT_UNIT", False) if lead in UNIT_LEADS else ("PERSON", False)
    if flags & SURNAME and lead not in PLACE_LEADS | WORKPLACE_LEADS:
        return "PERSON", True
    return _by_lead(lead, text, index), False


def _judge_opening(text: Text, index: int) -> tuple[str, bool] | None:
    """The first word of a sentence: its capital says nothing."""
    flags = text.flags[index]
    if flags & GIVEN and not own_word(text, index):
        return "PERSON", True
    if text.lower(index - 1) == ":" and text.lower(index - 2) in FIELDS:
        return FIELDS[text.lower(index - 2)], False
    follows = _acts(text, index)
    if flags & PLACE and not flags & WORD and not (follows and flags & NAME):
        return "LOCATION", True
    if flags & GIVEN and follows:
        return "PERSON", False
    if flags & WORD or not (follows or text.lower(index + 1) in {"van", "from", ","}):
        return None
    if not flags and not is_unknown(text, index):
        return None
    return "PERSON", bool(flags & SURNAME)


def _acts(text: Text, index: int) -> bool:
    """Whether what follows is what people do."""
    after = index + 1
    if text.lower(after) in AFTER_NAME and text.starts[after] - text.ends[index] <= 1:
        return True
    if text.lower(after) == "," and _is_apposition(text, after + 1):
        return True
    return text.lower(after) in PERSON_VERBS or bool(text.shape(after) & MASKED)


def _is_apposition(text: Text, index: int) -> bool:
    """`, de vriendin van`, `, my neighbour`, `, 28 jaar`: what stands after a name and a comma."""
    if text.shape(index) & DIGIT:
        return True
    owned = text.lower(index) in {"de", "een", "mijn", "onze", "zijn", "haar", "the", "a", "my", "our", "his", "her"}
    return owned and text.lower(index + 1) in load_list("person_words")


def _judge_many(text: Text, letters: list[int]) -> tuple[str, bool] | None:
    first = letters[0]
    lead = _lead(text, first)
    if text.flags[first] & GIVEN or lead in load_list("person_words") or ROLE_ENDING.match(lead):
        return "PERSON", True
    if all(text.flags[index] & (WORD | NEUTRAL) for index in letters):
        at_work = lead in WORKPLACE_LEADS or text.lower(first - 1) in {"de", "het", "the"}
        return ("ORGANISATION", False) if at_work else ("DEPARTMENT_UNIT", False)
    if text.flags[first] & PLACE and lead in PLACE_LEADS:
        return "LOCATION", False
    if any(text.flags[index] & NAME for index in letters):
        return "PERSON", True
    return _by_lead(lead, text, first), False


def _by_lead(lead: str, text: Text, index: int) -> str:
    if lead in PLACE_LEADS:
        return "LOCATION"
    if lead in WORKPLACE_LEADS or text.flags[index] & PROPER == 0 and lead in {"de", "het"}:
        return "ORGANISATION"
    return "PERSON"


def _lead(text: Text, index: int) -> str:
    """The word before, articles and quotes skipped when a preposition stands before them."""
    before = index - 1
    if text.lower(before) in {'"', "“", "‘", "'", "„"}:
        before -= 1
    word = text.lower(before)
    if word in {"de", "het", "the", "onze", "our"} and text.lower(before - 1) in WORKPLACE_LEADS | PLACE_LEADS:
        return text.lower(before - 1)
    return word
