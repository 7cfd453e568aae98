"""A desk to lead meetings from, over a real database."""

from dataclasses import replace

from sqlalchemy import Engine

from config.steps import load_phases
from reporting.learning.cards import pick_card
from reporting.learning.groups import Group
from reporting.learning.meeting_table import RunDesk, Table, lay_table
from reporting.learning.meetings import Meeting, plan_meeting
from reporting.learning.running import Press, press_on, start_meeting
from reporting.store.running import SqlSittingStore
from reporting.store.turns import SqlStopStore, SqlTurnStore
from tests.learning.samples import MONTH, NOW, SOON, group, learning_desk, plan

LEADER = "facilitator"
"""Who leads the groups of `samples.group`."""


def run_desk(engine: Engine) -> RunDesk:
    return RunDesk(
        learning_desk(engine),
        SqlSittingStore(engine),
        SqlTurnStore(engine),
        SqlStopStore(engine),
        load_phases(),
    )


def planned(desk: RunDesk, *, card: bool = True, method: str = "M01") -> tuple[Group, Meeting]:
    """A group with a meeting at SOON."""
    ours = group(desk.learning)
    if card:
        pick_card("c-1", ours.id, MONTH, desk.learning)
    wish = replace(plan(ours), card_id="c-1" if card else None, method_id=method)
    return ours, plan_meeting(wish, NOW, desk.learning)


def started(desk: RunDesk, *, card: bool = True, method: str = "M01") -> tuple[Group, Meeting]:
    """The same, with everybody there."""
    ours, meeting = planned(desk, card=card, method=method)
    start_meeting(meeting.id, [one.id for one in ours.members], SOON, LEADER, desk)
    return ours, meeting


def table(meeting: Meeting, desk: RunDesk) -> Table:
    return lay_table(meeting.id, LEADER, desk)


def press(meeting: Meeting, desk: RunDesk, action: str, **changes: object) -> None:
    """Press a button of a page that is up to date."""
    sitting = table(meeting, desk).sitting
    assert sitting is not None
    now = changes.pop("now", SOON)
    pressed = Press(action, sitting.version, **changes)  # type: ignore[arg-type]  # a test's own
    press_on(meeting.id, pressed, now, LEADER, desk)  # type: ignore[arg-type]  # a moment


def go_to(meeting: Meeting, desk: RunDesk, key: str) -> None:
    press(meeting, desk, "goto", step=key)
