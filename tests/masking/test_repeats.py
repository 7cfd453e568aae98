from reporting.masking.finders.repeats import find_repeats
from reporting.masking.spans import Span
from reporting.masking.tokens import read_text


def repeats_of(wording: str, label: str, sentence: str) -> list[str]:
    start = sentence.index(wording)
    found = [Span(start, start + len(wording), label, sure=True)]
    spans = find_repeats(read_text(sentence, "nl"), found)
    return [sentence[span.start : span.end] for span in spans]


def test_a_number_is_found_wherever_it_stands_in_any_case() -> None:
    assert repeats_of("mk-4471", "ID_NUMBER", "Pas mk-4471 is weg, MK-4471 dus.") == [
        "mk-4471",
        "MK-4471",
    ]


def test_not_inside_a_longer_number_and_not_when_it_is_short() -> None:
    assert repeats_of("44710", "ID_NUMBER", "pas 44710, niet 447105 of 144710") == ["44710"]
    assert repeats_of("4471", "ID_NUMBER", "pas 4471 en om 4471 stuks") == []


def test_an_age_or_a_date_is_not_looked_for_again() -> None:
    assert repeats_of("12 maart", "DATE", "op 12 maart en weer 12 maart") == []
