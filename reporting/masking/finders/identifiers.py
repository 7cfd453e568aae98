"""Numbers that lead to a person or a case: staff, patient, client, case, ticket, badge."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.cues import before, is_about_thing, is_decoy
from reporting.masking.finders.number_cues import WHOSE, is_set_apart, is_spelt_out
from reporting.masking.spans import Span
from reporting.masking.tokens import Text, is_shouted

KIND: Final = r"nummers?|numbers?|nrs?\b\.?|no\b\.?|codes?|id\b|ids\b|ref\b\.?|#|kenmerk|card"
CODE: Final = re.compile(
    r"(?<![\w@.,/-])(?:[A-Z]{5} \d{6} [A-Z0-9]{5}|(?:[A-Z]{1,4} )?\d{1,6}(?: \d{2,6}){1,4}|"
    r"[A-Z]{1,4}-\d{2,6}(?: \d{2,6}){1,3}|[A-Z]{2}-[A-Z]{2,4} \d{2,6}|"
    r"\d{4}-\d{2,4}(?: \d{2,4}){1,3}|"
    r"[A-Z]{1,4} \d[\dA-Z]{1,12}(?:[-/.][A-Z\d]{1,12}){0,4}|"
    r"(?=[A-Za-z0-9/._-]*\d)[A-Za-z0-9]{1,24}(?:[-/._][A-Za-z0-9]{1,24}){0,5}"
    r"(?: of \d\d?/\d\d?)?)(?!\w)"
)
"""Anything that may be a number of somebody."""
TOLD: Final = re.compile(
    rf"(?:{WHOSE})[ -]?(?:{KIND})|(?:pat|cl|dos|pers|kenm|ref)\.?|dossiers?|(?:ons|uw) kenmerk|"
    r"(?:mijn|zijn|haar|onder|my|his|her|their) (?:nummer|number)|"
    r"(?:mijn|zijn|haar|my|his|her|their) code",
    re.IGNORECASE,
)
"""Says that a number of somebody follows."""
BARE: Final = re.compile(rf"{WHOSE}|ticket|papiertje|bandnr|pasnr|pv", re.IGNORECASE)
"""Says whose it is, not that it is a number: the code must look like one."""
FILLERS: Final = vocabulary("identifiers.fillers")
LITTLE: Final = frozenset(
    word
    for word in load_list("function_words") - FILLERS
    if not TOLD.fullmatch(word) and not BARE.fullmatch(word)
)
"""Words that say nothing of the number after them; known at once, for most numbers have one."""
MOST_FILLERS: Final = 3
NEXT: Final = re.compile(r"(?:, ?| ?/ ?| ?& ?|,? (?:en|and|of|or|t/m|tot|to) )(?=[A-Za-z0-9])")
"""Between the numbers of a list."""
MOST_LISTED: Final = 50
SIGNS: Final = " :=#(.\"'“"
FREE: Final = re.compile(
    r"(?<![\w.@/#-])(?=[A-Z0-9/-]*[A-Z])(?:[A-Z]{1,5}[-/]?\d{3,12}|"
    r"[A-Z]{1,5}\d{0,12}(?:[-/][A-Z]{0,3}\d{1,12}){1,4}|"
    r"\d{2,6}[-/][A-Z]{1,4}[-/]?\d{2,10})(?![\w/-])"
)
MIXED: Final = re.compile(
    r"(?<![\w.@/#-])(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d[A-Z0-9]*\d)[A-Z0-9]{6,12}(?![\w/-])"
)
COMMIT: Final = re.compile(r"(?<![\w-])(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}(?![\w-])")
COURT: Final = re.compile(
    r"(?<![\w/.-])(?:C/\d\d/\d{4,7}(?: ?/ ?[A-Z]{2,3} [A-Z]{2,4} \d\d[-/]\d{1,5})?|"
    r"[A-Z]{2,3} [A-Z]{2,4} \d\d[-/]\d{2,5}|\d\d[-/.]\d{6}[-/.]\d\d)(?![\w/]|[-.]\w)"
)
"""Roll and prosecutor's numbers as Dutch courts write them: `C/13/123456 / FA RK 24-12`."""
PREFIXED: Final = re.compile(
    r"(?<![\w@./-])(?:pt|pat|cli|cl|pers|emp|stud|lln|res)-\d{3,10}(?:-[A-Za-z0-9]{1,4})?(?![\w-])"
)
"""In small letters, of a patient, a client, an employee."""
LONG: Final = re.compile(
    r"(?<![\w.,/€£$+-])\d{2,4}-\d{4,9}(?![\w-])|(?<![\w.,/€£$+-])\d{7,12}(?![\w-])"
)
NOT_PERSONAL: Final = re.compile(
    r"(?:ISO|NEN|EN|UN|RAL|DIN|BS|CVE|IP|GS|MX|CO|PM|LED|USB|HDMI|WD|M|A|B|C|N|E|K|R|S|T|H|W|F|G|V|"
    r"P|O|X|Y|Z|L|D|I|J|Q|U)-?/?\d{1,2}|"
    r"(?:ISO|NEN|UN|RAL|DIN|BS|CVE|EN|IEC|IEEE|ATEX|PGS|KB|RFC|COVID|SARS|MP|HP|EUR|GBP|USD|TLS|"
    r"SHA|MD)[-/]?\d[\d/-]*|[A-Z]{1,3}/[A-Z]{1,3}|\d{1,6}(?:MG|ML|KG|GB|MB|KW|MM|CM)"
)
TIME: Final = re.compile(r"\d{1,2}[.:]\d\d|(?:19|20)\d\d|\d{1,3}")
QUANTITY: Final = re.compile(r" [a-zë]{3,}(?:s|en)\b")
"""After a number of things: `1234567 schroeven`."""
LEAD: Final = 110
"""Characters to look back for what a number is."""
LEAST_DIGITS: Final = 3
LEAST_MIXED: Final = 4


