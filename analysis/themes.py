"""Reports to named groups, the steps that every run shares: embed, cluster, label."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.arrays import LEFT_OUT, FloatArray, IntArray
from analysis.clustering import HERE, Scale, cluster
from analysis.disclosure import count_distinct
from analysis.embedding import embed_reports
from analysis.encoding import Encoder
from analysis.labelling import Corpus, Label, label_themes
from analysis.settling import Settle
from analysis.terms import load_stop_words
from analysis.wording import read_wording

TELLING_SILENCE = 8
"""Reports in one language; when so many share not one word by three, they share no subject."""


@dataclass(frozen=True, slots=True)
class NamedGroups:
    """The groups of one run. Group numbers run from 0, the largest first."""

    labels: IntArray
    """Shape (n,): a group number per report, or -1."""
    vectors: FloatArray
    """Shape (n, d): centred per language, rows of length 1."""
    names: tuple[Mapping[str, Label], ...]
    """Per group its label in every language."""
    texts: tuple[str, ...] = ()
    """The n texts as they were encoded."""

    def members(self, group: int) -> list[int]:
        """Row numbers of a group's reports."""
        return [int(row) for row in np.flatnonzero(self.labels == group)]


def as_found(labels: IntArray, _: FloatArray) -> IntArray:
    """Leave the groups as they are: there was no run before."""
    return labels


def find_groups(  # noqa: PLR0913 - what a run needs, each by name
    texts: Sequence[str],
    languages: Sequence[str],
    encoder: Encoder,
    *,
    min_size: int,
    settled: Settle = as_found,
    scale: Scale = HERE,
) -> NamedGroups:
    """Group reports by subject and name the groups.

    A group that cannot be named is no group, nor is one report sent many times.

    Args:
        texts: n masked stories.
        languages: n language codes.
        encoder: turns text into vectors.
        min_size: reports below which a group is left out, 2 or more.
        settled: holds the groups against those of the run before.
        scale: where many reports are compared.
    """
    embedded = embed_reports(texts, languages, encoder)
    wording = read_wording(embedded.texts, languages, load_stop_words())
    found = cluster(embedded.vectors, min_size=min_size, wording=wording, scale=scale)
    labels = settled(found, embedded.vectors)
    groups = [np.flatnonzero(labels == g).tolist() for g in range(int(labels.max(initial=-1)) + 1)]
    names = label_themes(Corpus(embedded.texts, languages, embedded.vectors), groups, encoder)
    kept = [
        group
        for group, rows in enumerate(groups)
        if not _silent(names[group], [languages[row] for row in rows])
        and count_distinct(embedded.vectors[rows]) >= min_size
    ]
    own = tuple(names[group] for group in kept)
    return NamedGroups(_renumbered(labels, kept), embedded.vectors, own, embedded.texts)


def _renumbered(labels: IntArray, kept: Sequence[int]) -> IntArray:
    """The groups that are kept, numbered anew from 0 in their order; all others left out."""
    number = {group: place for place, group in enumerate(kept)}
    return np.array([number.get(int(label), LEFT_OUT) for label in labels], dtype=np.int64)


def _silent(names: Mapping[str, Label], languages: Sequence[str]) -> bool:
    shared = any(label.source for label in names.values())
    return not shared and max(Counter(languages).values()) >= TELLING_SILENCE
