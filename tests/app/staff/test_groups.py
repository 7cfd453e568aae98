"""Groups: five to eight people, and what is typed stays typed."""

import pytest
from sqlalchemy import Engine

from app.staff.permissions import Role
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import group
from tests.learning.samples import learning_desk

UNITS = ["Inkoop", "Balie", "Zorg"] * 3


def names(count: int) -> list[str]:
    return [f"Lid {number}" for number in range(count)]


def values(colleague: Colleague, name: str) -> list[str]:
    return [one["value"] for one in colleague.page.attributes("input") if one.get("name") == name]


def test_a_new_group_is_listed_with_its_members(facilitator: Colleague) -> None:
    facilitator.visit("/groepen/nieuw")
    assert len(values(facilitator, "member")) == 8
    page = facilitator.do(
        "/groepen/nieuw", "/groepen/*", name="Oost", member=[*names(5), "", " "], unit=UNITS
    )
    assert "Lid 0 Inkoop –" in page.text
    assert "minder dan drie afdelingen" not in page.text


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "minstens 5"), (4, "minstens 5"), (9, "hoogstens 8")],
)
def test_a_group_has_five_to_eight_members(facilitator: Colleague, count: int, told: str) -> None:
    page = facilitator.send(
        "/groepen/nieuw", 400, name="Oost", member=names(count), unit=UNITS[:count]
    )
    assert told in page.text
    assert values(facilitator, "name") == ["Oost"]
    assert values(facilitator, "member")[:count] == names(count)
    assert "Er is nog geen groep." in facilitator.visit("/groepen").text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": " "}, "Geef de groep en elke deelnemer een naam."),
        ({"name": "x" * 200}, "is te lang"),
        ({"member": ["Lid"] * 5, "unit": ["Zorg"] * 5}, "staat er twee keer in"),
        ({"name": "Groep Noord"}, "Er is al een groep met deze naam."),
    ],
)
def test_each_problem_is_told_in_one_sentence(
    facilitator: Colleague, engine: Engine, changes: dict[str, str | list[str]], told: str
) -> None:
    group(engine)
    usual: dict[str, str | list[str]] = {"name": "Oost", "member": names(5), "unit": UNITS}
    assert told in facilitator.send("/groepen/nieuw", 400, **(usual | changes)).text


def test_what_is_typed_never_becomes_part_of_the_page(facilitator: Colleague) -> None:
    sneaky = '"><script>alert(1)</script>'
    facilitator.send("/groepen/nieuw", 400, name=sneaky, member=names(4), unit=UNITS)
    assert values(facilitator, "name") == [sneaky]
    assert facilitator.page.attributes("script") == []


def test_a_group_can_be_changed(facilitator: Colleague, engine: Engine) -> None:
    found = group(engine)
    facilitator.visit(f"/groepen/{found.id}/veranderen")
    assert values(facilitator, "name") == ["Groep Noord"]
    assert values(facilitator, "member") == [*(one.name for one in found.members), *[""] * 3]
    page = facilitator.do(
        f"/groepen/{found.id}/veranderen",
        f"/groepen/{found.id}",
        name="Groep West",
        member=names(6),
        unit=["Zorg"] * 6,
    )
    assert "Groep West" in page.text
    assert "Groep Noord" not in page.text
    assert "minder dan drie afdelingen" in page.text
    [kept] = learning_desk(engine).store.all_groups()
    assert (kept.facilitator, len(kept.members)) == ("facilitator", 6)


def test_a_member_whose_name_is_mended_stays_the_same_member(
    facilitator: Colleague, engine: Engine
) -> None:
    found = group(engine)
    facilitator.visit(f"/groepen/{found.id}/veranderen")
    ids = values(facilitator, "member_id")
    assert ids == [*(one.id for one in found.members), *[""] * 3]
    facilitator.do(
        f"/groepen/{found.id}/veranderen",
        f"/groepen/{found.id}",
        name=found.name,
        member=["", "Beter gespeld", *names(5)[2:], "Wie erbij komt"],
        unit=UNITS,
        member_id=ids,
    )
    [kept] = learning_desk(engine).store.all_groups()
    assert [one.id for one in kept.members[:4]] == ids[1:5]
    assert kept.members[0].name == "Beter gespeld"
    assert kept.members[4].name == "Wie erbij komt"
    assert kept.members[4].id not in ids


