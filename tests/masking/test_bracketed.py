from reporting.masking.mask import mask


def test_the_letters_that_a_name_is_shortened_to_are_masked_everywhere() -> None:
    text = "Stichting Zorggroep Noord (SZN) belde niet terug. Bij SZN weet niemand iets."
    assert mask(text, "nl").text == (
        "[organisatie 1] ([organisatie 2]) belde niet terug. Bij [organisatie 2] weet niemand iets."
    )


def test_letters_that_do_not_stand_for_it_stay() -> None:
    text = "Stichting Zorggroep Noord (PDF) belde niet terug, want de PDF was kwijt."
    assert "PDF was kwijt" in mask(text, "nl").text
