"""Groups for guided peer consultation: who is in them."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from flask import Blueprint, Response, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_security import current_user

from app.shared.bodies import tidy_text
from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, needs
from app.staff.problems import problem_at
from reporting.learning.errors import LearningError
from reporting.learning.groups import (
    GROUP_MAX,
    Group,
    Member,
    advice,
    change_group,
    find_group,
    form_group,
)

ADVICE: Final[Mapping[str, LazyString]] = {
    "few_units": _(
        "De deelnemers komen uit minder dan drie afdelingen. Met meer spreiding praat je vrijer."
    ),
    "unit_missing": _("Van een deelnemer is de afdeling niet ingevuld."),
}
EXCHANGED: Final = 2
"""Empty rows for who comes in the place of others, also in a full group."""
NOBODY: Final = Group("", "", (), "")


def typed_group() -> tuple[str, tuple[Member, ...]]:
    """Name and members as they were typed; rows without a name are left out."""
    columns = [request.form.getlist(name) for name in ("member", "unit", "member_id")]
    rows = zip_longest(*columns, fillvalue="")
    members = tuple(
        Member(tidy_text(name), tidy_text(unit), tidy_text(member_id))
        for name, unit, member_id in rows
        if name.strip()
    )
    return tidy_text(request.form.get("name", "")), members


class GroupPages:
    """The pages of the groups."""

    def __init__(self, desk: StaffDesk) -> None:
        self._desk = desk

    def blueprint(self) -> Blueprint:
        """Their addresses."""
        pages = Blueprint("groups", __name__)
        for rule, view, method in (
            ("/groepen", self.all_groups, "GET"),
            ("/groepen/nieuw", self.new, "GET"),
            ("/groepen/nieuw", self.add, "POST"),
            ("/groepen/<group_id>", self.edit, "GET"),
            ("/groepen/<group_id>", self.change, "POST"),
        ):
            pages.add_url_rule(rule, view_func=view, methods=[method])
        return pages

    def ask(self, group: Group, problem: LearningError | None = None) -> Response:
        empty = [Member("", "")] * max(EXCHANGED, GROUP_MAX - len(group.members))
        return page(
            "staff/group_form.html",
            400 if problem else 200,
            group=group,
            rows=[*group.members, *empty],
            problem=problem_at(problem, "name") if problem else None,
        )

    def to_list(self) -> Response:
        return Response(status=303, headers={"Location": url_for("groups.all_groups")})

    @needs(Permission.GROUP_READ)
    def all_groups(self) -> Response:
        groups = self._desk.learning.store.all_groups()
        notes = {group.id: [ADVICE[key] for key in advice(group)] for group in groups}
        return page("staff/groups.html", groups=groups, notes=notes)

    @needs(Permission.GROUP_CHANGE)
    def new(self) -> Response:
        return self.ask(NOBODY)

    @needs(Permission.GROUP_CHANGE)
    def add(self) -> Response:
        name, members = typed_group()
        try:
            form_group(name, members, current_user.id, self._desk.learning)
        except LearningError as problem:
            return self.ask(replace(NOBODY, name=name, members=members), problem)
        return self.to_list()

    @needs(Permission.GROUP_CHANGE)
    def edit(self, group_id: str) -> Response:
        return self.ask(find_group(group_id, self._desk.learning))

    @needs(Permission.GROUP_CHANGE)
    def change(self, group_id: str) -> Response:
        name, members = typed_group()
        group = replace(find_group(group_id, self._desk.learning), name=name, members=members)
        try:
            change_group(group, self._desk.learning)
        except LearningError as problem:
            return self.ask(group, problem)
        return self.to_list()
