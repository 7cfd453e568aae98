"""Number plates: Dutch sidecodes and British plates, with and without hyphens, in any case."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import WORD
from reporting.masking.dictionaries.loading import load_list, load_words, vocabulary
from reporting.masking.finders.cues import before, is_decoy
from reporting.masking.spans import Span
from reporting.masking.tokens import Text, is_shouted

LETTERS_AND_DIGITS: Final = vocabulary("plates.letters_and_digits")
"""Dutch sidecodes 1 to 14 and the next. Source: RDW, the Dutch vehicle authority."""
MONTH_WORDS: Final = vocabulary("dates.month_words")
SIGN: Final = {"L": "[A-Z]", "D": r"[0-9]"}


def _dutch(separator: str) -> str:
    return "|".join(
        separator.join(f"{SIGN[part[0]]}{{{len(part)}}}" for part in code.split("-"))
        for code in sorted(LETTERS_AND_DIGITS)
    )


HYPHENATED: Final = re.compile(
    rf"(?<![\w-])(?=\w{{1,3}}-\w{{1,3}}-)(?:{_dutch('-')})(?![\w-])", re.IGNORECASE
)
SPACED: Final = re.compile(
    rf"(?<![\w-])(?=[A-Z0-9]{{1,3}}[ -][A-Z0-9])(?:{_dutch('[ -]')})(?![\w-])"
)
UNBROKEN: Final = re.compile(rf"(?<![\w-])(?=[A-Z0-9]{{6}}(?![\w-]))(?:{_dutch('')})(?![\w-])")
BRITISH: Final = re.compile(
    r"(?<![\w-])(?:[A-Z]{2} ?[0-9]{2}[ -]?[A-Z]{3}|[A-Z][0-9]{1,3} [A-Z]{3}|[A-Z]{3} "
    r"[0-9]{1,3}[A-Z])(?![\w-])"
)
SMALL: Final = re.compile(
    r"(?<![\w-])(?=[a-z]{0,3}[ -]?[0-9]|[a-z]{2}[ -][a-z]{2}[ -][0-9])"
    rf"(?:{_dutch('-').lower()}|{_dutch(' ').lower()}|{_dutch('').lower()}|"
    r"[a-z]{2}[0-9]{2} ?[a-z]{3})(?![\w-])"
)
HALF_SMALL: Final = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}\d{2}[ -]?(?P<last>[a-z]{3})|[a-z]{2}\d{2}-(?P<small>[a-z]{3}))(?![\w-])"
)
"""`SN70 eju`, `wa17-fhn`: British, unless the letters are a word."""
BELGIAN: Final = re.compile(r"(?<![\w-])[1-9]-[A-Z]{3}-\d{3}(?![\w-])", re.IGNORECASE)
MAKES: Final = (
    r"volkswagen|vw|golf|polo|passat|opel|corsa|astra|ford|focus|fiesta|transit|renault|clio|twingo|"
    r"kangoo|peugeot|citroen|citroën|toyota|yaris|aygo|bmw|audi|mercedes|sprinter|vito|volvo|skoda|"
    r"seat|kia|picanto|hyundai|nissan|micra|mazda|fiat|panda|ducato|suzuki|honda|tesla|saab|mini|"
    r"vauxhall|range rover|land rover|jaguar|dacia|iveco|daf|scania|crafter|caddy"
)
ON_WHEELS: Final = re.compile(
    r"\b(?:\w*auto|\w*wagen|\w*bus|\w*busje|scooter|brommer|motor|"
    r"(?:white|black|blue|red|grey|silver|green|yellow|transit|a|the|his|her) van|"
    rf"taxi|car|lorry|truck|motorbike|moped|trailer|{MAKES}|plate|reg)\b"
    r"[^.;!?\n]{0,12}[ ,(]$",
    re.IGNORECASE,
)
"""Before a plate in small letters: a vehicle, and little in between."""
CUE: Final = re.compile(
    r"(?:kenteken(?:plaat|nummer)?|plaatje|nummerplaat|nummerbord|number\s?plate|"
    r"licen[cs]e\s?plate|"
    r"plates?|registration|\breg\b|kentekens|\bauto|\bbus|\bvan|\bcar|\bbusje|\blorry|\btruck|"
    r"\bvrachtwagen)"
    r"\W{0,3}(?:(?:met|with|is|was|van|of|number|nummer|no|nr|the|het|de)\W{1,3}){0,3}$",
    re.IGNORECASE,
)
PLATE_CUE: Final = re.compile(
    r"(?:kenteken(?:plaat|nummer)?|plaatje|nummerplaat|nummerbord|number ?plate|licen[cs]e ?plate|"
    r"plate|"
    r"registration|\breg)\W{1,3}(?:(?:is|was|met|with|number|nummer|nr)\W{1,3}){0,2}",
    re.IGNORECASE,
)
FOREIGN: Final = re.compile(r"[A-Za-z0-9]{1,4}(?:[ -]?[A-Za-z0-9]{1,4}){1,2}(?![\w-])")
HAS_DIGIT: Final = re.compile("[0-9]")
MIXED: Final = re.compile(r"[A-Z] ?\d |.* .*-|.*-.* ")
"""`RH 10-15`, `T8 CCR`: plates only after a word that says so."""
SHORT: Final = 3
LEAST_SIGNS: Final = 5


AMOUNT: Final = re.compile(r"\d{3,4} ?(?:MG|ML|KG|GB|MB|KW|MM|CM)")
"""`1250MG` is a dose."""


def find_plates(text: Text) -> Iterator[Span]:
    """Plates by their shape; in small letters without hyphens only after a word that says so."""
    raw = text.raw
    quiet = not is_shouted(text)
    for pattern in (HYPHENATED, BELGIAN, BRITISH, SPACED, UNBROKEN):
        telling = pattern not in (SPACED, UNBROKEN)
        for match in pattern.finditer(raw):
            told = CUE.search(before(raw, match.start())) is not None
            doubtful = _is_prose(match.group(), quiet=quiet) or MIXED.match(match.group())
            doubtful = doubtful or AMOUNT.fullmatch(match.group())
            if (told or not doubtful) and not is_decoy(raw, match.start()):
                yield Span(match.start(), match.end(), "PLATE", telling or told)
    yield from _in_small_letters(raw)
    yield from _announced(raw)


def _in_small_letters(raw: str) -> Iterator[Span]:
    for match in SMALL.finditer(raw):
        on_wheels = ON_WHEELS.search(before(raw, match.start()))
        if on_wheels and not _is_prose(match.group(), quiet=True):
            yield Span(match.start(), match.end(), "PLATE", sure=False)
    for match in HALF_SMALL.finditer(raw):
        if not load_words().get(match["last"] or match["small"], 0) & WORD:
            yield Span(match.start(), match.end(), "PLATE", sure=False)


def _is_prose(wording: str, *, quiet: bool) -> bool:
    """`ER 14 NOV`, `IS 90 AND`: the groups of letters are little words or months.

    All of them; in a text of nothing but capitals one is enough.
    """
    words = [part for part in wording.lower().split() if part.isalpha()]
    little = [word in load_list("function_words") or word in MONTH_WORDS for word in words]
    return bool(words) and (all(little) if quiet else any(little))


def _announced(raw: str) -> Iterator[Span]:
    for cue in PLATE_CUE.finditer(raw):
        match = _known_shape(raw, cue.end()) or FOREIGN.match(raw, cue.end())
        while match and (_ends_in_word(match.group()) or not _looks_coded(match.group())):
            match = _without_last_word(match)
        if match:
            yield Span(match.start(), match.end(), "PLATE", sure=True)


def _known_shape(raw: str, start: int) -> re.Match[str] | None:
    """So that `plate LD70 ZPK hit` ends where the plate ends."""
    matches = (pattern.match(raw, start) for pattern in (BRITISH, HYPHENATED, SPACED, UNBROKEN))
    return next(filter(None, matches), None)


def _ends_in_word(wording: str) -> bool:
    return wording.rpartition(" ")[2] in load_list("function_words")


def _without_last_word(match: re.Match[str]) -> re.Match[str] | None:
    cut = max(match.group().rfind(" "), match.group().rfind("-"))
    return FOREIGN.fullmatch(match.string, match.start(), match.start() + cut) if cut > 0 else None


def _looks_coded(wording: str) -> bool:
    parts = re.split(r"[ -]", wording)
    letters = any(sign.isalpha() for sign in wording)
    digits = any(sign.isdigit() for sign in wording)
    coded = all(part.isupper() or HAS_DIGIT.search(part) or len(part) <= SHORT for part in parts)
    return letters and digits and coded and sum(map(len, parts)) >= LEAST_SIGNS
