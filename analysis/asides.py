"""Sentences that say what people say around any event weigh less than those that tell the event.

"It was busy", "I told my manager", "nobody was hurt": such asides stand in reports of every subject
and pull them together. Among many reports they are seen to recur (`embedding.stock_sentences`);
among thirty each stands once or twice. For those a short list of asides comes with the program,
and a sentence weighs less the more it is like one of them. How like is like follows from the list
itself: from how far its own sentences lie apart under this encoder. Each aside stands there in two
languages, and their mean counts: what is like one for the sake of a word only is not like both.
"""

import hashlib
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

import numpy as np

from analysis.arrays import FloatArray, unit_rows

LEAST_WEIGHT = np.float32(0.3)
"""Of a sentence that is an aside; not 0: it may be one that tells something here. A tenth and a
half did as well."""

UNLIKE, LIKE = 1.0, 3.0
"""Standard deviations above the mean cosine between two asides: up to the first a sentence has its
full weight, from the second the least."""


@dataclass(frozen=True)
class Asides:
    """The list, and what an encoder makes of it."""

    sentences: tuple[tuple[str, ...], ...]
    """Per language the same asides, in one order."""
    encode: Callable[[Sequence[str]], FloatArray]

    @cached_property
    def name(self) -> str:
        """Changes when the list does, so that nothing remembered under another is used."""
        told = "\n".join(sentence for own in self.sentences for sentence in own)
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    def weigh(self, vectors: FloatArray) -> FloatArray:
        """How much each sentence says of its subject: from vectors (n, d) to (n,), 0.3 to 1."""
        unlike, like = self._bounds
        nearest = (vectors @ self._ways.T).max(axis=1, initial=-1.0)
        weight = (like - nearest) / max(like - unlike, float(np.finfo(np.float32).tiny))
        clipped: FloatArray = np.clip(weight, LEAST_WEIGHT, 1).astype(np.float32)
        return clipped

    @cached_property
    def _ways(self) -> FloatArray:
        told = [self.encode(own) for own in self.sentences]
        return unit_rows(np.sum(told, axis=0, dtype=np.float32))

    @cached_property
    def _bounds(self) -> tuple[float, float]:
        """The cosines between which the weight falls."""
        pairs = (self._ways @ self._ways.T)[np.triu_indices(len(self._ways), k=1)]
        mean, spread = float(pairs.mean()), float(pairs.std())
        return mean + UNLIKE * spread, mean + LIKE * spread


def read_asides(encode: Callable[[Sequence[str]], FloatArray]) -> Asides:
    """The list that comes with the program, for an encoder; encoded when first needed."""
    text = files("analysis").joinpath("asides.toml").read_text(encoding="utf-8")
    return Asides(tuple(tuple(own) for own in tomllib.loads(text).values()), encode)
