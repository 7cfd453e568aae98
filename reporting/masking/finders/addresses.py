"""Streets with a house number, and postcodes."""

import re
from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import WORD
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.compounds import is_unknown
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, JOINED, LETTER, START, Text, is_shouted

SUFFIX: Final = re.compile(
    r".{2,}(?:straat|str|laan|weg|plein|kade|kaai|singel|dijk|gracht|hof|hofje|pad|dreef|steeg|"
    r"park|plantsoen|markt|haven|wal|"
    r"erf|veld|akker|burg|baan|oord|kamp|brink|straatje|boulevard|allee|oever|einde?|ring|kant|"
    r"hoek|horst|brug|"
    r"berg|dal|meent|zoom|rede|werf|poort|sluis|vaart|diep|wijk|plaats|dyk|wei|loane|strjitte|"
    r"leane|gaarde|tuin|hage|bos|stede|weide|ven|es|kamp|rak|zijde|wetering|straatweg|passage|donk|"
    r"schans|wg|ln|pln|bolwerk|stg|sngl|plnts|mrkt|prk|drf|bolw)\Z"
)
SURE_SUFFIX: Final = re.compile(
    r".{2,}(?:straat|laan|weg|plein|kade|singel|dijk|gracht|steeg|dreef|plantsoen|straatje|"
    r"strjitte|leane|straatweg|boulevard|brug|viaduct)\Z"
)
STREET_WORDS: Final = vocabulary("addresses.street_words")
ENGLISH: Final = vocabulary("addresses.english")
NUMBER: Final = re.compile(
    r"(?: [NOZW]Z)?"
    r"(?:, ?| (?:nr\.? ?|nummer |no\.? ?|huisnummer )?|,? huisnummer )\d{1,4}(?!\d)(?:[ ]?(?:-|–|"
    r"/)[ ]?(?:\d{1,4}|[IVX]{1,4}|[A-Za-z]{1,4})\b|[ ]?[a-zA-Z]\b(?!['’])|"
    r"[a-zA-Z]{2}\b| ?(?:hs|bis|huis|boven|"
    r"rood|zwart|I{1,3}|IV)\b)?(?![\d%])"
)
MEASURE: Final = re.compile(
    r"\s?(?:km|m|meter|kilometer|uur|minuten|euro|keer|jaar|mensen|graden|procent|weken|dagen)\b",
    re.IGNORECASE,
)
DUTCH_POSTCODE: Final = re.compile(
    r"(?<![\w.,-])[1-9]\d{3} ?(?!SA|SD|SS|MG|ML|KG|MM|CM|KM)[A-Z]{2}(?![\w-])"
)
LOWER_POSTCODE: Final = re.compile(
    r"(?:postcode(?: is|:)? |\d[a-z]?, (?=\d{4}[a-z]))"
    r"(?P<code>[1-9]\d{3} ?(?!mm|cm|km|kg|ml|mg)[a-z]{2})(?!\w)",
    re.IGNORECASE,
)
"""After the word, or directly after a house number."""
BRITISH_POSTCODE: Final = re.compile(
    r"(?<![\w-])(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKPSTUW]? "
    r"?[0-9][ABD-HJLNP-UW-Z]{2})(?![\w-])"
)
BEFORE_ENGLISH: Final = re.compile(
    r"(?:(?:flat|apartment|apt|unit|room|suite|no\.?|number) ?\d{1,4}[A-Za-z]?,? "
    r")?\d{1,5}[A-Za-z]?,? $|(?:flat|apartment|apt|unit|suite) ?\d{1,4}[A-Za-z]?,? $",
    re.IGNORECASE,
)
POSTBOX: Final = re.compile(r"\b(?:postbus|po box|p\.o\. box) \d{1,6}\b", re.IGNORECASE)
AFTER_CUE: Final = re.compile(
    r"\b(?:[Aa]dres|[Aa]ddress)(?: ?:| is| was) (?P<address>[A-ZÀ-Þ][\w' -]{2,40}? \d{1,5}"
    r"(?:-?[A-Za-z]{1,3}| [A-Za-z])?)(?![\w])"
)
TOLD: Final = re.compile(
    r"\b(?:address(?:es)?(?: of [^\n.:]{1,40}?)?(?: is|:| to| with)|adres(?: is|:)|"
    r"(?:live[sd]?|living|woont|stay(?:s|ing)?|office is|meet (?:you|me|us)|you off) (?:at|op)|"
    r"(?:return|returned|send|sent|new one|deliver(?:ed)?)(?: \w+){0,3} to)\s+"
    r"(?P<address>(?:[Tt]he corner of )?(?:\d|PSC|Unit \d)"
    r"(?:[^\n.;?!]|(?<=Apt)\.|(?<=St)\.|(?<=No)\.){5,60}"
    r"(?:\n[ \t,]*[^\n.;:?!]{0,32}\d[^\n.;:?!]{0,12}(?=\n|\Z|[.;?!]))?)"
)
"""After a word that says so: from a number to the end of the sentence, and a line with a code."""
INSIDE: Final = re.compile(
    r"(?<![\w-])(?:Apt\.?|Suite|Postbox|PSC|Box|APO|DPO|FPO) (?:[A-Z]{2} )?\d{1,6}(?!\w)|"
    r"(?<![\w.,/-])\d{2,5} (?:[A-ZÀ-Þ][\w'’-]+ ){1,3}\d{1,4}(?![\w.,:/-])"
)
"""What only stands in an address: a flat, a box, a name between two numbers."""
LIVES_AT: Final = re.compile(
    r"\b(?:woning|huis|flat|appartement|pand|kamer|woon|woont|woonde|wonen|woonachtig) "
    r"(?:aan|op|in) (?:de |het )?(?P<address>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)? \d{1,4}"
    r"(?:[ -]?\d{1,3}|[a-zA-Z])?)(?![\w-])"
)
"""A street that has none of the usual endings, after what says that somebody lives there."""
SMALL_ENGLISH: Final = re.compile(
    r"\b(?:at|is|to|on|from) (?P<address>\d{1,4}[a-z]? [a-z']{3,20} (?:[a-z']{3,20} )?(?:street|"
    r"road|lane|avenue|close|drive|crescent|gardens|terrace|court))\b"
)
NO_STREETS: Final = vocabulary("addresses.no_streets")
MOST_WORDS: Final = 8


