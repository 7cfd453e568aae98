"""Reports to centred vectors: two views of each report, without its stock sentences.

One view is the text as a whole, the other the mean of its sentences. The encoder reads a long text
by its beginning and its loudest words; the mean gives every sentence a voice. Together they tell
reports apart better than either.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.arrays import FloatArray, unit_rows
from analysis.encoding import Encoder, RememberingEncoder, centre_by_language, remembering
from analysis.normalise import (
    Words,
    recurring_sentences,
    sentences,
    strip_placeholders,
    without,
    words,
)

COMPANY = 0.2
"""Mean cosine between the rests of the reports that share a sentence, in standard deviations of
the cosine between any two reports, from which the sentence belongs to a subject. Stock sentences
lie around 0, those of a subject above a half."""

Keys = list[tuple[bytes, bytes, bytes]]

ENOUGH_TO_JUDGE = 60
"""Reports below which nothing is called stock: with few subjects any company looks alike, and a
sentence of the subject itself may be taken for stock. Below it asides weigh less instead."""


@dataclass(frozen=True, slots=True)
class Embedded:
    vectors: FloatArray
    """Shape (n, d): centred per language, rows of length 1."""
    texts: tuple[str, ...]
    """The n texts as they were encoded: without placeholders and stock sentences."""


def embed_reports(texts: Sequence[str], languages: Sequence[str], encoder: Encoder) -> Embedded:
    """Give every report its place in the space where distance means difference of subject.

    Args:
        texts: n masked stories.
        languages: n language codes.
        encoder: what turns text into vectors.
    """
    remembers = remembering(encoder)
    bare = [strip_placeholders(text) for text in texts]
    stock = stock_sentences(bare, languages, remembers)
    spoken = [without(text, stock) for text in bare] if stock else bare
    parts = [sentences(text) for text in spoken]
    told = remembers.means(parts, weighed=_are_few(texts))
    both = unit_rows(remembers.encode(spoken) + told)
    return Embedded(centre_by_language(both, languages), tuple(spoken))


def memory_keys(texts: Sequence[str], spoken: Sequence[str], encoder: RememberingEncoder) -> Keys:
    """Under which keys `embed_reports` remembers each report.

    Args:
        texts: n masked stories.
        spoken: the same as they were encoded.
        encoder: that was used.

    Returns:
        Three keys per report: the text as a whole, its sentences, and those that do not recur.
    """
    bare = [strip_placeholders(text) for text in texts]
    rests, few = _rests(bare, recurring_sentences(bare)), _are_few(texts)
    return [
        (
            encoder.key_of(text),
            encoder.key_of_mean(sentences(text), weighed=few),
            encoder.key_of_mean(rest),
        )
        for text, rest in zip(spoken, rests, strict=True)
    ]


def _are_few(texts: Sequence[str]) -> bool:
    return len(texts) < ENOUGH_TO_JUDGE


def stock_sentences(
    texts: Sequence[str], languages: Sequence[str], encoder: RememberingEncoder
) -> frozenset[Words]:
    """The recurring sentences whose reports have nothing else in common.

    For each sentence that recurs, the rest of its reports is compared: if those rests are no more
    alike than those of any two reports, the sentence does not belong to a subject.

    Args:
        texts: n texts.
        languages: n language codes.
        encoder: gives the mean of what the rest of each report says.
    """
    recurring = recurring_sentences(texts)
    if not recurring or _are_few(texts):
        return frozenset()
    rest = _rests(texts, recurring)
    told = np.array([bool(parts) for parts in rest])
    vectors = centre_by_language(encoder.means(rest), languages)
    spread = _spread(vectors[told])
    company = {
        key: vectors[[row for row in rows if told[row]]]
        for key, rows in _carriers(texts, recurring).items()
    }
    return frozenset(key for key, rows in company.items() if _is_any_company(rows, spread))


def _rests(texts: Sequence[str], recurring: frozenset[Words]) -> list[list[str]]:
    return [[s for s in sentences(text) if words(s) not in recurring] for text in texts]


def _is_any_company(vectors: FloatArray, spread: float) -> bool:
    """Whether these reports are no more alike than any reports; unknown below three of them."""
    if len(vectors) < 3:  # noqa: PLR2004 - two reports are one pair, and one pair is chance
        return False
    return _likeness(vectors) < COMPANY * spread


def _carriers(texts: Sequence[str], recurring: frozenset[Words]) -> dict[Words, list[int]]:
    found: dict[Words, list[int]] = {key: [] for key in sorted(recurring)}
    for row, text in enumerate(texts):
        for key in {words(sentence) for sentence in sentences(text)} & recurring:
            found[key].append(row)
    return found


def _likeness(vectors: FloatArray) -> float:
    """Mean cosine over all pairs of two or more rows."""
    count = len(vectors)
    total = vectors.sum(axis=0, dtype=np.float64)
    return float((total @ total - count) / (count * (count - 1)))


def _spread(vectors: FloatArray) -> float:
    """Standard deviation of the cosine between any two rows, from their second moment."""
    count = len(vectors)
    if count < 2:  # noqa: PLR2004 - one row has no pair
        return 0.0
    squares = np.square(vectors.T @ vectors, dtype=np.float64).sum()
    mean_square = (squares - count) / (count * (count - 1))
    return float(np.sqrt(max(mean_square - _likeness(vectors) ** 2, 0.0)))
