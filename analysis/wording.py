"""Whether a group shares words as well as a direction.

An encoder also sees likeness of tone: short complaints, formal notes, lists. Such reports lie
together and speak of nothing in particular. Words are a second witness: reports of one subject,
however differently told, use more words in common than reports of different subjects do.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.sparse import csr_matrix

from analysis.arrays import LEFT_OUT, IntArray
from analysis.normalise import words

TIMES = 2.0
"""Times the shared wording of reports of different groups from which a group shares a subject.
Groups of one subject lay at 2.5 to 30 in mixed reports and in accident narratives, groups of tone
below 2."""

ENOUGH_PAIRS = 28
"""Pairs of reports in one language, those of eight, that a group must have before its words are
judged: fewer short reports may tell one thing without a word in common."""

_MIN_LETTERS = 3
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Wording:
    """What each report says, in words: one table per language, rows of length 1 or 0."""

    tables: tuple[tuple[IntArray, csr_matrix], ...]
    """Row numbers of the reports in a language, and their weighted words, one row each."""
    count: int

    def in_order(self, order: IntArray) -> "Wording":
        """The same for reports that are handed out in another order."""
        if not self.tables:
            return self
        place = np.empty(self.count, dtype=np.int64)
        place[order] = np.arange(self.count)
        sorted_ = []
        for rows, table in self.tables:
            now = place[rows]
            by_place = np.argsort(now)
            sorted_.append((now[by_place], table[by_place]))
        return Wording(tuple(sorted_), self.count)

    def without_tone(self, labels: IntArray) -> IntArray:
        """Leave out the groups that share tone only. Shape (n,) in and out."""
        shared = self.shared(labels)
        tone = [group for group, times in shared.items() if times < TIMES]
        return np.where(np.isin(labels, tone), LEFT_OUT, labels)

    def shared(self, labels: IntArray) -> dict[int, float]:
        """Per group: likeness in words inside, as a multiple of that between groups.

        A group with fewer than ENOUGH_PAIRS pairs in one language is not judged, and not named.
        """
        inside: dict[int, float] = {}
        expected: dict[int, float] = {}
        pairs: dict[int, int] = {}
        for rows, table in self.tables:
            own = labels[rows]
            found = {int(g): _pairs(table[own == g]) for g in np.unique(own) if g != LEFT_OUT}
            likeness, all_pairs = _pairs(table)
            likeness -= sum(value for value, _ in found.values())
            all_pairs -= sum(number for _, number in found.values())
            usual = likeness / all_pairs if all_pairs else 0.0
            for group, (value, number) in found.items():
                inside[group] = inside.get(group, 0.0) + value
                expected[group] = expected.get(group, 0.0) + usual * number
                pairs[group] = pairs.get(group, 0) + number
        return {
            group: _times(inside[group], expected[group])
            for group in sorted(inside)
            if pairs[group] >= ENOUGH_PAIRS
        }


UNHEARD = Wording((), 0)
"""No words known: no group is judged."""


def read_wording(
    texts: Sequence[str], languages: Sequence[str], stop_words: Mapping[str, frozenset[str]]
) -> Wording:
    """Weigh the words of every report: rare words more than common ones, stop words not at all.

    Args:
        texts: n stories, without placeholders.
        languages: n language codes.
        stop_words: per language the words that say nothing; a language may be missing.
    """
    codes = np.asarray(languages)
    tables = []
    for code in sorted(set(languages)):
        rows = np.flatnonzero(codes == code)
        told = [_spoken(texts[int(row)], stop_words.get(code, frozenset())) for row in rows]
        if any(told):
            tables.append((rows.astype(np.int64), weigh_words(told)))
    return Wording(tuple(tables), len(texts))


def weigh_words(told: Sequence[Sequence[str]]) -> csr_matrix:
    """Words to numbers: 1 + log(times) in a report, times 1 + log((1 + n) / (1 + reports with it)).

    Args:
        told: the words of n reports.

    Returns:
        Shape (n, different words in alphabetical order); rows of length 1, or 0 without words.

    Source: Salton & Buckley 1988, doi:10.1016/0306-4573(88)90021-0.
    """
    counts = [Counter(own) for own in told]
    column = {word: place for place, word in enumerate(sorted(set().union(*counts)))}
    ends = np.cumsum([0, *map(len, counts)])
    places = np.array([column[word] for own in counts for word in own], dtype=np.int64)
    times = np.array([n for own in counts for n in own.values()], dtype=np.float64)
    rarity = 1 + np.log((1 + len(told)) / (1 + np.bincount(places, minlength=len(column))))
    weights = (1 + np.log(times)) * rarity[places]
    rows = np.repeat(np.arange(len(told)), np.diff(ends))
    lengths = np.sqrt(np.bincount(rows, weights=weights**2, minlength=len(told)))
    table = csr_matrix((weights / lengths[rows], places, ends), shape=(len(told), len(column)))
    table.sort_indices()
    return table


def _times(inside: float, expected: float) -> float:
    """How many times the expected; any is endlessly many times none."""
    if expected > _ROUNDING:
        return inside / expected
    return inf if inside > _ROUNDING else 0.0


def _spoken(text: str, stop_words: frozenset[str]) -> list[str]:
    return [w for w in words(text) if len(w) >= _MIN_LETTERS and w not in stop_words]


def _pairs(table: csr_matrix) -> tuple[float, int]:
    """The sum of the cosines of all pairs of rows, and how many pairs that are."""
    count = table.shape[0]
    total = np.asarray(table.sum(axis=0)).ravel()
    own = float(table.multiply(table).sum())
    return (float(total @ total) - own) / 2, count * (count - 1) // 2
