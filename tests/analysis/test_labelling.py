"""Words that several reports share, in both languages, and never a name."""

from collections.abc import Mapping
from math import log

import numpy as np
import pytest

from analysis.embedding import embed_reports
from analysis.encoding import RememberingEncoder
from analysis.labelling import Corpus, Label, enumerated, label_themes
from analysis.terms import load_stop_words, read_vocabulary, telling_terms
from config.limits import LANGUAGES
from tests.analysis.corpora import SUBJECTS, told_reports


def named(
    texts: list[str], languages: list[str], encoder: RememberingEncoder
) -> Mapping[str, Label]:
    """The labels of one theme that holds all these reports."""
    embedded = embed_reports(texts, languages, encoder)
    corpus = Corpus(embedded.texts, languages, embedded.vectors)
    return label_themes(corpus, [list(range(len(texts)))], encoder)[0]


def test_weights_by_hand() -> None:
    texts = ["kraan hijsplan", "kraan hijsplan", "kraan hijsplan", "kraan plint"]
    vocabulary = read_vocabulary(texts, frozenset())
    found = {term.text: term for term in telling_terms(vocabulary, [0, 1, 2])}
    assert set(found) == {"kraan", "hijsplan", "kraan hijsplan"}
    # three terms a report; "kraan" in all three of the theme and in four reports in all
    assert found["kraan"].weight == pytest.approx(log(1 + 3 / 4))
    assert found["hijsplan"].weight == pytest.approx(log(1 + 3 / 3))


def test_no_term_of_fewer_than_three_reports() -> None:
    vocabulary = read_vocabulary(["kraan", "kraan", "plint"], frozenset())
    assert telling_terms(vocabulary, [0, 1, 2]) == ()


def test_no_names_no_numbers_no_placeholders(encoder: RememberingEncoder) -> None:
    texts = [
        f"De kraan van Willemsen stond open met code 1234 en code x99, zei [naam {n}] van de {w}."
        for n, w in enumerate(["keuken", "hal", "zolder", "kelder"])
    ]
    label = named(texts, ["nl"] * 4, encoder)["nl"]
    assert "kraan" in label.terms
    assert not {"willemsen", "1234", "x99", "naam"} & set(" ".join(label.terms).split())


def test_themes_get_a_name_in_both_languages(encoder: RememberingEncoder) -> None:
    reports = [report for report in told_reports() if report.subject]
    embedded = embed_reports([r.text for r in reports], [r.language for r in reports], encoder)
    members = [[n for n, r in enumerate(reports) if r.subject == s] for s in SUBJECTS]
    corpus = Corpus(embedded.texts, [r.language for r in reports], embedded.vectors)
    labels = label_themes(corpus, members, encoder)
    expected = [("etiket", "label"), ("vloer", "floor"), ("agenda", "room")]
    for label, (dutch, english) in zip(labels, expected, strict=True):
        assert dutch in " ".join(label["nl"].terms)
        assert english in " ".join(label["en"].terms)
        for language in LANGUAGES:
            assert 2 <= len(label[language].text.split()) <= 6
            assert label[language].source == language
            assert label[language].text[0].isupper()


def test_forms_of_one_word_are_named_once(encoder: RememberingEncoder) -> None:
    texts = [f"De ladder en de ladders stonden bij de {w}." for w in ("muur", "gracht", "poort")]
    terms = named(texts, ["nl"] * 3, encoder)["nl"].terms
    assert len([term for term in terms if "ladder" in term]) == 1


def test_a_language_without_reports_borrows_and_says_so(encoder: RememberingEncoder) -> None:
    labels = named(SUBJECTS["slippery_floor"]["en"], ["en"] * 5, encoder)
    assert labels["nl"].source == "en"
    assert labels["nl"].terms == labels["en"].terms
    assert "Engels" in labels["nl"].explanation


def test_reports_without_a_shared_word_have_no_terms(encoder: RememberingEncoder) -> None:
    labels = named(["Een duif.", "De koelkast.", "Mijn fiets."], ["nl"] * 3, encoder)
    assert labels["nl"].terms == ()
    assert labels["en"].source == ""
    assert labels["nl"].text


def test_order_of_reports_does_not_matter(encoder: RememberingEncoder) -> None:
    texts = SUBJECTS["wrong_label"]["nl"]
    order = np.random.default_rng(0).permutation(len(texts))
    one = named(texts, ["nl"] * 5, encoder)
    assert named([texts[i] for i in order], ["nl"] * 5, encoder) == one


def test_a_thing_goes_before_a_deed_that_is_as_common(encoder: RememberingEncoder) -> None:
    places = ("muur", "gracht", "poort", "toren")
    texts = [f"Toen wankelde de ladder bij de {w}, en ik wankelde ook." for w in places]
    terms = named(texts, ["nl"] * 4, encoder)["nl"].terms
    assert terms.index("ladder") < terms.index("wankelde")


def test_how_often_a_word_is_used_as_a_thing_by_hand() -> None:
    texts = ["The yellow ladder slipped.", "A ladder slipped.", "They ladder."]
    things = read_vocabulary(texts, frozenset({"they"}), frozenset({"the", "a"})).things
    assert things["ladder"] == pytest.approx((1 / 2 + 1 / 2) / 3)
    assert things["yellow"] == pytest.approx(1 / 2)
    assert things["slipped"] == pytest.approx((1 / 2) / 2)
    assert "they" not in things


def test_a_word_that_is_as_common_elsewhere_tells_nothing() -> None:
    texts = ["kraan ziekenhuis"] * 3 + ["plint ziekenhuis"] * 4
    terms = telling_terms(read_vocabulary(texts, frozenset()), [0, 1, 2])
    assert {term.text for term in terms} == {"kraan", "kraan ziekenhuis"}


def test_possession_and_parts_of_words_are_forms_of_one_word(encoder: RememberingEncoder) -> None:
    places = ("wall", "gate", "tower")
    texts = [f"The employer's crane and the cranes near the {w}; the employer." for w in places]
    terms = named(texts, ["en"] * 3, encoder)["en"].terms
    assert len([term for term in terms if "employer" in term]) == 1
    assert len([term for term in terms if "crane" in term]) == 1
    nails = [f"De spijker en de kopspijker bij de {w}." for w in ("muur", "poort", "toren")]
    assert len(named(nails, ["nl"] * 3, encoder)["nl"].terms) == 1


def test_phrases() -> None:
    assert enumerated(["a", "b", "c"], "nl") == "a, b en c"
    assert enumerated(["a", "b"], "en") == "a and b"
    assert enumerated([], "nl") == ""


def test_stop_words_exist_for_both_languages() -> None:
    assert set(load_stop_words()) == set(LANGUAGES)
