"""The organisation's own names: wards, buildings, clients, staff. The cheapest large win.

Also its own words that identify nobody: a machine, a project, a product with a name.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from reporting.errors import ReportingError
from reporting.masking.dictionaries.folding import fold
from reporting.masking.spans import LABELS, UNMASKABLE, Span
from reporting.masking.tokens import TOKEN, Text

MAX_WORDS: Final = 12
"""Longest name in words; a longer line is a sentence, not a name."""


IGNORE: Final = frozenset({"IGNORE", "NEGEREN"})
"""Instead of a label: leave this wording alone."""


class BadOwnWords(ReportingError):
    sentence = "A line of the list of own words is not a name with a label."


Names = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
"""First folded word to all names that start with it, longest first, each with its label."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    by_first: Names = field(default_factory=dict)
    ignored: Names = field(default_factory=dict)
    """Wordings that identify nobody here."""

    def find(self, text: Text) -> Iterator[Span]:
        """Every mention of a name on the list, in any case, as whole words."""
        return _mentions(text, self.by_first)

    def without_ignored(self, text: Text, found: Sequence[Span]) -> list[Span]:
        """What was found, but for what lies in a wording that the list says to leave alone.

        Numbers that lead straight to one person, and names on the list itself, stay.
        """
        alone = list(_mentions(text, self.ignored))
        if not alone:
            return list(found)
        named = {(span.start, span.end) for span in self.find(text)}
        return [
            span
            for span in found
            if span.label not in UNMASKABLE
            or (span.start, span.end) in named
            or not any(one.start <= span.start and span.end <= one.end for one in alone)
        ]


def _mentions(text: Text, by_first: Names) -> Iterator[Span]:
    if not by_first:
        return
    for index, word in enumerate(text.folded):
        for name, label in by_first.get(word, ()):
            if tuple(text.folded[index : index + len(name)]) == name:
                yield Span(text.starts[index], text.ends[index + len(name) - 1], label, sure=True)
                break


NO_OWN_WORDS: Final = OwnWords()


def read_own_words(lines: Iterable[str]) -> OwnWords:
    """Read an organisation's list.

    Args:
        lines: `name<TAB>label` or CSV `name,label`. Empty lines, comment after # and a header
            `name,label` are left out. Without a label a name is taken for an ORGANISATION; with
            IGNORE (or NEGEREN) it is a wording to leave alone.

    Raises:
        BadOwnWords: naming the line, when its label is unknown or its name holds no word.
    """
    named: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    ignored: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for number, line in enumerate(lines, start=1):
        entry = _read_line(line, number)
        if entry is not None:
            (ignored if entry[1] in IGNORE else named)[entry[0][0]].append(entry)
    for entries in (*named.values(), *ignored.values()):
        entries.sort(key=lambda entry: -len(entry[0]))
    return OwnWords(dict(named), dict(ignored))


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
    if label not in (*LABELS, *IGNORE) or not 0 < len(name) <= MAX_WORDS:
        raise BadOwnWords(f"Line {number} of the list of own words is not a name with a label.")
    return name, label
