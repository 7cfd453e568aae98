"""For the works council's overseer: thresholds, releases, and what analisten did. No content."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_security import SQLAlchemySessionUserDatastore
from sqlalchemy import Engine

from app.shared.pages import page
from app.staff.desk import StaffDesk
from app.staff.people import People
from app.staff.permissions import Permission, needs
from app.staff.trainings import TRAINING_STATUS
from app.staff.words import LOCAL
from config import limits
from reporting.learning.training import count_trained
from reporting.store.jobs import JOB, JobRun
from reporting.store.releases import is_chain
from reporting.store.screening import SqlScreeningStore

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

ACTION_NAMES: Final[Mapping[str, LazyString]] = {
    "unlock": _("sleutel geopend"),
    "read": _("melding gelezen"),
    "ask": _("vraag gesteld"),
    "change": _("woorden verborgen of codes nagekeken"),
    "signal": _("gevaar doorgegeven"),
    "handled": _("gevaar afgehandeld"),
    "done": _("melding afgerond"),
    "theme": _("iets gevraagd over een thema"),
}


def is_flooded(run: JobRun | None) -> bool:
    """Whether the last run met so many reports that say the same that somebody should look."""
    return run is not None and run.counts.get("alike", 0) >= limits.K_THEME


def pages(desk: StaffDesk, engine: Engine, accounts: SQLAlchemySessionUserDatastore) -> Blueprint:
    """/toezicht."""
    blueprint, people = Blueprint("overseer", __name__), People(accounts)

    @blueprint.get("/toezicht")
    @needs(Permission.RELEASE_READ)
    def oversight() -> Response:
        found = (desk.releases.get(number) for number in desk.releases.all_numbers())
        today = desk.clock().astimezone(LOCAL).date()
        releases = [release for release in found if release is not None]
        return page(
            "staff/oversight.html",
            thresholds=THRESHOLDS,
            releases=releases,
            unbroken=is_chain(releases),
            actions=SqlScreeningStore(engine).actions(),
            action_names=ACTION_NAMES,
            names=people.names(),
            trained=count_trained(people.guides(), desk.trainings.trainings(), today),
            training_status=TRAINING_STATUS,
            flooded=is_flooded(desk.jobs.last_run(JOB)),
        )

    return blueprint