def find_addresses(text: Text) -> Iterator[Span]:
    """Streets of both languages with a number, post boxes, postcodes; streets without one."""
    yield from find_streets(text)
    yield from find_codes(text)


def find_streets(text: Text) -> Iterator[Span]:
    """Streets, and what else goes by its capitals."""
    yield from _streets(text)
    if any(shape & DIGIT for shape in text.shapes):
        yield from _announced(text.raw)
        for match in INSIDE.finditer(text.raw):
            yield Span(match.start(), match.end(), "ADDRESS", sure=True)


def find_codes(text: Text) -> Iterator[Span]:
    """Post boxes and postcodes; where all are capitals, `4471 EN` is a number and a word."""
    shouted = is_shouted(text)
    for pattern in (DUTCH_POSTCODE, BRITISH_POSTCODE, POSTBOX):
        for match in pattern.finditer(text.raw):
            if not (shouted and match.group()[-2:].lower() in load_list("function_words")):
                yield Span(match.start(), match.end(), "ADDRESS", sure=True)
    for match in LOWER_POSTCODE.finditer(text.raw):
        yield Span(match.start("code"), match.end("code"), "ADDRESS", sure=True)


def _announced(raw: str) -> Iterator[Span]:
    for pattern in (AFTER_CUE, SMALL_ENGLISH, LIVES_AT, TOLD):
        for match in pattern.finditer(raw):
            if pattern is not TOLD or not _has_english_street(match["address"]):
                yield Span(match.start("address"), match.end(), "ADDRESS", sure=False)


def _streets(text: Text) -> Iterator[Span]:
    for index, shape in enumerate(text.shapes):
        if shape & CAPITAL:
            yield from _english_street(text, index)
        small = shape & LETTER and (text.shape(index + 1) & DIGIT or text.without_capitals)
        if shape & CAPITAL or (small and SURE_SUFFIX.match(text.folded[index])):
            yield from _dutch_street(text, index)


