"""Parts of an organisation that are called by an ordinary word: `Hans van de montage`."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from reporting.masking.dictionaries.flags import COMMON_EN, GIVEN, PLACE, SURNAME
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, JOINED, LETTER, MASKED, Text

UNITS: Final = vocabulary("sections.units")
UNIT_ENDING: Final = re.compile(
    r".{4,}(?:erij|redactie|administratie|secretariaat|zaken|beheer|crediteuren|debiteuren)\Z"
)
NOT_A_UNIT: Final = vocabulary("sections.not_a_unit")
SPECIALISM: Final = re.compile(
    r"(?:.{3,}(?:ogie|ology|iatrie|iatry|iatrics|ziekten|geneeskunde|chirurgie|surgery|surgical|"
    r"paedics|maternity|verloskunde|nogie|therapie|therapy|zorg|zaken|kunde|beheer|administratie|"
    r"communicatie)|ic|hr|ict|icu|oncology|obstetrics|stroke|dialyse|dialysis|renal|cardiac|"
    r"neonatal|trauma|burns|isolation|psychiatric|geriatric|palliative|rehabilitation|revalidatie|"
    r"verloskamers|inkoop|verkoop|logistiek|expeditie|handhaving|burgerzaken|planning|financiën|"
    r"financien|personeelszaken|montage|kwaliteit|marketing|juridisch)\Z"
)
WARDS: Final = frozenset({"ward", "wards", "unit", "clinic"})
HOUSES: Final = frozenset(
    {"ward", "unit", "wing", "lodge", "watch", "house", "court", "grange", "manor"}
)
CALLED: Final = frozenset({"afdeling", "afd", "poli", "polikliniek", "cluster", "team"})
NAME_LEADS: Final = frozenset({"on", "from", "at", "so", "to", "in", "of", "for", "van", "op", ","})
FIXED: Final = re.compile(
    r"(?<![\w-])(?:[A-Z]\d{1,2} [A-Z][a-z]+(?:ology|ogie|iatrie|iatry|iatrics|ziekten|chirurgie|"
    r"surgery|geneeskunde|zorg|care|paedics|medicine)|(?:JO|MO|VR|O)\d{1,2}-\d{1,2})(?![\w-])"
)
"""`C4 Oncology`, `JO15-2`."""
WATCH: Final = re.compile(
    r"(?<![\w-])(?:red|green|blue|white|amber|black|yellow|purple) (?:watch|shift)(?![\w-])",
    re.IGNORECASE,
)
LINE: Final = re.compile(r"(?<![\w-])(?!(?:during|following)\b)[a-z]{3,}ing line \d{1,3}(?![\w-])")
POST_ROUND: Final = re.compile(r"(?<![\w-])(?:wijk|postwijk|bezorgwijk) \d{1,4}[A-Z]?(?![\w-])")
SPECIALISED: Final = re.compile(
    r"(?<![\w-])(?:[A-Z][a-zë]+(?:ogie|ology|iatrie|iatry|iatrics|ziekten|chirurgie|surgery|"
    r"geneeskunde) \d{1,2}(?: ?[A-D]\b| (?:West|Oost|Noord|Zuid|East|North|South))?|"
    r"(?:CCU|ICU|NICU|PICU|IC|MCU|HDU|AMU|SAU|PACU|SEH|ITU|EHH|MAU)[- ]?\d{1,2}[A-Z]?|"
    r"(?:dag|nacht|avond|laat|vroeg)dienst \d)(?![\w-])"
)
"""`Hematologie 4 West`, `CCU-2`, `dagdienst 2`."""
NAMED_BY_WORK: Final = "|".join(sorted(vocabulary("sections.departments")))
ENGLISH: Final = re.compile(
    rf"\b(?:round|in|on|from|at|to|of|into|for) (?P<unit>(?:{NAMED_BY_WORK})"
    rf"(?: (?:and|&) (?:{NAMED_BY_WORK})| IT)?(?: \d{{1,2}})?)(?![\w-])"
)
ENGLISH_WORDS: Final = frozenset(NAMED_BY_WORK.lower().split("|"))
DUTCH: Final = re.compile(
    r"\b(?:[Oo]p|[Bb]ij|[Vv]an|[Nn]aar)(?: de| het)? (?P<unit>Spoed(?:eisende Hulp)?|Intake|"
    r"Opname|Dagbehandeling|Verkoever|Triage|Bedrijfsbureau|Front ?office|Back ?office|"
    r"Klantcontactcentrum)"
    r"(?![\w-])"
)
DUTCH_WORDS: Final = vocabulary("sections.dutch")
SET: Final = re.compile(r"\b[Ss]et \d(?= ?[.,;)\n]|\Z)")
KITCHEN: Final = re.compile(r"(?<![\w-])(?:koude|warme) kant(?![\w-])")
KITCHEN_WORDS: Final = vocabulary("sections.kitchen")
CLASS: Final = re.compile(r"(?<=[,(] )(?:[1-9]|1[0-3])[A-Z]{1,2}(?= ?[.,;)\n]|$)")
SCHOOL_WORDS: Final = vocabulary("sections.school")
WHEN: Final[Mapping[re.Pattern[str], frozenset[str]]] = {
    WATCH: frozenset({"watch", "shift"}),
    LINE: frozenset({"line"}),
    CLASS: SCHOOL_WORDS,
    SET: SCHOOL_WORDS,
    ENGLISH: ENGLISH_WORDS,
    DUTCH: DUTCH_WORDS,
}
"""A shape, and the words of which one must stand in the text."""


def find_sections(text: Text) -> Iterator[Span]:
    """After a name, after `afdeling`, before `ward`; and a few fixed shapes."""
    for pattern in _patterns(text):
        for match in pattern.finditer(text.raw):
            unit = "unit" if "unit" in pattern.groupindex else 0
            yield Span(match.start(unit), match.end(unit), "DEPARTMENT_UNIT", sure=False)
    for index, word in enumerate(text.folded):
        look = BY_WORD.get(word)
        span = look(text, index) if look else None
        if span is not None:
            first, last = span
            yield Span(text.starts[first], text.ends[last], "DEPARTMENT_UNIT", sure=False)


def _patterns(text: Text) -> Iterator[re.Pattern[str]]:
    """The shapes that the words of the text give reason to look for."""
    yield FIXED
    for pattern, words in WHEN.items():
        if not words.isdisjoint(text.vocabulary):
            yield pattern
    if any(shape & DIGIT for shape in text.shapes):
        yield SPECIALISED
    if "wijk" in text.raw:
        yield POST_ROUND
    if "kant" in text.vocabulary and not KITCHEN_WORDS.isdisjoint(text.vocabulary):
        yield KITCHEN


def _after_name(text: Text, index: int) -> tuple[int, int] | None:
    """`[naam 1] van de montage`."""
    before = text.shape(index - 1)
    if not (before & MASKED or before & CAPITAL) or text.lower(index + 1) not in {"de", "the"}:
        return None
    unit = index + 2
    word = text.lower(unit)
    if text.shape(unit) & CAPITAL or word in NOT_A_UNIT:
        return None
    return (unit, unit) if word in UNITS or UNIT_ENDING.match(word) else None


def _after_called(text: Text, index: int) -> tuple[int, int] | None:
    """`afdeling oncologie`, `poli dermatologie`."""
    word, shape = text.lower(index + 1), text.shape(index + 1)
    joined = shape & LETTER and shape & JOINED
    return (index, index + 1) if joined and SPECIALISM.match(word) else None


def _before_ward(text: Text, index: int) -> tuple[int, int] | None:
    """`stroke unit`, `rowan ward` in a text without capitals."""
    word, flags = text.lower(index - 1), text.flag(index - 1)
    if not text.shape(index) & JOINED or text.shape(index - 1) & CAPITAL:
        return None
    if text.folded[index] in WARDS and SPECIALISM.match(word):
        return index - 1, index
    named = (flags & (GIVEN | SURNAME | PLACE) and not flags & COMMON_EN) or not flags
    small = text.without_capitals and text.folded[index] in HOUSES
    opened = text.lower(index - 2) in NAME_LEADS or index == 1
    if small and named and opened and word not in load_list("function_words"):
        return index - 1, index
    return None


BY_WORD: Final[Mapping[str, Callable[[Text, int], tuple[int, int] | None]]] = {
    **dict.fromkeys(("van", "from", "bij"), _after_name),
    **dict.fromkeys(CALLED, _after_called),
    **dict.fromkeys(WARDS | HOUSES, _before_ward),
}
"""Where to look, by the word that gives reason to."""
