"""Read the labelled sentences."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

MARKED = re.compile(r"\{([^{}|]+)\|([A-Z_]+)\}")
HERE = Path(__file__).parent
Wording = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    number: int
    language: str
    text: str
    expected: frozenset[Wording]
    known_miss: bool


def read_sentence(number: int, language: str, marked: str, *, known_miss: bool) -> Sentence:
    text, expected, position = "", set(), 0
    for match in MARKED.finditer(marked):
        text += marked[position : match.start()]
        expected.add((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        position = match.end()
    return Sentence(
        number, language, text + marked[position:], frozenset(expected), known_miss=known_miss
    )


def read_sentences(language: str) -> list[Sentence]:
    """All sentences in `nl` or `en`, in order."""
    data = json.loads((HERE / f"{language}.json").read_text(encoding="utf-8"))
    return [
        read_sentence(
            entry["number"],
            language,
            entry["text"],
            known_miss=entry["number"] in data["known_misses"],
        )
        for entry in data["sentences"]
    ]
