"""A series of meetings: choose the rhythm, look at the days, and plan those that are wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Response, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.shared.bodies import tidy_text
from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.meeting_forms import Typed, advice_for, minutes_of, starts_at, whole_number
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_at
from reporting.learning.errors import LearningError
from reporting.learning.groups import Group, find_group
from reporting.learning.meetings import MeetingPlan
from reporting.learning.planning_errors import SeriesOutOfRange
from reporting.learning.series import (
    TIMES_USUAL,
    WEEKS_USUAL,
    SeriesDay,
    SeriesWish,
    plan_series,
    read_periods,
    series_days,
    taken_times,
)

WHY: Final[Mapping[str, LazyString]] = {
    "holiday": _("feestdag"),
    "skipped": _("deze dag sla je over"),
    "clash": _("de groep of de begeleider heeft dan al iets"),
}
FIELDS: Final = ("day", "time", "times", "weeks", "place", "method", "minutes", "skip")
YES: Final = "ja"


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in, as text."""

    day: str = ""
    time: str = ""
    times: str = str(TIMES_USUAL)
    weeks: str = str(WEEKS_USUAL)
    place: str = ""
    method: str = ""
    minutes: str = ""
    skip: str = ""
    holidays: bool = True


def filled_in() -> Filled:
    """What was filled in; a series keeps away from holidays unless that is switched off."""
    texts = {name: tidy_text(request.form.get(name, "")) for name in FIELDS}
    return Filled(**texts, holidays=request.form.get("holidays") == YES)


class SeriesPages:
    """The pages on which a series is planned."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk

    def add_to(self, pages: Blueprint) -> None:
        """Give them their addresses."""
        for rule, view, method in (
            ("/groepen/<group_id>/reeks", self.begin, "GET"),
            ("/groepen/<group_id>/reeks", self.preview, "POST"),
            ("/groepen/<group_id>/reeks/plannen", self.plan_all, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])

    def ask(
        self,
        group: Group,
        filled: Filled,
        problem: LearningError | None = None,
        days: Sequence[SeriesDay] = (),
    ) -> Response:
        return page(
            "staff/series.html",
            400 if problem else 200,
            group=group,
            filled=filled,
            days=days,
            why=WHY,
            methods=self._desk.methods,
            advice=advice_for(Typed(group=group.id), self._desk),
            problem=problem_at(problem, "place") if problem else None,
        )

    def wish(self, filled: Filled, now: datetime) -> SeriesWish:
        times, weeks = whole_number(filled.times), whole_number(filled.weeks)
        if times is None or weeks is None:
            raise SeriesOutOfRange
        return SeriesWish(
            first=starts_at(filled.day, filled.time, now),
            times=times,
            weeks=weeks,
            minutes=self.minutes(filled),
            skip=read_periods(filled.skip),
            skip_holidays=filled.holidays,
        )

    def minutes(self, filled: Filled) -> int:
        return minutes_of(Typed(minutes=filled.minutes, method=filled.method), self._desk)

    @needs(Permission.MEETING_PLAN)
    def begin(self, group_id: str) -> Response:
        return self.ask(find_group(group_id, self._desk.learning), Filled())

    @needs(Permission.MEETING_PLAN)
    def preview(self, group_id: str) -> Response:
        group, filled = find_group(group_id, self._desk.learning), filled_in()
        store = self._desk.learning.store
        try:
            wish = self.wish(filled, self._desk.clock())
            taken = taken_times(group, store.all_groups(), store.all_meetings())
            return self.ask(group, filled, days=series_days(wish, taken))
        except LearningError as problem:
            return self.ask(group, filled, problem)

    @needs(Permission.MEETING_PLAN)
    def plan_all(self, group_id: str) -> Response:
        group, filled = find_group(group_id, self._desk.learning), filled_in()
        now = self._desk.clock()
        try:
            starts = [starts_at(day, time, now) for day, time in wanted_days()]
            plan = MeetingPlan(
                group.id, None, now, filled.place, filled.method, self.minutes(filled)
            )
            plan_series(plan, [each.astimezone(UTC) for each in starts], now, self._desk.learning)
        except LearningError as problem:
            return self.ask(group, filled, problem)
        where = url_for("groups.show", group_id=group.id)
        return Response(status=303, headers={"Location": where})


def wanted_days() -> list[tuple[str, str]]:
    """The days that stayed ticked, each with its time."""
    parts = (one.partition(" ") for one in request.form.getlist("wanted"))
    return [(day, time) for day, _space, time in parts]
