"""What came of meetings in the demo organisation. Nobody of it exists, and nothing happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from app.staff.demo_group import plan_ahead, working_day
from app.staff.words import LOCAL
from config.limits import LANGUAGES
from reporting.learning.actions import Ask, ask_action, end_action
from reporting.learning.bulletin import Item, digest_of, texts_of
from reporting.learning.bulletin_desk import BulletinDesk
from reporting.learning.bulletin_making import approve, begin_bulletin, save_draft
from reporting.learning.cards import board, pick_card
from reporting.learning.evaluations import QUESTIONS, Counts, Later
from reporting.learning.groups import Group
from reporting.learning.lessons import release_lesson
from reporting.learning.meeting_table import RunDesk
from reporting.learning.meetings import MeetingPlan, find_meeting, hold_meeting, plan_meeting
from reporting.learning.turns import put_right
from reporting.learning.yields import record_later, record_yield

BEGINS: Final = time(9, 30)


@dataclass(frozen=True, slots=True)
class DemoAction:
    ask: str
    owner: str
    due_after: int
    """Months after the meeting."""
    status: str = "open"
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class DemoMeeting:
    days_ago: int
    method: str
    with_card: bool
    lessons: tuple[str, ...]
    actions: tuple[DemoAction, ...]
    counts: tuple[Counts, ...]
    """For each of QUESTIONS."""
    later: Later | None = None


MEETINGS: Final = (
    DemoMeeting(
        *(100, "M12", True),
        (
            "Wij leerden dat het helpt om hardop te zeggen waar je bent gebleven.",
            "Wij leerden dat even wachten met een vraag niet onaardig is.",
        ),
        (
            DemoAction(
                *("Een bordje bij de medicijnkast: even niet storen.", "hoofd zorg", 1),
                "closed",
                "Bij elke medicijnkast hangt nu een bordje, en het wordt gebruikt.",
            ),
            DemoAction(
                *("Een aparte telefoon voor vragen tijdens het uitdelen.", "facilitair", 2),
                "refused",
                "Er is dit jaar geen geld voor extra toestellen.",
            ),
        ),
        ((0, 0, 0, 3, 3), (0, 0, 1, 3, 2), (0, 0, 0, 2, 4), (0, 0, 2, 3, 1)),
        Later(6, 4),
    ),
    DemoMeeting(
        *(50, "M01", True),
        ("Wij leerden dat je een twijfel beter meteen deelt dan later.",),
        (DemoAction("De lijst met afspraken op één vaste plek zetten.", "applicatiebeheer", 1),),
        ((0, 0, 1, 2, 3), (0, 0, 0, 4, 2), (0, 0, 0, 3, 3), (0, 1, 1, 3, 1)),
    ),
    DemoMeeting(
        *(12, "M02", False),
        ("Wij leerden dat samen nakijken sneller gaat dan we dachten.",),
        (DemoAction("Nieuwe collega’s een eerste dag meelopen laten.", "personeelszaken", 3),),
        ((0, 0, 0, 2, 3), (0, 0, 0, 3, 2), (0, 0, 0, 1, 4), (0, 0, 1, 2, 2)),
    ),
)
ENGLISH: Final[Mapping[str, str]] = {
    MEETINGS[0].lessons[0]: "We learned that it helps to say aloud where you stopped.",
    MEETINGS[0].lessons[1]: "We learned that waiting a moment with a question is not unkind.",
    MEETINGS[0].actions[0].ask: "A sign at the medicine cupboard: please do not disturb.",
    MEETINGS[0]
    .actions[0]
    .outcome: "There is a sign at every medicine cupboard now, and it is used.",
    MEETINGS[0].actions[1].ask: "A separate phone for questions while medicines are handed out.",
    MEETINGS[0].actions[1].outcome: "There is no money for more phones this year.",
    MEETINGS[1].lessons[0]: "We learned that a doubt is better shared at once than later.",
}
INTRO: Final = {
    "nl": "Dit is een voorbeeld uit de demo: alles is verzonnen. Zo lees je elke maand wat groepen "
    "leerden, en wat er veranderde.",
    "en": "This is an example from the demo: all of it is invented. This is how you read every "
    "month what groups learned, and what has changed.",
}


def make_demo_harvest(
    group: Group, publishers: tuple[str, str], now: datetime, desk: BulletinDesk, run: RunDesk
) -> None:
    """Meetings that were held, what came of them, what lies ahead, and a bulletin; once.

    Args:
        group: the demo group.
        publishers: ids of two staff users.
        now: with a time zone.
        desk: over the database of the demo, after its first release.
        run: keeps the turns.
    """
    today = now.astimezone(LOCAL).date()
    cards = [
        one.card.id
        for one in board(desk.harvest.learning)
        if one.status == "proposed" and one.is_ready(f"{today:%Y-%m}")
    ]
    if desk.harvest.learning.store.all_meetings() or len(cards) < len(MEETINGS):
        return
    for number, (demo, card_id) in enumerate(zip(MEETINGS, cards, strict=False)):
        if demo.with_card:
            pick_card(card_id, group.id, f"{today:%Y-%m}", desk.harvest.learning)
        meeting_id = _hold(demo, group, card_id if demo.with_card else None, now, desk)
        _yield_of(demo, meeting_id, today, desk)
        meeting = find_meeting(meeting_id, desk.harvest.learning)
        put_right(meeting, [group.members[number].id], group, run)
    plan_ahead(group, now, desk.harvest.learning)
    _publish(publishers, today, desk)


def _hold(
    demo: DemoMeeting, group: Group, card_id: str | None, now: datetime, desk: BulletinDesk
) -> str:
    day = _day_of(demo, now.astimezone(LOCAL).date())
    begins = datetime.combine(day, BEGINS, LOCAL)
    plan = MeetingPlan(group.id, card_id, begins, "Demo-zaal", demo.method)
    learning = desk.harvest.learning
    meeting = plan_meeting(plan, begins - timedelta(days=14), learning)
    hold_meeting(meeting.id, begins + timedelta(hours=2), learning)
    return meeting.id


def _day_of(demo: DemoMeeting, today: date) -> date:
    return working_day(today - timedelta(days=demo.days_ago))


def _yield_of(demo: DemoMeeting, meeting_id: str, today: date, desk: BulletinDesk) -> None:
    harvest, day = desk.harvest, _day_of(demo, today)
    answers = dict(zip(QUESTIONS, demo.counts, strict=True))
    record_yield(meeting_id, sum(demo.counts[0]), answers, harvest)
    for sentence in demo.lessons:
        release_lesson(meeting_id, sentence, day, harvest, released=True)
    for one in demo.actions:
        ask = Ask(one.ask, one.owner, _months_later(day, one.due_after))
        action = ask_action(meeting_id, ask, day, harvest)
        if one.status != "open":
            end_action(action.id, one.status, one.outcome, day + timedelta(days=70), harvest)  # type: ignore[arg-type]  # as the table above has it
    if demo.later is not None:
        record_later(meeting_id, demo.later, day + timedelta(days=45), harvest)


def _publish(publishers: tuple[str, str], today: date, desk: BulletinDesk) -> None:
    month = _months_later(today, -1)
    found = begin_bulletin(month, today, desk).bulletin
    newest = MEETINGS[-1].lessons[0]
    text = replace(
        found,
        intro=texts_of(INTRO),
        lessons=_translated([one for one in found.lessons if one.texts["nl"] != newest]),
        changed=_translated(found.changed),
        refused=_translated(found.refused),
    )
    draft = save_draft(month, text, found.story.card_id if found.story else "", desk)
    for who in publishers:
        approve(month, digest_of(draft.bulletin), who, today, desk)


def _translated(items: Sequence[Item]) -> tuple[Item, ...]:
    return tuple(
        replace(item, texts=_both(item.texts["nl"]), outcome=_both(item.outcome["nl"]))
        for item in items
    )


def _both(dutch: str) -> Mapping[str, str]:
    return texts_of({LANGUAGES[0]: dutch, LANGUAGES[1]: ENGLISH.get(dutch, "")})


def _months_later(day: date, months: int) -> str:
    number = day.year * 12 + day.month - 1 + months
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
