from reporting.masking.finders.chosen import MAX_WORDING, find_chosen
from reporting.masking.tokens import read_text


def chosen_in(sentence: str, *wordings: str) -> list[str]:
    spans = find_chosen(read_text(sentence, "nl"), frozenset(wordings))
    return [sentence[span.start : span.end] for span in spans]


def test_every_mention_in_any_case_and_over_any_blanks() -> None:
    assert chosen_in("De rode bus. de  Rode\nbus!", "rode bus") == ["rode bus", "Rode\nbus"]


def test_not_inside_a_longer_word_and_not_when_nothing_is_asked() -> None:
    assert chosen_in("De busbaan en de minibus.", "bus", " ") == []


def test_a_wording_beyond_all_measure_is_a_mistake() -> None:
    assert chosen_in("a" * (MAX_WORDING + 1), "a" * (MAX_WORDING + 1)) == []
