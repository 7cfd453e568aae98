"""For the administrator: the scheduled job and the accounts. No report can be reached from here."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_security import SQLAlchemySessionUserDatastore
from sqlalchemy import select

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.models import StaffUser
from app.staff.permissions import Permission, Role, may, needs
from reporting.store.jobs import JOB

ROLE_NAMES: Final[Mapping[str, LazyString]] = {
    Role.ANALIST: _("analist"),
    Role.FACILITATOR: _("begeleider van groepen"),
    Role.SAFETY_HR: _("veiligheid en HR"),
    Role.OVERSEER: _("toezichthouder van de OR"),
    Role.ADMINISTRATOR: _("beheerder"),
}
ASKED: Final = "gevraagd"
"""In the address after somebody asked for a run."""


def pages(desk: StaffDesk, accounts: SQLAlchemySessionUserDatastore) -> Blueprint:
    """/beheer."""
    blueprint = Blueprint("admin", __name__)

    @blueprint.get("/beheer")
    @needs(Permission.JOB_READ)
    def jobs() -> Response:
        users = []
        if may(Permission.USER_READ):
            wanted = select(StaffUser).order_by(StaffUser.email)
            users = accounts.db.session.scalars(wanted).unique().all()
        return page(
            "staff/admin.html",
            run=desk.jobs.last_run(JOB),
            users=users,
            role_names=ROLE_NAMES,
            asked=ASKED in request.args and may(Permission.JOB_RUN),
        )

    @blueprint.post("/beheer/nu-uitvoeren")
    @needs(Permission.JOB_RUN)
    def run_now() -> Response:
        desk.jobs.request_run(JOB)
        return Response(status=303, headers={"Location": url_for("admin.jobs") + f"?{ASKED}=ja"})

    return blueprint
