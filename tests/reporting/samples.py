"""Reports to send in tests."""

from dataclasses import replace

from sqlalchemy import Engine, func, select

from reporting.followup import FollowupDesk
from reporting.intake import IntakeDesk
from reporting.report import Report
from reporting.store.engine import reading
from reporting.store.intake import SqlIntakeStore
from reporting.store.tables import metadata
from tests.conftest import Site

STORY = "De lijst was van gisteren, en [naam 1] merkte dat pas bij de tweede controle."
REPORT = Report(story=STORY, language="nl", kind="K1", month="2026-11", factors=("F04", "F11"))


def report(**changes: object) -> Report:
    return replace(REPORT, **changes)  # type: ignore[arg-type]  # the test names a field of Report


def intake_desk(engine: Engine, site: Site) -> IntakeDesk:
    return IntakeDesk(SqlIntakeStore(engine), site.manifest, site.secrets)


def followup_desk(engine: Engine, site: Site) -> FollowupDesk:
    return FollowupDesk(SqlIntakeStore(engine), site.secrets)


def count(engine: Engine, table: str) -> int:
    with reading(engine) as connection:
        wanted = select(func.count()).select_from(metadata.tables[table])
        return connection.execute(wanted).scalar_one()
