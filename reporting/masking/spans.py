"""What a finder hands over: a piece of the text, its kind, and how sure we are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Label = Literal[
    "PERSON",
    "LOCATION",
    "ADDRESS",
    "ORGANISATION",
    "DEPARTMENT_UNIT",
    "PHONE",
    "EMAIL",
    "IBAN",
    "BSN",
    "PLATE",
    "ID_NUMBER",
    "DATE",
    "AGE",
    "URL",
    "USERNAME",
    "IP",
    "ROLE_UNIQUE",
]

LABELS: Final[tuple[str, ...]] = get_args(Label)

OTHER: Final = "OTHER"
"""What the reporter wants masked and no finder knows."""

UNMASKABLE: Final = frozenset(
    {"PERSON", "LOCATION", "ORGANISATION", "DEPARTMENT_UNIT", "ROLE_UNIQUE", "DATE", "AGE"}
)
"""Kinds that a reporter may unmask. Numbers that lead straight to one person stay masked."""

REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "PERSON": ("lijkt een naam", "looks like a name"),
    "LOCATION": ("lijkt een plaats", "looks like a place"),
    "ADDRESS": ("lijkt een adres", "looks like an address"),
    "ORGANISATION": ("lijkt een organisatie", "looks like an organisation"),
    "DEPARTMENT_UNIT": ("lijkt een afdeling of team", "looks like a department or team"),
    "PHONE": ("lijkt een telefoonnummer", "looks like a phone number"),
    "EMAIL": ("lijkt een e-mailadres", "looks like an email address"),
    "IBAN": ("lijkt een rekeningnummer", "looks like a bank account"),
    "BSN": ("lijkt een burgerservicenummer", "looks like a national number"),
    "PLATE": ("lijkt een kenteken", "looks like a number plate"),
    "ID_NUMBER": ("lijkt een nummer van een persoon of zaak", "looks like a personal number"),
    "DATE": ("lijkt een datum", "looks like a date"),
    "AGE": ("lijkt een leeftijd", "looks like an age"),
    "URL": ("lijkt een webadres", "looks like a web address"),
    "USERNAME": ("lijkt een gebruikersnaam", "looks like a user name"),
    "IP": ("lijkt een ip-adres", "looks like an IP address"),
    "ROLE_UNIQUE": ("wijst misschien één persoon aan", "may point to one person"),
    OTHER: ("door jou verborgen", "hidden by you"),
}


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    """Offset of the first character, as Python counts them."""
    end: int
    """Offset just after the last character."""
    label: str
    """One of `LABELS`, or `OTHER`."""
    sure: bool
    """False when only a rule of thumb says so; the reporter is asked to look."""


def reason(label: str, language: str) -> str:
    """Why a span was masked, in a few words for the reporter."""
    dutch, english = REASONS[label]
    return english if language == "en" else dutch
