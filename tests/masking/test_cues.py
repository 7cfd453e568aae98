import pytest

from reporting.masking.finders.cues import before, is_decoy, is_version


@pytest.mark.parametrize(
    "lead",
    ["serienummer ", "SN ", "s/n ", "PO ", "order, ref ", "the supplier's code ", "exp "],
)
def test_a_word_before_a_number_says_that_it_is_of_a_thing(lead: str) -> None:
    assert is_decoy(f"{lead}40338817", len(lead))


@pytest.mark.parametrize("lead", ["polisnummer ", "portofoon ", "snel ", "pasnummer ", "bel ", ""])
def test_a_word_that_only_begins_like_one_does_not(lead: str) -> None:
    assert not is_decoy(f"{lead}40338817", len(lead))


@pytest.mark.parametrize("lead", ["version ", "Versie: ", "rolled back to ", "update naar "])
def test_a_dotted_number_after_these_is_a_version(lead: str) -> None:
    assert is_version(f"{lead}10.4.2.1", len(lead))


def test_a_dotted_number_after_anything_else_is_no_version() -> None:
    assert not is_version("inlog vanaf 10.4.2.1", len("inlog vanaf "))


def test_what_stands_before_a_place_is_never_more_than_asked_for() -> None:
    assert before("abcdef", 4, 2) == "cd"
    assert before("abcdef", 1, 9) == "a"
