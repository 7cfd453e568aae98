import pytest

from reporting.masking.errors import MaskingFailed
from reporting.masking.mask import Choices, find_spans, mask
from reporting.masking.own_words import OwnWords
from reporting.masking.placeholders import PLACEHOLDER
from reporting.masking.spans import LABELS, REASONS, reason


def test_the_same_name_gets_the_same_placeholder_in_the_language_of_the_text() -> None:
    dutch = mask("Anneke belde Tjitske. Daarna heeft Anneke het gemeld in Zwolle.")
    english = mask("I told Imogen that Barnaby was late. Imogen wrote it down in Leeds.")
    assert dutch.text == "[naam 1] belde [naam 2]. Daarna heeft [naam 1] het gemeld in [plaats 1]."
    assert english.text == (
        "I told [name 1] that [name 2] was late. [name 1] wrote it down in [place 1]."
    )


def test_masking_again_changes_nothing_and_existing_placeholders_stay() -> None:
    once = mask("Mevrouw [naam 1] sprak met Sjoukje de Boer over [datum 2] en over Sjoukje.")
    assert once.text == "Mevrouw [naam 1] sprak met [naam 2] over [datum 2] en over [naam 3]."
    assert mask(once.text).text == once.text


def test_new_numbers_keep_clear_of_numbers_that_stand_in_the_text() -> None:
    masked = mask("Volgens [naam 999999] en [naam 2] was Sjoukje er met Tjitske en Wiebrand.")
    assert masked.text == (
        "Volgens [naam 999999] en [naam 2] was [naam 1] er met [naam 3] en [naam 4]."
    )


def test_later_mentions_are_masked_in_any_case_and_by_their_parts() -> None:
    masked = mask("Marloes Terhorst stond erbij. Even later liep TERHORST weg en marloes ook.")
    assert "terhorst" not in masked.text.lower()
    assert "marloes" not in masked.text.lower()


def test_a_number_found_once_is_masked_wherever_it_stands() -> None:
    masked = mask("Zijn bsn is 123456789. Op het bord stond: 123456789 graag bellen.")
    assert "123456789" not in masked.text


def test_where_a_family_lives_is_not_its_name() -> None:
    masked = mask("De familie in Apeldoorn wist niets, familie in 't Veld wel.")
    assert masked.text == "De familie in [plaats 1] wist niets, familie [naam 1] wel."


def test_spans_point_into_the_original_text() -> None:
    text = "Op 14 maart 2025 zag ik Wiebrand bij de poort, 06-12345678."
    wordings = {(text[span.start : span.end], span.label) for span in find_spans(text)}
    assert wordings == {
        ("14 maart 2025", "DATE"),
        ("Wiebrand", "PERSON"),
        ("06-12345678", "PHONE"),
    }


def test_a_reporter_may_unmask_a_name_but_not_a_number() -> None:
    text = "Ik belde Roosmarijn op 06-12345678."
    choices = Choices(keep=frozenset({"Roosmarijn", "06-12345678"}))
    assert mask(text, choices=choices).text == "Ik belde Roosmarijn op [telefoonnummer 1]."


def test_unmasking_a_whole_name_unmasks_its_parts_there() -> None:
    text = "De Sint Jan Bosco fiets is van Jan Bosco."
    masked = mask(text, "nl", choices=Choices(keep=frozenset({"Jan Bosco", "Sint Jan Bosco"})))
    assert masked.text == text


def test_a_reporter_may_hide_anything_in_any_case() -> None:
    choices = Choices(also=frozenset({"rode scooter", "***", ""}))
    masked = mask("De Rode  scooter stond er; een rode scooterhelm ook.", choices=choices)
    assert masked.text == "De [verborgen 1] stond er; een rode scooterhelm ook."


def test_any_error_inside_lets_no_text_through() -> None:
    broken = OwnWords({"jan": [(("jan",), "NO SUCH LABEL")]})
    with pytest.raises(MaskingFailed) as failed:
        mask("Jan was erbij.", own_words=broken)
    assert "Jan" not in str(failed.value)
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__


def test_unsure_finds_say_so() -> None:
    sure = {span.label: span.sure for span in find_spans("Mail a.b@voorbeeld.example of Anneke.")}
    unsure = find_spans("Wij van Inkoop wisten het.")
    assert sure == {"EMAIL": True, "PERSON": True}
    assert [span.sure for span in unsure] == [False]


def test_both_languages_are_searched_whatever_the_text_is_in() -> None:
    text = "My colleague said kenteken 12-ABC-3, born on 3 mei 1980, National Insurance AB123456C."
    labels = {span.label for span in find_spans(text, "en")}
    assert {"PLATE", "DATE", "BSN"} <= labels


def test_every_label_has_a_reason_and_a_placeholder_that_the_pattern_knows() -> None:
    for label in (*LABELS, "OTHER"):
        assert reason(label, "nl") != reason(label, "en")
        assert label in REASONS
    assert PLACEHOLDER.fullmatch("[naam 1]")
    assert PLACEHOLDER.fullmatch("[phone number 12]")
    assert not PLACEHOLDER.fullmatch("[naam 0]")
    assert not PLACEHOLDER.fullmatch("[vraag 1]")
