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
    advice,
    change_group,
    find_group,
    form_group,
)
from reporting.learning.texts import TEXT_MAX
from tests.learning.samples import group, members


def test_a_group_is_kept_as_it_was_formed(desk: LearningDesk) -> None:
    formed = form_group("  Groep \n Noord ", members(8), "u-1", desk)
    assert formed == Group(formed.id, "Groep Noord", tuple(members(8)), "u-1")
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
    changed = replace(formed, name="Groep West", members=tuple(members(6)), facilitator="u-9")
    assert change_group(changed, desk) == changed
    assert find_group(formed.id, desk) == changed
    for broken, error in (
        (replace(changed, members=changed.members[:4]), GroupTooSmall),
        (replace(changed, name=other.name), GroupNameTaken),
        (replace(changed, id="nobody"), UnknownGroup),
    ):
        with pytest.raises(error):
            change_group(broken, desk)
    assert set(desk.store.all_groups()) == {changed, other}


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
    assert advice(Group("g", "Groep", people, "u-1")) == expected