def test_a_full_group_has_room_on_the_page_for_who_comes_instead(
    facilitator: Colleague, engine: Engine
) -> None:
    facilitator.visit("/groepen/nieuw")
    facilitator.do("/groepen/nieuw", "/groepen/*", name="Vol", member=names(8), unit=UNITS)
    [full] = learning_desk(engine).store.all_groups()
    facilitator.visit(f"/groepen/{full.id}/veranderen")
    assert values(facilitator, "member") == [*names(8), "", ""]


def test_a_change_that_is_refused_changes_nothing(facilitator: Colleague, engine: Engine) -> None:
    found = group(engine)
    page = facilitator.send(
        f"/groepen/{found.id}/veranderen", 400, name="West", member=names(3), unit=UNITS
    )
    assert "minstens 5" in page.text
    assert f"/groepen/{found.id}/veranderen" in facilitator.actions
    assert learning_desk(engine).store.all_groups() == (found,)


def test_a_group_that_is_not_there_cannot_be_changed(facilitator: Colleague) -> None:
    facilitator.send("/groepen/nergens/veranderen", 404, name="West", member=names(5), unit=UNITS)


def test_safety_sees_no_group(engine: Engine, signed_in: SignedIn) -> None:
    group(engine)
    signed_in(Role.SAFETY_HR).visit("/groepen", 403)


def test_who_leads_somebody_is_not_in_the_same_group(facilitator: Colleague) -> None:
    leads = ["", "Balie", "", "", ""]
    page = facilitator.send(
        "/groepen/nieuw", 400, name="Oost", member=names(5), unit=["Balie"] * 5, leads=leads
    )
    assert "Lid 1 leidt de afdeling van Lid 0. Zet een van beiden in een andere groep." in page.text
    assert values(facilitator, "leads")[:5] == leads
    facilitator.do(
        "/groepen/nieuw", "/groepen/*", name="Oost", member=names(5), unit=UNITS, leads=["", "ICT"]
    )


@pytest.mark.parametrize(
    ("guide", "leads"),
    [({"facilitator_leads": "balie"}, ()), ({"facilitator_unit": "ICT"}, ("ICT",))],
)
def test_the_guide_stands_outside_the_line_of_the_members(
    facilitator: Colleague, guide: dict[str, str], leads: tuple[str, ...]
) -> None:
    page = facilitator.send(
        "/groepen/nieuw", 400, name="Oost", member=names(5), unit=UNITS, leads=[*leads], **guide
    )
    assert "in dezelfde lijn" in page.text
    assert "Kies een andere begeleider" in page.text
    assert values(facilitator, "facilitator_unit") == [guide.get("facilitator_unit", "")]


def test_a_guide_of_the_same_unit_is_warned(facilitator: Colleague) -> None:
    page = facilitator.do(
        "/groepen/nieuw",
        "/groepen/*",
        name="Oost",
        member=names(5),
        unit=UNITS,
        facilitator_unit="Inkoop",
    )
    assert "De begeleider werkt op dezelfde afdeling als een deelnemer." in page.text
    assert "Begeleider: Test intervisiebegeleider · Inkoop" in page.text


def test_units_that_are_known_are_offered_while_typing(
    facilitator: Colleague, engine: Engine
) -> None:
    group(engine)
    facilitator.visit("/groepen/nieuw")
    offered = [one["value"] for one in facilitator.page.attributes("option")]
    assert {"Inkoop", "Balie", "Magazijn"} <= set(offered)


def test_nobody_becomes_the_guide_who_guides_no_groups(
    facilitator: Colleague, engine: Engine
) -> None:
    facilitator.do(
        "/groepen/nieuw", "/groepen/*", name="O", member=names(5), unit=UNITS, facilitator="admin"
    )
    [kept] = learning_desk(engine).store.all_groups()
    assert kept.facilitator != "admin"
    assert "Begeleider: Test intervisiebegeleider" in facilitator.visit(f"/groepen/{kept.id}").text


def test_a_group_whose_guide_left_says_so(facilitator: Colleague, engine: Engine) -> None:
    found = group(engine)
    page = facilitator.visit(f"/groepen/{found.id}")
    assert "Het account van de begeleider is er niet meer." in page.text
    facilitator.visit(f"/groepen/{found.id}/veranderen")
    assert "Kies een begeleider" in facilitator.page.text
