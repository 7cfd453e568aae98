"""Groups, picks and meetings in real databases, also when two people act at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reporting.learning.cards import Pick, board, pick_card, put_back
from reporting.learning.desk import LearningDesk
from reporting.learning.errors import (
    CardAlreadyPicked,
    CardInUse,
    CardNotPicked,
    GroupNameTaken,
    LearningError,
    MeetingClosed,
)
from reporting.learning.groups import Group, Member, change_group
from reporting.learning.meetings import cancel_meeting, plan_meeting
from reporting.store.engine import reading, writing
from reporting.store.staff_tables import card_pick, meeting, staff_role, staff_user, staff_user_role
from tests.learning.samples import (
    MONTH,
    NOW,
    SOON,
    as_typed,
    card_row,
    group,
    learning_desk,
    plan,
    publish,
)
from tests.reporting.samples import count

T = TypeVar("T")
AT_ONCE = 8


@pytest.fixture
def desk(engine: Engine) -> LearningDesk:
    publish(engine, card_row("c-1"), card_row("c-2"))
    return learning_desk(engine)


def all_at_once(calls: Sequence[Callable[[], T]]) -> list[T | type[LearningError]]:
    """Start every call at the same moment; what each gave, or the kind of error."""
    together = Barrier(len(calls))

    def run(call: Callable[[], T]) -> T | type[LearningError]:
        together.wait()
        try:
            return call()
        except LearningError as error:
            return type(error)

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def picking(card_id: str, groups: Sequence[Group], desk: LearningDesk) -> list[Callable[[], Pick]]:
    return [partial(pick_card, card_id, each.id, MONTH, desk) for each in groups]


def test_of_many_groups_that_pick_at_once_one_gets_the_card(desk: LearningDesk) -> None:
    groups = [group(desk, f"Groep {number}") for number in range(AT_ONCE)]
    for card_id in ("c-1", "c-2"):
        found = all_at_once(picking(card_id, groups, desk))
        [winner] = [each for each in found if isinstance(each, Pick)]
        assert found.count(CardAlreadyPicked) == AT_ONCE - 1
        [hangs] = [each for each in board(desk) if each.card.id == card_id]
        assert (hangs.status, hangs.group_id) == ("picked", winner.group_id)


def test_one_group_that_picks_many_times_at_once_picks_once(
    engine: Engine, desk: LearningDesk
) -> None:
    ours = group(desk)
    found = all_at_once(picking("c-1", [ours] * AT_ONCE, desk))
    assert found == [Pick("c-1", ours.id, "picked")] * AT_ONCE
    assert count(engine, "card_pick") == 1


def test_one_plan_sent_many_times_at_once_is_one_meeting(
    engine: Engine, desk: LearningDesk
) -> None:
    ours = group(desk)
    pick_card("c-1", ours.id, MONTH, desk)
    wish = plan(ours, card_id="c-1")
    found = all_at_once([partial(plan_meeting, wish, NOW, desk)] * AT_ONCE)
    assert len(set(found)) == 1
    assert count(engine, "meeting") == 1


def test_a_card_is_planned_or_put_back_and_never_both(desk: LearningDesk) -> None:
    ours = group(desk)
    for number in range(AT_ONCE):
        pick_card("c-1", ours.id, MONTH, desk)
        wish = plan(ours, card_id="c-1", starts_at=SOON + timedelta(days=number))
        calls: list[Callable[[], object]] = [
            partial(plan_meeting, wish, NOW, desk),
            partial(put_back, "c-1", desk),
        ]
        planned, back = all_at_once(calls)
        status = board(desk)[0].status
        outcome = (planned is CardNotPicked, back is CardInUse, status)
        assert outcome in {(True, False, "proposed"), (False, True, "planned")}
        if status == "planned":
            cancel_meeting(desk.store.all_meetings()[-1].id, desk)


def test_who_puts_a_card_back_waits_for_who_is_planning_with_it(
    engine: Engine, desk: LearningDesk
) -> None:
    pick_card("c-1", group(desk).id, MONTH, desk)
    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as connection:
            connection.execute(update(card_pick).values(status="planned"))
            waiting = pool.submit(put_back, "c-1", desk)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        with pytest.raises(CardInUse):
            waiting.result()
    assert board(desk)[0].status == "planned"


def test_who_cancels_a_meeting_waits_for_who_is_holding_it(
    engine: Engine, desk: LearningDesk
) -> None:
    made = plan_meeting(plan(group(desk)), NOW, desk)
    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as connection:
            connection.execute(update(meeting).values(status="held"))
            waiting = pool.submit(cancel_meeting, made.id, desk)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        with pytest.raises(MeetingClosed):
            waiting.result()
    assert desk.store.all_meetings()[0].status == "held"


def test_one_name_taken_many_times_at_once_is_of_one_group(
    engine: Engine, desk: LearningDesk
) -> None:
    found = all_at_once([partial(group, desk)] * AT_ONCE)
    assert found.count(GroupNameTaken) == AT_ONCE - 1
    assert (count(engine, "intervisie_group"), count(engine, "group_member")) == (1, 5)


def test_a_group_changed_by_many_at_once_is_as_one_of_them_wished(desk: LearningDesk) -> None:
    ours = group(desk)
    wishes = [
        Group(ours.id, f"Groep {number}", (*ours.members, Member("Nieuw", str(number))), "u")
        for number in range(AT_ONCE)
    ]
    all_at_once([partial(change_group, wish, desk) for wish in wishes])
    [found] = desk.store.all_groups()
    assert as_typed(found) in [as_typed(wish) for wish in wishes]
    assert found.members[:-1] == ours.members


def test_the_database_itself_refuses_an_unknown_status(engine: Engine, desk: LearningDesk) -> None:
    ours = group(desk)
    values = {"card_id": "c-9", "group_id": ours.id, "card": "{}"}
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(card_pick).values(status="lost", **values))
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(card_pick).values(status="picked", **{**values, "group_id": "x"}))


def test_an_account_gets_a_random_id_and_loses_its_roles_with_it(engine: Engine) -> None:
    with writing(engine) as connection:
        account = insert(staff_user).values(email="staff@example.org", fs_uniquifier="a" * 64)
        [user_id] = connection.execute(account).inserted_primary_key or [None]
        [role_id] = connection.execute(
            insert(staff_role).values(name="facilitator")
        ).inserted_primary_key or [None]
        connection.execute(insert(staff_user_role).values(user_id=user_id, role_id=role_id))
    with reading(engine) as connection:
        row = connection.execute(select(staff_user)).one()
    assert (len(row.id), row.active, row.language, row.name) == (32, True, "nl", "")
    with Session(engine) as session:
        session.execute(staff_user.delete())
        session.commit()
    assert count(engine, "staff_user_role") == 0
    assert count(engine, "staff_role") == 1
