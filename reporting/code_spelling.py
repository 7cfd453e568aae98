"""Reading words that were typed with a slip: which parts of a list stand in a row of letters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

MOST_SLIPS: Final = 2
"""In the whole row; a slip is a letter too many, too few, another, or two that changed places."""
MOST_READINGS: Final = 100
"""Ways to read a row that are followed at a time; a row with more is no row of words."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of one list, and how to find those that are nearly a given one."""

    numbers: Mapping[str, int]
    near: Mapping[str, frozenset[str]]
    """Words by each spelling of them with at most one letter left out."""
    lengths: range
    """Letters that one of the words can have, a slip included."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A start of the row, read as parts."""

    end: int
    slips: int
    parts: bytes


def make_spelling(words: Sequence[str]) -> Spelling:
    """Prepare a list of words, each numbered by its place."""
    near: dict[str, set[str]] = {}
    for word in words:
        for shorter in _one_left_out(word):
            near.setdefault(shorter, set()).add(word)
    sizes = [len(word) for word in words]
    return Spelling(
        {word: number for number, word in enumerate(words)},
        {shorter: frozenset(found) for shorter, found in near.items()},
        range(min(sizes) - 1, max(sizes) + 2),
    )


def read_parts(row: str, spellings: Sequence[Spelling]) -> tuple[bytes, ...]:
    """The numbers of the parts in a row of letters, in every way with the fewest slips.

    Args:
        row: letters only, of a bounded length.
        spellings: of the first part, the second one, and so on.
    """
    readings = [Reading(0, 0, b"")]
    for spelling in spellings:
        readings = _shortest(one for start in readings for one in _go_on(start, row, spelling))
        if not 0 < len(readings) <= MOST_READINGS:
            return ()
    whole = [one for one in readings if one.end == len(row)]
    fewest = min((one.slips for one in whole), default=0)
    return tuple(one.parts for one in whole if one.slips == fewest)


def _go_on(start: Reading, row: str, spelling: Spelling) -> Iterator[Reading]:
    for length in spelling.lengths:
        piece = row[start.end : start.end + length]
        if len(piece) < length:
            return
        for word in _meant(piece, spelling, slip=start.slips < MOST_SLIPS):
            slips = start.slips + (word != piece)
            parts = start.parts + bytes([spelling.numbers[word]])
            yield Reading(start.end + length, slips, parts)


def _meant(piece: str, spelling: Spelling, *, slip: bool) -> Iterable[str]:
    if not slip:
        return (piece,) if piece in spelling.numbers else ()
    found = {
        word
        for shorter in _one_left_out(piece)
        for word in spelling.near.get(shorter, ())
        if _at_most_one_slip(piece, word)
    }
    return sorted(found)


def _shortest(readings: Iterable[Reading]) -> list[Reading]:
    """Each way to read the same letters once, with its fewest slips."""
    best: dict[tuple[int, bytes], Reading] = {}
    for one in readings:
        known = best.get((one.end, one.parts))
        if known is None or one.slips < known.slips:
            best[one.end, one.parts] = one
    return list(best.values())


def _one_left_out(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _at_most_one_slip(typed: str, word: str) -> bool:
    """Whether one slip, or none, leads from the word to what was typed."""
    if typed == word:
        return True
    if len(typed) != len(word):
        longer, shorter = sorted((typed, word), key=len, reverse=True)
        return shorter in _one_left_out(longer)
    wrong = [at for at, (one, other) in enumerate(zip(typed, word, strict=True)) if one != other]
    if len(wrong) == 1:
        return True
    first, last = wrong[0], wrong[-1]
    swapped = typed[first] == word[last] and typed[last] == word[first]
    return len(wrong) == 2 and last == first + 1 and swapped  # noqa: PLR2004 - two that changed places
