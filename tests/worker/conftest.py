"""A worker's desk over a real database, and reports of the demo to put in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from analysis.card_concepts import load_concepts
from analysis.card_texts import load_card_texts
from analysis.cards import CardBook
from analysis.encoders.choice import best_encoder
from analysis.run import AnalysisDesk
from analysis.thresholds import draw_nothing
from app.cli.demo import demo_records, demo_units, to_report
from config.methods import load_methods
from config.taxonomy import load_taxonomy
from reporting.intake import IntakeDesk, import_record
from reporting.mailbag import MailbagDesk, collect_mailbag
from reporting.store.intake import SqlIntakeStore
from reporting.store.jobs import LEASE, SqlJobStore
from reporting.store.releases import Lease, SqlReleaseStore
from reporting.store.reports import SqlReportStore
from reporting.store.states import SqlStateStore
from reporting.store.vectors import SqlVectorStore
from tests.conftest import Site

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Office:
    """Both sides of one installation: where reports come in, and where they are opened."""

    intake: IntakeDesk
    analysis: AnalysisDesk
    lease: Lease

    def take_in(self, records: Sequence[Mapping[str, Any]]) -> None:
        units = demo_units()
        for record in records:
            import_record(to_report(record, units), record["id"].encode(), self.intake)
        self.collect()

    def collect(self) -> None:
        analysis = self.analysis
        desk = MailbagDesk(analysis.reports, analysis.open_, analysis.manifest)
        collect_mailbag(desk, force=True, today=TODAY)


@pytest.fixture
def office(sqlite_engine: Engine, site: Site) -> Office:
    token = SqlJobStore(sqlite_engine).take_lease(LEASE, "test", NOW, 600)
    assert token is not None
    desk = AnalysisDesk(
        reports=SqlReportStore(sqlite_engine),
        releases=SqlReleaseStore(sqlite_engine),
        states=SqlStateStore(sqlite_engine),
        vectors=SqlVectorStore(sqlite_engine),
        open_=site.ring.open,
        manifest=site.manifest,
        make_encoder=best_encoder,
        book=CardBook(load_card_texts(), load_taxonomy(), load_methods(), load_concepts()),
        draw=draw_nothing,
    )
    intake = IntakeDesk(SqlIntakeStore(sqlite_engine), site.manifest, site.secrets)
    return Office(intake, desk, Lease(LEASE, token))


@pytest.fixture(scope="session")
def records() -> Callable[..., list[Mapping[str, Any]]]:
    everything = list(demo_records())

    def of(*themes: str) -> list[Mapping[str, Any]]:
        return [record for record in everything if record["theme"] in themes]

    return of
