"""A whole meeting, with each method, with and without a card."""

from dataclasses import replace

import pytest

from config.methods import Method
from config.steps import load_phases
from reporting.learning.agenda import (
    AgendaStep,
    agenda_minutes,
    meeting_agenda,
    meeting_minutes,
)
from tests.learning.samples import METHODS

PHASES = load_phases()
BY_ID = {method.id: method for method in METHODS}


def agenda(method_id: str, *, with_card: bool = True) -> tuple[AgendaStep, ...]:
    return meeting_agenda(BY_ID[method_id], PHASES, with_card=with_card)


def keys(method_id: str, *, with_card: bool = True) -> list[str]:
    return [each.key for each in agenda(method_id, with_card=with_card)]


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
@pytest.mark.parametrize("with_card", [True, False])
def test_every_meeting_fits_in_its_time_and_chooses_a_case_once(
    method: Method, *, with_card: bool
) -> None:
    found = meeting_agenda(method, PHASES, with_card=with_card)
    assert agenda_minutes(found) <= method.meeting_minutes
    assert [each.chooses for each in found].count(True) == 1
    assert len({each.key for each in found}) == len(found)
    assert found[0].key == "arrive"
    assert [each.key for each in found[-2:]] == ["release", "evaluate"]


def test_a_card_leads_over_a_bridge_to_an_own_case() -> None:
    assert keys("M06") == [
        *("arrive", "read", "word", "recognise", "choose"),
        *("m1", "m2", "m3", "m4", "m5", "harvest", "release", "evaluate"),
    ]


def test_without_a_card_everyone_brings_something() -> None:
    assert keys("M06", with_card=False)[:3] == ["arrive", "bring", "choose"]
    assert {each.card for each in agenda("M06", with_card=False)} == {0}


def test_nothing_is_done_twice() -> None:
    assert "m1" not in keys("M01")
    assert not {"read", "word", "recognise", "choose"} & set(keys("M12"))
    assert "harvest" not in keys("M09")
    assert "choose" not in keys("M07")


def test_the_opener_without_its_card_is_the_short_form() -> None:
    assert keys("M12", with_card=False) == [
        *("arrive", "bring", "choose", "m6", "m7", "m8", "m9", "m10"),
        *("harvest", "release", "evaluate"),
    ]


def test_two_short_cases_follow_each_other() -> None:
    second = [each for each in agenda("M02") if each.case == 2]
    assert [each.key for each in second] == ["m1-2", "m2-2", "m3-2", "m4-2", "m5-2"]
    assert {each.case for each in agenda("M06")} == {0}


def test_what_helped_is_seen_only_from_its_step_on_and_then_to_the_end() -> None:
    parts = {each.key: each.card for each in agenda("M12")}
    assert [parts[key] for key in ("arrive", "m1", "m3", "m4", "evaluate")] == [0, 1, 1, 2, 2]
    parts = {each.key: each.card for each in agenda("M06")}
    assert [parts[key] for key in ("read", "m5", "harvest")] == [1, 1, 2]


def test_the_room_is_reserved_for_as_long_as_it_takes() -> None:
    assert meeting_minutes(BY_ID["M01"], PHASES, with_card=True) == 120
    hasty = replace(BY_ID["M01"], meeting_minutes=65)
    assert meeting_minutes(hasty, PHASES, with_card=True) == 100
