"""Reports that wait until others tell the same: left out of everything until then."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from analysis.arrays import FloatArray
from analysis.corpus import Corpus, OpenedReport
from analysis.encoding import Encoder
from analysis.themes import find_groups
from config.limits import K_THEME
from reporting.bags import StoredEnvelope
from reporting.sealed_reports import seal_report
from reporting.vault.envelope import read_header
from reporting.vault.epochs import MonthKeys, month_of

LEAST: Final = 0.75
"""Of the median closeness in a group. Source: own choice, tried on the demo's reports."""

MakeEncoder = Callable[[Sequence[str]], Encoder]


class Parted(NamedTuple):
    """A corpus in two."""

    corpus: Corpus
    """All that may count; what was freed counts like any report."""
    freed: tuple[OpenedReport, ...]
    """Held until now, in a group of K_THEME or more. Each is still marked as held."""


def held_ids(corpus: Corpus) -> frozenset[str]:
    """Ids of the reports that wait."""
    return frozenset(one.id for one in corpus.reports if one.report.hold)


def part_held(corpus: Corpus, make_encoder: MakeEncoder) -> Parted:
    """Set free the held reports that are not alone, and leave out the others.

    All reports are grouped once for this, the held ones among them; nothing else of that grouping
    is kept, so a report that goes on waiting moves no word and no number of any theme.

    Args:
        corpus: all reports.
        make_encoder: given the texts, the encoder to use.
    """
    held = held_ids(corpus)
    if not held:
        return Parted(corpus, ())
    texts = [one.report.story for one in corpus.reports]
    languages = [one.report.language for one in corpus.reports]
    groups = find_groups(texts, languages, make_encoder(texts), min_size=K_THEME)
    grouped = {
        corpus.reports[row].id
        for group in range(len(groups.names))
        for row in fitting(groups.members(group), groups.vectors)
    }
    freed = tuple(one for one in corpus.reports if one.id in held & grouped)
    return Parted(corpus.without(held - grouped), freed)


def fitting(members: Sequence[int], vectors: FloatArray) -> list[int]:
    """The members of a group that lie in it as well as most of it does.

    Grouping gives a report that stands alone to the group that is least far away; that is no
    company.

    Args:
        members: row numbers, two or more.
        vectors: shape (n, d), rows of length 1.
    """
    own = vectors[list(members)]
    # A row's cosine with itself is 1 and is left out of its mean.
    means = (own @ own.T).sum(axis=1) - 1.0
    return [
        row for row, mean in zip(members, means, strict=True) if mean >= LEAST * np.median(means)
    ]


def seal_freed(
    freed: Sequence[OpenedReport], stored: Callable[[bytes], bytes | None], keys: MonthKeys
) -> list[StoredEnvelope]:
    """The freed reports sealed anew, so that analisten can read them as well.

    Args:
        freed: as opened.
        stored: (row key) -> the envelope there, whose month the new one keeps; None when gone.
        keys: of the manifest.
    """
    rows = []
    for one in freed:
        row_key = bytes.fromhex(one.id)
        envelope = stored(row_key)
        if envelope is not None:
            month = month_of(read_header(envelope).epoch)
            anew = seal_report(replace(one.report, hold=False), keys, month, row_key)
            rows.append(StoredEnvelope(row_key, anew.blob))
    return rows