def find_identifiers(text: Text) -> Iterator[Span]:
    """A code after a word that says whose it is; a code in the shape of a case number."""
    yield from _announced(text)
    for match in (*COURT.finditer(text.raw), *PREFIXED.finditer(text.raw)):
        yield Span(match.start(), match.end(), "ID_NUMBER", sure=True)
    for pattern in (FREE, MIXED, LONG, COMMIT):
        for match in pattern.finditer(text.raw):
            if _stands_alone(match):
                yield Span(match.start(), match.end(), "ID_NUMBER", sure=False)


def _announced(text: Text) -> Iterator[Span]:
    raw = text.raw
    for code in CODE.finditer(raw):
        start, wording = code.start(), code.group()
        lead = before(raw, start, LEAD)
        prefix, _, rest = wording.partition(" ")
        if rest and prefix.isalpha() and _says_whose(prefix, text):
            start, wording, lead = code.end() - len(rest), rest, f"{lead}{prefix} "
        told = _announcement(lead)
        if told is not None and _is_code(wording, told=told) and not is_decoy(raw, start):
            yield Span(start, code.end(), "ID_NUMBER", sure=True)
            yield from _rest_of_list(raw, wording, code.end())


def _says_whose(prefix: str, text: Text) -> bool:
    """`NHS 943 476 5919`: the letters are the word before it, not part of the number."""
    return (
        bool(BARE.fullmatch(prefix) or TOLD.fullmatch(prefix))
        or prefix.lower() in load_list("function_words")
        or prefix.lower() in FILLERS
        or is_shouted(text)
    )


def _rest_of_list(raw: str, first: str, end: int) -> Iterator[Span]:
    """`1403, 1430 en 1043`: what follows in the same shape."""
    shape = _shape(first)
    for _ in range(MOST_LISTED):
        link = NEXT.match(raw, end)
        code = CODE.match(raw, link.end()) if link else None
        if code is None or _shape(code.group()) != shape:
            return
        yield Span(code.start(), code.end(), "ID_NUMBER", sure=True)
        end = code.end()


def _shape(code: str) -> str:
    return "".join("9" if sign.isdigit() else "A" if sign.isalpha() else sign for sign in code)


def _announcement(lead: str) -> bool | None:
    """What stands directly before a code, little words skipped.

    Returns:
        True for a word that says a number follows, False for one that only says whose, else None.
    """
    if is_set_apart(lead) or is_spelt_out(lead.rstrip(SIGNS)):
        return True
    lead = lead.rstrip(SIGNS)
    words = lead.split()[-MOST_FILLERS - 2 :]
    for last in range(len(words) - 1, max(-1, len(words) - MOST_FILLERS - 2), -1):
        if words[last].lower() in LITTLE:
            return None
        said = _says(words[max(0, last - 1) : last + 1])
        if said is not None or words[last].lower() not in FILLERS:
            return said
    return None


def _says(words: Sequence[str]) -> bool | None:
    """What a word, perhaps with the one before it, says of the number that follows."""
    last = words[-1].strip("\"'“”(),:;")
    options = (" ".join((words[0].strip(",:;(\"'"), last)) if len(words) > 1 else last, last)
    for pattern in (TOLD, BARE):
        if any(pattern.fullmatch(option) for option in options):
            return pattern is TOLD
    return None


def _is_code(code: str, *, told: bool) -> bool:
    digits = sum(sign.isdigit() for sign in code)
    if told:
        return digits >= LEAST_DIGITS or len(code) > digits > 0
    mixed = 0 < digits < len(code) >= LEAST_MIXED and code[0].isupper()
    return mixed or (digits >= LEAST_DIGITS and not TIME.fullmatch(code))


def _stands_alone(match: re.Match[str]) -> bool:
    if sum(sign.isdigit() for sign in match.group()) < LEAST_MIXED:
        return False
    if match.group().isdecimal() and QUANTITY.match(match.string, match.end()):
        return False
    if is_decoy(match.string, match.start()) or is_about_thing(match.string, match.start()):
        return False
    return not NOT_PERSONAL.fullmatch(match.group())
