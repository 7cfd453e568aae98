"""Ages: the number only, and only where it is somebody's age and not how long a thing took."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import GIVEN
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.being import ABOUT, IS, PEOPLE, any_of, is_about_somebody
from reporting.masking.finders.cues import before
from reporting.masking.finders.trades import is_trade
from reporting.masking.finders.vocabulary import ROLE_ENDING
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, MASKED, Text

AGE: Final = r"(?P<age>1[01][0-9]|[1-9][0-9]|[0-9])"
ABOUT_WORDS: Final = vocabulary("ages.about")
GROWN: Final = vocabulary("ages.grown")
"""After these a bare number is an age; after `bewoner` it may be a room."""


YEARS_OLD: Final = r"(?P<age>(?:1[01][0-9]|[1-9]?[0-9])(?:,\d)?(?:-\d{1,2}(?:,\d)?)?)"
"""Also `6,5` and `11-12,5`, as they are said of children."""
SAID: Final = re.compile(
    rf"(?<![\w.,:/-]){YEARS_OLD}(?:[ -]?(?:jaar|jr\.?|maanden)[ -]oud|[ -]?jarige?\b|"
    r"[ -]years?[ -]old|"
    r"[ -]?yrs?\b[ -]?old|[ -]?y/?o\b|[ -]months?[ -]old|e verjaardag|(?:st|nd|rd|th) birthday)",
    re.IGNORECASE,
)
LABELLED: Final = re.compile(
    rf"\b(?:leeftijd|aged?|age of|leeftijd van)(?: is| was|:)? {YEARS_OLD}(?![\w/]|[.,:-]\d)",
    re.IGNORECASE,
)
PAIR: Final = re.compile(
    rf"(?<![\w.,:/-]){AGE} (?:en|of|and|or) \d{{1,2}} (?:jaar|years)\b", re.IGNORECASE
)
AFTER_NAME: Final = re.compile(
    r"\b(?:ben|is|am|heet) \[(?:naam|name) \d+\],? (?P<age>[1-9]\d) (?:jaar|years old)(?= ?[,.;)])"
)
"""`ik ben [naam 1] 39 jaar,`; `[naam 1] werkt 9 jaar hier` tells how long."""
HALF: Final = re.compile(r",5(?=\))")
YEARS: Final = re.compile(
    rf"(?<![\w.,:/-]){AGE} ?(?:jaar|jr|years)\b"
    r"(?! (?:geleden|lang|ago|later|long|ervaring|of|dienst|garantie|eerder|experience|service))",
    re.IGNORECASE,
)
NUMBER: Final = re.compile(rf"(?<![\w.,:/€£$-]){AGE}(?![\w/%°-]|[.,:]\d)")
BEFORE_YEARS: Final = re.compile(r"(?:[(,] ?|\b(?:en|of|and|or) )$")
"""Before `12 jaar` when it is an age; otherwise it is how long something took."""
ENDS: Final = re.compile(
    r"(?= ?[.;!?)…]| ?,(?! ?\d)|$| (?:en|and|but|maar|jaar|years|now|nu|geworden|or|of|when|toen|"
    r"die|who|dus|so|because|omdat|met|with|uit|from|in|op|sinds|since|if|als|"
    r"myself|zelf|she|he|they|ze|hij|next week|next month|volgende)\b)",
    re.IGNORECASE,
)
PERSON_OF: Final = re.compile(
    rf"(?<![\w'’-])(?:(?P<word>\w[\w'’-]*) (?:van|of)|naam \d+\] van) (?:{ABOUT} )?$", re.IGNORECASE
)
MEASURE: Final = re.compile(
    r" ?(?:euro|kilo|meter|cm|kg|minuten|uur|u|weken|dagen|keer|tot|t/m|to|until|pm|am|"
    r"minutes|hours|weeks|days|pounds|metres|feet)\b| ?[-–/:.]\d",
    re.IGNORECASE,
)
NEWBORN: Final = re.compile(r"(?:baby|newborn|zuigeling|kindje) (?:van|of) $", re.IGNORECASE)
NEXT_WORD: Final = re.compile(r" (?P<word>[A-Za-z]+)")
THING: Final = re.compile(
    rf"\b(?:het|de|dit|deze|the|this|that|onze|our) (?!(?:{any_of(PEOPLE)})\b)[a-zë]{{2,20}} "
    rf"(?:{IS}|were|waren)(?: {ABOUT})? $",
    re.IGNORECASE,
)
"""The age of a machine is nobody's age."""
NEAR: Final = 44
"""Characters in which the subject of `is 54` must stand."""
SENTENCE: Final = 110
"""Characters to look back for where a sentence starts."""
GOES_ON: Final = re.compile(r"\b(?:en|and) (?P<being>is|was|ben|am|wordt) \Z", re.IGNORECASE)
LONGEST_GOING: Final = 12
STOPS: Final = ".!?;:\n"
FIRST_PERSON: Final = frozenset({"ben", "am"})
STARTS_WITH_SOMEBODY: Final = re.compile(
    r" ?(?:(?:mw|mevr|dhr|mr|mrs|ms|dr)\.? |(?:mevrouw|meneer|cli[eë]nte?|pati[eë]nte?|"
    r"bewoner|bewoonster|hij|zij|ze|he|she|patient|resident|client)\b|\[(?:naam|name) \d+\])",
    re.IGNORECASE,
)
CLOSING: Final = frozenset({")", ",", "jaar", "jr", "years", "yrs", "y"})
LISTED: Final = frozenset({",", ".", ")", "", ";", "jaar", "jr", "en", "and"})
PRESENTING: Final = frozenset({"ben", "ik", "am", "i'm", "im", "als", "as", "is", "was"})
OLDEST: Final = 115
SMALL_NUMBER: Final = 9
LEAST_WORKING: Final = 14


