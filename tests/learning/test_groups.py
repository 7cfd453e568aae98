from dataclasses import replace

import pytest

from reporting.learning.desk import LearningDesk
from reporting.learning.errors import (
    GroupNameTaken,
    GroupTooLarge,
    GroupTooSmall,
    LearningError,
    MemberTwice,
    NameMissing,
    TextTooLong,
    UnknownGroup,
)
from reporting.learning.groups import (
    Group,
    Member,
    Place,
    advice,
    change_group,
    find_group,
    form_group,
)
from reporting.learning.planning_errors import GuideInLine, LineInGroup
from reporting.learning.texts import TEXT_MAX
from tests.learning.samples import as_typed, group, members


def test_a_group_is_kept_as_it_was_formed(desk: LearningDesk) -> None:
    formed = form_group("  Groep \n Noord ", members(8), "u-1", desk)
    assert as_typed(formed) == Group(formed.id, "Groep Noord", tuple(members(8)), "u-1")
    assert find_group(formed.id, desk) == formed
    second = form_group("Groep Oost", members(5), "u-2", desk)
    assert desk.store.all_groups() == (formed, second)
    assert formed.id != second.id


@pytest.mark.parametrize(
    ("name", "people", "error"),
    [
        ("Groep", members(4), GroupTooSmall),
        ("Groep", [], GroupTooSmall),
        ("Groep", members(9), GroupTooLarge),
        (" ", members(), NameMissing),
        ("Groep", [*members(), Member(" ", "Balie")], NameMissing),
        ("Groep", [*members(), Member(" lid 0", "inkoop ")], MemberTwice),
        ("G" * (TEXT_MAX + 1), members(), TextTooLong),
        ("Groep", [*members(), Member("Lid", "x" * (TEXT_MAX + 1))], TextTooLong),
    ],
)
def test_a_group_that_cannot_work_is_refused(
    name: str, people: list[Member], error: type[LearningError], desk: LearningDesk
) -> None:
    with pytest.raises(error):
        form_group(name, people, "u-1", desk)
    assert desk.store.all_groups() == ()


def test_the_sentences_tell_the_sizes() -> None:
    assert "5 " in GroupTooSmall.sentence
    assert "8 " in GroupTooLarge.sentence


def test_two_people_of_one_name_in_different_units_are_two(desk: LearningDesk) -> None:
    formed = form_group("Groep", [*members(), Member("Lid 0", "Zorg")], "u-1", desk)
    assert len(formed.members) == 6


def test_a_group_changes_whole_or_not_at_all(desk: LearningDesk) -> None:
    formed, other = group(desk), group(desk, "Groep Oost")
    wished = replace(formed, name="Groep West", members=tuple(members(6)), facilitator="u-9")
    changed = change_group(wished, desk)
    assert as_typed(changed) == wished
    assert find_group(formed.id, desk) == changed
    for broken, error in (
        (replace(changed, members=changed.members[:4]), GroupTooSmall),
        (replace(changed, name=other.name), GroupNameTaken),
        (replace(changed, id="nobody"), UnknownGroup),
    ):
        with pytest.raises(error):
            change_group(broken, desk)
    assert set(desk.store.all_groups()) == {changed, other}


def test_each_member_has_an_id_that_says_nothing(desk: LearningDesk) -> None:
    ids = [member.id for each in (group(desk), group(desk, "Oost")) for member in each.members]
    assert len(set(ids)) == len(ids) == 10
    assert {len(member_id) for member_id in ids} == {32}


def test_who_stays_in_a_group_keeps_their_id(desk: LearningDesk) -> None:
    """Whatever else is kept about a member, such as turns, hangs on that id."""
    formed = group(desk)
    first, second, *others = formed.members
    renamed = replace(second, name="Lid met een andere naam", unit="Zorg")
    wished = (*reversed(others), renamed, Member("Wie erbij komt", "Balie"))
    changed = change_group(replace(formed, members=wished), desk)
    assert changed.members[:-1] == wished[:-1]
    assert changed.members[-1].id not in {member.id for member in formed.members}
    assert find_group(formed.id, desk) == changed
    back = change_group(replace(changed, members=(*wished[:-1], first)), desk)
    assert back.members[-1].name == first.name
    assert back.members[-1].id != first.id, "who was gone comes back as somebody new"


def test_an_id_of_another_group_is_not_taken_over(desk: LearningDesk) -> None:
    ours, theirs = group(desk), group(desk, "Hun groep")
    stolen = replace(ours.members[0], id=theirs.members[0].id)
    changed = change_group(replace(ours, members=(stolen, *ours.members[1:])), desk)
    assert changed.members[0].id not in {stolen.id, ours.members[0].id}
    assert find_group(theirs.id, desk) == theirs


