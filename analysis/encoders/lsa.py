"""The fallback without a model: words and parts of words, reduced to their main directions."""

from collections.abc import Sequence

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion

from analysis.arrays import FloatArray, unit_rows

_SIZE = 128
"""Directions kept; more only adds the noise of rare words."""

_ALWAYS = ("een melding zonder woorden", "een melding zonder woorden", "a report without words")
# keeps the vocabulary from being empty when no report holds a usable word


class LsaEncoder:
    """Knows only the words of `corpus`, and sees no likeness between two languages.

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
        size = max(1, min(_SIZE, min(table.shape) - 1))
        self._reduce = TruncatedSVD(size, algorithm="arpack", random_state=0).fit(table)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode texts with the words known from the corpus, shape (n, up to 128)."""
        if not texts:
            return np.zeros((0, self._reduce.n_components), dtype=np.float32)
        reduced = self._reduce.transform(self._weights.transform(list(texts)))
        return unit_rows(np.asarray(reduced, dtype=np.float32))
