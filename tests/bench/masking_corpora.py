"""Our masking on public corpora, beside the bar of each.

`python -m tests.bench.masking_corpora FOLDER [--ner frog:PORT | --ner spacy:NAME]` reads what
lies in FOLDER, at any depth:

    deduce/*.json       deduce's regression snippets (its tests/regression/data)
    ned.test*           CoNLL-2002, Dutch
    synth_dataset*.json Presidio's synthetic set
    echr_*.json         court cases of the Text Anonymization Benchmark (TAB)

They are not in this repository: their licences do not fit. How each is scored:

* A word is a run of `\\w`. It counts as marked, or as masked, when a mark or a mask touches it.
* deduce and Presidio: whatever the label. Recall is the share of marked words that is masked,
  precision the share of masked words that is marked. A second row leaves out of all counts what
  we never mask: titles (deduce marks "dr" with the name, Presidio as TITLE) and nationalities
  (Presidio's NRP).
* Leakage: of the texts with a direct identifier, the share in which a word of one is not masked.
* CoNLL: words of one kind, marked as that kind and masked as that kind; F2 weighs recall twice.
  Sentence by sentence, and document by document where the file says where documents begin.
* TAB: an entity is masked when every word of all its mentions is (small words such as "the" and
  "Mr" aside); entities of all annotators together.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.shared.name_model import open_model
from reporting.masking.mask import mask
from reporting.masking.ner import NerModel
from reporting.masking.spans import Span
from tests.bench.corpora import (
    Case,
    Marked,
    as_one,
    entities_of,
    read_conll,
    read_deduce,
    read_presidio,
    read_tab,
)
from tests.bench.machine import Figure

WORD = re.compile(r"\w+")
TITLES: Final = frozenset(
    [
        "dr",
        "drs",
        "ir",
        "ing",
        "mr",
        "mrs",
        "ms",
        "prof",
        "mw",
        "mevr",
        "mevrouw",
        "dhr",
        "meneer",
        "mijnheer",
        "doctor",
        "professor",
    ]
)
NEVER_OURS: Final = frozenset({"TITLE", "NRP"})
DIRECT: Final = frozenset(
    [
        "PERSON",
        "STREET_ADDRESS",
        "ZIP_CODE",
        "PHONE_NUMBER",
        "EMAIL_ADDRESS",
        "DOMAIN_NAME",
        "CREDIT_CARD",
        "IBAN_CODE",
        "US_SSN",
        "US_DRIVER_LICENSE",
        "IP_ADDRESS",
    ]
)
SMALL: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "and",
        "or",
        "from",
        "until",
        "to",
        "about",
        "after",
        "as",
        "at",
        "before",
        "between",
        "by",
        "during",
        "for",
        "in",
        "into",
        "of",
        "on",
        "over",
        "since",
        "with",
        "the",
        "a",
        "an",
        "no",
        "nr",
        "s",
    ]
)
"""What TAB's own measure leaves out."""
KINDS: Final = {"PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANISATION"}
Find = Callable[[str, str], Sequence[Span]]


@dataclass
class Tally:
    hit: int = 0
    marked: int = 0
    masked: int = 0

    def add(self, *, due: bool, done: bool) -> None:
        self.hit += due and done
        self.marked += due
        self.masked += done

    @property
    def recall(self) -> float:
        return 100 * self.hit / max(self.marked, 1)

    @property
    def precision(self) -> float:
        return 100 * self.hit / max(self.masked, 1)

    @property
    def f2(self) -> float:
        weighed = 4 * self.precision + self.recall
        return 5 * self.precision * self.recall / weighed if weighed else 0.0

    def __str__(self) -> str:
        return f"recall {self.recall:.1f} %, precision {self.precision:.1f} %, F2 {self.f2:.1f} %"


def touches(match: re.Match[str], stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in stretches)


def any_label(texts: Iterable[Marked], find: Find, *, with_titles: bool) -> Tally:
    """Words masked beside words marked, whatever the label."""
    tally = Tally()
    for each in texts:
        marks = [(start, end) for start, end, label in each.marks if label not in NEVER_OURS]
        spans = [(span.start, span.end) for span in find(each.text, each.language)]
        aside = [(start, end) for start, end, label in each.marks if label in NEVER_OURS]
        for match in WORD.finditer(each.text):
            never_ours = match.group().lower() in TITLES or touches(match, aside)
            if with_titles or not never_ours:
                tally.add(due=touches(match, marks + aside), done=touches(match, spans))
    return tally


def one_kind(texts: Iterable[Marked], find: Find, kind: str) -> Tally:
    """Words of one CoNLL kind, marked and masked as such."""
    tally = Tally()
    for each in texts:
        marks = [(start, end) for start, end, label in each.marks if label == kind]
        spans = find(each.text, each.language)
        ours = [(span.start, span.end) for span in spans if span.label == KINDS[kind]]
        for match in WORD.finditer(each.text):
            tally.add(due=touches(match, marks), done=touches(match, ours))
    return tally


