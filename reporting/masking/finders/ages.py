"""Ages: the number only, and only where it is somebody's age and not how long a thing took."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from reporting.masking.dictionaries.flags import GIVEN, NEUTRAL, SURNAME, WORD
from reporting.masking.dictionaries.folding import fold
from reporting.masking.dictionaries.loading import load_words, vocabulary
from reporting.masking.finders.compounds import is_compound
from reporting.masking.finders.cues import before
from reporting.masking.finders.trades import is_trade
from reporting.masking.finders.vocabulary import ROLE_ENDING
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, MASKED, Text

AGE: Final = r"(?P<age>1[01][0-9]|[1-9][0-9]|[0-9])"
PEOPLE: Final = vocabulary("ages.people")
PRONOUNS: Final = vocabulary("ages.pronouns")
ABOUT_WORDS: Final = vocabulary("ages.about")
GROWN: Final = vocabulary("ages.grown")
"""After these a bare number is an age; after `bewoner` it may be a room."""


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words))


ABOUT: Final = (
    r"(?:een jaar of|zo'n|(?:volgende|deze|next|this) \w+|pas|net|al|nu|"
    r"bijna|ongeveer|rond de|nog maar|maar|inmiddels|ruim|toen|amper|zelf|"
    r"only|just|about|nearly|almost|still|barely|around|now)"
)
IS: Final = r"(?i:is|ben|bent|was|wordt|word|werd|zijn|are|am|turned|turns|'s|'m|’s|’m|'re|’re)"
ANYBODY: Final = (
    rf"(?:(?i:{_any_of(PRONOUNS)}|[a-z]*(?:{_any_of(PEOPLE)})|"
    r"(?:mevr|mw|mevrouw|dhr|meneer|mr|mrs|ms|miss)\.? [\w'’-]{2,20})|"
    r"(?P<capital>[A-ZÀ-Þ](?=\w*[a-z])[\w'’-]+)|(?:naam|name) \d+\])"
)
MONTHS: Final = _any_of(vocabulary("dates.month_words"))
BECOMING: Final = re.compile(
    r"\b(?:word|wordt|werd|turns?|turned|turning|is|am|be) "
    rf"(?:(?:in|op|on) (?:{MONTHS})|(?:this|next|deze|dit|volgende?|komende?|morgen|tomorrow)"
    r"(?: \w{3,10})?) $",
    re.IGNORECASE,
)
"""`ik word in november 66`."""

SAID: Final = re.compile(
    rf"(?<![\w.,:/-]){AGE}(?:[ -]?(?:jaar|jr\.?|maanden)[ -]oud|[ -]?jarige?\b|[ -]years?[ -]old|"
    r"[ -]?yrs?\b[ -]?old|[ -]?y/?o\b|[ -]months?[ -]old|e verjaardag|(?:st|nd|rd|th) birthday)",
    re.IGNORECASE,
)
LABELLED: Final = re.compile(
    rf"\b(?:leeftijd|aged?|age of|leeftijd van)(?: is| was|:)? {AGE}(?![\w/]|[.,:-]\d)",
    re.IGNORECASE,
)
PAIR: Final = re.compile(
    rf"(?<![\w.,:/-]){AGE} (?:en|of|and|or) \d{{1,2}} (?:jaar|years)\b", re.IGNORECASE
)
YEARS: Final = re.compile(
    rf"(?<![\w.,:/-]){AGE} ?(?:jaar|jr|years)\b"
    r"(?! (?:geleden|lang|ago|later|long|ervaring|of|dienst|garantie|eerder|experience|service))",
    re.IGNORECASE,
)
NUMBER: Final = re.compile(rf"(?<![\w.,:/€£$-]){AGE}(?![\w/%°-]|[.,:]\d)")
SUBJECT: Final = rf"(?<!\w)(?:{ANYBODY},? ?{IS}|(?i:hes|shes|im|theyre))(?: {ABOUT})* "
NEIGHBOUR: Final = (
    rf"(?<!\w)(?i:{_any_of(PEOPLE)})"
    rf"(?: (?!(?:de|het|een|the|a|and|en|die|who)\b)[a-z]+){{1,3}} {IS} "
)
"""`the boy next door is`."""
AFTER_SUBJECT: Final = re.compile(rf"(?:{SUBJECT}|{NEIGHBOUR})$")
BEFORE_YEARS: Final = re.compile(rf"(?:{SUBJECT}|[(,] ?|\b(?:en|of|and|or) )$")
"""Before `12 jaar` when it is an age; otherwise it is how long something took."""
ENDS: Final = re.compile(
    r"(?= ?[.;!?)…]| ?,(?! ?\d)|$| (?:en|and|but|maar|jaar|years|now|nu|geworden|or|of|when|toen|"
    r"die|who|dus|so|because|omdat|met|with|uit|from|in|op|sinds|since|if|als|"
    r"myself|zelf|next week|next month|volgende)\b)",
    re.IGNORECASE,
)
PERSON_OF: Final = re.compile(
    rf"(?:\b(?:{_any_of(PEOPLE)})|(?:naam|name) \d+\]) (?:van|of) (?:{ABOUT} )?$", re.IGNORECASE
)
MEASURE: Final = re.compile(
    r" ?(?:euro|kilo|meter|cm|kg|minuten|uur|u|weken|dagen|keer|tot|t/m|to|until|pm|am|"
    r"minutes|hours|weeks|days|pounds|metres|feet)\b| ?[-–/:.]\d",
    re.IGNORECASE,
)
NEWBORN: Final = re.compile(r"(?:baby|newborn|zuigeling|kindje) (?:van|of) $", re.IGNORECASE)
SMALL_SUBJECT: Final = re.compile(r"(?<![\w'’-])(?P<word>[a-zà-ÿ]{3,14}) (?:is|was|wordt) $")
THING: Final = re.compile(
    rf"\b(?:het|de|dit|deze|the|this|that|onze|our) (?!(?:{_any_of(PEOPLE)})\b)[a-zë]{{2,20}} "
    rf"{IS}(?: {ABOUT})? $",
    re.IGNORECASE,
)
"""The age of a machine is nobody's age."""
NEAR: Final = 44
"""Characters in which the subject of `is 54` must stand."""
CLOSING: Final = frozenset({")", ",", "jaar", "jr", "years", "yrs", "y"})
LISTED: Final = frozenset({",", ".", ")", "", ";", "jaar", "jr", "en", "and"})
PRESENTING: Final = frozenset({"ben", "ik", "am", "i'm", "im", "als", "as", "is", "was"})
OLDEST: Final = 115
SMALL_NUMBER: Final = 9
LEAST_WORKING: Final = 14