def find_ages(text: Text) -> Iterator[Span]:
    """Said in so many words, between brackets or commas after a name, or after being."""
    raw = text.raw
    for pattern in (SAID, LABELLED, PAIR, AFTER_NAME):
        for match in pattern.finditer(raw):
            if pattern is not SAID or not _is_thing(match):
                yield _span(match, sure=True)
    yield from _between_commas(text)
    yield from _after_being(raw)


def _span(match: re.Match[str], *, sure: bool) -> Span:
    return Span(match.start("age"), match.end("age"), "AGE", sure)


def _after_being(raw: str) -> Iterator[Span]:
    """`een jongen van 9`, `she's 54, and`, `hij is 61 jaar`."""
    for match in YEARS.finditer(raw):
        lead = before(raw, match.start(), NEAR)
        if is_about_somebody(lead) or BEFORE_YEARS.search(lead):
            yield _span(match, sure=False)
    for match in NUMBER.finditer(raw):
        lead = before(raw, match.start(), NEAR)
        if _is_of_somebody(lead) and not _is_measure(match, lead):
            yield _span(match, sure=True)
        elif ENDS.match(raw, match.end()) and (is_about_somebody(lead) or _goes_on(raw, match)):
            yield _span(match, sure=False)


def _goes_on(raw: str, match: re.Match[str]) -> bool:
    """`Mevrouw woont in Zeist en is 76.`: what was said of somebody at the start goes on."""
    going = GOES_ON.search(before(raw, match.start(), LONGEST_GOING))
    if going is None:
        return False
    since = max(0, match.start() - SENTENCE)
    start = max(raw.rfind(stop, since, match.start()) for stop in STOPS) + 1
    somebody = start > since or start == 0
    return going["being"].lower() in FIRST_PERSON or bool(
        somebody and STARTS_WITH_SOMEBODY.match(raw, start)
    )


def _is_thing(match: re.Match[str]) -> bool:
    """`the batteries were 14 years old`, `an 8 year old van`."""
    following = NEXT_WORD.match(match.string, match.end())
    if following and following["word"].lower() in load_list("aged_things"):
        return True
    return THING.search(before(match.string, match.start())) is not None


def _is_of_somebody(lead: str) -> bool:
    """`een knul van`, `[naam 1] van`."""
    found = PERSON_OF.search(lead)
    return found is not None and (found["word"] is None or found["word"].lower() in PEOPLE)


def _is_measure(match: re.Match[str], lead: str) -> bool:
    return bool(MEASURE.match(match.string, match.end())) and not NEWBORN.search(lead)


def _between_commas(text: Text) -> Iterator[Span]:
    """`Jansen (52)`, `uit Zeist, 79.`, `Jansen, 52 jaar,`, `man 57,`: right after a person."""
    for index, word in enumerate(text.words):
        if not text.shapes[index] & DIGIT or not _is_age(word):
            continue
        before_it = index - 1
        while text.lower(before_it) in ABOUT_WORDS:
            before_it -= 1
        opened, closed = text.lower(before_it), text.lower(index + 1)
        bracketed = opened == "(" and closed in CLOSING
        listed = opened == "," and closed in LISTED
        if (bracketed or listed) and _is_person(text, before_it - 1, int(word), closed):
            half = HALF.match(text.raw, text.ends[index])
            end = half.end() if half else text.ends[index]
            yield Span(text.starts[index], end, "AGE", bracketed or bool(half))
        elif opened in GROWN and closed in LISTED and int(word) > SMALL_NUMBER:
            yield Span(text.starts[index], text.ends[index], "AGE", sure=False)


def _is_age(word: str) -> bool:
    return word.isascii() and word.isdecimal() and 0 < int(word[:4]) <= OLDEST


def _is_person(text: Text, index: int, age: int, closed: str) -> bool:
    """Small numbers stand behind many capitals; they are an age only after a name we know."""
    shape, word = text.shape(index), text.lower(index)
    if word in PEOPLE or word.startswith(("[naam", "[name")) or text.flag(index) & GIVEN:
        return True
    if shape & CAPITAL and not shape & MASKED and age > SMALL_NUMBER:
        return True
    return closed == "," and age >= LEAST_WORKING and _is_trade(text, index)


def _is_trade(text: Text, index: int) -> bool:
    """`Ik ben verpleegkundige, 34, en`: a trade, told of a person."""
    word = text.lower(index)
    if ROLE_ENDING.match(word):
        return True
    told = {text.lower(back) for back in range(index - 4, index)}
    named = any(text.shape(back) & (CAPITAL | MASKED) for back in range(index - 3, index))
    return is_trade(word) and (named or not told.isdisjoint(PRESENTING))