def _dutch_street(text: Text, index: int) -> Iterator[Span]:
    word = text.folded[index]
    if word not in STREET_WORDS and (len(word) < LEAST or not SUFFIX.match(word)):
        return
    if word in NO_STREETS:
        return
    last = _to_the_right(text, index) if word in STREET_WORDS else index
    number = NUMBER.match(text.raw, text.ends[last])
    first = _to_the_left(text, index)
    if (
        number
        and not MEASURE.match(text.raw, number.end())
        and (first < index or word not in STREET_WORDS or last > index)
    ):
        yield Span(text.starts[first], number.end(), "ADDRESS", sure=True)
    elif SURE_SUFFIX.match(word) and _is_named(text, index):
        yield Span(text.starts[first], text.ends[last], "LOCATION", sure=True)


LEAST: Final = 5
STREET_PREFIXES: Final = vocabulary("addresses.street_prefixes")


def _to_the_left(text: Text, index: int) -> int:
    """Where a street of several words starts: `Van der Helststraat`, `Prof. Lorentzlaan`."""
    first = index
    while first > 0 and index - first < MOST_WORDS and text.shapes[first] & JOINED:
        before = first - 1
        if text.words[before] == "." and _is_abbreviated(text, before - 1):
            before -= 1
        prefix = text.lower(before) in STREET_PREFIXES
        named = text.shapes[before] & CAPITAL and not text.shapes[before] & START
        if not (
            named
            or (prefix and text.shapes[before] & CAPITAL)
            or (prefix and _capital(text, before - 1))
        ):
            break
        first = before
    return first


def _has_english_street(wording: str) -> bool:
    """Whether the address has a kind of street, so that its own finder knows where it ends."""
    return not ENGLISH.isdisjoint(re.findall("[a-z]+", wording.lower()))


def _is_abbreviated(text: Text, index: int) -> bool:
    """`Prof.`, `Dr.` or an initial, before the name that a street is called after."""
    word = text.lower(index)
    return word in STREET_PREFIXES | {"mr", "ds"} or (len(word) == 1 and _has_capital(text, index))


def _has_capital(text: Text, index: int) -> bool:
    return bool(text.shape(index) & CAPITAL)


def _capital(text: Text, index: int) -> bool:
    return bool(text.shape(index) & CAPITAL) and text.lower(index) in STREET_PREFIXES


def _to_the_right(text: Text, index: int) -> int:
    """Where a street that starts with its kind ends: `Laan van Meerdervoort`."""
    last = index
    for step in range(index + 1, min(index + MOST_WORDS, len(text.words))):
        if not text.shapes[step] & JOINED:
            break
        if text.shapes[step] & CAPITAL:
            last = step
        elif text.folded[step] not in {"van", "de", "der", "het", "den", "op", "aan", "'", "t"}:
            break
    return last


def _english_street(text: Text, index: int) -> Iterator[Span]:
    if text.folded[index] not in ENGLISH or not text.shapes[index] & CAPITAL:
        return
    first = index
    while first > 0 and index - first < MOST_WORDS and _is_part(text, first):
        first -= 3 if text.lower(first - 1) == "s" and text.lower(first - 2) in {"'", "’"} else 1
    if first == index:
        return
    lead = BEFORE_ENGLISH.search(text.raw, max(0, text.starts[first] - 24), text.starts[first])
    if lead and not text.raw[lead.start() - 1 : lead.start()].isalnum():
        yield Span(lead.start(), text.ends[index], "ADDRESS", sure=True)
    elif text.folded[index] in {"road", "street", "lane", "avenue", "crescent", "close", "drive"}:
        yield Span(text.starts[first], text.ends[index], "LOCATION", sure=True)


def _is_part(text: Text, first: int) -> bool:
    before = first - 1
    if text.folded[before] == "s" and before > 1:
        before -= 2
    return bool(
        text.shapes[first] & JOINED
        and text.shapes[before] & CAPITAL
        and not (text.shapes[before] & START and text.flags[before] & WORD and before > 0)
    )


def _is_named(text: Text, index: int) -> bool:
    """`op het Stationsplein`: a capital inside a sentence makes even an ordinary word a name."""
    shape = text.shapes[index]
    if not shape & CAPITAL:
        return is_unknown(text, index)
    return bool(shape & CAPITAL) and not (shape & START and text.flags[index] & WORD)
