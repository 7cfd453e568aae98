"""Wards, teams, shifts, classes and production lines, with their name or number."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.loading import vocabulary
from reporting.masking.finders.openers import after_opener
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, START, UPPER, Text

CUES: Final = (
    r"[Aa]fdeling|[Aa]fd\.|AFDELING|[Tt]eam|[Gg]roep|[Kk]las|[Pp]loeg|[Uu]nit|[Pp]oli|"
    r"[Pp]olikliniek|[Ss]ectie|[Vv]leugel|[Bb]rigade|[Dd]ivisie|[Dd]irectie|[Cc]luster|[Ll]ijn|"
    r"[Pp]roductielijn|"
    r"[Vv]erpleegafdeling|[Kk]raam|[Ll]eefgroep|[Ww]oongroep|[Ss]ubteam|[Ww]ijkteam|[Bb]asisteam|"
    r"[Kk]leutergroep|[Ww]alserij|[Ss]pinnerij|[Ww]ard|[Cc]lass|[Ll]ine|[Ss]hift|[Ss]quad|"
    r"[Dd]epartment|[Dd]ept\.?|"
    r"[Yy]ear|[Ff]orm|[Cc]rew|[Ww]atch|[Cc]ell|[Ss]tream|[Tt]ribe|[Ss]quadron|[Bb]and"
)
CUE_WORDS: Final = frozenset(
    re.sub(r"\[(\w)\w\]", r"\1", CUES).lower().replace("\\.?", "").replace("\\.", "").split("|")
) | {
    "desk",
    "clinic",
    "section",
    "division",
    "bay",
    "shop",
}
CODE: Final = r"(?:\d{1,2}(?:(?!s\b)[A-Za-z])?|(?!I\b)[A-Z]\d{0,3}|[A-Z]{2,4}\d{0,2})"
NAME: Final = (
    r"[A-ZÀ-Þ][\w'’&-]+(?: (?:&|en|and|van|de|of) [A-ZÀ-Þ][\w'’-]+| [A-ZÀ-Þ][\w'’-]+){0,2}"
)
COMPOUND: Final = (
    r"\w{3,}(?:ploeg|team|groep|afdeling|unit)|(?:[Nn]ight|[Dd]ay|[Ll]ate|[Ee]arly|[Ee]vening|"
    r"[Mm]orning) (?:shift|crew|team)"
)
COMPOUND_ENDS: Final = ("ploeg", "team", "groep", "afdeling", "unit")
SHIFTS: Final = frozenset({"night", "day", "late", "early", "evening", "morning"})
STREAM: Final = re.compile(
    r"(?<![\w-])[1-6] ?(?:vwo|havo|vmbo|mavo|gymnasium|atheneum|mbo)"
    r"(?:[ -]?(?:kader|basis|tl|gl|bb|kb|[a-ekt])\d?|"
    r" \d[a-z]?(?! ?(?:uur|keer|jaar|leerling)))?(?![\w-])",
    re.IGNORECASE,
)
LETTERED: Final = re.compile(r"(?<![\w-])[B-H] (?:shift|watch|crew|ploeg|team|wing|ward)(?![\w-])")
CUED: Final = re.compile(
    rf"(?<![\w-])(?:(?:{COMPOUND}|{CUES}) "
    rf"(?:(?:van )?{NAME}|[\"'“‘]{NAME}[\"'”’]|{CODE}(?![\w]|[.,:]\d|"
    rf"['’]))(?: [A-Z0-9]\b(?!['’]))?)"
)
DUTCH_LINE: Final = re.compile(
    r"(?i:lijn) \d{1,2}\Z|(?i:year|band|form|line|cell|stream|watch) [A-Z]{2,}\Z"
)
NAMED_AFTER: Final = re.compile(
    r"(?<![\w-])(?:[A-ZÀ-Þ][\w'’-]+ ){1,3}(?:Ward|Unit|Team|Department|Squad|Shift|Section|Desk|"
    r"Line|Clinic|Division)(?![\w-])"
)
LINE_WORDS: Final = re.compile(
    r"(?<![\w-])(?:the |de )(?P<unit>\w{4,}ing line|\w{4,}ing shop|\w{4,}ing bay)(?![\w-])"
)
CLASS: Final = re.compile(
    r"(?<![\w.,:/-])(?:\d{1,2}[A-Z]|\d{1,2} [A-Z][a-z]{2,}|[A-Z]\d[a-z]|[hvmHVMAG]\d[A-Za-z]|"
    r"[1-6][VHMAG]\d|"
    r"[1-6][a-e](?! ?[.)]))(?![\w-])"
)
CLASS_CUE: Final = re.compile(
    r"\b(?:uit|van|in|klas|from|by|of|class|groep|voor|for|mijn|my|with|met) $",
    re.IGNORECASE,
)
LETTER_HALL: Final = re.compile(
    r"(?<![\w-])[A-Z]-(?:hal|ploeg|afdeling|team|vleugel|gang|dienst|groep|wing|shift|ward|"
    r"side)(?![\w-])"
)
ON_THE_ROAD: Final = vocabulary("departments.on_the_road")
ABBREVIATIONS: Final = vocabulary("departments.abbreviations")
DUTCH_ABBREVIATIONS: Final = frozenset({"ic", "td"})
"""In English these are something else."""
UNIT_ENDINGS: Final = re.compile(
    r".{3,}(?:secretariaat|administratie|beheer|zaken|bureau|ploeg|afdeling|team|desk|balie|"
    r"redactie|crediteuren|debiteuren|planning|verkeer|dienst|inkoop|verkoop|logistiek|groep)\Z"
)


NAMELESS: Final = re.compile(
    r"\b(?:[Bb]ij|[Vv]an|[Oo]p|[Nn]aar|[Ii]n|[Uu]it) (?:de|het) "
    r"(?P<unit>(?!(?:dag|nacht|avond|ochtend|middag|vroege|late|week|hele|"
    r"vaste|kleine|andere)ploeg)[a-z]{4,}(?:secretariaat|administratie|redactie|ploeg))(?![\w-])"
)


NAMELESS_ENDS: Final = re.compile("secretariaat|administratie|redactie|ploeg")


def find_departments(text: Text) -> Iterator[Span]:
    """By a cue with a name, by a name with a cue after it, by shape, by well-known letters."""
    if any(_is_cue(word) for word in text.vocabulary):
        yield from _by_cue(text)
    for match in CLASS.finditer(text.raw):
        if CLASS_CUE.search(text.raw, max(0, match.start() - 8), match.start()):
            yield Span(match.start(), match.end(), "DEPARTMENT_UNIT", sure=False)
    for match in LETTER_HALL.finditer(text.raw):
        yield Span(match.start(), match.end(), "DEPARTMENT_UNIT", sure=True)
    for match in (
        *(NAMELESS.finditer(text.raw) if NAMELESS_ENDS.search(text.raw) else ()),
        *LETTERED.finditer(text.raw),
        *STREAM.finditer(text.raw),
    ):
        start, end = match.span(1 if match.lastindex else 0)
        yield Span(start, end, "DEPARTMENT_UNIT", sure=False)
    yield from _by_word(text)


def _by_cue(text: Text) -> Iterator[Span]:
    raw = text.raw
    for index, word in enumerate(text.folded):
        match = CUED.match(raw, text.starts[index]) if _is_cue(word) else None
        if match and not _is_public_line(text, match.group()):
            yield Span(match.start(), match.end(), "DEPARTMENT_UNIT", sure=True)
    for match in NAMED_AFTER.finditer(raw):
        start = after_opener(text, match.start())
        if " " in raw[start : match.end()]:
            yield Span(start, match.end(), "DEPARTMENT_UNIT", sure=False)
    for match in LINE_WORDS.finditer(raw):
        yield Span(match.start("unit"), match.end("unit"), "DEPARTMENT_UNIT", sure=False)


def _is_cue(word: str) -> bool:
    return (
        word in CUE_WORDS
        or word in SHIFTS
        or (word.endswith(COMPOUND_ENDS) and word != "zorggroep")
    )


def _is_public_line(text: Text, wording: str) -> bool:
    """`lijn 4` of a bus; in a factory it is a production line."""
    if not DUTCH_LINE.fullmatch(wording):
        return False
    return wording[-1].isupper() or not ON_THE_ROAD.isdisjoint(text.vocabulary)


def _by_word(text: Text) -> Iterator[Span]:
    known = ABBREVIATIONS if text.language == "en" else ABBREVIATIONS | DUTCH_ABBREVIATIONS
    for index, word in enumerate(text.folded):
        shape = text.shapes[index]
        abbreviated = shape & UPPER and word in known
        named = shape & CAPITAL and not shape & START and UNIT_ENDINGS.match(word)
        if abbreviated or named:
            yield Span(text.starts[index], text.ends[index], "DEPARTMENT_UNIT", sure=True)
        elif word == "a" and text.raw.startswith("A&E", text.starts[index]):
            yield Span(text.starts[index], text.starts[index] + 3, "DEPARTMENT_UNIT", sure=True)
