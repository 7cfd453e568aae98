"""Meetings that were held, and what came of them."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine

from config.bulletin import load_bulletin_words
from reporting.learning.actions import Action, Ask, ask_action
from reporting.learning.bulletin import Bulletin
from reporting.learning.bulletin_desk import BulletinDesk
from reporting.learning.cards import pick_card
from reporting.learning.groups import Group
from reporting.learning.lessons import Lesson, release_lesson
from reporting.learning.meetings import Meeting, find_meeting, hold_meeting, plan_meeting
from reporting.learning.yields import HarvestDesk
from reporting.store.bulletins import SqlBulletinStore
from reporting.store.harvest import SqlHarvestStore
from tests.learning.samples import group, learning_desk, plan

HELD = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LESSON = "Wij leerden dat een korte pauze voor de overdracht helpt."
ACTION = Ask("Een vaste plek voor de lijst.", "hoofd facilitair", "2026-12")


def harvest_desk(engine: Engine) -> HarvestDesk:
    return HarvestDesk(learning_desk(engine), SqlHarvestStore(engine))


def plain_print(bulletin: Bulletin, language: str) -> bytes:
    """Stands for the typesetter, where no test looks at the paper."""
    return f"{bulletin.month} {bulletin.version} {language}".encode()


def bulletin_desk(engine: Engine) -> BulletinDesk:
    return BulletinDesk(
        harvest_desk(engine), SqlBulletinStore(engine), load_bulletin_words(), plain_print
    )


def held_meeting(
    desk: HarvestDesk,
    card_id: str | None = "c-1",
    at: datetime = HELD,
    of: Group | None = None,
) -> Meeting:
    """A meeting that was held, of a new group unless one is given."""
    its = of or group(desk.learning, f"Groep {at:%d%m} {card_id}")
    if card_id is not None:
        pick_card(card_id, its.id, f"{at:%Y-%m}", desk.learning)
    wanted = plan(its, card_id=card_id, starts_at=at)
    meeting = plan_meeting(wanted, at - timedelta(days=7), desk.learning)
    hold_meeting(meeting.id, at, desk.learning)
    return find_meeting(meeting.id, desk.learning)


def lesson(desk: HarvestDesk, meeting: Meeting, text: str = LESSON) -> Lesson:
    return release_lesson(meeting.id, text, TODAY, desk, released=True)


def action(desk: HarvestDesk, meeting: Meeting, ask: Ask = ACTION, today: date = TODAY) -> Action:
    return ask_action(meeting.id, ask, today, desk)
