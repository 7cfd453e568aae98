"""Which methods are advised, by the choice rule."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from reporting.learning.cards import read_cards
from reporting.learning.case_card import CaseCard
from reporting.learning.method_advice import MethodAdvice, advise_methods
from tests.learning.samples import METHODS, card_row


def card(**changes: object) -> CaseCard:
    plain = {
        "factors": ["F09"],
        "kinds": {"K1": "10-19"},
        "methods": [],
        "severity_potential": "S1",
    }
    [made] = read_cards({"cards": [{**card_row(), **plain, **changes}]})
    return made


def advised(made: CaseCard | None, meetings_held: int) -> dict[str, str]:
    advice = advise_methods(made, meetings_held, METHODS)
    return {each.method_id: each.reason for each in advice}


def test_a_new_group_starts_simply() -> None:
    beginners = ["M12", "M01", "M02"]
    assert list(advised(card(), 0)) == list(advised(card(), 2)) == beginners
    assert set(advised(card(), 0).values()) == {"new_group"}
    assert advised(card(), 3) == {}


def test_the_rules_come_in_order_and_the_first_reason_counts() -> None:
    made = card(factors=["F13", "F04"], methods=["M07", "M06"])
    assert advised(made, 0) == {
        "M12": "new_group",
        "M01": "new_group",
        "M02": "new_group",
        "M07": "values",
        "M08": "values",
        "M06": "card",
    }
    assert advised(made, 9) == {
        "M07": "values",
        "M08": "values",
        "M01": "doing",
        "M12": "doing",
        "M06": "card",
    }


@pytest.mark.parametrize("factor", ["F01", "F02", "F03", "F04", "F05", "F06"])
def test_what_one_does_is_looked_at_as_an_event(factor: str) -> None:
    assert advised(card(factors=[factor]), 5) == {"M01": "doing", "M12": "doing"}


@pytest.mark.parametrize("factor", ["F13", "F18"])
def test_what_one_may_say_is_a_question_of_values(factor: str) -> None:
    assert advised(card(factors=[factor]), 5) == {"M07": "values", "M08": "values"}


@pytest.mark.parametrize("severity", ["S3", "S4"])
def test_what_could_have_been_serious_comes_first(severity: str) -> None:
    advice = advise_methods(card(severity_potential=severity), 0, METHODS)
    assert advice[0] == MethodAdvice("M05", "serious")


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ({"K4": "5-9"}, {"M09": "went_well"}),
        ({"K4": "20-49", "K1": "10-19", "K2": None}, {"M09": "went_well"}),
        ({"K4": "50+", "K1": "20-49"}, {"M09": "went_well"}),
        ({"K4": "5-9", "K1": "5-9"}, {}),
        ({"K4": "5-9", "K1": "10-19"}, {}),
        ({"K4": None, "K1": "5-9"}, {}),
        ({"K4": None}, {}),
        ({}, {}),
    ],
)
def test_what_mostly_went_well_is_looked_at_with_appreciation(
    kinds: Mapping[str, str | None], expected: Mapping[str, str]
) -> None:
    assert advised(card(kinds=kinds), 5) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"dilemma_nl": "Eerlijk zijn, of loyaal."}, {"M07": "values", "M08": "values"}),
        ({"decision_nl": "Mag je hier afwijken?"}, {"M07": "values", "M08": "values"}),
        ({"story_nl": "Je schaamt je. Je zegt niets."}, {"M05": "emotion"}),
        ({"story_nl": "Je bent bang dat het opvalt."}, {"M05": "emotion"}),
        ({"story_nl": "De bangladen staan open. Het is waardevol."}, {}),
    ],
)
def test_the_words_of_a_card_count_too(
    words: Mapping[str, str], expected: Mapping[str, str]
) -> None:
    assert advised(card(**words), 5) == expected


def test_an_own_method_is_advised_for_what_it_says_it_is_for() -> None:
    own = replace(METHODS[0], id="E01", own=True, advised_for=("values", "own_case"))
    methods = [*METHODS, own]
    found = advise_methods(card(factors=["F13"]), 5, methods)
    assert [each.method_id for each in found] == ["M07", "M08", "E01"]
    assert advise_methods(None, 5, methods)[-1] == MethodAdvice("E01", "own_case")
    later = replace(own, earliest_meeting=9)
    assert "E01" not in {each.method_id for each in advise_methods(None, 5, [*METHODS, later])}


def test_methods_for_groups_that_met_often_are_left_out_before() -> None:
    made = card(methods=["M04", "M10", "M11"])
    assert [each for each in advised(made, 2) if advised(made, 2)[each] == "card"] == ["M11"]
    assert advised(made, 3) == {"M04": "card", "M10": "card", "M11": "card"}


def test_a_case_of_a_member_needs_no_card() -> None:
    assert list(advised(None, 0).items())[:2] == [("M01", "new_group"), ("M02", "new_group")]
    assert advised(None, 5) == {"M01": "own_case", "M06": "own_case", "M03": "own_case"}
    assert "M12" not in advised(None, 0)


def test_only_methods_at_hand_are_advised() -> None:
    some = [method for method in METHODS if method.id == "M02"]
    assert advise_methods(card(methods=["M77"]), 0, some) == (MethodAdvice("M02", "new_group"),)
