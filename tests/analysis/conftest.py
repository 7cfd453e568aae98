"""The encoder, loaded once, and vectors made on purpose."""

from collections.abc import Callable

import numpy as np
import pytest

from analysis.arrays import FloatArray, IntArray, unit_rows
from analysis.encoders.use import UseEncoder
from analysis.encoding import RememberingEncoder

MakeGroups = Callable[[int, int, int], tuple[FloatArray, IntArray]]


@pytest.fixture(scope="session")
def encoder() -> RememberingEncoder:
    return RememberingEncoder(UseEncoder(), {})


@pytest.fixture(scope="session")
def make_groups() -> MakeGroups:
    def make(groups: int, size: int, strays: int) -> tuple[FloatArray, IntArray]:
        """`groups` groups of `size` around random directions, and `strays` rows of noise."""
        rng = np.random.default_rng(7)
        centres = rng.normal(size=(groups, 64))
        truth = np.concatenate([np.repeat(np.arange(groups), size), np.full(strays, -1)])
        rows = rng.normal(size=(len(truth), 64))
        rows[truth >= 0] = 0.5 * rows[truth >= 0] + centres[truth[truth >= 0]]
        return unit_rows(rows.astype(np.float32)), truth.astype(np.int64)

    return make
