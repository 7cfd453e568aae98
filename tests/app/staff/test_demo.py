"""The demo organisation at work: an agreed group, held meetings, and one ahead; made once."""

import pytest
from sqlalchemy import Engine

from app.staff.demo import make_demo_learning, make_demo_staff
from config.contract import load_contract_form
from config.staff import StaffSettings
from reporting.learning.cards import board
from reporting.learning.contract import contract_status, find_contract
from reporting.learning.training import training_status
from reporting.store.contracts import SqlContractStore, SqlTrainingStore
from reporting.store.turns import SqlTurnStore
from tests.learning.samples import NOW, card_row, learning_desk, publish
from tests.reporting.samples import count

pytestmark = pytest.mark.slow


@pytest.fixture
def demo(sqlite_engine: Engine, staff_settings: StaffSettings) -> Engine:
    make_demo_staff(sqlite_engine, staff_settings)
    publish(sqlite_engine, *(card_row(f"c-{number}") for number in range(6)))
    make_demo_learning(sqlite_engine, staff_settings, NOW)
    return sqlite_engine


def test_the_demo_group_has_a_trained_guide_and_a_signed_contract(demo: Engine) -> None:
    [group] = learning_desk(demo).store.all_groups()
    contract = find_contract(group.id, None, SqlContractStore(demo))
    assert contract_status(group, contract) == "signed"
    assert contract.texts["clause"] == load_contract_form().clause("nl")
    trainings = SqlTrainingStore(demo).trainings()
    assert training_status(group.facilitator, trainings, NOW.date()) == "trained"


def test_the_demo_group_met_on_working_days_and_meets_again(demo: Engine) -> None:
    meetings = learning_desk(demo).store.all_meetings()
    assert [one.status for one in meetings] == ["held", "held", "held", "planned"]
    assert all(one.starts_at.weekday() < 5 for one in meetings)
    assert meetings[-1].starts_at > NOW
    statuses = sorted(one.status for one in board(learning_desk(demo)))
    assert statuses == ["harvested", "harvested", "picked", "planned", "proposed", "proposed"]


def test_nobody_of_the_demo_group_had_two_turns(demo: Engine) -> None:
    [group] = learning_desk(demo).store.all_groups()
    turns = SqlTurnStore(demo).turn_book(group).turns
    assert len({turn.member_id for turn in turns}) == len(turns) == 3


def test_making_the_demo_again_adds_nothing(demo: Engine, staff_settings: StaffSettings) -> None:
    tables = ("meeting", "card_pick", "guide_training", "group_contract", "turn", "bulletin")
    before = {name: count(demo, name) for name in tables}
    make_demo_learning(demo, staff_settings, NOW)
    assert {name: count(demo, name) for name in tables} == before
    assert all(before.values())
