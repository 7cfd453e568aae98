"""Texts to vectors: what an encoder is, remembering, and the centring that lets languages meet."""

import hashlib
from collections.abc import MutableMapping, Sequence
from typing import Protocol, TypeVar

import numpy as np

from analysis.arrays import FloatArray, unit_rows
from analysis.asides import read_asides
from analysis.progress import Progress, silent, told

T = TypeVar("T")

KEY_BYTES = 16
CHUNK = 1_000
"""Texts encoded at a time; what they need at work does not grow with their number."""

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

    def __init__(
        self,
        encoder: Encoder,
        memory: MutableMapping[bytes, bytes],
        progress: Progress = silent,
    ) -> None:
        self._encoder = encoder
        self._memory = memory
        self._progress = progress
        self._asides = read_asides(encoder.encode)
        self.name = encoder.name
        self.comparable = encoder.comparable

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode texts, shape (n, d), looking each up by a hash of encoder name and text."""
        keys = [self.key_of(text) for text in texts]
        missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._memory}
        for some in told("encode", _chunks(list(missing.items())), self._progress):
            self._keep([key for key, _ in some], self._encoder.encode([text for _, text in some]))
        return self._remembered(keys)

    def means(self, parts: Sequence[Sequence[str]], *, weighed: bool = False) -> FloatArray:
        """The mean direction of the sentences of each text, shape (n, d); of none, zeros.

        Only the mean is remembered, so what is kept of a text does not grow with its length.

        Args:
            parts: n texts in sentences.
            weighed: whether asides weigh less than other sentences (see `asides`).
        """
        keys = [self.key_of_mean(one, weighed=weighed) for one in parts]
        missing = {k: p for k, p in zip(keys, parts, strict=True) if k not in self._memory}
        for some in told("encode", _chunks(list(missing.items())), self._progress):
            different = sorted({sentence for _, one in some for sentence in one})
            voices = self._encoder.encode(different)
            place = {sentence: number for number, sentence in enumerate(different)}
            if weighed:
                voices *= self._asides.weigh(voices)[:, None]
            rows = [voices[[place[s] for s in one]].sum(axis=0) for _, one in some]
            self._keep([key for key, _ in some], unit_rows(np.array(rows, dtype=np.float32)))
        return self._remembered(keys)

    def key_of(self, text: str) -> bytes:
        """Under what the vector of a text is remembered."""
        return self._hash(f"{self.name}\0{text}")

    def key_of_mean(self, parts: Sequence[str], *, weighed: bool = False) -> bytes:
        """Under what the mean of these sentences is remembered."""
        kind = f"mean {self._asides.name}" if weighed else "mean"
        return self._hash("\0".join([self.name, kind, *parts]))

    def _hash(self, told: str) -> bytes:
        return hashlib.sha256(told.encode()).digest()[:KEY_BYTES]

    def _keep(self, keys: Sequence[bytes], vectors: FloatArray) -> None:
        fresh = vectors.astype("<f2")
        self._memory.update({k: v.tobytes() for k, v in zip(keys, fresh, strict=True)})

    def _remembered(self, keys: Sequence[bytes]) -> FloatArray:
        if not keys:
            return self._encoder.encode([])
        joined = b"".join(self._memory[key] for key in keys)
        rows = np.frombuffer(joined, dtype="<f2").reshape(len(keys), -1)
        return unit_rows(rows.astype(np.float32))


def _chunks(items: Sequence[T]) -> list[Sequence[T]]:
    return [items[at : at + CHUNK] for at in range(0, len(items), CHUNK)]


def remembering(encoder: Encoder) -> RememberingEncoder:
    """The same encoder if it remembers already, else one that does for as long as it is there."""
    return encoder if isinstance(encoder, RememberingEncoder) else RememberingEncoder(encoder, {})


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
