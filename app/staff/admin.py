"""For the administrator: the scheduled job and the accounts. No report can be reached from here."""

from flask import Blueprint, Response, request, url_for
from flask_security import SQLAlchemySessionUserDatastore
from sqlalchemy import select

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.models import StaffUser
from app.staff.permissions import Permission, may, needs
from reporting.store.jobs import JOB

ASKED = "gevraagd"
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
            asked=ASKED in request.args and may(Permission.JOB_RUN),
        )

    @blueprint.post("/beheer/nu-uitvoeren")
    @needs(Permission.JOB_RUN)
    def run_now() -> Response:
        desk.jobs.request_run(JOB)
        return Response(status=303, headers={"Location": url_for("admin.jobs", **{ASKED: "ja"})})

    return blueprint
