"""Read the word lists that come with masking: once per process, when first needed."""

import gzip
import re
from functools import cache
from importlib.resources import files

from reporting.masking.dictionaries.folding import fold

PHRASE_TOKEN = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*|[^\w\s]")
HERE = "reporting.masking.dictionaries"


@cache
def load_words() -> dict[str, int]:
    """Every folded word we know, with its flags.

    The file holds one section per combination of flags: a line with the number, a line with
    the words. Read this way 540,000 words take about 0.2 s and 75 MB.
    """
    text = gzip.decompress(files(HERE).joinpath("words.txt.gz").read_bytes()).decode()
    lines = text.split("\n")
    known: dict[str, int] = {}
    for flags, words in zip(lines[::2], lines[1::2], strict=True):
        known |= dict.fromkeys(words.split(" "), int(flags))
    return known


@cache
def load_list(name: str) -> frozenset[str]:
    """A hand-written list of single words; lines that start with # are comment."""
    return frozenset(word for line in load_lines(name) for word in line.split())


@cache
def phrases_by_first(name: str) -> dict[str, list[tuple[str, ...]]]:
    """A list with one phrase a line, as folded tokens, under their first token, longest first."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for line in load_lines(name):
        tokens = tuple(fold(token) for token in PHRASE_TOKEN.findall(line))
        by_first.setdefault(tokens[0], []).append(tokens)
    for phrases in by_first.values():
        phrases.sort(key=len, reverse=True)
    return by_first


def vocabulary(name: str) -> frozenset[str]:
    """One of the little word lists of the finders, by its name in vocabulary.txt."""
    return _vocabulary()[name]


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for line in load_lines("vocabulary"):
        name, _, listed = line.partition(": ")
        words.setdefault(name, set()).update(listed.split())
    return {name: frozenset(listed) for name, listed in words.items()}


@cache
def load_lines(name: str) -> tuple[str, ...]:
    """The lines of a list without comment and empty lines."""
    text = files(HERE).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
