"""All finders, in order of preference: of two equally long spans the earlier one stands."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from reporting.masking.finders.addresses import find_codes, find_streets
from reporting.masking.finders.ages import find_ages
from reporting.masking.finders.bracketed import find_bracketed
from reporting.masking.finders.checked import find_bank_accounts, find_cards, find_national_numbers
from reporting.masking.finders.dates import find_dates
from reporting.masking.finders.departments import find_departments
from reporting.masking.finders.identifiers import find_identifiers
from reporting.masking.finders.introduced import find_introduced
from reporting.masking.finders.links import find_links
from reporting.masking.finders.mentions import find_mentions
from reporting.masking.finders.nicknames import find_nicknames
from reporting.masking.finders.organisations import find_organisations
from reporting.masking.finders.phones import find_phones
from reporting.masking.finders.plain_names import find_plain_names
from reporting.masking.finders.plates import find_plates
from reporting.masking.finders.proper_names import find_proper_names
from reporting.masking.finders.repeats import find_repeats
from reporting.masking.finders.roles import find_roles
from reporting.masking.finders.rooms import find_rooms
from reporting.masking.finders.sections import find_sections
from reporting.masking.finders.shouted import find_shouted
from reporting.masking.finders.usernames import find_usernames
from reporting.masking.finders.worded_ages import find_worded_ages
from reporting.masking.finders.years import find_years
from reporting.masking.spans import Span
from reporting.masking.tokens import DIGIT, Text, is_shouted, read_text

NUMBERS: Final[Sequence[Callable[[Text], Iterable[Span]]]] = (
    find_bank_accounts,
    find_cards,
    find_national_numbers,
    find_phones,
    find_plates,
    find_dates,
    find_identifiers,
    find_ages,
    find_years,
    find_codes,
)
"""Finders that need a digit."""

WORDS: Final[Sequence[Callable[[Text], Iterable[Span]]]] = (
    find_streets,
    find_usernames,
    find_introduced,
    find_plain_names,
    find_rooms,
    find_departments,
    find_sections,
    find_organisations,
    find_roles,
    find_worded_ages,
    find_proper_names,
    find_nicknames,
)
"""Finders that go by capitals; of a text in nothing but capitals they read a quiet copy."""


def find_every(text: Text) -> list[Span]:
    """What all finders see, overlaps and all; the later mentions of a name included."""
    found: list[Span] = []
    if any(shape & DIGIT for shape in text.shapes):
        for find in NUMBERS:
            found.extend(find(text))
    found.extend(find_links(text))
    quiet = text
    if is_shouted(text):
        quiet = read_text(text.raw.lower(), text.language)
        found.extend(find_shouted(quiet))
    for find in WORDS:
        found.extend(find(quiet))
    found.extend(find_bracketed(text, found))
    found.extend(find_mentions(text, found))
    found.extend(find_repeats(text, found))
    return found