def leakage(texts: Iterable[Marked], find: Find) -> float:
    """Percentage of the texts with a direct identifier that show a word of one."""
    direct = leaking = 0
    for each in texts:
        marks = [(start, end) for start, end, label in each.marks if label in DIRECT]
        spans = [(span.start, span.end) for span in find(each.text, each.language)]
        due = [match for match in WORD.finditer(each.text) if touches(match, marks)]
        direct += bool(due)
        leaking += any(not touches(match, spans) for match in due)
    return 100 * leaking / max(direct, 1)


def entity_recall(cases: Iterable[Case], find: Find, identifier: str) -> tuple[float, int]:
    """Percentage of the entities that are masked wholly, and how many there are."""
    masked = entities = 0
    for case in cases:
        spans = [(span.start, span.end) for span in find(case.text, "en")]
        for mentions in entities_of(case):
            if mentions[0].identifier == identifier:
                entities += 1
                words = [
                    m for one in mentions for m in WORD.finditer(case.text, one.start, one.end)
                ]
                masked += all(touches(m, spans) or m.group().lower() in SMALL for m in words)
    return 100 * masked / max(entities, 1), entities


def figures(folder: Path, find: Find) -> Iterator[Figure]:
    """A row for each measure of each corpus that lies in the folder."""
    yield from _deduce(
        [each for file in _files(folder, "deduce/*.json") for each in read_deduce(file)], find
    )
    yield from _conll(
        [each for file in _files(folder, "ned.test*") for each in read_conll(file)], find
    )
    yield from _presidio(
        [each for file in _files(folder, "synth_dataset*.json") for each in read_presidio(file)],
        find,
    )
    yield from _tab(
        [each for file in _files(folder, "echr_*.json") for each in read_tab(file)], find
    )


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.rglob(pattern))


def _deduce(texts: list[Marked], find: Find) -> Iterator[Figure]:
    if texts:
        what = f"deduce's snippets ({len(texts)})"
        bar = "recall ≥ 85, precision ≥ 95"
        yield Figure(what, str(any_label(texts, find, with_titles=True)), bar)
        yield Figure(f"{what}, titles left out", str(any_label(texts, find, with_titles=False)))


def _conll(documents: list[list[Marked]], find: Find) -> Iterator[Figure]:
    sentences = [sentence for document in documents for sentence in document]
    wholes = [as_one(document) for document in documents] if len(documents) > 1 else []
    for kind in KINDS if sentences else ():
        bar = "F2 ≥ 78, with a model ≥ 87" if kind == "PER" else ""
        what = f"CoNLL-2002 nl, {KINDS[kind]}"
        yield Figure(
            f"{what} ({len(sentences)} sentences)", str(one_kind(sentences, find, kind)), bar
        )
        if wholes:
            yield Figure(
                f"{what} ({len(wholes)} documents)", str(one_kind(wholes, find, kind)), bar
            )


def _presidio(texts: list[Marked], find: Find) -> Iterator[Figure]:
    if texts:
        what = f"Presidio's synthetic set ({len(texts)})"
        yield Figure(what, str(any_label(texts, find, with_titles=True)), "F2 ≥ 75")
        yield Figure(
            f"{what}, titles and nationalities left out",
            str(any_label(texts, find, with_titles=False)),
        )
        yield Figure(f"{what}, leakage", f"{leakage(texts, find):.1f} %", "≤ 30 %")


def _tab(cases: list[Case], find: Find) -> Iterator[Figure]:
    for identifier, bar in (("DIRECT", "≥ 60 %"), ("QUASI", "≥ 82 %")) if cases else ():
        recall, entities = entity_recall(cases, find, identifier)
        what = f"TAB ({len(cases)} cases), {identifier.lower()} identifiers ({entities})"
        yield Figure(what, f"recall {recall:.1f} %", bar)


def finder(model: NerModel | None) -> Find:
    """Our masking, each text once."""
    seen: dict[tuple[str, str], tuple[Span, ...]] = {}

    def find(text: str, language: str) -> Sequence[Span]:
        if (text, language) not in seen:
            seen[text, language] = mask(text, language, ner=model).spans
        return seen[text, language]

    return find


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="masking_corpora", description="Score public corpora.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ner", help="frog:PORT or spacy:NAME")
    given = parser.parse_args(arguments)
    rows = list(figures(given.folder, finder(open_model(given.ner) if given.ner else None)))
    for row in rows:
        print(f"| {row.what} | {row.value} | {row.bar} |")  # noqa: T201 - this is its answer
    if not rows:
        parser.error(f"no corpus lies in {given.folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
