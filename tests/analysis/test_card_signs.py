"""What a draft says of reports without codes: the factor that enough of their stories speak of."""

from dataclasses import replace

import pytest

from analysis.card_concepts import found_in, load_concepts
from analysis.cards import CodedReport, draft_card, gather_material
from tests.analysis.test_cards import BOOK, LABELS, THEME, USUAL, gathered

RECORD = CodedReport("K1")
"""A record of an earlier system: no code but its kind."""
TICKED_NOTHING = {"nl": "kruisten niets aan", "en": "ticked nothing"}


def record(*factors: str) -> CodedReport:
    return replace(RECORD, signs=frozenset(factors))


@pytest.mark.parametrize(
    ("text", "language", "factor"),
    [
        ("Ik werd gestoord en was de tel kwijt.", "nl", "F04"),
        ("De kap van de machine was overbrugd.", "nl", "F03"),
        ("The crew was untrained for this engine.", "en", "F07"),
        ("We were not told of the change.", "en", "F11"),
    ],
)
def test_a_story_speaks_of_a_factor(text: str, language: str, factor: str) -> None:
    assert factor in found_in(load_concepts().signs, text, language)


def test_each_sign_stands_for_a_factor_that_has_sentences() -> None:
    factors = {code.id for code in BOOK.taxonomy.axis("factors")}
    assert set(BOOK.concepts.signs) <= factors
    assert all(BOOK.texts.has("factor", factor) for factor in BOOK.concepts.signs)


def test_without_codes_a_card_is_about_what_most_stories_speak_of() -> None:
    reports = [record("F11"), record("F11"), record("F11", "F05"), record("F05"), record()]
    assert gathered(reports).factors == ("F11",)
    card = draft_card(THEME, reports, BOOK, "c-1")
    assert card["factors"] == ["F11"]
    for language, words in TICKED_NOTHING.items():
        assert words in card[f"limits_{language}"]


def test_what_two_stories_or_a_small_part_speak_of_is_not_told() -> None:
    assert gathered([record("F11"), record("F11"), record()]).factors == ()
    assert gathered([record("F11")] * 3 + [record()] * 28).factors == ()


def test_what_reporters_ticked_goes_before_what_their_stories_speak_of() -> None:
    reports = [replace(USUAL, signs=frozenset({"F11"}))] * 5
    material = gather_material(reports, BOOK.concepts, LABELS)
    assert material.factors == ("F04", "F06")
    card = draft_card(THEME, reports, BOOK, "c-1")
    assert not any(words in card[f"limits_{code}"] for code, words in TICKED_NOTHING.items())