def find_ages(text: Text) -> Iterator[Span]:
    """Said in so many words, between brackets or commas after a name, or after being."""
    raw = text.raw
    for pattern in (SAID, LABELLED, PAIR):
        for match in pattern.finditer(raw):
            if pattern is not SAID or not THING.search(before(raw, match.start())):
                yield _span(match, sure=True)
    yield from _between_commas(text)
    yield from _after_being(raw)


def _span(match: re.Match[str], *, sure: bool) -> Span:
    return Span(match.start("age"), match.end("age"), "AGE", sure)


def _after_being(raw: str) -> Iterator[Span]:
    """`een jongen van 9`, `she's 54, and`, `hij is 61 jaar`."""
    for match in YEARS.finditer(raw):
        if BEFORE_YEARS.search(before(raw, match.start())):
            yield _span(match, sure=False)
    for match in NUMBER.finditer(raw):
        lead = before(raw, match.start(), NEAR)
        told = " van " in lead or " of " in lead
        if told and PERSON_OF.search(lead) and not _is_measure(match, lead):
            yield _span(match, sure=True)
        elif ENDS.match(raw, match.end()) and (
            _is_about_somebody(lead) or BECOMING.search(lead) or _is_unknown(lead)
        ):
            yield _span(match, sure=False)


def _is_about_somebody(lead: str) -> bool:
    """`Temperatuur is 19` is about nobody: a word that is a name nowhere."""
    subject = AFTER_SUBJECT.search(lead)
    if subject is None or subject["capital"] is None:
        return subject is not None
    flags = load_words().get(fold(subject["capital"]), 0)
    return not flags & WORD or bool(flags & (GIVEN | SURNAME))


def _is_measure(match: re.Match[str], lead: str) -> bool:
    return bool(MEASURE.match(match.string, match.end())) and not NEWBORN.search(lead)


def _is_unknown(lead: str) -> bool:
    """`olek is 19`: what is no word in small letters is a name."""
    subject = SMALL_SUBJECT.search(lead)
    if subject is None:
        return False
    word = fold(subject["word"])
    return not load_words().get(word, 0) & (WORD | NEUTRAL) and not is_compound(word)


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
            yield Span(text.starts[index], text.ends[index], "AGE", bracketed)
        elif opened in GROWN and closed in LISTED and int(word) > SMALL_NUMBER:
            yield Span(text.starts[index], text.ends[index], "AGE", sure=False)


def _is_age(word: str) -> bool:
    return word.isascii() and word.isdecimal() and 0 < int(word[:4]) <= OLDEST


def _is_person(text: Text, index: int, age: int, closed: str) -> bool:
    """Small numbers stand behind many capitals; they are an age only after a name we know."""
    shape, word = text.shape(index), text.lower(index)
    if word in PEOPLE or shape & MASKED or text.flag(index) & GIVEN:
        return True
    if shape & CAPITAL and age > SMALL_NUMBER:
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
