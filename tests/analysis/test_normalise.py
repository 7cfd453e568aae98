"""What is left of a text before it is encoded."""

from analysis.normalise import (
    recurring_sentences,
    sentences,
    strip_placeholders,
    without,
    words,
)

STOCK = "Ik had die dag weinig rust gehad."


def test_placeholders_of_any_kind_leave_no_trace() -> None:
    text = "Toen kwam [naam 1], met [NAME] van [locatie 12]."
    assert strip_placeholders(text) == "Toen kwam, met van."


def test_a_sentence_without_a_word_is_none() -> None:
    assert sentences("Klaar. ... 7!\n\nGoed") == ["Klaar.", "7!", "Goed"]


def test_words_are_lower_case_and_keep_hyphens() -> None:
    assert words("De USB-stick van 's ochtends") == ("de", "usb-stick", "van", "s", "ochtends")


def test_a_sentence_recurs_when_four_different_texts_hold_it() -> None:
    texts = [f"Eigen verhaal {letter}. {STOCK}" for letter in "abcd"]
    assert recurring_sentences(texts) == {words(STOCK)}
    assert not recurring_sentences(texts[:3])


def test_a_report_sent_four_times_is_no_stock_sentence() -> None:
    assert not recurring_sentences([f"Eén verhaal. {STOCK}"] * 4)


def test_stock_goes_also_when_misspelt_or_run_together() -> None:
    stock = {words(STOCK)}
    kept = "De deur klemde weer eens."
    assert without(f"{kept} Ik had die dag weining rust gehad.", stock) == kept
    run_together = "De deur klemde weer eens ik had die dag weinig rust gehad en toen brak hij"
    assert without(run_together, stock) == "De deur klemde weer eens en toen brak hij"


def test_a_text_of_stock_only_is_left_as_it_was() -> None:
    assert without(STOCK, {words(STOCK)}) == STOCK
