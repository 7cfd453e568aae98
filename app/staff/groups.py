"""Groups for guided peer consultation: who is in them, who leads them, how far they are."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any, Final

from flask import Blueprint, Response, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_security import current_user

from app.shared.bodies import tidy_text
from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.people import People
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_at
from app.staff.words import LOCAL
from reporting.learning.contract import ContractStatus, contract_status
from reporting.learning.errors import LearningError
from reporting.learning.groups import (
    GROUP_MAX,
    Group,
    Member,
    Place,
    advice,
    change_group,
    find_group,
    form_group,
)
from reporting.learning.training import TrainingStatus, training_status

ADVICE: Final[Mapping[str, LazyString]] = {
    "few_units": _(
        "De deelnemers komen uit minder dan drie afdelingen. Met meer spreiding praat je vrijer."
    ),
    "unit_missing": _("Van een deelnemer is de afdeling niet ingevuld."),
    "guide_near": _(
        "De begeleider werkt op dezelfde afdeling als een deelnemer. Liever iemand van buiten: "
        "dan praat iedereen vrijer."
    ),
    "guide_unit_missing": _(
        "Vul de afdeling van de begeleider in. Dan is te zien of die buiten de lijn staat."
    ),
}
CONTRACT_STATUS: Final[Mapping[ContractStatus, tuple[LazyString, str]]] = {
    "none": (_("nog geen contract"), "grey"),
    "unsigned": (_("contract niet getekend"), "yellow"),
    "partly": (_("contract deels getekend"), "yellow"),
    "signed": (_("contract getekend"), "green"),
}
UNTRAINED: Final[Mapping[TrainingStatus, LazyString]] = {
    "untrained": _(
        "Van de begeleider is geen training bekend. Vraag veiligheid en HR om die vast te leggen, "
        "of begeleid eerst samen met een ervaren collega."
    ),
    "expired": _("De training van de begeleider is verlopen. Plan een opfrisdag."),
}
EXCHANGED: Final = 2
"""Empty rows for who comes in the place of others, also in a full group."""
NOBODY: Final = Group("", "", (), "")


def typed_members() -> tuple[Member, ...]:
    """Members as they were typed; rows without a name are left out."""
    columns = [request.form.getlist(name) for name in ("member", "unit", "member_id", "leads")]
    return tuple(
        Member(*map(tidy_text, row))
        for row in zip_longest(*columns, fillvalue="")
        if row[0].strip()
    )


def typed_group(group: Group, guides: Mapping[str, str]) -> Group:
    """A group with what was typed; a facilitator who is not offered is nobody's choice."""
    chosen = request.form.get("facilitator", "")
    names = ("name", "facilitator_unit", "facilitator_leads")
    texts = {name: tidy_text(request.form.get(name, "")) for name in names}
    facilitator = chosen if chosen in guides else group.facilitator
    return replace(group, members=typed_members(), facilitator=facilitator, **texts)


class GroupPages:
    """The pages of the groups."""

    def __init__(self, desk: StaffDesk, people: People) -> None:
        self._desk = desk
        self._people = people

    def add_to(self, pages: Blueprint) -> None:
        """Give them their addresses."""
        for rule, view, method in (
            ("/groepen", self.all_groups, "GET"),
            ("/groepen/nieuw", self.new, "GET"),
            ("/groepen/nieuw", self.add, "POST"),
            ("/groepen/<group_id>", self.show, "GET"),
            ("/groepen/<group_id>/veranderen", self.edit, "GET"),
            ("/groepen/<group_id>/veranderen", self.change, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])

    def notes(self, group: Group) -> list[LazyString]:
        """What could be better about a group."""
        today = self._desk.clock().astimezone(LOCAL).date()
        trained = training_status(group.facilitator, self._desk.trainings.trainings(), today)
        found = [ADVICE[key] for key in advice(group)]
        return [*found, UNTRAINED[trained]] if trained in UNTRAINED else found

    def ask(self, group: Group, problem: LearningError | None = None) -> Response:
        empty = [Member("", "")] * max(EXCHANGED, GROUP_MAX - len(group.members))
        everyone = self._desk.learning.store.all_groups()
        units = {member.unit for each in everyone for member in each.members if member.unit}
        return page(
            "staff/group_form.html",
            400 if problem else 200,
            group=group,
            rows=[*group.members, *empty],
            guides=self._people.guides(),
            units=sorted(units, key=str.casefold),
            problem=problem_at(problem, "name") if problem else None,
        )

    def to(self, group: Group) -> Response:
        where = url_for("groups.show", group_id=group.id)
        return Response(status=303, headers={"Location": where})

    def shown(self, group: Group) -> dict[str, Any]:
        meetings = self._desk.learning.store.all_meetings()
        contract = self._desk.contracts.latest_contracts().get(group.id)
        return {
            "group": group,
            "notes": self.notes(group),
            "contract": contract,
            "status_of_contract": CONTRACT_STATUS[contract_status(group, contract)],
            "meetings": [one for one in meetings if one.group_id == group.id],
            "guide": self._people.names().get(group.facilitator, ""),
        }

    @needs(Permission.GROUP_READ)
    def all_groups(self) -> Response:
        groups = self._desk.learning.store.all_groups()
        contracts = self._desk.contracts.latest_contracts()
        return page(
            "staff/groups.html",
            groups=groups,
            notes={group.id: self.notes(group) for group in groups},
            contracts={
                group.id: CONTRACT_STATUS[contract_status(group, contracts.get(group.id))]
                for group in groups
            },
            guides=self._people.names(),
        )

    @needs(Permission.GROUP_READ)
    def show(self, group_id: str) -> Response:
        return page("staff/group.html", **self.shown(find_group(group_id, self._desk.learning)))

    @needs(Permission.GROUP_CHANGE)
    def new(self) -> Response:
        return self.ask(replace(NOBODY, facilitator=current_user.id))

    @needs(Permission.GROUP_CHANGE)
    def add(self) -> Response:
        mine = replace(NOBODY, facilitator=current_user.id)
        typed = typed_group(mine, self._people.guides())
        place = Place(typed.facilitator_unit, typed.facilitator_leads)
        try:
            made = form_group(
                typed.name, typed.members, typed.facilitator, self._desk.learning, place
            )
        except LearningError as problem:
            return self.ask(typed, problem)
        return self.to(made)

    @needs(Permission.GROUP_CHANGE)
    def edit(self, group_id: str) -> Response:
        return self.ask(find_group(group_id, self._desk.learning))

    @needs(Permission.GROUP_CHANGE)
    def change(self, group_id: str) -> Response:
        group = typed_group(find_group(group_id, self._desk.learning), self._people.guides())
        try:
            change_group(group, self._desk.learning)
        except LearningError as problem:
            return self.ask(group, problem)
        return self.to(group)
