"""The chain measured: from themes over meetings and lessons to what changed in the organisation.

Themes come as they were published, with the month of their first release; nothing here is finer
than a month where reports are concerned. Days are those of the staff's own agenda.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from reporting.learning.actions import ENDED, Action, is_overdue
from reporting.learning.cards import BoardCard
from reporting.learning.evaluations import Question, averages, share_that_changed, together
from reporting.learning.meetings import Meeting
from reporting.learning.yields import Harvest

DAYS_A_MONTH: Final = 30
"""A whole month in days, for what is known to the month only."""
MONTHS_A_YEAR: Final = 12
QUARTERS_SHOWN: Final = 4
GOAL: Final = 1
"""Changes that everybody can see, in a quarter. Source: own choice; trust comes of changes."""


@dataclass(frozen=True, slots=True)
class Records:
    """What the chain is measured from."""

    themes: Collection[str]
    """Ids of the themes of the latest release."""
    theme_months: Mapping[str, str]
    """Month of the first release that held a theme, "YYYY-MM", by its id."""
    cards: Sequence[BoardCard]
    meetings: Sequence[Meeting]
    harvests: Sequence[Harvest]
    actions: Sequence[Action]
    bulletins: int


@dataclass(frozen=True, slots=True)
class Days:
    """Median days between two links; None while nothing went from one to the other."""

    theme_to_meeting: int | None
    """In steps of 30: themes are known to the month."""
    meeting_to_lesson: int | None
    action_to_end: int | None


@dataclass(frozen=True, slots=True)
class Quarter:
    name: str
    """ "2026-Q4"."""
    changes: int
    """Actions that were closed in it."""

    @property
    def reached(self) -> bool:
        """Whether the goal of that quarter was reached."""
        return self.changes >= GOAL


@dataclass(frozen=True, slots=True)
class Chain:
    counts: Mapping[str, int]
    """By link, in order: themes, cards, picked, planned, held, lessons, actions, open, overdue,
    closed, refused, bulletins."""
    days: Days
    quarters: tuple[Quarter, ...]
    """The last four, this one last."""
    scores: Mapping[Question, float | None]
    """Means over all meetings, 1 to 5; None below MIN_ANSWERS answers."""
    did_differently: float | None
    """Part of those asked six weeks later, 0 to 1; None below MIN_ANSWERS."""


def measure_chain(records: Records, today: date) -> Chain:
    """How far what was reported has come."""
    found = [one.found for one in records.harvests if one.found is not None]
    return Chain(
        counts=_counts(records, f"{today:%Y-%m}"),
        days=Days(
            theme_to_meeting=_middle(_theme_days(records)),
            meeting_to_lesson=_middle(
                (lesson.released_on - one.meeting.starts_at.date()).days
                for one in records.harvests
                for lesson in one.lessons
            ),
            action_to_end=_middle(
                (one.changed_on - one.asked_on).days
                for one in records.actions
                if one.status in ENDED
            ),
        ),
        quarters=_quarters(records.actions, today),
        scores=averages(together(one.evaluation for one in found)),
        did_differently=share_that_changed(one.later for one in found if one.later is not None),
    )


def quarter_of(day: date) -> str:
    """The quarter of a day, such as "2026-Q4"."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def _counts(records: Records, month: str) -> dict[str, int]:
    meetings = Counter(one.status for one in records.meetings)
    actions = Counter(one.status for one in records.actions)
    return {
        "themes": len(records.themes),
        "cards": len(records.cards),
        "picked": sum(one.status != "proposed" for one in records.cards),
        "planned": meetings["planned"],
        "held": meetings["held"],
        "lessons": sum(len(one.lessons) for one in records.harvests),
        "actions": len(records.actions),
        "open": actions["open"],
        "overdue": sum(is_overdue(one, month) for one in records.actions),
        "closed": actions["closed"],
        "refused": actions["refused"],
        "bulletins": records.bulletins,
    }


def _theme_days(records: Records) -> list[int]:
    """For each theme that was talked about: from its first release to its first meeting."""
    theme_of = {one.card.id: one.card.theme for one in records.cards}
    first: dict[str, str] = {}
    for meeting in records.meetings:
        theme = theme_of.get(meeting.card_id or "")
        if meeting.status == "held" and theme is not None:
            month = f"{meeting.starts_at:%Y-%m}"
            first[theme] = min(month, first.get(theme, month))
    return [
        max(0, _number(month) - _number(records.theme_months[theme])) * DAYS_A_MONTH
        for theme, month in first.items()
        if theme in records.theme_months
    ]


def _number(month: str) -> int:
    return int(month[:4]) * MONTHS_A_YEAR + int(month[5:7])


def _middle(days: Iterable[int]) -> int | None:
    every = [max(0, one) for one in days]
    return round(median(every)) if every else None


def _quarters(actions: Sequence[Action], today: date) -> tuple[Quarter, ...]:
    closed = Counter(quarter_of(one.changed_on) for one in actions if one.status == "closed")
    last = today.year * 4 + (today.month - 1) // 3
    names = [f"{at // 4}-Q{at % 4 + 1}" for at in range(last - QUARTERS_SHOWN + 1, last + 1)]
    return tuple(Quarter(name, closed[name]) for name in names)
