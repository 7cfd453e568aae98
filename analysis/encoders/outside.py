"""A model of one's own, from a local folder: nothing is ever fetched.

A folder with `model.onnx` and `tokenizer.json` is read with onnxruntime and tokenizers; any other
folder with `modules.json` with sentence-transformers. Those packages are the organisation's own to
install; Vrijuit runs without them.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from analysis.arrays import FloatArray, unit_rows
from analysis.encoders.threads import by_size
from analysis.encoding import Encoder
from analysis.errors import AnalysisError

_TOKENS = 4_096
"""Per batch, padding included."""

_LONGEST = 512
"""Pieces of a text; what these models are made for. The rest is cut off."""

_NAME_DIGITS = 12


def read_model(folder: Path) -> Encoder:
    """The model in a folder.

    Raises:
        AnalysisError: there is none, or the package that reads it is not installed.
    """
    if (folder / "model.onnx").is_file() and (folder / "tokenizer.json").is_file():
        return OnnxEncoder(folder)
    if (folder / "modules.json").is_file():
        return SentenceTransformerEncoder(folder)
    raise AnalysisError(
        f"VRIJUIT_ENCODER: {folder} holds neither model.onnx with tokenizer.json, nor modules.json"
    )


class OnnxEncoder:
    """A transformer in ONNX: the mean of its last layer over the pieces of a text."""

    comparable = True

    def __init__(self, folder: Path) -> None:
        try:
            from onnxruntime import InferenceSession  # noqa: PLC0415 - the organisation's own
            from tokenizers import Tokenizer  # noqa: PLC0415 - as above
        except ImportError:
            raise AnalysisError(_missing(folder, "onnxruntime and tokenizers")) from None
        self.name = _name_of(folder / "model.onnx")
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_LONGEST)
        self._session: Any = InferenceSession(
            str(folder / "model.onnx"), providers=["CPUExecutionProvider"]
        )
        self._inputs = {one.name for one in self._session.get_inputs()}

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode texts, shape (n, d)."""
        rows = [one.ids for one in self._tokenizer.encode_batch(list(texts))]
        found: dict[int, FloatArray] = {}
        for batch in by_size([len(row) for row in rows], _TOKENS):
            means = self._forward([rows[one] for one in batch])
            found.update(zip(batch, means, strict=True))
        size = len(next(iter(found.values()))) if found else 0
        vectors = np.array([found[one] for one in range(len(rows))], dtype=np.float32)
        return unit_rows(vectors.reshape(len(rows), size))

    def _forward(self, rows: Sequence[Sequence[int]]) -> FloatArray:
        lengths = np.array([len(row) for row in rows])
        seen = np.arange(max(int(lengths.max()), 1)) < lengths[:, None]
        pieces = np.zeros(seen.shape, dtype=np.int64)
        pieces[seen] = [piece for row in rows for piece in row]
        given = {
            "input_ids": pieces,
            "attention_mask": seen.astype(np.int64),
            "token_type_ids": np.zeros_like(pieces),
        }
        wanted = {name: array for name, array in given.items() if name in self._inputs}
        last = np.asarray(self._session.run(None, wanted)[0], dtype=np.float32)
        total = (last * seen[:, :, None]).sum(axis=1)
        mean: FloatArray = total / np.maximum(lengths[:, None], 1).astype(np.float32)
        return mean


class SentenceTransformerEncoder:
    """A model in the form of sentence-transformers."""

    comparable = True

    def __init__(self, folder: Path) -> None:
        try:
            from sentence_transformers import (  # noqa: PLC0415 - the organisation's own
                SentenceTransformer,
            )
        except ImportError:
            raise AnalysisError(_missing(folder, "sentence-transformers")) from None
        self.name = _name_of(folder / "modules.json")
        self._model: Any = SentenceTransformer(str(folder), local_files_only=True)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Encode texts, shape (n, d)."""
        found = self._model.encode(list(texts), show_progress_bar=False)
        return unit_rows(np.asarray(found, dtype=np.float32).reshape(len(texts), -1))


def _missing(folder: Path, package: str) -> str:
    return f"VRIJUIT_ENCODER: to read {folder}, install {package}"


def _name_of(path: Path) -> str:
    """The folder's name and a hash of its file: another model is another space."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{path.parent.name}-{digest[:_NAME_DIGITS]}"
