"""Names of people and places: what a stretch of capitals is, and names in small letters."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import (
    GIVEN,
    NAME,
    NEUTRAL,
    PLACE,
    SURNAME,
    WORD,
)
from reporting.masking.dictionaries.loading import load_list, phrases_by_first, vocabulary
from reporting.masking.finders.also_names import is_also_name
from reporting.masking.finders.chunks import Chunk, read_chunks
from reporting.masking.finders.initials import is_initial
from reporting.masking.finders.inner_names import judge_many, judge_one
from reporting.masking.finders.opening_names import judge_opening
from reporting.masking.finders.products import is_substance, is_thing, things_in
from reporting.masking.finders.small_leads import ARCHAIC, with_shortened, with_small_lead
from reporting.masking.finders.small_names import SMALL_PLACE_LEADS, find_small_names
from reporting.masking.finders.vocabulary import INTERFIX, PLACE_LEADS
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, LETTER, START, UPPER, Text

WORD_LETTERS: Final = frozenset("IUO")
"""A capital alone that is a word: `Sir, I`, `mevrouw U`."""
RANKS: Final = vocabulary("proper_names.ranks")
"""So few carry one that it belongs to the name: `Sir Nicolas`, `jonkheer Van Lennep`."""
SPECIES: Final = vocabulary("proper_names.species")
"""What follows the initial of a genus: `E. Coli`."""
GENERATIONS: Final = frozenset({"senior", "junior", "sr", "jr"})
ARTICLES: Final = frozenset({"de", "het", "the"})
"""A heading may begin with one: `De Haven`."""
APOSTROPHES: Final = frozenset({"'", "’"})
SHORTEST: Final = 2
SHORTEST_UPPER: Final = 3
LONGEST_CODE: Final = 4
"""Capitals up to this length are an abbreviation rather than a family name."""
WITH_S: Final = re.compile(
    r"(?<!\w)['’‘`]s[- ](?:Hertogenbosch|Gravenhage|Gra[a-z]{3,}|Heer[a-z]{3,})"
)
"""Towns that begin with `'s`."""
PROVINCE: Final = re.compile(
    r" (?:\((?:NH|ZH|NB|GLD|Gld|OV|DR|GR|FR|LB|UT|ZL)\)|(?:NH|ZH|NB|Gld)(?!\w))"
)
SHAPED: Final = re.compile(
    r"[A-Z]-[a-z]|[A-Z]{2,}['’-]?(?:er|ers|ster|s)\Z|\w{3,}(?:nr|nrs|nummer|wet|besluit|regeling|richtlijn)\.?\Z"
)
"""`I-beam`, `T-shirt`: a letter for its shape; `PIW'er`, `Zaaknr`: an abbreviation."""


def find_proper_names(text: Text) -> Iterator[Span]:
    """Capitalised names, then names in small letters."""
    yield from _known_phrases(text)
    chunks = list(read_chunks(text))
    things = things_in(text, chunks)
    for chunk in chunks:
        if not chunk.titled and _is_nobody(text, chunk, things):
            continue
        verdict = None if is_substance(text, chunk) else _judge(text, chunk)
        if verdict is not None:
            yield _span(text, chunk, verdict)
    yield from find_small_names(text)


def _is_nobody(text: Text, chunk: Chunk, things: frozenset[str]) -> bool:
    if _is_van_der(text, chunk.last):
        return False
    return _adds_to_number(text, chunk) or is_thing(text, chunk, things)


def _span(text: Text, chunk: Chunk, verdict: tuple[str, bool]) -> Span:
    """The stretch with what belongs to it on either side."""
    label, sure = verdict
    start, end = text.starts[chunk.first], text.ends[chunk.last]
    if label == "LOCATION":
        end = _with_province(text.raw, end)
    if label == "PERSON":
        start = with_small_lead(text, chunk.first)
        if text.lower(chunk.first - 1) in RANKS:
            start = text.starts[chunk.first - 1]
        if text.lower(chunk.last + 1) in GENERATIONS:
            end = text.ends[chunk.last + 1]
    return Span(start, end, label, sure)


def _adds_to_number(text: Text, chunk: Chunk) -> bool:
    """`Dorpslaan 1 Ab`: two letters between a house number and a sign."""
    if chunk.first < chunk.last or len(text.words[chunk.first]) > SHORTEST:
        return False
    number, after = text.shape(chunk.first - 1), text.shape(chunk.last + 1)
    street = text.shape(chunk.first - 2) & CAPITAL
    return bool(number & DIGIT and street and not after & LETTER)


def _with_province(raw: str, end: int) -> int:
    """Where `Bovenkerk (NH)` ends: letters for a province belong to the town before them."""
    province = PROVINCE.match(raw, end)
    return province.end() if province else end


def _known_phrases(text: Text) -> Iterator[Span]:
    """Towns of several words: `Bergen op Zoom`."""
    for match in WITH_S.finditer(text.raw):
        yield Span(match.start(), match.end(), "LOCATION", sure=True)
    phrases = phrases_by_first("place_phrases")
    for index, word in enumerate(text.folded):
        if word not in phrases or not (text.shapes[index] & CAPITAL or word in APOSTROPHES):
            continue
        for phrase in phrases[word]:
            last = index + len(phrase) - 1
            if tuple(text.folded[index : last + 1]) == phrase and _is_written(text, index, last):
                yield Span(text.starts[index], text.ends[last], "LOCATION", sure=True)
                break


def _is_written(text: Text, first: int, last: int) -> bool:
    """With a capital, or, where nobody writes them, after a word that leads to a place."""
    if text.shapes[last] & CAPITAL:
        return text.folded[first] not in ARTICLES or not _is_whole(text, first, last)
    lead = text.lower(first - 1)
    return text.without_capitals and (lead in PLACE_LEADS or lead in SMALL_PLACE_LEADS)


def _is_whole(text: Text, first: int, last: int) -> bool:
    """Nothing else stands in the text, so that nothing around it can say what it is."""
    return first == 0 and all(not shape & LETTER for shape in text.shapes[last + 1 :])


def _judge(text: Text, chunk: Chunk) -> tuple[str, bool] | None:
    within = range(chunk.first, chunk.last + 1)
    letters = [index for index in within if text.shapes[index] & CAPITAL]
    if _is_van_der(text, letters[-1]):
        return "PERSON", True
    if not any(_says_something(text, index) for index in letters):
        return ("PERSON", True) if chunk.titled and _nameable(text, letters) else None
    if chunk.titled or (is_initial(text, letters[0]) and len(letters) > 1):
        return None if text.folded[letters[-1]] in SPECIES else ("PERSON", True)
    if _is_heading(text, letters):
        return None
    if len(letters) > 1:
        return judge_many(text, letters)
    opening = text.shapes[letters[0]] & START
    return judge_opening(text, letters[0]) if opening else judge_one(text, letters[0])


def _is_heading(text: Text, letters: list[int]) -> bool:
    """`De Kliniek` and nothing else: an article and no name that a list knows."""
    if text.folded[0] not in ARTICLES or letters[0] > 1 or not _is_whole(text, 0, letters[-1]):
        return False
    return not any(
        text.flags[index] & (NAME | PLACE) and not text.flags[index] & WORD
        for index in letters
        if index > 0
    )


def _is_van_der(text: Text, index: int) -> bool:
    """`Van der Meer`: after these two even `Meer` is a family name; not `van Den Haag`."""
    if text.lower(index - 1) not in {"der", "den"} or text.lower(index - 2) not in INTERFIX:
        return False
    town = text.shape(index - 1) & CAPITAL and not text.shape(index - 2) & CAPITAL
    return not town


def _nameable(text: Text, letters: list[int]) -> bool:
    """After a title even a month may be a name, or a letter alone, but never a little word."""
    if len(letters) == 1 and len(text.words[letters[0]]) == 1:
        return text.words[letters[0]] not in WORD_LETTERS
    first = letters[0]
    if with_shortened(text, first) < first or text.lower(first - 1) in ARCHAIC:
        return True
    return any(text.folded[index] not in load_list("function_words") for index in letters)


def _says_something(text: Text, index: int) -> bool:
    """Not a neutral word, nor an abbreviation that is no name."""
    if len(text.words[index]) < SHORTEST and not is_initial(text, index):
        return False
    if is_also_name(text, index):
        return True
    if text.shapes[index] & DIGIT or text.flags[index] & NEUTRAL or SHAPED.match(text.words[index]):
        return False
    return not text.shapes[index] & UPPER or _is_shouted_name(text, index)


def _is_shouted_name(text: Text, index: int) -> bool:
    flags, length = text.flags[index], len(text.words[index])
    if flags & PLACE and length > LONGEST_CODE and not flags & WORD:
        return True
    given = flags & GIVEN and length >= SHORTEST_UPPER
    family = flags & SURNAME and length > LONGEST_CODE
    return bool((given or family) and not flags & WORD)
