"""Groups for guided peer consultation: five to eight equals, and a facilitator."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol

from reporting.learning.errors import (
    GroupTooLarge,
    GroupTooSmall,
    MemberTwice,
    NameMissing,
    UnknownGroup,
)
from reporting.learning.texts import new_id, tidy_line

GROUP_MIN: Final = 5
"""Members. Fewer, and one who is away leaves too few views. Source: own choice; see GROUP_MAX."""
GROUP_MAX: Final = 8
"""Members. Norms for guided groups of Dutch professionals end at 8 to 10; at 8 everyone still
gets a turn in a year of meetings. Source: Register Vaktherapie 3-8, NIP 2-8."""
UNITS_ADVISED: Final = 3
"""Units. With fewer the group tends to talk about one team. Source: own choice."""

Advice = Literal["few_units", "unit_missing"]


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    unit: str
    """May be empty."""


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    name: str
    members: tuple[Member, ...]
    """In the order in which they were typed."""
    facilitator: str
    """Id of a staff user, who leads and is no member."""


class GroupStore(Protocol):
    """Where groups are kept. Each call is one transaction."""

    def all_groups(self) -> tuple[Group, ...]:
        """Every group, by name."""

    def group(self, group_id: str) -> Group | None:
        """The group of that id."""

    def add_group(self, group: Group) -> None:
        """Keep a new group.

        Raises:
            GroupNameTaken: nothing was changed.
        """

    def replace_group(self, group: Group) -> None:
        """Keep a group in place of the one with its id.

        Raises:
            UnknownGroup, GroupNameTaken: nothing was changed.
        """


class GroupDesk(Protocol):
    """What the functions below need of a `LearningDesk`."""

    @property
    def store(self) -> GroupStore:
        """Keeps the groups."""


def form_group(name: str, members: Sequence[Member], facilitator: str, desk: GroupDesk) -> Group:
    """Bring a new group together.

    Args:
        name: unlike that of any other group.
        members: 5 to 8; nobody twice.
        facilitator: id of a staff user.
        desk: of this process.

    Raises:
        GroupTooSmall, GroupTooLarge, MemberTwice, NameMissing, TextTooLong, GroupNameTaken:
            nothing was kept.
    """
    group = _checked(Group(new_id(), name, tuple(members), facilitator))
    desk.store.add_group(group)
    return group


def change_group(group: Group, desk: GroupDesk) -> Group:
    """Give the group with this id another name, other members or another facilitator.

    Raises:
        UnknownGroup: it does not exist.
        GroupTooSmall, GroupTooLarge, MemberTwice, NameMissing, TextTooLong, GroupNameTaken:
            nothing was changed.
    """
    checked = _checked(group)
    desk.store.replace_group(checked)
    return checked


def find_group(group_id: str, desk: GroupDesk) -> Group:
    """The group of that id.

    Raises:
        UnknownGroup: it does not exist.
    """
    group = desk.store.group(group_id)
    if group is None:
        raise UnknownGroup
    return group


def advice(group: Group) -> tuple[Advice, ...]:
    """What could be better about a group; it may go on as it is.

    Returns:
        "few_units" when its members surely come from fewer than UNITS_ADVISED units,
        "unit_missing" when that cannot be told because a member names no unit.
    """
    units = {member.unit.casefold() for member in group.members if member.unit}
    unknown = sum(not member.unit for member in group.members)
    if len(units) >= UNITS_ADVISED:
        return ()
    return ("few_units",) if len(units) + unknown < UNITS_ADVISED else ("unit_missing",)


def _checked(group: Group) -> Group:
    members = tuple(Member(tidy_line(each.name), tidy_line(each.unit)) for each in group.members)
    name = tidy_line(group.name)
    if not name or not all(member.name for member in members):
        raise NameMissing
    if len(members) < GROUP_MIN:
        raise GroupTooSmall
    if len(members) > GROUP_MAX:
        raise GroupTooLarge
    if len({(member.name.casefold(), member.unit.casefold()) for member in members}) < len(members):
        raise MemberTwice
    return replace(group, name=name, members=members)
