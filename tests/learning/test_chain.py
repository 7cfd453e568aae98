"""The chain is counted link by link, and timed to the month where reports are concerned."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from reporting.learning.actions import Ask, end_action
from reporting.learning.cards import board
from reporting.learning.chain import Chain, Quarter, Records, measure_chain, quarter_of
from reporting.learning.evaluations import Later
from reporting.learning.yields import HarvestDesk, all_harvests, record_later, record_yield
from tests.learning.harvest_samples import HELD, TODAY, action, harvest_desk, held_meeting, lesson
from tests.learning.samples import card_row, publish


@pytest.fixture
def desk(sqlite_engine: Engine) -> HarvestDesk:
    publish(sqlite_engine, card_row("c-1"), card_row("c-2", theme="t-2"))
    return harvest_desk(sqlite_engine)


def measured(desk: HarvestDesk, today: date = TODAY, **months: str) -> Chain:
    return measure_chain(
        Records(
            themes=("t-1", "t-2"),
            theme_months={name.replace("_", "-"): month for name, month in months.items()},
            cards=board(desk.learning),
            meetings=desk.learning.store.all_meetings(),
            harvests=all_harvests(desk),
            actions=desk.store.all_actions(),
            bulletins=0,
        ),
        today,
    )


def test_before_anything_happened_there_are_themes_and_cards_only(desk: HarvestDesk) -> None:
    chain = measured(desk)
    assert chain.counts["themes"] == chain.counts["cards"] == 2
    assert sum(chain.counts.values()) == 4
    assert chain.days.theme_to_meeting is None
    assert chain.days.action_to_end is None
    assert set(chain.scores.values()) == {None}
    assert chain.did_differently is None


def test_each_link_is_counted(desk: HarvestDesk) -> None:
    meeting = held_meeting(desk)
    lesson(desk, meeting)
    done = action(desk, meeting)
    action(desk, meeting, Ask("Meer licht in de gang.", "facilitair", "2026-11"))
    end_action(done.id, "closed", "De lijst hangt er.", TODAY + timedelta(days=10), desk)
    counts = measured(desk, date(2026, 12, 10)).counts
    assert {name: counts[name] for name in ("picked", "held", "lessons", "actions")} == {
        "picked": 1,
        "held": 1,
        "lessons": 1,
        "actions": 2,
    }
    assert (counts["open"], counts["overdue"], counts["closed"], counts["refused"]) == (1, 1, 1, 0)


def test_themes_are_timed_in_whole_months_and_meetings_in_days(desk: HarvestDesk) -> None:
    first, second = held_meeting(desk), held_meeting(desk, "c-2", HELD + timedelta(days=1))
    lesson(desk, first)
    lesson(desk, second)
    asked = action(desk, first)
    end_action(asked.id, "refused", "Er is geen plek.", TODAY + timedelta(days=9), desk)
    chain = measured(desk, t_1="2026-08", t_2="2026-11")
    assert chain.days.theme_to_meeting == 45
    assert chain.days.meeting_to_lesson == 14
    assert chain.days.action_to_end == 9
    assert measured(desk, t_1="2027-01").days.theme_to_meeting == 0


def test_the_goal_is_a_change_in_each_quarter(desk: HarvestDesk) -> None:
    meeting = held_meeting(desk)
    for text, month in (("Een vaste plek.", 11), ("Meer licht.", 12)):
        asked = action(desk, meeting, Ask(text, "directie", "2026-12"))
        end_action(asked.id, "closed", "Het is er nu.", date(2026, month, 30), desk)
    refused = action(desk, meeting, Ask("Een tillift.", "directie", "2026-12"))
    end_action(refused.id, "refused", "Er is geen geld.", date(2027, 2, 1), desk)
    quarters = measured(desk, date(2027, 2, 2)).quarters
    assert quarters == (
        Quarter("2026-Q2", 0),
        Quarter("2026-Q3", 0),
        Quarter("2026-Q4", 2),
        Quarter("2027-Q1", 0),
    )
    assert [one.reached for one in quarters] == [False, False, True, False]


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_quarter_is_three_months(day: date, quarter: str) -> None:
    assert quarter_of(day) == quarter


def test_what_groups_thought_is_told_over_all_meetings_together(desk: HarvestDesk) -> None:
    small, other = held_meeting(desk), held_meeting(desk, None, HELD + timedelta(days=1))
    record_yield(small.id, 4, {"safe": (0, 0, 0, 0, 4)}, desk)
    assert measured(desk).scores["safe"] is None
    record_yield(other.id, 4, {"safe": (0, 0, 4, 0, 0)}, desk)
    assert measured(desk).scores["safe"] == 4.0
    later = TODAY + timedelta(days=60)
    record_later(small.id, Later(4, 1), later, desk)
    assert measured(desk).did_differently is None
    record_later(other.id, Later(4, 3), later, desk)
    assert measured(desk).did_differently == 0.5
