"""A year alone, where the words around it say that it tells when something was."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.spans import Span
from reporting.masking.tokens import Text

YEAR: Final = r"(?:19[3-9]\d|20[0-4]\d)"
WHOLE: Final = rf"(?<![\w./:-])(?P<year>{YEAR})(?![\w%°]|[.,:/-]\d)"
MEASURE: Final = re.compile(
    r" ?(?:stuks|keer|euro|uur|mensen|gevallen|personen|meter|liter|kilo|kg|gram|woorden|toeren|"
    r"dagen|exemplaren|dozen|kratten|flessen|pallets|vierkante|hours?|hrs|people|pounds|units|"
    r"pieces|words|cases|litres|metres|rpm|times|square|of|uren|minuten|graden|watt|volt)\b",
    re.IGNORECASE,
)
"""A number of things, not a year."""
LIFE: Final = (
    r"(?:born|died|married|divorced|commenced|began|started|terminated|ended|joined|left|hired|"
    r"employed|retired|graduated|qualified|moved|emigrated|arrived|convicted|arrested|diagnosed|"
    r"founded|geboren|overleden|getrouwd|gescheiden|begonnen|begon|gestart|dienst|aangenomen|"
    r"ontslagen|vertrokken|vertrok|afgestudeerd|verhuisd|gekomen|kwam|veroordeeld|opgericht|"
    r"gepensioneerd|dismissed|sentenced|released|adopted)"
)
"""What happens a few times in a life: its year may point to whose."""
OF_A_LIFE: Final = re.compile(
    rf"\b{LIFE}(?: [\w'’-]{{1,20}}){{0,4}} in {WHOLE}|"
    rf"\bin (?P<before>20[0-4]\d)(?: [\w'’-]{{1,20}}){{0,3}} {LIFE}\b",
    re.IGNORECASE,
)
AFTER_IN: Final = re.compile(
    r"\b(?:in|during|tijdens|eind|begin|medio|halverwege|late|early|mid|circa)[ -]"
    r"(?:het jaar |the year )?(?<![\w./:-])(?P<year>19[3-9]\d)(?![\w%°]|[.,:/-]\d)",
    re.IGNORECASE,
)
"""So long ago that it tells of a life, not of the work: `in 1989`, but not `in 2023`."""
BETWEEN: Final = re.compile(
    rf"\b(?:between|from|tussen|van|vanaf|of|over) (?P<year>{YEAR}) "
    rf"(?:and|to|until|till|en|tot(?: en met)?|t/m|of|or) (?P<last>{YEAR})(?![\w%]|[.,:/-]\d)",
    re.IGNORECASE,
)
CALLED: Final = re.compile(
    r"\b(?:jaarverslag|jaarrekening|begroting|jaargang|schooljaar|studiejaar|boekjaar|seizoen|"
    r"lichting|bouwjaar|examenjaar|belastingjaar|annual reports?|academic year|school year|"
    r"financial year|tax year|season|class|budget)(?: of| van| over| for| voor)? "
    rf"(?P<year>{YEAR}(?:[-/–](?:{YEAR}|\d\d))?)(?![\w%])",
    re.IGNORECASE,
)
"""What goes by its year: `schooljaar 2024-2025`."""
BEFORE_CALLED: Final = re.compile(
    rf"(?<![\w./:-])(?:(?P<year>{YEAR}) (?:and|en|or|of) )?(?P<last>{YEAR}) "
    r"(?:annual report|season|budget|edition|financial year|jaarverslag|jaarrekening|editie)s?\b",
    re.IGNORECASE,
)
NEXT: Final = re.compile(rf"(?:,? (?:and|en|or|of) |, ?)(?P<year>{YEAR})(?![\w%]|[.,:/-]\d)")
"""`1948, 1974 and 1963`: the rest of a list that a year began."""
MOST_LISTED: Final = 20
ANY: Final = re.compile(rf"(?<!\d){YEAR}(?!\d)")


def find_years(text: Text) -> Iterator[Span]:
    """`in 2019`, `between 1982 and 1984`, `born in 1948, 1974 and 1963`, `schooljaar 2024-2025`."""
    raw = text.raw
    if ANY.search(raw) is None:
        return
    for pattern in (AFTER_IN, OF_A_LIFE, BETWEEN, CALLED, BEFORE_CALLED):
        for match in pattern.finditer(raw):
            if not MEASURE.match(raw, match.end()):
                yield from _years(match)
                yield from _rest_of_list(raw, match.end())


def _years(match: re.Match[str]) -> Iterator[Span]:
    for name in match.re.groupindex:
        if match[name] is not None:
            yield Span(match.start(name), match.end(name), "DATE", sure=False)


def _rest_of_list(raw: str, end: int) -> Iterator[Span]:
    for _ in range(MOST_LISTED):
        following = NEXT.match(raw, end)
        if following is None or MEASURE.match(raw, following.end()):
            return
        yield Span(following.start("year"), following.end("year"), "DATE", sure=False)
        end = following.end()
