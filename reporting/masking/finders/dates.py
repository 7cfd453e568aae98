"""Dates that lead to a day or a month of a year; not weekdays, clock times or a bare month."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.loading import vocabulary
from reporting.masking.finders.cues import before
from reporting.masking.spans import Span
from reporting.masking.tokens import Text

MONTH: Final = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"january|february|march|may|june|july|august|october|"
    r"jan|feb|febr|mrt|mar|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec)\b\.?"
)
MONTH_WORDS: Final = vocabulary("dates.month_words")
DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
ORDINAL: Final = r"(?:st|nd|rd|th|e|ste|de)?"
YEAR: Final = r"(?:(?:19|20)\d\d|['’]\d\d)(?!\d)"
FEAST: Final = (
    r"(?:(?:(?:eerste|tweede|1e|2e) )?(?:kerst|paas|pinkster)dag|(?:paas|pinkster)maandag|"
    r"goede vrijdag|palmzondag|dodenherdenking|prinsjesdag|moederdag|vaderdag|suikerfeest|"
    r"offerfeest|ash wednesday|whit monday|bank holiday(?: monday)?|mothering sunday|eid|diwali|"
    r"kerst(?:mis|avond)?|pasen|pinksteren|hemelvaart(?:sdag)?|koningsdag|bevrijdingsdag|"
    r"oudjaar(?:savond)?|"
    r"nieuwjaar(?:sdag)?|sinterklaas|carnaval|christmas(?: eve| day)?|boxing day|easter(?: sunday| "
    r"monday)?|"
    r"new year'?s (?:eve|day)|halloween|good friday)"
)
SEASON: Final = r"(?:voorjaar|najaar|zomer|herfst|winter|lente|spring|summer|autumn)"

DAY_MONTH: Final = re.compile(
    rf"(?<![\w.,/-])(?:{DAY}{ORDINAL}, ){{0,4}}"
    rf"(?:{DAY}{ORDINAL} ?(?:op|-|–|/|en|t/m|tot|to|and|until) ?)?{DAY}{ORDINAL} ?"
    rf"(?:of )?{MONTH}"
    rf"(?:,? {YEAR})?(?!\w)",
    re.IGNORECASE,
)
MONTH_DAY: Final = re.compile(
    rf"\b{MONTH} (?:the )?{DAY}(?:st|nd|rd|th)?(?!\w|[.:]\d)(?:,? {YEAR})?", re.IGNORECASE
)
MONTH_YEAR: Final = re.compile(
    rf"\b(?:{MONTH}|{FEAST}|{SEASON}|week \d\d?|q[1-4]),?(?: van| of| in)? {YEAR}(?!\w)",
    re.IGNORECASE,
)
NAMED_TIME: Final = re.compile(
    r"(?:jan|feb|m[aä]r|mrt|maart|apr|mei|may|ju[nl]|aug|sep|o[kc]t|nov|dec|dag|day|pasen|eid|kerst|"
    r"pinkster|hemelvaart|oudjaar|nieuwjaar|sinterklaas|carnaval|christmas|easter|halloween|diwali|"
    r"feest|herdenking|eve|friday|holiday|jaar|zomer|herfst|winter|lente|spring|summer|autumn|week|"
    r"q[1-4])",
    re.IGNORECASE,
)
"""Something of a month, a feast or a season: seldom there, and found quickly."""
NUMERIC: Final = re.compile(
    rf"(?<![\w./-])(?:{DAY}[-/.](?:0?[1-9]|1[0-2])[-/.](?:(?:19|20)\d\d|['’]?\d\d)|"
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01]))(?![\w/-]|\.\d)"
)
AMERICAN: Final = re.compile(
    r"(?<![\w./-])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:19|20)\d\d(?![\w/-])"
)
SHORT: Final = re.compile(
    rf"(?<![\w./,:-]){DAY}(?P<sign>[-/.])(?:0?[1-9]|1[0-2])(?![\w/%-]|[.:,]\d|\.\w)"
)
SHORT_CUE: Final = re.compile(
    r"\b(?:op|d\.?d\.?|datum:?|dag|vanaf|sinds|per|date:?|dated|on|since|until|from|"
    r"(?:maan|dins|donder|vrij|zater|zon)dag|woensdag|ma|di|wo|do|vr|za|zo|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s$",
    re.IGNORECASE,
)
OF_CUE: Final = re.compile(r"\b(?:van|of|for|voor)\s$", re.IGNORECASE)
"""Before `14-11`, but not before `3-1`."""
TWO_DIGITS: Final = re.compile(r"\d\d[-/]\d\d")
RANGE_CUE: Final = re.compile(
    r"\b\d{1,2}[-/]\d{1,2}(?: (?:tot|t/m|en|to|and|until|of|or) |, ?| ?/ | & )$"
)
WHEN_CUE: Final = re.compile(
    r"(?:nacht|avond|ochtend|middag|dienst|weekend|night|shift|morning|evening|report|rpt|rapport|"
    r"verslag|log)(?: (?:van|of|for|on))?:? $|"
    r"\b(?:gister(?:en)?|eergisteren|vandaag|yesterday|today|tonight|vannacht)[ ,(]{1,2}$",
    re.IGNORECASE,
)
"""`de nacht van 6/12`, `yesterday (8/10)`."""
UNIT_AFTER: Final = re.compile(
    r"\s?(?:uur|weken|week|dagen|keer|maal|jaar|maanden|procent|graden|meter|punt|mensen|personen|"
    r"weeks|days|times|years|months|people|hours|per cent|percent|inch|inches)\b"
    r"|\s(?:in\.|mile|of)",
    re.IGNORECASE,
)
BARE_YEAR: Final = re.compile(
    r"\b(?:sinds|since|vanaf|born in|geboren in|geb\.|uit het jaar|in dienst sinds|from|in het "
    r"jaar|bouwjaar|(?:hij|zij|ze|she|he) is (?:van|from))"
    r" (?:begin |eind |medio |early |late )?(?P<year>(?:19|20)\d\d)(?![\w-])",
    re.IGNORECASE,
)
GLUED: Final = re.compile(
    r"\d(?:jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)", re.IGNORECASE
)
"""`22dec` is one word."""
IN_CUE: Final = re.compile(r"\bin $", re.IGNORECASE)
HAS_YEAR: Final = re.compile(r"\d{4}|['’]\d\d")
MAY_DO: Final = re.compile(r"\d (?:may|march)$|^(?:may|march|mar) \d")
"""In small letters `may` and `march` are verbs."""
DOTTED_CLOCK: Final = re.compile(
    r"(?:tijd(?:stip)?|om|at|rond|around|tussen|uur)\W{0,2}$", re.IGNORECASE
)


def find_dates(text: Text) -> Iterator[Span]:
    """Day and month, numeric dates, month and year, a bare year after since."""
    raw = text.raw
    worded = not MONTH_WORDS.isdisjoint(text.vocabulary) or GLUED.search(raw)
    for pattern in (DAY_MONTH, MONTH_DAY, NUMERIC, AMERICAN) if worded else (NUMERIC, AMERICAN):
        for match in pattern.finditer(raw):
            if not MAY_DO.search(match.group()) and not _is_bare_month(match, pattern):
                yield Span(match.start(), match.end(), "DATE", sure=True)
    yield from _years(raw)
    for match in SHORT.finditer(raw):
        if _is_announced(match):
            yield Span(match.start(), match.end(), "DATE", sure=False)


def _is_bare_month(match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """`in augustus 14`: a month and a number that has nothing to do with it."""
    if pattern is not MONTH_DAY or HAS_YEAR.search(match.group()):
        return False
    return IN_CUE.search(before(match.string, match.start(), 14)) is not None


def _years(raw: str) -> Iterator[Span]:
    if not any(sign in raw for sign in ("20", "19", "'", "’")):
        return
    for match in MONTH_YEAR.finditer(raw) if NAMED_TIME.search(raw) else ():
        yield Span(match.start(), match.end(), "DATE", sure=True)
    for match in BARE_YEAR.finditer(raw):
        yield Span(match.start("year"), match.end("year"), "DATE", sure=True)


def _is_announced(match: re.Match[str]) -> bool:
    lead = before(match.string, match.start(), 14)
    if UNIT_AFTER.match(match.string, match.end()) or DOTTED_CLOCK.search(lead):
        return False
    if OF_CUE.search(lead) and TWO_DIGITS.fullmatch(match.group()):
        return True
    return any(cue.search(lead) is not None for cue in (SHORT_CUE, RANGE_CUE, WHEN_CUE))
