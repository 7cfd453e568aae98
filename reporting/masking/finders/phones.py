"""Telephone numbers as people in the Netherlands, Belgium, Germany and Britain write them."""

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

from reporting.masking.finders.cues import before, is_decoy
from reporting.masking.finders.identifiers import KIND, WHOSE
from reporting.masking.spans import Span
from reporting.masking.tokens import Text

CANDIDATE: Final = re.compile(
    r"(?<![\w@#/.,-])(?:\(?\+[ ]?|\(?00?)?[1-9]\d{0,4}\)?(?:[ ]?\(0\))?(?:[ ]?[-./ ][ ]?\d{1,8}|\d){1,9}"
    r"(?![\w@]|[-/]\w)"
)
LEAST_DIGITS: Final = 8
MOST_DIGITS: Final = 15
"""ITU-T E.164."""
REGIONS: Final = ("NL", "GB", "BE", "DE")
CUE: Final = re.compile(
    r"(?:tel(?:efoon)?(?:nummer|nr)?|bel(?:t|len|de)?|gebeld|bereikbaar|bereiken|mobiel|gsm|app|whatsapp|sms|"
    r"06|phone|call(?:ed)?|ring|mobile|cell|text(?:ed)?|fax|extension)"
    r"\W{0,3}(?:\w+\W{1,3}){0,4}$",
    re.IGNORECASE,
)
PERSONAL: Final = re.compile(rf"(?:{WHOSE})[ -]?(?:{KIND})(?: is| was)?[ :#]{{1,3}}$", re.IGNORECASE)
"""Directly before a number of another kind, which its own finder masks."""
DATE_LIKE: Final = re.compile(r"\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d|(?:19|20)\d\d[-./]\d\d?[-./]\d\d?")
IP_LIKE: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def find_phones(text: Text) -> Iterator[Span]:
    """Numbers that a numbering plan allows, or that are written and announced as one."""
    raw = text.raw
    for match in CANDIDATE.finditer(raw):
        digits = sum(sign.isdigit() for sign in match.group())
        if LEAST_DIGITS <= digits <= MOST_DIGITS and not _is_something_else(match):
            verdict = _judge(match)
            if verdict is not None:
                yield Span(match.start(), match.end(), "PHONE", verdict)


def _is_something_else(match: re.Match[str]) -> bool:
    wording = match.group()
    return bool(DATE_LIKE.fullmatch(wording) or IP_LIKE.fullmatch(wording))


def _judge(match: re.Match[str]) -> bool | None:
    """Sure, unsure, or no phone number at all."""
    wording = match.group()
    lead = before(match.string, match.start())
    dialled = wording.startswith(("+", "(+", "0", "(0"))
    cue = CUE.search(lead) is not None
    if PERSONAL.search(lead) or not (cue or dialled):
        return None
    if is_decoy(match.string, match.start()) and "+" not in wording:
        return None
    if any(_is_valid(wording, region) for region in REGIONS):
        return True
    return False if dialled or cue else None


def _is_valid(wording: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(wording, region))
    except phonenumbers.NumberParseException:
        return False
