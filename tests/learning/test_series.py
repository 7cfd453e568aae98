"""A series keeps its rhythm and its clock, and moves away from what is in its way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from reporting.learning.desk import LearningDesk
from reporting.learning.errors import (
    LearningError,
    MeetingAtThatTime,
    MeetingInThePast,
    MethodTooEarly,
)
from reporting.learning.groups import Group
from reporting.learning.holidays import easter_sunday, holidays
from reporting.learning.meetings import cancel_meeting, plan_meeting
from reporting.learning.planning_errors import NoDaysLeft, SeriesOutOfRange, SkippedDaysUnclear
from reporting.learning.series import (
    Period,
    SeriesWish,
    plan_series,
    read_periods,
    series_days,
    taken_times,
    why_not,
)
from tests.learning.samples import NOW, SOON, group, plan

HERE = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2027, 1, 12, 9, 30, tzinfo=HERE)
USUAL = SeriesWish(TUESDAY)
WEEK = timedelta(weeks=1)


def days(wish: SeriesWish = USUAL, taken: Sequence[tuple[datetime, datetime]] = ()) -> list[date]:
    return [one.starts_at.date() for one in series_days(wish, taken) if one.starts_at]


def test_a_series_is_eight_meetings_six_weeks_apart() -> None:
    assert days() == [TUESDAY.date() + 6 * number * WEEK for number in range(8)]


def test_the_clock_of_the_place_stays_when_summer_time_begins() -> None:
    starts = [one.starts_at for one in series_days(USUAL, ()) if one.starts_at]
    assert {f"{each:%H:%M}" for each in starts} == {"09:30"}
    assert {each.astimezone(UTC).hour for each in starts} == {8, 7}


def test_what_falls_on_a_holiday_moves_a_week_and_the_others_keep_their_rhythm() -> None:
    monday = replace(USUAL, first=datetime(2027, 2, 15, 9, 30, tzinfo=HERE), times=3)
    found = series_days(monday, ())
    assert [one.wanted for one in found] == [
        date(2027, 2, 15),
        date(2027, 3, 29),
        date(2027, 5, 10),
    ]
    assert [one.reason for one in found] == [None, "holiday", None]
    assert days(monday) == [date(2027, 2, 15), date(2027, 4, 5), date(2027, 5, 10)]
    assert days(replace(monday, skip_holidays=False))[1] == date(2027, 3, 29)


def test_days_to_skip_and_other_meetings_are_gone_around() -> None:
    second = TUESDAY + 6 * WEEK
    taken = [(second + timedelta(hours=1), second + timedelta(hours=2))]
    skip: tuple[Period, ...] = ((second.date() + WEEK, second.date() + WEEK),)
    found = series_days(replace(USUAL, skip=skip), taken)[1]
    assert (found.reason, found.starts_at) == ("clash", second + 2 * WEEK)


def test_meetings_that_only_touch_do_not_clash() -> None:
    ends = TUESDAY + timedelta(minutes=120)
    for since, until in ((ends, ends + WEEK), (TUESDAY - WEEK, TUESDAY)):
        assert why_not(TUESDAY, USUAL, [(since, until)]) is None
    assert why_not(TUESDAY, USUAL, [(TUESDAY - WEEK, ends + WEEK)]) == "clash"


def test_one_that_has_no_week_left_falls_out() -> None:
    weekly = replace(USUAL, weeks=1, times=3, skip=((date(2027, 1, 19), date(2027, 1, 19)),))
    found = series_days(weekly, ())
    assert [one.starts_at is None for one in found] == [False, True, False]


@given(
    first=st.dates(date(2026, 1, 1), date(2040, 1, 1)),
    rhythm=st.tuples(st.integers(7, 20), st.integers(2, 20), st.integers(1, 26)),
    skip=st.lists(
        st.tuples(st.dates(date(2026, 1, 1), date(2050, 1, 1)), st.integers(0, 90)), max_size=6
    ),
    busy=st.lists(st.tuples(st.integers(0, 500), st.integers(1, 48)), max_size=6),
)
def test_whatever_is_in_the_way_a_series_is_in_order_and_free(
    first: date,
    rhythm: tuple[int, int, int],
    skip: list[tuple[date, int]],
    busy: list[tuple[int, int]],
) -> None:
    hour, times, weeks = rhythm
    begins = datetime.combine(first, time(hour, 30), HERE)
    periods = tuple((day, day + timedelta(days=length)) for day, length in skip)
    wish = SeriesWish(begins, times, weeks, 120, periods)
    since = begins.astimezone(UTC)
    taken = [
        (since + timedelta(days=day), since + timedelta(days=day, hours=hours))
        for day, hours in busy
    ]
    found = series_days(wish, taken)
    kept = [one.starts_at for one in found if one.starts_at is not None]
    assert len(found) == times
    assert [one.wanted for one in found] == [
        begins.date() + number * weeks * WEEK for number in range(times)
    ]
    assert kept == sorted(set(kept))
    for one in found:
        if one.starts_at is None:
            assert one.reason is not None
            continue
        moment = one.starts_at
        assert (moment.hour, moment.minute, moment.weekday()) == (
            begins.hour,
            begins.minute,
            begins.weekday(),
        )
        assert timedelta(0) <= moment.date() - one.wanted < weeks * WEEK
        assert (moment.date() == one.wanted) is (one.reason is None)
        assert moment.date() not in holidays(moment.year)
        assert not any(begin <= moment.date() <= end for begin, end in periods)
        until = moment.astimezone(UTC) + timedelta(hours=2)
        assert not any(moment.astimezone(UTC) < end and begin < until for begin, end in taken)


@pytest.mark.parametrize(
    "wish",
    [
        replace(USUAL, times=1),
        replace(USUAL, times=21),
        replace(USUAL, weeks=0),
        replace(USUAL, weeks=27),
    ],
)
def test_a_series_has_a_size(wish: SeriesWish) -> None:
    with pytest.raises(SeriesOutOfRange):
        series_days(wish, ())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        ("2026-12-24", ((date(2026, 12, 24), date(2026, 12, 24)),)),
        ("2026-12-24 t/m 2027-01-03\n\n 2027-04-27 ", None),
        ("2026-12-24 to 2027-01-03", None),
        ("2026-12-24 - 2027-01-03", None),
    ],
)
def test_days_to_skip_are_typed_one_on_a_line(
    typed: str, expected: tuple[Period, ...] | None
) -> None:
    found = read_periods(typed)
    assert found == expected or found[0] == (date(2026, 12, 24), date(2027, 1, 3))


@pytest.mark.parametrize(
    "typed",
    [
        "24 december",
        "2026-13-01",
        "2026-12-24 2027",
        "2027-01-03 t/m 2026-12-24",
        "2026-12-24 of 2026-12-25",
    ],
)
def test_a_day_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(SkippedDaysUnclear):
        read_periods(typed)


def test_easter_is_as_in_another_reckoning() -> None:
    assert [easter_sunday(year) for year in range(1900, 2200)] == [
        easter(year) for year in range(1900, 2200)
    ]


def test_the_holidays_of_two_known_years() -> None:
    assert sorted(f"{day:%m-%d}" for day in holidays(2025)) == [
        *("01-01", "04-18", "04-20", "04-21", "04-26", "05-05"),
        *("05-29", "06-08", "06-09", "12-25", "12-26"),
    ]
    assert date(2026, 4, 27) in holidays(2026)


@pytest.fixture
def ours(desk: LearningDesk) -> Group:
    return group(desk)


def starts(count: int = 3) -> list[datetime]:
    return [SOON + 6 * number * WEEK for number in range(count)]


def test_a_series_is_planned_together_and_each_meeting_stands_alone(
    desk: LearningDesk, ours: Group
) -> None:
    made = plan_series(plan(ours), starts(), NOW, desk)
    assert [each.starts_at for each in made] == starts()
    assert {each.card_id for each in made} == {None}
    assert len({each.series_id for each in made}) == 1
    assert len({each.id for each in made}) == 3
    assert made[0].series_id
    cancel_meeting(made[1].id, desk)
    assert [each.status for each in desk.store.all_meetings()] == [
        "planned",
        "cancelled",
        "planned",
    ]


def test_a_series_sent_twice_is_planned_once(desk: LearningDesk, ours: Group) -> None:
    made = plan_series(plan(ours), starts(), NOW, desk)
    assert plan_series(plan(ours), starts(), NOW, desk) == made
    assert desk.store.all_meetings() == made


@pytest.mark.parametrize(
    ("changes", "moments", "error"),
    [
        ({}, [], NoDaysLeft),
        ({}, [NOW - WEEK, SOON], MeetingInThePast),
        ({"method_id": "M04"}, starts(), MethodTooEarly),
        ({"place": "Elders"}, [SOON - WEEK, SOON, SOON + WEEK], MeetingAtThatTime),
    ],
)
def test_a_series_that_cannot_be_is_not_planned_in_part(
    changes: dict[str, str],
    moments: list[datetime],
    error: type[LearningError],
    desk: LearningDesk,
    ours: Group,
) -> None:
    first = plan_meeting(plan(ours), NOW, desk)
    with pytest.raises(error):
        plan_series(plan(ours, **changes), moments, NOW, desk)
    assert desk.store.all_meetings() == (first,)


def test_a_later_meeting_of_a_series_counts_those_before_it(
    desk: LearningDesk, ours: Group
) -> None:
    for moment in starts(3):
        plan_meeting(plan(ours, starts_at=moment), NOW, desk)
    later = [SOON + 60 * WEEK, SOON + 66 * WEEK]
    assert len(plan_series(plan(ours, method_id="M04"), later, NOW, desk)) == 2


def test_a_facilitator_is_in_one_place_at_a_time(desk: LearningDesk, ours: Group) -> None:
    theirs = group(desk, "Hun groep")
    busy = plan_meeting(plan(theirs), NOW, desk)
    gone = plan_meeting(plan(theirs, starts_at=SOON + WEEK), NOW, desk)
    cancel_meeting(gone.id, desk)
    every = (desk.store.all_groups(), desk.store.all_meetings())
    assert taken_times(ours, *every) == [(busy.starts_at, busy.ends_at)]
    assert taken_times(replace(ours, facilitator="another"), *every) == []
