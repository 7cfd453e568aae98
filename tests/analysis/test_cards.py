"""Draft cards: complete, readable, and nothing of a single report in them."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.card_story import FEWEST_WORDS, MOST_WORDS, Material, tell_story
from analysis.card_texts import load_card_texts, parse_card_texts
from analysis.cards import (
    CardBook,
    CardTheme,
    CodedReport,
    choose_methods,
    draft_card,
    gather_material,
)
from analysis.encoding import RememberingEncoder
from analysis.labelling import Label
from analysis.terms import load_stop_words
from analysis.themes import find_groups
from config.errors import ConfigError
from config.methods import load_methods
from config.taxonomy import load_taxonomy
from tests.analysis.corpora import told_reports

BOOK = CardBook(load_card_texts(), load_taxonomy(), load_methods())
FACTORS = [code.id for code in BOOK.taxonomy.axis("factors")]
HELPED = [code.id for code in BOOK.taxonomy.axis("helped")]
STAGES = [code.id for code in BOOK.taxonomy.axis("stage")]
KINDS = [code.id for code in BOOK.taxonomy.axis("kind")]
FORBIDDEN = re.compile(
    r"\b(fout\w*|schuld\w*|dader\w*|klokkenluid\w*|score\w*|anoniem)\b", re.IGNORECASE
)

LABELS = {
    "nl": Label("Kraan en hijsplan", ("hangende last", "kraan", "hijsplan"), "", "nl"),
    "en": Label("Crane and lifting plan", ("crane", "lifting plan"), "", "en"),
}
THEME = CardTheme("t-1", LABELS, "10-19", several_units=True, several_periods=True)
USUAL = CodedReport("K1", "W4", "D2", "S0", "S2", ("F04", "F06"), ("H2",))


def drafted(reports: Sequence[CodedReport], theme: CardTheme = THEME) -> dict[str, Any]:
    return draft_card(theme, reports, BOOK, "c-1")


def texts_of(card: dict[str, Any]) -> list[str]:
    """Every text a reader sees on a card."""
    named = [value for name, value in card.items() if name.endswith(("_nl", "_en"))]
    return [text for value in named for text in (value if isinstance(value, list) else [value])]


def test_every_code_has_its_sentences() -> None:
    for group, codes in (("factor", FACTORS), ("helped", HELPED), ("opening", KINDS)):
        assert all(BOOK.texts.has(group, code) for code in codes)
    for axis, group in (("stage", "stage"), ("detection", "detection"), ("severity", "severity")):
        assert all(BOOK.texts.has(group, code.id) for code in BOOK.taxonomy.axis(axis))


def test_only_codes_of_three_reports_or_more_are_told() -> None:
    reports = [USUAL] * 3 + [CodedReport("K2", "W1", "D5", "S0", "S4", ("F13",), ("H7",))] * 2
    material = gather_material(reports)
    assert material.kinds == ("K1",)
    assert material.factors == ("F04", "F06")
    assert (material.stage, material.severity, material.helped) == ("W4", "S2", ("H2",))


def test_a_card_is_complete_in_both_languages() -> None:
    card = drafted([USUAL] * 10)
    for language in ("nl", "en"):
        for name in ("title", "synopsis", "decision", "dilemma", "recognition", "helped", "limits"):
            assert card[f"{name}_{language}"].strip()
        assert len(card[f"title_{language}"].split()) <= 8
        assert len(card[f"questions_{language}"]) == 3
    assert card["decision_nl"].endswith("?")
    assert "hangende last, kraan en hijsplan" in card["story_nl"]
    assert card["methods"] == ["M12", "M02"]
    assert card["minutes"] == 70
    assert card["kinds"] == {"K1": "10-19"}


@given(
    kind=st.sampled_from(KINDS),
    stage=st.sampled_from([None, *STAGES]),
    factors=st.lists(st.sampled_from(FACTORS), unique=True, max_size=3),
    helped=st.lists(st.sampled_from(HELPED), unique=True, max_size=3),
    terms=st.sampled_from([(), LABELS["nl"].terms]),
)
def test_a_story_has_120_to_180_words(
    kind: str, stage: str | None, factors: list[str], helped: list[str], terms: tuple[str, ...]
) -> None:
    material = Material((kind,), kind == "K4", stage, None, None, tuple(factors), tuple(helped))
    for language in ("nl", "en"):
        story = tell_story(material, terms, BOOK.texts, language)
        assert FEWEST_WORDS <= len(story.split()) <= MOST_WORDS


@pytest.mark.parametrize("factor", FACTORS)
def test_learning_questions_are_about_oneself(factor: str) -> None:
    card = drafted([CodedReport("K2", factors=(factor,))] * 5)
    for question in card["questions_nl"]:
        assert re.search(r"\bik\b", question, re.IGNORECASE)
    for question in card["questions_en"]:
        assert re.search(r"\bI\b", question)
    for question in (*card["questions_nl"], *card["questions_en"]):
        assert question.endswith("?")
        assert len(question.split()) <= 20


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("factor", ["F01", "F13", "F19"])
def test_no_word_that_blames(kind: str, factor: str) -> None:
    card = drafted([CodedReport(kind, "W5", "D1", "S1", "S3", (factor,), tuple(HELPED))] * 5)
    assert not [text for text in texts_of(card) if FORBIDDEN.search(text)]


@pytest.mark.parametrize(
    ("report", "methods"),
    [
        (CodedReport("K4", severity_potential="S4", factors=("F13",)), ("M09",)),
        (CodedReport("K2", severity_potential="S3", factors=("F13",)), ("M05",)),
        (CodedReport("K2", factors=("F01", "F18")), ("M07",)),
        (CodedReport("K2", factors=("F05",)), ("M12", "M02")),
        (CodedReport("K3"), ("M12", "M02")),
    ],
)
def test_the_method_follows_from_the_codes(report: CodedReport, methods: tuple[str, ...]) -> None:
    chosen = choose_methods(gather_material([report] * 3), BOOK.methods)
    assert tuple(method.id for method in chosen) == methods


def test_what_went_well_is_told_as_such() -> None:
    card = drafted([CodedReport("K4", "W5", factors=("F11",), helped=("H5",))] * 6)
    assert "goed ging" in card["title_nl"]
    assert card["story_nl"].count("Iemand zegt hardop wat niet klopt.") == 1


def test_order_of_reports_does_not_matter() -> None:
    reports = [USUAL] * 4 + [CodedReport("K2", "W5", "D1", "S1", "S2", ("F11", "F04"))] * 4
    assert drafted(reports) == drafted(reports[::-1])


def content_runs(text: str, stop_words: frozenset[str], length: int = 4) -> set[tuple[str, ...]]:
    """Every `length` content words that follow each other in a text."""
    found = [word for word in re.findall(r"[\w'-]+", text.lower()) if word not in stop_words]
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


def test_no_run_of_four_content_words_of_any_report_is_in_a_draft(
    encoder: RememberingEncoder,
) -> None:
    reports = told_reports()
    texts, languages = [r.text for r in reports], [r.language for r in reports]
    groups = find_groups(texts, languages, encoder, min_size=5)
    stop_words = frozenset().union(*load_stop_words().values())
    own = set().union(*(content_runs(text, stop_words) for text in texts))
    assert len(groups.names) == 3
    for group, names in enumerate(groups.names):
        theme = CardTheme(
            f"t-{group}", dict(names), "5-9", several_units=True, several_periods=True
        )
        card = drafted([USUAL] * len(groups.members(group)), theme)
        for text in texts_of(card):
            assert not content_runs(text, stop_words) & own


def test_a_text_in_one_language_only_is_refused() -> None:
    shipped = "\n".join(
        f'[{group}.X]\nnl = "a"\nen = "b"'
        for group in ("opening", "stage", "closing", "factor", "helped", "detection", "severity")
    )
    parse_card_texts(f'{shipped}\n[card.X]\ntitle_nl = "a"\ntitle_en = "b"')
    with pytest.raises(ConfigError, match="title_nl"):
        parse_card_texts(f'{shipped}\n[card.X]\ntitle_nl = "a"')
    with pytest.raises(ConfigError, match="no group 'card'"):
        parse_card_texts(shipped)
    with pytest.raises(ConfigError, match="TOML"):
        parse_card_texts("[")


def test_a_missing_text_is_named() -> None:
    with pytest.raises(ConfigError, match=r"factor\.F99\.title_nl"):
        BOOK.texts.line("factor", "F99", "title_nl")
    with pytest.raises(ConfigError, match=r"factor\.F99\.nl"):
        BOOK.texts.lines("factor", "F99", "nl")
