"""A series of meetings on the staff pages: look at the days first, then plan them."""

import pytest
from icalendar import Calendar
from sqlalchemy import Engine

from reporting.learning.groups import Group
from tests.app.staff.colleague import Colleague
from tests.app.staff.samples import group
from tests.learning.samples import learning_desk

WISH: dict[str, str | list[str]] = {
    "day": "2027-02-15",
    "time": "09:30",
    "times": "8",
    "weeks": "6",
    "place": "Zaal 2",
    "method": "M01",
    "minutes": "",
    "skip": "2027-07-12 t/m 2027-08-27",
    "holidays": "ja",
}


@pytest.fixture
def north(engine: Engine) -> Group:
    return group(engine)


@pytest.fixture
def path(north: Group) -> str:
    return f"/groepen/{north.id}/reeks"


def offered(colleague: Colleague) -> list[str]:
    return [value for name, value in sorted(colleague.page.chosen) if name == "wanted"]


def test_the_usual_series_is_offered(facilitator: Colleague, north: Group, path: str) -> None:
    facilitator.visit(f"/groepen/{north.id}")
    assert path in facilitator.links
    page = facilitator.visit(path)
    values = {one["name"]: one.get("value") for one in page.attributes("input")}
    assert (values["times"], values["weeks"]) == ("8", "6")
    assert ("holidays", "ja") in page.chosen


def test_the_days_are_shown_before_anything_is_planned(
    facilitator: Colleague, engine: Engine, path: str
) -> None:
    page = facilitator.send(path, 200, **WISH)
    assert offered(facilitator) == [
        *("2027-02-15 09:30", "2027-04-05 09:30", "2027-05-10 09:30", "2027-06-21 09:30"),
        *("2027-08-30 09:30", "2027-09-13 09:30", "2027-10-25 09:30", "2027-12-06 09:30"),
    ]
    assert "In plaats van 29 maart 2027: feestdag." in page.text
    assert "In plaats van 2 augustus 2027: deze dag sla je over." in page.text
    assert learning_desk(engine).store.all_meetings() == ()


def test_the_days_that_stay_ticked_are_planned(
    facilitator: Colleague, engine: Engine, north: Group, path: str
) -> None:
    facilitator.send(path, 200, **WISH)
    wanted = offered(facilitator)[:3]
    to = f"/groepen/{north.id}"
    facilitator.do(f"{path}/plannen", to, **WISH, wanted=wanted)
    page = facilitator.do(f"{path}/plannen", to, **WISH, wanted=wanted)
    assert "maandag 5 april 2027, 09:30 gepland" in page.text
    kept = learning_desk(engine).store.all_meetings()
    assert len(kept) == 3
    assert {each.place for each in kept} == {"Zaal 2"}
    content = facilitator.client.get(f"/groepen/{north.id}/bijeenkomsten.ics").data
    begins = [str(one.decoded("dtstart")) for one in Calendar.from_ical(content).walk("VEVENT")]
    assert begins == [
        *("2027-02-15 09:30:00+01:00", "2027-04-05 09:30:00+02:00", "2027-05-10 09:30:00+02:00"),
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"times": "1"}, "Een reeks heeft 2 tot 20 bijeenkomsten"),
        ({"weeks": "veel"}, "Een reeks heeft 2 tot 20 bijeenkomsten"),
        ({"day": ""}, "Kies een dag en een tijd die nog komen."),
        ({"skip": "kerst"}, "Schrijf elke dag als 2026-12-24"),
        ({"minutes": "x"}, "Een bijeenkomst duurt 30 tot 240 minuten."),
    ],
)
def test_a_problem_is_told_and_what_was_typed_stays(
    facilitator: Colleague, path: str, changes: dict[str, str], told: str
) -> None:
    page = facilitator.send(path, 400, **{**WISH, **changes})
    assert told in page.text
    values = {one["name"]: one.get("value") for one in page.attributes("input")}
    assert values["place"] == "Zaal 2"
    assert page.typed("skip") == {**WISH, **changes}["skip"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"wanted": []}, "Er blijft geen dag over."),
        ({"wanted": ["2026-01-01 09:30"]}, "Kies een dag en een tijd die nog komen."),
        ({"wanted": ["morgen"]}, "Kies een dag en een tijd die nog komen."),
        ({"wanted": ["2027-02-15 09:30"], "method": "M04"}, "die elkaar vaker zag"),
    ],
)
def test_a_series_that_cannot_be_is_not_planned(
    facilitator: Colleague,
    engine: Engine,
    path: str,
    changes: dict[str, str | list[str]],
    told: str,
) -> None:
    page = facilitator.send(f"{path}/plannen", 400, **{**WISH, **changes})
    assert told in page.text
    assert learning_desk(engine).store.all_meetings() == ()
