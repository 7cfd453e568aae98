"""An action is asked of a role, and followed until it is done or refused with a reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from reporting.learning.actions import (
    OwnerNotPlain,
    end_action,
    find_action,
    is_overdue,
    keep_open,
)
from reporting.learning.harvest_errors import (
    BadDueMonth,
    NotHeldYet,
    NotPlain,
    OutcomeMissing,
    UnknownAction,
)
from reporting.learning.yields import HarvestDesk
from tests.learning.harvest_samples import ACTION, TODAY, action, harvest_desk, held_meeting
from tests.learning.samples import card_row, publish
from tests.reporting.samples import count


@pytest.fixture
def desk(sqlite_engine: Engine) -> HarvestDesk:
    publish(sqlite_engine, card_row("c-1"))
    return harvest_desk(sqlite_engine)


def test_an_action_is_open_until_its_month_is_over_and_late_after_it(desk: HarvestDesk) -> None:
    meeting = held_meeting(desk)
    asked = action(desk, meeting)
    assert (asked.status, asked.owner, asked.due) == ("open", "hoofd facilitair", "2026-12")
    assert not is_overdue(asked, "2026-12")
    assert is_overdue(asked, "2027-01")
    assert action(desk, meeting) == asked


def test_it_ends_with_what_changed_or_with_a_reason(desk: HarvestDesk) -> None:
    asked = action(desk, held_meeting(desk))
    later = TODAY + timedelta(days=30)
    for status in ("closed", "refused"):
        with pytest.raises(OutcomeMissing):
            end_action(asked.id, status, "  ", later, desk)
    done = end_action(asked.id, "closed", "De lijst hangt nu bij de deur.", later, desk)
    assert find_action(asked.id, desk) == done
    assert (done.status, done.changed_on) == ("closed", later)
    assert not is_overdue(done, "2028-01")
    refused = end_action(asked.id, "refused", "Er is geen plek.", later, desk)
    assert find_action(asked.id, desk) == refused


def test_an_action_that_had_ended_can_be_opened_again_for_another_role(desk: HarvestDesk) -> None:
    asked = action(desk, held_meeting(desk))
    end_action(asked.id, "refused", "Er is geen plek.", TODAY, desk)
    found = keep_open(asked.id, "directie", "2027-03", TODAY + timedelta(days=3), desk)
    assert (found.status, found.outcome, found.owner, found.due) == (
        "open",
        "",
        "directie",
        "2027-03",
    )
    assert find_action(asked.id, desk) == found


def test_a_month_that_has_passed_may_stay_but_not_be_chosen(desk: HarvestDesk) -> None:
    asked = action(desk, held_meeting(desk))
    much_later = date(2027, 6, 1)
    assert keep_open(asked.id, "directie", "2026-12", much_later, desk).due == "2026-12"
    with pytest.raises(BadDueMonth):
        keep_open(asked.id, "directie", "2027-01", much_later, desk)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"text": "Laat Piet vaker meekijken."}, NotPlain),
        ({"text": ""}, NotPlain),
        ({"owner": "Fatima"}, OwnerNotPlain),
        ({"owner": "Jan"}, OwnerNotPlain),
        ({"owner": "piet@werk.example"}, OwnerNotPlain),
        ({"owner": ""}, OwnerNotPlain),
        ({"owner": "kamer 12"}, OwnerNotPlain),
        ({"due": "2026-10"}, BadDueMonth),
        ({"due": "2026-13"}, BadDueMonth),
        ({"due": ""}, BadDueMonth),
        ({"due": "2036-01"}, BadDueMonth),
    ],
)
def test_an_action_that_names_somebody_or_no_month_is_not_kept(
    desk: HarvestDesk, sqlite_engine: Engine, changes: dict[str, str], error: type[Exception]
) -> None:
    meeting = held_meeting(desk)
    with pytest.raises(error):
        action(desk, meeting, replace(ACTION, **changes))
    assert count(sqlite_engine, "action") == 0


def test_an_outcome_that_names_somebody_changes_nothing(desk: HarvestDesk) -> None:
    asked = action(desk, held_meeting(desk))
    with pytest.raises(NotPlain):
        end_action(asked.id, "closed", "Fatima heeft dit geregeld.", TODAY, desk)
    assert find_action(asked.id, desk) == asked


def test_an_action_of_nowhere_is_unknown(desk: HarvestDesk) -> None:
    with pytest.raises(UnknownAction):
        end_action("nergens", "closed", "Het is er nu.", TODAY, desk)
    meeting = replace(held_meeting(desk), id="nergens")
    with pytest.raises(NotHeldYet):
        action(desk, meeting)
