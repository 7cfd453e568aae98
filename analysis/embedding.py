"""Reports to centred vectors: two views of each report, without its stock sentences.

One view is the text as a whole, the other the mean of its sentences. The encoder reads a long text
by its beginning and its loudest words; the mean gives every sentence a voice. Together they tell
reports apart better than either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.arrays import FloatArray, unit_rows
from analysis.encoding import Encoder, centre_by_language
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

ENOUGH_TO_JUDGE = 20
"""Reports below which nothing is called stock: with few subjects, any company looks alike."""


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
    bare = [strip_placeholders(text) for text in texts]
    voices = _encode_sentences(bare, encoder)
    stock = stock_sentences(bare, languages, voices)
    spoken = [without(text, stock) for text in bare] if stock else bare
    voices |= _encode_sentences(spoken, encoder, known=voices)
    whole = unit_rows(encoder.encode(spoken))
    parts = unit_rows(_mean_voice(spoken, voices))
    both = unit_rows(np.asarray(whole + parts, dtype=np.float32))
    return Embedded(centre_by_language(both, languages), tuple(spoken))


def stock_sentences(
    texts: Sequence[str], languages: Sequence[str], voices: Mapping[str, FloatArray]
) -> frozenset[Words]:
    """The recurring sentences whose reports have nothing else in common.

    For each sentence that recurs, the rest of its reports is compared: if those rests are no more
    alike than those of any two reports, the sentence does not belong to a subject.

    Args:
        texts: n texts.
        languages: n language codes.
        voices: the vector of every sentence in `texts`, each of shape (d,).
    """
    recurring = recurring_sentences(texts)
    if not recurring or len(texts) < ENOUGH_TO_JUDGE:
        return frozenset()
    rest = [[s for s in sentences(text) if words(s) not in recurring] for text in texts]
    told = np.array([bool(parts) for parts in rest])
    vectors = centre_by_language(unit_rows(_mean_of(rest, voices)), languages)
    spread = _spread(vectors[told])
    company = {
        key: vectors[[row for row in rows if told[row]]]
        for key, rows in _carriers(texts, recurring).items()
    }
    return frozenset(key for key, rows in company.items() if _is_any_company(rows, spread))


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


def _encode_sentences(
    texts: Sequence[str], encoder: Encoder, known: Mapping[str, FloatArray] | None = None
) -> dict[str, FloatArray]:
    have = known or {}
    new = sorted({s for text in texts for s in sentences(text) if s not in have})
    return dict(zip(new, encoder.encode(new), strict=True)) if new else {}


def _mean_voice(texts: Sequence[str], voices: Mapping[str, FloatArray]) -> FloatArray:
    return _mean_of([sentences(text) for text in texts], voices)


def _mean_of(parts: Sequence[Sequence[str]], voices: Mapping[str, FloatArray]) -> FloatArray:
    size = len(next(iter(voices.values()))) if voices else 1
    nothing = np.zeros(size, dtype=np.float32)
    rows = [np.mean([voices[s] for s in one], axis=0) if one else nothing for one in parts]
    return np.array(rows, dtype=np.float32).reshape(len(parts), size)