def test_an_id_stands_for_one_member(desk: LearningDesk) -> None:
    ours = group(desk)
    twice = Member("Een ander", "Zorg", ours.members[0].id)
    with pytest.raises(MemberTwice):
        change_group(replace(ours, members=(*ours.members, twice)), desk)


def test_a_name_belongs_to_one_group(desk: LearningDesk) -> None:
    formed = group(desk)
    with pytest.raises(GroupNameTaken):
        group(desk)
    assert desk.store.all_groups() == (formed,)


def test_an_unknown_group_is_not_found(desk: LearningDesk) -> None:
    with pytest.raises(UnknownGroup):
        find_group("nobody", desk)


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (("A", "B", "C", "A", "A"), ()),
        (("A", "B", "C", "", ""), ()),
        (("A", "a", "B", "B", "B"), ("few_units",)),
        (("A", "A", "A", "A", ""), ("few_units",)),
        (("A", "B", "B", "B", ""), ("unit_missing",)),
        (("", "", "", "", ""), ("unit_missing",)),
    ],
)
def test_a_group_of_few_units_is_told_so(units: tuple[str, ...], expected: tuple[str, ...]) -> None:
    people = tuple(Member(f"Lid {number}", unit) for number, unit in enumerate(units))
    assert advice(Group("g", "Groep", people, "u-1", "Elders")) == expected


def place(*places: tuple[str, str]) -> list[Member]:
    """Members by the unit in which they work and the unit that they lead."""
    return [Member(f"Lid {n}", unit, leads=leads) for n, (unit, leads) in enumerate(places)]


@pytest.mark.parametrize(
    "people",
    [
        place(("Balie", "Zorg"), ("Zorg", ""), ("A", ""), ("B", ""), ("C", "")),
        place(("Zorg", "zorg"), (" ZORG ", ""), ("A", ""), ("B", ""), ("C", "")),
        place(("A", ""), ("B", ""), ("C", ""), ("Zorg", ""), ("", "Zorg")),
    ],
)
def test_a_manager_and_who_they_lead_are_not_in_one_group(
    people: list[Member], desk: LearningDesk
) -> None:
    with pytest.raises(LineInGroup):
        form_group("Groep", people, "u-1", desk)
    assert desk.store.all_groups() == ()


def test_managers_of_units_that_nobody_else_is_from_can_meet(desk: LearningDesk) -> None:
    people = place(("A", "A"), ("B", "B"), ("C", "D"), ("", "E"), ("", ""))
    assert as_typed(form_group("Groep", people, "u-1", desk)).members == tuple(people)


def test_a_change_cannot_bring_a_manager_beside_who_they_lead(desk: LearningDesk) -> None:
    formed = group(desk)
    manager = replace(formed.members[1], leads=formed.members[0].unit)
    with pytest.raises(LineInGroup) as told:
        change_group(
            replace(formed, members=(formed.members[0], manager, *formed.members[2:])), desk
        )
    assert told.value.facts() == {"leader": "Lid 1", "member": "Lid 0"}
    assert find_group(formed.id, desk) == formed


LINES = place(("Balie", ""), ("Directie", "ICT"), ("A", ""), ("B", ""), ("C", ""))


@pytest.mark.parametrize(
    "guide", [Place("Elders", "Balie"), Place("Elders", "balie "), Place("ICT", "")]
)
def test_a_guide_leads_no_member_and_is_led_by_none(guide: Place, desk: LearningDesk) -> None:
    with pytest.raises(GuideInLine):
        form_group("Groep", LINES, "u-1", desk, guide)
    assert desk.store.all_groups() == ()


@pytest.mark.parametrize("guide", [Place("Balie", ""), Place("Elders", "Elders"), Place()])
def test_a_guide_outside_the_line_may_guide(guide: Place, desk: LearningDesk) -> None:
    formed = form_group("Groep", LINES, "u-1", desk, guide)
    assert (formed.facilitator_unit, formed.facilitator_leads) == (guide.unit, guide.leads)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("", ("guide_unit_missing",)), ("a", ("guide_near",)), ("Elders", ())],
)
def test_a_guide_who_works_beside_a_member_is_told_so(unit: str, expected: tuple[str, ...]) -> None:
    people = tuple(Member(f"Lid {number}", name) for number, name in enumerate("ABCDE"))
    assert advice(Group("g", "Groep", people, "u-1", unit)) == expected
