"""The chain measured, for every role: from themes to what changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, jsonify

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.harvest_words import LINK_NAMES, ONE_LINK, QUESTION_NAMES
from app.staff.permissions import Permission, needs
from app.staff.words import LOCAL
from config.limits import MIN_ANSWERS
from reporting.learning.bulletin_desk import BulletinDesk
from reporting.learning.cards import board
from reporting.learning.chain import GOAL, Chain, Records, measure_chain
from reporting.learning.yields import all_harvests
from reporting.store.releases import SqlReleaseStore

STEPS = (
    ("themes",),
    ("cards", "picked"),
    ("held", "planned"),
    ("lessons",),
    ("actions", "open", "overdue"),
    ("closed", "refused"),
    ("bulletins",),
)
"""The links of the chain, each with what is told beside it."""


class FirstMonths:
    """The month of the first release that held a theme; each release is read once per process."""

    def __init__(self, releases: SqlReleaseStore) -> None:
        self._releases = releases
        self._read = 0
        self._months: dict[str, str] = {}

    def by_theme(self) -> Mapping[str, str]:
        """Month "YYYY-MM" by theme id."""
        for number in self._releases.all_numbers():
            release = self._releases.get(number) if number > self._read else None
            if release is not None:
                for theme in release.document.get("themes", ()):
                    self._months.setdefault(theme["id"], release.month)
                self._read = number
        return dict(self._months)


class ChainPages:
    """The page, and its numbers for a program."""

    def __init__(self, desk: StaffDesk, bulletins: BulletinDesk) -> None:
        self._desk = desk
        self._bulletins = bulletins
        self._months = FirstMonths(desk.releases)

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("chain", __name__)
        pages.add_url_rule("/keten", view_func=self.show, methods=["GET"])
        pages.add_url_rule("/keten/cijfers.json", view_func=self.numbers, methods=["GET"])
        return pages

    @property
    def today(self) -> date:
        return self._desk.clock().astimezone(LOCAL).date()

    @needs(Permission.CHAIN_READ)
    def show(self) -> Response:
        chain = self.measured()
        return page(
            "staff/chain.html",
            chain=chain,
            steps=STEPS,
            names={
                link: (ONE_LINK if count == 1 else LINK_NAMES)[link]
                for link, count in chain.counts.items()
            },
            questions=QUESTION_NAMES,
            goal=GOAL,
            fewest=MIN_ANSWERS,
        )

    @needs(Permission.CHAIN_READ)
    def numbers(self) -> Response:
        answer = jsonify(packed(self.measured(), self.today))
        answer.headers["Content-Disposition"] = 'attachment; filename="keten.json"'
        return answer

    def measured(self) -> Chain:
        """The chain of this moment."""
        harvest, released = self._bulletins.harvest, self._desk.document()
        published = self._bulletins.store.all_published()
        records = Records(
            themes=[theme["id"] for theme in released["themes"]],
            theme_months=self._months.by_theme(),
            cards=board(self._desk.learning),
            meetings=self._desk.learning.store.all_meetings(),
            harvests=all_harvests(harvest),
            actions=harvest.store.all_actions(),
            bulletins=sum(not one.bulletin.withdrawn for one in published),
        )
        return measure_chain(records, self.today)


def packed(chain: Chain, today: date) -> dict[str, Any]:
    """The chain as JSON; no number in it comes from fewer reports than a theme needs."""
    return {
        "month": f"{today:%Y-%m}",
        "counts": dict(chain.counts),
        "median_days": {
            "theme_to_meeting": chain.days.theme_to_meeting,
            "meeting_to_lesson": chain.days.meeting_to_lesson,
            "action_to_end": chain.days.action_to_end,
        },
        "goal_changes_per_quarter": GOAL,
        "quarters": [
            {"quarter": one.name, "changes": one.changes, "reached": one.reached}
            for one in chain.quarters
        ],
        "meeting_scores": dict(chain.scores),
        "did_something_differently": chain.did_differently,
    }
