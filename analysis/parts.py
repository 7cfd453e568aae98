"""How a theme would fall in two, told in words: for a person who wonders whether it is one.

A proposal is shown under the conditions of a theme: either half has reports enough, from months and
units enough, and every word is shared by K_FACT of its reports. It stays as it was published until
the band rises, so that two releases never differ by one report.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.arrays import BoolArray, canonical_order
from analysis.directions import cut_in_two
from analysis.disclosure import gather_facts, publishable
from analysis.finding import Found
from analysis.terms import load_stop_words, read_vocabulary
from config.limits import K_FACT, LANGUAGES

TERMS = 5
"""Words per half and language."""
FEWEST_TERMS = 2
"""Words, in all languages together, without which a half cannot be recognised."""
TIMES = 2.0
"""Times as common in one half as in the other from which a word tells them apart."""


@dataclass(frozen=True, slots=True)
class Part:
    terms: Mapping[str, tuple[str, ...]]
    """By language; together at least FEWEST_TERMS."""

    def describe(self) -> dict[str, list[str]]:
        """The part as a release holds it."""
        return {f"terms_{code}": list(self.terms[code]) for code in LANGUAGES}


def propose_parts(found: Found, group: int, extra: int) -> tuple[Part, ...]:
    """The halves that a split would give, the larger first; none when either may not be shown.

    Args:
        found: of this run.
        group: its number.
        extra: reports on top of the floor, a secret of the theme; see `analysis.thresholds`.
    """
    rows = np.array(found.groups.members(group), dtype=np.int64)
    rows = rows[canonical_order(found.groups.vectors[rows])]
    smaller = cut_in_two(found.groups.vectors[rows])
    halves = (rows[~smaller], rows[smaller])
    if not all(_may_be_shown(found, half.tolist(), extra) for half in halves):
        return ()
    words = {code: _telling(found, rows.tolist(), smaller, code) for code in LANGUAGES}
    parts = tuple(Part({code: words[code][half] for code in LANGUAGES}) for half in (0, 1))
    known = all(sum(map(len, part.terms.values())) >= FEWEST_TERMS for part in parts)
    return parts if known else ()


def _may_be_shown(found: Found, rows: Sequence[int], extra: int) -> bool:
    reports = [found.corpus.reports[row].report for row in rows]
    facts = gather_facts(
        found.groups.vectors[list(rows)],
        [report.month for report in reports],
        [report.unit for report in reports],
    )
    return publishable(facts, extra).publish


def _telling(
    found: Found, rows: Sequence[int], smaller: BoolArray, code: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words in one language of the larger half, and of the smaller, that the other lacks."""
    own = [
        (row, bool(small))
        for row, small in zip(rows, smaller, strict=True)
        if found.corpus.reports[row].report.language == code
    ]
    texts = [found.groups.texts[row] for row, _ in own]
    vocabulary = read_vocabulary(texts, load_stop_words()[code])
    counts = (Counter[str](), Counter[str]())
    for terms, (_, small) in zip(vocabulary.per_report, own, strict=True):
        counts[small].update(terms)
    sizes = (sum(not small for _, small in own), sum(small for _, small in own))
    return (
        _lacking(counts[0], counts[1], sizes),
        _lacking(counts[1], counts[0], (sizes[1], sizes[0])),
    )


def _lacking(
    mine: Mapping[str, int], other: Mapping[str, int], sizes: tuple[int, int]
) -> tuple[str, ...]:
    worth = {
        term: count / sizes[0] - other.get(term, 0) / max(sizes[1], 1)
        for term, count in mine.items()
        if count >= K_FACT and count * max(sizes[1], 1) >= TIMES * other.get(term, 0) * sizes[0]
    }
    ranked = sorted(worth, key=lambda term: (-worth[term], term))
    chosen: list[str] = []
    for term in ranked:
        if len(chosen) < TERMS and not any(set(term.split()) & set(had.split()) for had in chosen):
            chosen.append(term)
    return tuple(chosen)


def kept_parts(
    now: Sequence[Mapping[str, Any]], before: Mapping[str, Any] | None, band: str, *, moved: bool
) -> list[Mapping[str, Any]]:
    """What was proposed before, unless the theme is another one by now.

    Args:
        now: the parts of this run, as `Part.describe` gives them.
        before: the theme in the last release; None when it was not in it.
        band: of the theme now.
        moved: whether it was split or grew by another theme since.
    """
    same = before is not None and before["band"] == band and not moved and "parts" in before
    return list(before["parts"]) if same and before is not None else list(now)
