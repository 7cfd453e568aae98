"""A flood of reports that say the same in nearly the same words, noticed before it makes a theme.

Near-duplicates count once when a theme is judged, so a flood shows nowhere; this tells people that
somebody tries. Only how large it is leaves this module, never which reports.
"""

import re
import zlib
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from analysis.corpus import Corpus
from analysis.emergence import month_number

WINDOW: Final = 3
"""Words that together make one piece of a text."""
HASHES: Final = 16
ALIKE: Final = 8
"""Of the hashes that must be equal: about half of the pieces are shared."""
RECENT_MONTHS: Final = 2
"""A flood is of now; records of an earlier system may repeat themselves."""

_WORD: Final = re.compile(r"\w+")
_FACTORS: Final = np.random.default_rng(7).integers(1, 2**62, HASHES, dtype=np.uint64) * 2 + 1


def size_of_flood(corpus: Corpus, month: str) -> int:
    """Reports in the largest group of recent ones that say nearly the same; 0 without any.

    Args:
        corpus: all opened reports.
        month: of this run, "YYYY-MM".
    """
    first = month_number(month) - RECENT_MONTHS + 1
    recent = [
        one.report.story
        for one in corpus.reports
        if one.report.month and month_number(one.report.month) >= first
    ]
    return largest_alike(recent)


def largest_alike(stories: Sequence[str]) -> int:
    """Size of the largest chain of stories that share about half of their pieces; 0 below two.

    Source: Broder 1997, doi:10.1109/SEQUEN.1997.666900, on minima of hashes.
    """
    signs = np.array([_signature(story) for story in stories], dtype=np.uint64)
    links = [pair for column in range(HASHES) for pair in _pairs(signs, column)] if stories else []
    if not links:
        return 0
    rows, others = np.array(links).T
    table = coo_matrix((np.ones(len(links)), (rows, others)), shape=(len(stories),) * 2)
    _, groups = connected_components(table, directed=False)
    return int(np.bincount(groups).max())


def _signature(story: str) -> NDArray[np.uint64]:
    words = [word.lower() for word in _WORD.findall(story)]
    windows = range(max(len(words) - WINDOW + 1, 1))
    pieces = [zlib.crc32(" ".join(words[at : at + WINDOW]).encode()) for at in windows]
    mixed = np.array(pieces, dtype=np.uint64)[:, None] * _FACTORS
    least: NDArray[np.uint64] = (mixed >> np.uint64(20)).min(axis=0)
    return least


def _pairs(signs: NDArray[np.uint64], column: int) -> list[tuple[int, int]]:
    """Rows that are alike, each with the first row that has the same hash in this column."""
    order = np.argsort(signs[:, column], kind="stable")
    values = signs[order, column]
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    firsts = np.repeat(order[starts], np.diff(np.r_[starts, len(order)]))
    alike = (signs[order] == signs[firsts]).sum(axis=1) >= ALIKE
    found = alike & (order != firsts)
    return list(zip(order[found].tolist(), firsts[found].tolist(), strict=True))
