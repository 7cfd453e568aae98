"""The organisation's own names: wards, buildings, clients, staff. The cheapest large win."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from reporting.errors import ReportingError
from reporting.masking.dictionaries.folding import fold
from reporting.masking.spans import LABELS, Span
from reporting.masking.tokens import TOKEN, Text

MAX_WORDS: Final = 12
"""Longest name in words; a longer line is a sentence, not a name."""


class BadOwnWords(ReportingError):
    sentence = "A line of the list of own words is not a name with a label."


@dataclass(frozen=True, slots=True)
class OwnWords:
    by_first: Mapping[str, Sequence[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    """First folded word to all names that start with it, longest first, each with its label."""

    def find(self, text: Text) -> Iterator[Span]:
        """Every mention of a name on the list, in any case, as whole words."""
        if not self.by_first:
            return
        for index, word in enumerate(text.folded):
            for name, label in self.by_first.get(word, ()):
                if tuple(text.folded[index : index + len(name)]) == name:
                    end = text.ends[index + len(name) - 1]
                    yield Span(text.starts[index], end, label, sure=True)
                    break


NO_OWN_WORDS: Final = OwnWords()


def read_own_words(lines: Iterable[str]) -> OwnWords:
    """Read an organisation's list.

    Args:
        lines: `name<TAB>label` or CSV `name,label`. Empty lines, comment after # and a header
            `name,label` are left out. Without a label a name is taken for an ORGANISATION.

    Raises:
        BadOwnWords: naming the line, when its label is unknown or its name holds no word.
    """
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for number, line in enumerate(lines, start=1):
        entry = _read_line(line, number)
        if entry is not None:
            found[entry[0][0]].append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return OwnWords(dict(found))


def _read_line(line: str, number: int) -> tuple[tuple[str, ...], str] | None:
    line = line.strip(" \r\n\ufeff")
    if not line.strip() or line.startswith("#"):
        return None
    delimiter = "\t" if "\t" in line else ","
    cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
    label = cells[1].upper() if len(cells) > 1 and cells[1] else "ORGANISATION"
    if label == "LABEL":
        return None
    name = tuple(fold(match.group()) for match in TOKEN.finditer(cells[0]))
    if label not in LABELS or not 0 < len(name) <= MAX_WORDS:
        raise BadOwnWords(f"Line {number} of the list of own words is not a name with a label.")
    return name, label
