"""Labelled sentences as regression: every find and every non-find, kind by kind."""

import pytest

from reporting.masking.mask import find_spans
from tests.labelled.reading import Sentence, Wording, read_sentences

SENTENCES = [*read_sentences("nl"), *read_sentences("en")]


def found_in(sentence: Sentence) -> frozenset[Wording]:
    spans = find_spans(sentence.text, sentence.language)
    return frozenset((span.start, span.end, span.label) for span in spans)


@pytest.mark.parametrize(
    "sentence",
    [sentence for sentence in SENTENCES if not sentence.known_miss],
    ids=lambda sentence: f"{sentence.language}-{sentence.number}",
)
def test_finds_exactly_what_identifies(sentence: Sentence) -> None:
    assert found_in(sentence) == sentence.expected, sentence.text


def test_known_misses_are_still_missed_or_the_list_is_out_of_date() -> None:
    mended = [
        f"{sentence.language}-{sentence.number}"
        for sentence in SENTENCES
        if sentence.known_miss and found_in(sentence) == sentence.expected
    ]
    assert not mended


@pytest.mark.parametrize("language", ["nl", "en"])
def test_there_are_sentences_of_every_kind(language: str) -> None:
    sentences = [sentence for sentence in SENTENCES if sentence.language == language]
    labels = {label for sentence in sentences for _, _, label in sentence.expected}
    assert len(sentences) >= 400
    assert len(labels) >= 16
    assert sum(1 for sentence in sentences if not sentence.expected) >= 60
