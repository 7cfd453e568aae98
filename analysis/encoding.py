"""Texts to vectors: what an encoder is, remembering, and the centring that lets languages meet."""

import hashlib
from collections.abc import MutableMapping, Sequence
from typing import Protocol

import numpy as np

from analysis.arrays import FloatArray, unit_rows

FEW_REPORTS = 50
"""Reports of a language at which its own mean and that of all reports weigh the same."""


class Encoder(Protocol):
    """Turns texts into vectors of length 1, shape (n, d); the same text gives the same vector."""

    @property
    def name(self) -> str: ...

    @property
    def comparable(self) -> bool:
        """Whether vectors of two different runs lie in the same space."""
        ...

    def encode(self, texts: Sequence[str]) -> FloatArray: ...


class RememberingEncoder:
    """Encodes a text once in its life: looks in `memory` first, and adds what it had to encode.

    Vectors are kept as 16-bit numbers, and handed out as such also the first time, so that a
    remembered run gives the same result as a fresh one.
    """

    def __init__(self, encoder: Encoder, memory: MutableMapping[bytes, bytes]) -> None:
        self._encoder = encoder
        self._memory = memory
        self.name = encoder.name
        self.comparable = encoder.comparable

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode texts, shape (n, d), looking each up by a hash of encoder name and text."""
        keys = [self._key(text) for text in texts]
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._memory}
        if missing:
            fresh = self._encoder.encode(list(missing.values())).astype(np.float16)
            self._memory.update({k: v.tobytes() for k, v in zip(missing, fresh, strict=True)})
        if not keys:
            return self._encoder.encode([])
        rows = [np.frombuffer(self._memory[key], dtype=np.float16) for key in keys]
        return unit_rows(np.stack(rows).astype(np.float32))

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.name}\0{text}".encode()).digest()[:16]


def centre_by_language(vectors: FloatArray, languages: Sequence[str]) -> FloatArray:
    """Take away what all reports of a language share, so that the subject remains.

    The mean of a language with few reports says more about those reports than about the language;
    it is drawn towards the mean of all: n / (n + 50) of its own, the rest of everybody's.

    Args:
        vectors: shape (n, d).
        languages: n language codes.

    Returns:
        Shape (n, d), rows of length 1.
    """
    codes = np.asarray(languages)
    centred = np.array(vectors, dtype=np.float32)
    for code in sorted(set(languages)):
        rows = codes == code
        own = np.float32(rows.sum() / (rows.sum() + FEW_REPORTS))
        centred[rows] -= own * _mean(vectors[rows]) + (1 - own) * _mean(vectors)
    return unit_rows(centred)


def _mean(vectors: FloatArray) -> FloatArray:
    return np.asarray(vectors.mean(axis=0, dtype=np.float64), dtype=np.float32)
