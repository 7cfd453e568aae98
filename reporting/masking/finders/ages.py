"""Ages: the number only, and only where it is somebody's age and not how long a thing took."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.finders.cues import before
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, MASKED, START, Text

AGE: Final = r"(?P<age>1[01]\d|[1-9]\d|\d)"
SAID: Final = re.compile(
    rf"(?<![\w.,:/-]){AGE}(?:[ -]?(?:jaar|jr\.?|maanden)[ -]oud|[ -]?jarige?\b|-year-old|[ -]years?[ -]old|"
    rf"[ -]?yrs?\b[ -]?old|[ -]?y/?o\b|[ -]months?[ -]old|e verjaardag|(?:st|nd|rd|th) birthday)"
    rf"|\b(?:leeftijd|aged?|age of|leeftijd van)(?: is| was|:)? (?P<age2>1[01]\d|[1-9]\d|\d)(?![\w/]|[.,:-]\d)",
    re.IGNORECASE,
)
PAIR: Final = re.compile(rf"(?<![\w.,:/-]){AGE} (?:en|of|and|or) \d{{1,2}} (?:jaar|years)\b", re.IGNORECASE)
YEARS: Final = re.compile(rf"(?<![\w.,:/-]){AGE} ?(?:jaar|jr|years)\b(?! (?:geleden|lang|ago|later|long|ervaring|of|dienst|garantie|eerder|experience|service))", re.IGNORECASE)
FULL_SUBJECT: Final = re.compile(
    r"(?:(?i:\b(?:ik|hij|zij|ze|die|jij|i|he|she|who|they|man|vrouw|dame|heer|meneer|mevrouw|jongen|meisje|zoon|"
    r"dochter|moeder|vader|opa|oma|collega|stagiair|stagiaire|kind|client|cliënt|patiënt|patient|leerling|bewoner|"
    r"bewoonster|broer|zus|lady|woman|boy|girl|son|daughter|mother|father|resident|pupil|student|"
    r"colleague)|[A-ZÀ-Þ][\w'’-]+|naam \d+\]|name \d+\])"
    r"(?:,)? ?(?:is|ben|was|wordt|word|werd|zijn|are|am|turned|turns|'s|'m|’s|’m)"
    r"(?: (?:pas|net|al|nu|bijna|ongeveer|nog maar|maar|only|just|about|nearly|almost|still|inmiddels|ruim|toen|amper|barely|around|now|zelf))*) $"
)
ENDS: Final = re.compile(
    r"(?= ?[.;!?)…]| ?,(?! ?\d)|$| (?:en|and|but|maar|jaar|years|now|nu|geworden|or|of|when|toen|die|who|dus|so|"
    r"because|omdat|met|with|uit|from|in|op)\b)"
)
PERSON_OF: Final = re.compile(
    r"\b(?:man|vent|kerel|vrouw|dame|heer|meneer|jongen|jongetje|meisje|meid|knul|knaap|zoon|zoontje|dochter|"
    r"dochtertje|kind|kindje|tweeling|baby|peuter|kleuter|puber|leerling|stagiair|stagiaire|collega|bewoner|"
    r"bewoonster|patiënt|patient|cliënt|client|iemand|moeder|vader|opa|oma|broer|zus|kleinzoon|kleindochter|"
    r"neefje|nichtje|student|werknemer|vakkracht|chauffeur|boy|girl|lad|man|woman|lady|gentleman|son|daughter|child|twins|"
    r"someone|resident|pupil|tiener|teenager|twintiger|werkster|jongeman|dametje|mannetje|vrouwtje|vriend|vriendin) "
    r"(?:van|of) (?:bijna |ongeveer |rond de |about |nearly |ruim |pas |net )?$",
    re.IGNORECASE,
)
MEASURE: Final = re.compile(r" ?(?:euro|kilo|meter|cm|kg|minuten|uur|weken|dagen|keer)\b", re.IGNORECASE)
NUMBER: Final = re.compile(rf"(?<![\w.,:/€£$-]){AGE}(?![\w/%°-]|[.,:]\d)")
NAMED_BEFORE: Final = re.compile(rf"(?:{FULL_SUBJECT.pattern[:-1]}|[(,] ?|\b(?:en|of|and|or) )$")
"""Before `12 jaar` when it is an age; otherwise it is how long something took."""
THING: Final = re.compile(
    r"\b(?:het|de|dit|deze|the|this|that|onze|our) (?!(?:man|vrouw|dame|heer|jongen|bewoner|bewoonster|kind|collega|patiënt|cliënt|leerling|"
    r"resident|patient|woman|boy|girl|lady|child|client|pupil)\b)[a-zë]{2,20} (?:is|was|zijn|are|were)(?: al| pas| nu| ruim| bijna| already| now| about| over)? $",
    re.IGNORECASE,
)
"""The age of a machine is nobody's age."""
OLDEST: Final = 115


def find_ages(text: Text) -> Iterator[Span]:
    """Said in so many words, between brackets or commas after a name, or after being."""
    raw = text.raw
    for match in SAID.finditer(raw):
        if not THING.search(before(raw, match.start())):
            yield _span(match, "age" if match.group("age") else "age2", sure=True)
    for match in PAIR.finditer(raw):
        yield _span(match, "age", sure=True)
    for match in YEARS.finditer(raw):
        if NAMED_BEFORE.search(before(raw, match.start())):
            yield _span(match, "age", sure=False)
    yield from _between_commas(text)
    for match in NUMBER.finditer(raw):
        lead = before(raw, match.start())
        if PERSON_OF.search(lead) and not MEASURE.match(raw, match.end()):
            yield _span(match, "age", sure=True)
        elif ENDS.match(raw, match.end()) and FULL_SUBJECT.search(lead):
            yield _span(match, "age", sure=False)


def _span(match: re.Match[str], group: str, *, sure: bool) -> Span:
    return Span(match.start(group), match.end(group), "AGE", sure)


def _between_commas(text: Text) -> Iterator[Span]:
    """`Jansen (52)`, `uit Zeist, 79.`, `Jansen, 52 jaar,`: a number directly after a name."""
    for index, word in enumerate(text.words):
        if not (text.shapes[index] & DIGIT and word.isdecimal() and 0 < int(word[:4]) <= OLDEST):
            continue
        opened = text.lower(index - 1)
        closed = text.lower(index + 1)
        named = text.shape(index - 2) & (CAPITAL | MASKED) or text.lower(index - 2) in PERSON_WORDS
        bracketed = opened == "(" and closed in {")", ",", "jaar", "jr", "years", "yrs", "y"}
        listed = opened == "," and closed in {",", ".", "", "jaar", "jr", "en", "and", ";"}
        if named and (bracketed or listed) and _gaps_are_small(text, index):
            yield Span(text.starts[index], text.ends[index], "AGE", bracketed)
        elif bracketed and closed == ")" and not text.shape(index - 2) & (DIGIT | START):
            yield from _after_person_word(text, index)


def _gaps_are_small(text: Text, index: int) -> bool:
    return text.starts[index] - text.ends[index - 1] <= 1


PERSON_WORDS: Final = frozenset(
    "man vrouw dame heer jongen meisje zoon dochter moeder vader bewoner bewoonster client patient leerling collega "
    "stagiair stagiaire woman lady boy girl son daughter mother father resident pupil student opa oma broer zus".split()
)


def _after_person_word(text: Text, index: int) -> Iterator[Span]:
    if text.lower(index - 2) in PERSON_WORDS:
        yield Span(text.starts[index], text.ends[index], "AGE", sure=True)
