"""For the works council's overseer: thresholds in force, and the chain of releases. No content."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.permissions import Permission, needs
from config import limits
from reporting.store.jobs import JOB, JobRun
from reporting.store.releases import is_chain

THRESHOLDS: Final[Mapping[str, tuple[LazyString, int]]] = {
    "K_THEME": (_("meldingen voordat een thema te zien is"), limits.K_THEME),
    "K_FACT": (_("meldingen die een feit delen voordat het op een kaart komt"), limits.K_FACT),
    "MIN_PERIODS": (_("maanden waarover een thema gespreid is"), limits.MIN_PERIODS),
    "MIN_UNITS": (_("afdelingen waarover een thema gespreid is"), limits.MIN_UNITS),
    "MIN_CELL": (_("meldingen in een vakje van een tabel"), limits.MIN_CELL),
    "MIN_UNIT_SIZE": (_("mensen in een afdeling die je kunt kiezen"), limits.MIN_UNIT_SIZE),
    "RELEASE_MIN_NEW": (
        _("nieuwe meldingen voor een tweede uitgave in één maand"),
        limits.RELEASE_MIN_NEW,
    ),
    "RETENTION_MONTHS": (_("maanden dat we meldingen bewaren"), limits.RETENTION_MONTHS),
}


def is_flooded(run: JobRun | None) -> bool:
    """Whether the last run met so many reports that say the same that somebody should look."""
    return run is not None and run.counts.get("alike", 0) >= limits.K_THEME


def pages(desk: StaffDesk) -> Blueprint:
    """/toezicht."""
    blueprint = Blueprint("overseer", __name__)

    @blueprint.get("/toezicht")
    @needs(Permission.RELEASE_READ)
    def oversight() -> Response:
        found = (desk.releases.get(number) for number in desk.releases.all_numbers())
        releases = [release for release in found if release is not None]
        return page(
            "staff/oversight.html",
            thresholds=THRESHOLDS,
            releases=releases,
            unbroken=is_chain(releases),
            flooded=is_flooded(desk.jobs.last_run(JOB)),
        )

    return blueprint
