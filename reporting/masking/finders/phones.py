"""Telephone numbers as people in the Netherlands, Belgium, Germany and Britain write them."""

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

from reporting.masking.finders.cues import before, is_decoy
from reporting.masking.finders.identifiers import KIND
from reporting.masking.finders.number_cues import WHOSE
from reporting.masking.spans import Span
from reporting.masking.tokens import Text

CANDIDATE: Final = re.compile(
    r"(?<![\w@#/.,-])(?:\(?\+[ ]?|\(?00?)?[1-9]\d{0,4}\)?(?:[ ]?\(0\))?(?:[ ]?[-./ ][ ]?\d{1,8}|"
    r"\d){1,9}"
    r"(?![\w@]|[-/]\w)"
)
LEAST_DIGITS: Final = 8
MOST_DIGITS: Final = 15
"""ITU-T E.164."""
MOST_CHECKS: Final = 50
"""A text with more telephone numbers is a list; the rest is masked without asking the plan."""
REGIONS: Final = ("NL", "GB", "BE", "DE")
CUE: Final = re.compile(
    r"(?:tel(?:efoon)?(?:nummer|nr)?|bel(?:t|len|de)?|gebeld|bereikbaar|bereiken|mobiel|gsm|app|"
    r"whatsapp|sms|"
    r"06|phone|call(?:ed)?|ring|mobile|cell|text(?:ed)?|fax|extension)"
    r"\W{0,3}(?:\w+\W{1,3}){0,4}$",
    re.IGNORECASE,
)
PERSONAL: Final = re.compile(
    rf"(?:{WHOSE})[ -]?(?:{KIND})(?: is| was)?[ :#]{{1,3}}$", re.IGNORECASE
)
"""Directly before a number of another kind, which its own finder masks."""
EXTENSION: Final = re.compile(
    r"\b(?:toestelnummer|toestelnr\.?|doorkiesnummer|ext\.?|extension)(?: is| no\.?)?:? "
    r"(?P<inside>\d{3,5})(?![\w-])",
    re.IGNORECASE,
)
"""A number inside the house leads to one desk."""
OTHER_PLANS: Final = re.compile(
    r"(?<![\w@#/.,-])(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?:x\d{2,5})?(?![\w@]|[-/]\w)"
)
"""As North Americans write them: three, three and four, perhaps with an extension."""
LOCAL: Final = re.compile(
    r"\b(?:phone|tel|fax|mobile|desk|telefoon|call me on|ring me on|reach me on|bel|bereikbaar op)"
    r"[: \n]{1,3}(?P<local>\d{3}[ -]\d{4}|\d{2,3}[ -]\d{2}[ -]\d{2}[ -]?\d{0,2})(?![\w-])",
    re.IGNORECASE,
)
"""Without an area code only directly after the word."""
DATE_LIKE: Final = re.compile(
    r"\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d|(?:19|20)\d\d[-./]\d\d?[-./]\d\d?"
)
IP_LIKE: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def find_phones(text: Text) -> Iterator[Span]:
    """Numbers that a numbering plan allows, or that are written and announced as one."""
    raw = text.raw
    for match in EXTENSION.finditer(raw):
        yield Span(match.start("inside"), match.end("inside"), "PHONE", sure=True)
    for match in LOCAL.finditer(raw):
        yield Span(match.start("local"), match.end("local"), "PHONE", sure=True)
    for match in OTHER_PLANS.finditer(raw):
        if not is_decoy(raw, match.start()) and not PERSONAL.search(before(raw, match.start())):
            yield Span(match.start(), match.end(), "PHONE", sure=False)
    yield from _dialled(raw)


def _dialled(raw: str) -> Iterator[Span]:
    checks = MOST_CHECKS
    for match in CANDIDATE.finditer(raw):
        digits = sum(sign.isdigit() for sign in match.group())
        if not LEAST_DIGITS <= digits <= MOST_DIGITS or _is_something_else(match):
            continue
        if _is_announced(match):
            checks -= 1
            valid = checks > 0 and any(_is_valid(match.group(), region) for region in REGIONS)
            yield Span(match.start(), match.end(), "PHONE", valid)


def _is_something_else(match: re.Match[str]) -> bool:
    wording = match.group()
    return bool(DATE_LIKE.fullmatch(wording) or IP_LIKE.fullmatch(wording))


def _is_announced(match: re.Match[str]) -> bool:
    """Dialled from the start or after a word that says so, and not said to be something else."""
    wording, lead = match.group(), before(match.string, match.start())
    if PERSONAL.search(lead):
        return False
    if wording.startswith(("+", "(+")):
        return True
    dialled = wording.startswith(("0", "(0"))
    return (dialled or CUE.search(lead) is not None) and not is_decoy(match.string, match.start())


def _is_valid(wording: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(wording, region))
    except phonenumbers.NumberParseException:
        return False
