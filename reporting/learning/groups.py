"""Groups for guided peer consultation: five to eight equals, and a facilitator."""

from collections.abc import Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol

from reporting.learning.errors import (
    GroupTooLarge,
    GroupTooSmall,
    MemberTwice,
    NameMissing,
    UnknownGroup,
)
from reporting.learning.planning_errors import GuideInLine, LineInGroup
from reporting.learning.texts import new_id, tidy_line

GROUP_MIN: Final = 5
"""Members. Fewer, and one who is away leaves too few views. Source: own choice; see GROUP_MAX."""
GROUP_MAX: Final = 8
"""Members. Norms for guided groups of Dutch professionals end at 8 to 10; at 8 everyone still
gets a turn in a year of meetings. Source: Register Vaktherapie 3-8, NIP 2-8."""
UNITS_ADVISED: Final = 3
"""Units. With fewer the group tends to talk about one team. Source: own choice."""

Advice = Literal["few_units", "unit_missing", "guide_near", "guide_unit_missing"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in the organisation."""

    unit: str = ""
    """May be empty."""
    leads: str = ""
    """The unit that they lead; empty for who leads none."""


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    unit: str
    """May be empty."""
    id: str = ""
    """Random, and the same as long as somebody is in the group; empty for who comes in."""
    leads: str = ""
    """The unit that this member leads; empty for who leads none."""


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    name: str
    members: tuple[Member, ...]
    """In the order in which they were typed."""
    facilitator: str
    """Id of a staff user, who leads and is no member."""
    facilitator_unit: str = ""
    """May be empty."""
    facilitator_leads: str = ""
    """The unit that the facilitator leads; empty for who leads none."""


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


def form_group(
    name: str,
    members: Sequence[Member],
    facilitator: str,
    desk: GroupDesk,
    place: Place = Place(),
) -> Group:
    """Bring a new group together.

    Args:
        name: unlike that of any other group.
        members: 5 to 8; nobody twice, and nobody beside who leads them.
        facilitator: id of a staff user.
        desk: of this process.
        place: of the facilitator, who stands outside the line of the members.

    Raises:
        GroupTooSmall, GroupTooLarge, MemberTwice, LineInGroup, GuideInLine, NameMissing,
            TextTooLong, GroupNameTaken: nothing was kept.
    """
    wished = Group(new_id(), name, tuple(members), facilitator, place.unit, place.leads)
    group = _with_ids(_checked(wished), frozenset())
    desk.store.add_group(group)
    return group


def change_group(group: Group, desk: GroupDesk) -> Group:
    """Give the group with this id another name, other members or another facilitator.

    Members with an id that the group knows stay who they are; all others are new in it.

    Raises:
        UnknownGroup: it does not exist.
        GroupTooSmall, GroupTooLarge, MemberTwice, LineInGroup, GuideInLine, NameMissing,
            TextTooLong, GroupNameTaken: nothing was changed.
    """
    known = frozenset(member.id for member in find_group(group.id, desk).members)
    checked = _with_ids(_checked(group), known)
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
        "unit_missing" when that cannot be told because a member names no unit,
        "guide_near" when the facilitator works in the unit of a member,
        "guide_unit_missing" when the facilitator names no unit.
    """
    return (*_spread_advice(group), *_guide_advice(group))


def _spread_advice(group: Group) -> tuple[Advice, ...]:
    units = {member.unit.casefold() for member in group.members if member.unit}
    unknown = sum(not member.unit for member in group.members)
    if len(units) >= UNITS_ADVISED:
        return ()
    return ("few_units",) if len(units) + unknown < UNITS_ADVISED else ("unit_missing",)


def _guide_advice(group: Group) -> tuple[Advice, ...]:
    if not group.facilitator_unit:
        return ("guide_unit_missing",)
    near = any(_same(member.unit, group.facilitator_unit) for member in group.members)
    return ("guide_near",) if near else ()


def _checked(group: Group) -> Group:
    members = tuple(map(_tidied, group.members))
    name = tidy_line(group.name)
    if not name or not all(member.name for member in members):
        raise NameMissing
    if len(members) < GROUP_MIN:
        raise GroupTooSmall
    if len(members) > GROUP_MAX:
        raise GroupTooLarge
    if _some_twice(member.id for member in members if member.id):
        raise MemberTwice
    if _some_twice((member.name.casefold(), member.unit.casefold()) for member in members):
        raise MemberTwice
    unit, leads = tidy_line(group.facilitator_unit), tidy_line(group.facilitator_leads)
    checked = Group(group.id, name, members, group.facilitator, unit, leads)
    _refuse_lines(checked)
    return checked


def _refuse_lines(group: Group) -> None:
    """Nobody speaks freely beside who decides about them, be it a member or the facilitator."""
    for leader in group.members:
        for other in group.members:
            if other is not leader and _same(other.unit, leader.leads):
                raise LineInGroup(leader.name, other.name)
    for member in group.members:
        led = _same(member.unit, group.facilitator_leads)
        if led or _same(group.facilitator_unit, member.leads):
            raise GuideInLine(member.name)


def _same(unit: str, other: str) -> bool:
    return bool(unit) and unit.casefold() == other.casefold()


def _tidied(member: Member) -> Member:
    name, unit, leads = map(tidy_line, (member.name, member.unit, member.leads))
    return replace(member, name=name, unit=unit, leads=leads)


def _some_twice(things: Iterable[Hashable]) -> bool:
    every = tuple(things)
    return len(set(every)) < len(every)


def _with_ids(group: Group, known: AbstractSet[str]) -> Group:
    """An id that the group does not know comes from a page that is old, or was made up."""
    members = (each if each.id in known else replace(each, id=new_id()) for each in group.members)
    return replace(group, members=tuple(members))
