"""Read public corpora of marked texts. None of them is in this repository: see `masking_corpora`."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

Mark = tuple[int, int, str]
"""First character, the one after the last, and the corpus' own label."""


@dataclass(frozen=True)
class Marked:
    text: str
    language: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    entity: str
    """Unique over cases and annotators: one entity may be mentioned often."""
    identifier: str
    """DIRECT or QUASI; an entity that need not be masked is left out."""


@dataclass(frozen=True)
class Case:
    """One court case of the Text Anonymization Benchmark."""

    text: str
    mentions: tuple[Mention, ...]


def read_deduce(file: Path) -> list[Marked]:
    """One file of deduce's regression snippets: `{"examples": [{"text", "annotations"}]}`."""
    return [
        Marked(
            each["text"],
            "nl",
            tuple((one["start_char"], one["end_char"], one["tag"]) for one in each["annotations"]),
        )
        for each in json.loads(file.read_text(encoding="utf-8"))["examples"]
    ]


def read_presidio(file: Path) -> list[Marked]:
    """Presidio's synthetic set: a list of `{"full_text", "spans"}`."""
    return [
        Marked(
            each["full_text"],
            "en",
            tuple(
                (one["start_position"], one["end_position"], one["entity_type"])
                for one in each["spans"]
            ),
        )
        for each in json.loads(file.read_text(encoding="utf-8"))
    ]


def read_conll(file: Path) -> list[list[Marked]]:
    """Documents of CoNLL-2002, each a list of sentences; the words stand a blank apart."""
    documents: list[list[Marked]] = [[]]
    for line in re.split(r"\n\s*\n", file.read_text(encoding="utf-8")):
        rows = [row.split() for row in line.splitlines() if row.strip()]
        if any(row[0] == "-DOCSTART-" for row in rows):
            documents.append([])
            rows = [row for row in rows if row[0] != "-DOCSTART-"]
        if rows:
            documents[-1].append(_sentence([(row[0], row[-1]) for row in rows]))
    return [document for document in documents if document]


def _sentence(rows: Iterable[tuple[str, str]]) -> Marked:
    text, marks = "", list[Mark]()
    for word, tag in rows:
        start = len(text) + bool(text)
        text = f"{text} {word}" if text else word
        begins, _, kind = tag.partition("-")
        if begins == "I" and marks and marks[-1][2] == kind:
            marks[-1] = (marks[-1][0], len(text), kind)
        elif kind:
            marks.append((start, len(text), kind))
    return Marked(text, "nl", tuple(marks))


def as_one(document: Iterable[Marked]) -> Marked:
    """The sentences of a document as one text, a line each."""
    text, marks = "", list[Mark]()
    for sentence in document:
        start = len(text)
        marks += [(a + start, b + start, label) for a, b, label in sentence.marks]
        text += sentence.text + "\n"
    return Marked(text, "nl", tuple(marks))


def read_tab(file: Path) -> list[Case]:
    """Cases of the Text Anonymization Benchmark, with the marks of all annotators."""
    cases = json.loads(file.read_text(encoding="utf-8"))
    return [Case(each["text"], tuple(_mentions(each))) for each in cases]


def _mentions(case: dict[str, Any]) -> Iterator[Mention]:
    for annotator in case["annotations"].values():
        for one in annotator["entity_mentions"]:
            if one["identifier_type"] in {"DIRECT", "QUASI"}:
                yield Mention(
                    one["start_offset"], one["end_offset"], one["entity_id"], one["identifier_type"]
                )


def entities_of(case: Case) -> Iterator[list[Mention]]:
    """The mentions of each entity together."""
    by_entity = sorted(case.mentions, key=lambda mention: mention.entity)
    for _, mentions in groupby(by_entity, key=lambda mention: mention.entity):
        yield list(mentions)
