import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, delete, select

from app.intake.desk import PublicDesk
from app.intake.wsgi import create_app
from config.intake import IntakeSettings
from reporting.report import Report, unpack_report
from reporting.store.engine import make_engine, reading, writing
from reporting.store.tables import inbox, thread
from reporting.vault.envelope import Purpose
from tests.app.intake.public import public_desk, public_settings
from tests.app.intake.visitor import Visitor
from tests.conftest import Site

StoredReports = Callable[[], list[Report]]


@dataclass
class HandClock:
    """A clock that a test sets."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def hand_clock() -> HandClock:
    return HandClock(NOON)


@pytest.fixture
def clock(hand_clock: HandClock) -> HandClock:
    hand_clock.now = NOON
    return hand_clock


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> IntakeSettings:
    links = {"danger": "tel:112", "accident": "https://example.org/ongeval"}
    return public_settings(tmp_path_factory.mktemp("instance"), port=8000, demo=False, links=links)


@pytest.fixture(scope="session")
def shared_engine(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("store") / "vrijuit.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def engine_of_app(shared_engine: Engine) -> Engine:
    """The database behind the pages, empty at the start of a test."""
    with writing(shared_engine) as connection:
        connection.execute(delete(inbox))
        connection.execute(delete(thread))
    return shared_engine


@pytest.fixture(scope="session")
def desk(shared_engine: Engine, site: Site) -> PublicDesk:
    return public_desk(shared_engine, site)


@pytest.fixture(scope="session")
def app(settings: IntakeSettings, desk: PublicDesk, hand_clock: HandClock) -> Flask:
    """Made once: compiling the pages takes longer than a test."""
    return create_app(settings, desk, hand_clock)


@pytest.fixture
def visitor(app: Flask, engine_of_app: Engine, clock: HandClock) -> Visitor:
    return Visitor(app)


@pytest.fixture
def stored_reports(engine_of_app: Engine, site: Site) -> StoredReports:
    def read() -> list[Report]:
        with reading(engine_of_app) as connection:
            rows = connection.execute(select(inbox)).all()
        opened = (site.ring.open(row.envelope, Purpose.REPORT, row.id) for row in rows)
        return [unpack_report(payload) for payload in opened]

    return read
