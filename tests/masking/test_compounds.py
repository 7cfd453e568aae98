import pytest

from reporting.masking.finders.compounds import is_compound, is_unknown
from reporting.masking.finders.openers import after_opener
from reporting.masking.tokens import read_text


@pytest.mark.parametrize("word", ["regenjas", "stoelpoot", "werkbank"])
def test_words_glued_together_are_ordinary(word: str) -> None:
    assert is_compound(word)


@pytest.mark.parametrize("word", ["brelkx", "oxtyrn"])
def test_what_holds_no_words_is_not(word: str) -> None:
    assert not is_compound(word)
    assert is_unknown(read_text(word, "nl"), 0)


def test_a_role_and_a_number_are_not_unknown() -> None:
    text = read_text("vorkheftruckchauffeur a4b3", "nl")
    assert not is_unknown(text, 0)
    assert not is_unknown(text, 1)


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [("De Rode Foyer was leeg.", "Rode Foyer"), ("The Orrin Ward is shut.", "Orrin Ward")],
)
def test_an_article_that_opens_a_sentence_is_no_part_of_a_name(sentence: str, rest: str) -> None:
    assert sentence[after_opener(read_text(sentence, "nl"), 0) :].startswith(rest)
