"""What stands in a text where something was masked: `[naam 1]`, `[place 2]`."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "PERSON": ("naam", "name"),
    "LOCATION": ("plaats", "place"),
    "ADDRESS": ("adres", "address"),
    "ORGANISATION": ("organisatie", "organisation"),
    "DEPARTMENT_UNIT": ("afdeling", "department"),
    "PHONE": ("telefoonnummer", "phone number"),
    "EMAIL": ("e-mailadres", "email address"),
    "IBAN": ("rekeningnummer", "bank account"),
    "BSN": ("bsn", "national number"),
    "PLATE": ("kenteken", "number plate"),
    "ID_NUMBER": ("nummer", "number"),
    "DATE": ("datum", "date"),
    "AGE": ("leeftijd", "age"),
    "URL": ("webadres", "web address"),
    "USERNAME": ("gebruikersnaam", "user name"),
    "IP": ("ip-adres", "ip address"),
    "ROLE_UNIQUE": ("functie", "role"),
    "OTHER": ("verborgen", "hidden"),
}
"""Label to its word in a placeholder: Dutch, English."""

PLACEHOLDER_PATTERN: Final = (
    r"\[(?:"
    + "|".join(
        sorted({re.escape(word) for pair in KINDS.values() for word in pair}, key=len, reverse=True)
    )
    + r") [1-9][0-9]{0,5}\]"
)

PLACEHOLDER: Final = re.compile(PLACEHOLDER_PATTERN)
"""Any placeholder, of any kind, in either language."""


def find_placeholders(text: str) -> Iterator[tuple[int, int]]:
    """Where placeholders stand: start and end offsets, in order."""
    return (match.span() for match in PLACEHOLDER.finditer(text))


class Numbering:
    """Hands out numbers per kind: the same wording gets the same placeholder again."""

    def __init__(self, text: str, language: str) -> None:
        self._language = language
        self._given: dict[tuple[str, str], str] = {}
        self._taken: dict[str, set[int]] = defaultdict(set)
        self._last: dict[str, int] = defaultdict(int)
        for match in PLACEHOLDER.finditer(text):
            word, _, number = match.group()[1:-1].rpartition(" ")
            self._taken[word].add(int(number))

    def placeholder(self, label: str, wording: str) -> str:
        """The placeholder for this wording under this label."""
        key = (label, " ".join(wording.casefold().split()))
        if key not in self._given:
            word = KINDS[label][1 if self._language == "en" else 0]
            self._given[key] = f"[{word} {self._next_free(word)}]"
        return self._given[key]

    def _next_free(self, word: str) -> int:
        number = self._last[word] + 1
        while number in self._taken[word]:
            number += 1
        self._last[word] = number
        return number
