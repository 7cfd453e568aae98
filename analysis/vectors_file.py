"""The vectors of a run of `vrijuit themes` in its state folder, so that the next encodes less.

A vector gives away much of its text: the file is the owner's alone (0600), and stays with the
reports.
"""

import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.embedding import memory_keys
from analysis.encoding import KEY_BYTES, Encoder, RememberingEncoder
from analysis.errors import AnalysisError
from analysis.progress import Progress

VECTORS_FILE = "vectors.npz"


@dataclass(frozen=True, slots=True)
class Recalled:
    """An encoder with what the run before kept."""

    encoder: RememberingEncoder
    memory: dict[bytes, bytes]

    @property
    def space(self) -> str:
        """Name of the space of the vectors; "" when it cannot be compared with another run's."""
        return self.encoder.name if self.encoder.comparable else ""

    def keep(self, folder: Path, texts: Sequence[str], spoken: Sequence[str]) -> None:
        """Keep the vectors of these reports for the next run, and of no others."""
        if self.encoder.comparable:
            keys = {key for own in memory_keys(texts, spoken, self.encoder) for key in own}
            write_vectors(folder, {key: self.memory[key] for key in keys if key in self.memory})


def recalled(encoder: Encoder, folder: Path | None, progress: Progress) -> Recalled:
    """The encoder with what a folder holds; one with a new space at every run recalls nothing."""
    memory = read_vectors(folder) if encoder.comparable else {}
    return Recalled(RememberingEncoder(encoder, memory, progress), memory)


def read_vectors(folder: Path | None) -> dict[bytes, bytes]:
    """What was kept in a folder, by key; nothing when there is none, or it is damaged."""
    if folder is None or not (folder / VECTORS_FILE).is_file():
        return {}
    try:
        with np.load(folder / VECTORS_FILE, allow_pickle=False) as found:
            keys, vectors = found["keys"], found["vectors"]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return {}
    return {key.tobytes(): row.tobytes() for key, row in zip(keys, vectors, strict=True)}


def write_vectors(folder: Path, vectors: Mapping[bytes, bytes]) -> None:
    """Keep these, in place of those of before.

    Raises:
        AnalysisError: the folder cannot be written.
    """
    rows = sorted(vectors)
    keys = np.frombuffer(b"".join(rows), dtype=np.uint8).reshape(len(rows), KEY_BYTES)
    joined = np.frombuffer(b"".join(vectors[key] for key in rows), dtype="<f2")
    beside = folder / f".{VECTORS_FILE}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        place = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(place, "wb") as file:
            np.savez(file, keys=keys, vectors=joined.reshape(len(rows), -1) if rows else joined)
        beside.replace(folder / VECTORS_FILE)
    except OSError as problem:
        raise AnalysisError(f"{folder} cannot be written: {problem.strerror}") from None
