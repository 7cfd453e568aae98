"""Numbers with a check: bank accounts (IBAN) and the Dutch citizen number (BSN)."""

import re
from collections.abc import Iterator
from typing import Final

from stdnum import iban, luhn
from stdnum.nl import bsn

from reporting.masking.finders.cues import before, is_decoy
from reporting.masking.spans import Span
from reporting.masking.tokens import Text

IBAN: Final = re.compile(
    r"(?<![^\W_])[A-Za-z]{2}[0-9]{2}(?:[ .-]?[A-Za-z0-9]{4}){2,7}(?:[ .-]?[A-Za-z0-9]{1,4})?"
    r"(?![^\W_])"
)
IBAN_SHAPES: Final = re.compile(
    r"NL\d\d[A-Z]{4}\d{10}|BE\d{14}|DE\d{20}|GB\d\d[A-Z]{4}\d{14}|LU\d\d\d{3}\w{13}|"
    r"FR\d{12}\w{11}\d\d"
)
"""Countries near by: right in shape is enough, for people mistype."""
ACCOUNT_CUE: Final = re.compile(
    r"(?:iban|rekening|rekeningnr|rekeningnummer|bankrekening|account|bank|sort "
    r"code)\W{0,3}(?:\w+\W{1,3}){0,3}$",
    re.IGNORECASE,
)
SORT_CODE: Final = re.compile(r"(?<!\w)\d\d-\d\d-\d\d[ ,/]{1,3}(?:account |acc |a/c )?\d{8}(?!\w)")
OLD_ACCOUNT: Final = re.compile(r"(?<![\w.-])\d{2,4}(?:[. ]?\d{2,3}){2,3}(?![\w-])")

BSN: Final = re.compile(
    r"(?<![\w.-])\d{3,4}(?:[ .-]?\d{2,3}){2}(?![\w-])|(?<![\w.-])\d{8,9}(?![\w-])"
)
TOLD_BSN: Final = re.compile(
    r"\b(?:bsn|burger\s?service\s?nummer|sofi-?nummer)(?:-?nr\.?| nummer)?(?: is| was|:)? ?"
    r"(?P<number>\d(?:[ .-]?\d){6,10})(?![\w-])",
    re.IGNORECASE,
)
"""Directly after the word any grouping of the digits will do: people mistype."""
BSN_CUE: Final = re.compile(
    r"(?:\bbsn|burger\s?service\s?nummer|sofi(?:-?nummer)?|citizen service number|\bnino|"
    r"national insurance(?: number)?|\bni (?:number|no))\W{0,3}(?:\w+\W{1,3}){0,3}$",
    re.IGNORECASE,
)
NINO: Final = re.compile(
    r"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d "
    r"?[A-D](?!\w)"
)
"""British national insurance number. Source: HMRC manual NIM39110."""


LIKE_NINO: Final = re.compile(r"(?<!\w)[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-Z](?!\w)", re.IGNORECASE)
"""Right in shape only: enough after a word that says so."""


def find_bank_accounts(text: Text) -> Iterator[Span]:
    """IBANs, also mistyped ones of countries near by; British sort code with account."""
    raw = text.raw
    for match in IBAN.finditer(raw):
        end = _end_of_iban(match)
        if end:
            yield Span(match.start(), end, "IBAN", sure=True)
    for match in SORT_CODE.finditer(raw):
        yield Span(match.start(), match.end(), "IBAN", sure=True)
    for match in OLD_ACCOUNT.finditer(raw):
        if ACCOUNT_CUE.search(before(raw, match.start())):
            yield Span(match.start(), match.end(), "IBAN", sure=False)


def _end_of_iban(match: re.Match[str]) -> int:
    """Where the account ends, leaving words off that the pattern swallowed; 0 when it is none."""
    wording = match.group()
    for cut in range(len(wording), 14, -1):
        if cut < len(wording) and wording[cut].isalnum() and wording[cut - 1].isalnum():
            continue
        compact = re.sub(r"[ .-]", "", wording[:cut]).upper()
        if IBAN_SHAPES.fullmatch(compact) or iban.is_valid(compact):
            return match.start() + cut
    return match.end() if ACCOUNT_CUE.search(before(match.string, match.start())) else 0


CARD: Final = re.compile(r"(?<![\w.+-])[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\w-])")
CARD_CUE: Final = re.compile(
    r"\b(?:credit|debit|cc|bankpas|creditcard|pas|card)\b[^.!?\n]{0,24}(?:[.?!:] ?(?:\w+ ){0,2})?$",
    re.IGNORECASE,
)
AMERICAN: Final = re.compile(r"(?<![\w.-])\d{3}-\d{2}-\d{4}(?![\w-])")
"""The shape of a social security number of the United States."""


def find_cards(text: Text) -> Iterator[Span]:
    """Payment cards, by their check digit (ISO/IEC 7812-1) or a word that says so."""
    raw = text.raw
    for match in CARD.finditer(raw):
        digits = re.sub("[ -]", "", match.group())
        told = CARD_CUE.search(before(raw, match.start()))
        if told or (luhn.is_valid(digits) and not is_decoy(raw, match.start())):
            yield Span(match.start(), match.end(), "ID_NUMBER", sure=bool(told))
    for match in AMERICAN.finditer(raw):
        if not is_decoy(raw, match.start()):
            yield Span(match.start(), match.end(), "ID_NUMBER", sure=False)


def find_national_numbers(text: Text) -> Iterator[Span]:
    """BSNs that pass the 11-test, any number said to be one, and British insurance numbers."""
    yield from _citizen_numbers(text.raw)
    for match in LIKE_NINO.finditer(text.raw):
        if NINO.fullmatch(match.group()) or BSN_CUE.search(before(text.raw, match.start())):
            yield Span(match.start(), match.end(), "BSN", sure=True)


def _citizen_numbers(raw: str) -> Iterator[Span]:
    for match in TOLD_BSN.finditer(raw):
        yield Span(match.start("number"), match.end("number"), "BSN", sure=True)
    for match in BSN.finditer(raw):
        if BSN_CUE.search(before(raw, match.start())):
            yield Span(match.start(), match.end(), "BSN", sure=True)
        elif bsn.is_valid(match.group()) and not is_decoy(raw, match.start()):
            yield Span(match.start(), match.end(), "BSN", sure=False)
