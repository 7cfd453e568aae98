import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, delete, select

from app.staff.accounts import add_account, setup_app
from app.staff.permissions import Role
from app.staff.wsgi import create_app
from config.staff import StaffSettings
from reporting.screening_desk import ScreeningDesk
from reporting.store.card_tables import card_version
from reporting.store.engine import make_engine, reading, writing
from reporting.store.harvest_tables import (
    action,
    bulletin,
    bulletin_draft,
    bulletin_print,
    evaluation,
    lesson,
    meeting_yield,
)
from reporting.store.running_tables import card_stop
from reporting.store.screening import SqlScreeningStore
from reporting.store.staff_tables import (
    card_pick,
    group_member,
    guide_training,
    intervisie_group,
    meeting,
    staff_user,
    theme_wish,
)
from reporting.store.tables import job_request, job_run, release
from tests.app.intake.conftest import HandClock
from tests.app.staff.colleague import Colleague
from tests.app.staff.samples import NOON, publish
from tests.conftest import Site

HARVEST = (
    *(evaluation, meeting_yield, lesson, action),
    *(bulletin, bulletin_draft, bulletin_print),
)
PASSWORD = "een lang wachtwoord"  # noqa: S105 - of accounts that only tests have
CHANGED = (
    *(card_stop, *HARVEST, card_version, theme_wish, meeting, card_pick, group_member),
    *(intervisie_group, guide_training, job_request, job_run, release),
)
"""Tables that tests write in, those that refer to others first; what hangs on a row goes with it."""

SignedIn = Callable[[Role], Colleague]


def address(role: Role) -> str:
    return f"{role.name.lower()}@staf.example"


@pytest.fixture(scope="session")
def staff_settings(tmp_path_factory: pytest.TempPathFactory) -> StaffSettings:
    return StaffSettings(
        instance=tmp_path_factory.mktemp("staff"),
        database_url="",
        secret_key="ab" * 32,
        password_salt="cd" * 32,
        host="127.0.0.1",
        port=8001,
        organisation="Testorganisatie",
        demo=False,
    )


@pytest.fixture(scope="session")
def staff_engine(sqlite_template: Path, staff_settings: StaffSettings) -> Iterator[Engine]:
    """A database with one account for each role; hashing takes longer than most tests."""
    path = staff_settings.instance / "vrijuit.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    app, accounts = setup_app(engine, staff_settings)
    with app.app_context():
        for role in Role:
            assert add_account(accounts, address(role), f"Test {role}", role, PASSWORD)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def staff_clock() -> HandClock:
    return HandClock(NOON)


@pytest.fixture
def clock(staff_clock: HandClock) -> HandClock:
    staff_clock.now = NOON
    return staff_clock


@pytest.fixture(scope="session")
def staff_app(
    staff_settings: StaffSettings, staff_engine: Engine, staff_clock: HandClock, site: Site
) -> Flask:
    """Made once: compiling the pages takes longer than a test."""
    desk = ScreeningDesk(SqlScreeningStore(staff_engine), site.manifest, site.screening)
    return create_app(staff_settings, staff_engine, staff_clock, desk)


@pytest.fixture
def empty(staff_engine: Engine) -> Engine:
    """The database behind the pages, before the first release."""
    with writing(staff_engine) as connection:
        for table in CHANGED:
            connection.execute(delete(table))
    return staff_engine


@pytest.fixture
def engine(empty: Engine) -> Engine:
    """The database behind the pages, with one release and no groups."""
    publish(empty)
    return empty


@pytest.fixture
def visitor(staff_app: Flask, engine: Engine, clock: HandClock) -> Colleague:
    """Somebody who has not signed in."""
    return Colleague(staff_app)


@pytest.fixture
def signed_in(staff_app: Flask, staff_engine: Engine, clock: HandClock) -> SignedIn:
    """Somebody with a role, as if they had just typed their password."""

    def sign_in(role: Role) -> Colleague:
        colleague = Colleague(staff_app)
        with colleague.client.session_transaction() as session:
            session.update(session_of(staff_engine, role))
        return colleague

    return sign_in


def session_of(engine: Engine, role: Role) -> Mapping[str, object]:
    wanted = select(staff_user.c.fs_uniquifier).where(staff_user.c.email == address(role))
    with reading(engine) as connection:
        return {"_user_id": connection.execute(wanted).scalar_one(), "_fresh": True}


def user_id(engine: Engine, role: Role) -> str:
    """Of the account with a role."""
    wanted = select(staff_user.c.id).where(staff_user.c.email == address(role))
    with reading(engine) as connection:
        found: str = connection.execute(wanted).scalar_one()
    return found


@pytest.fixture
def facilitator(engine: Engine, signed_in: SignedIn) -> Colleague:
    return signed_in(Role.FACILITATOR)


@pytest.fixture
def https_app(staff_settings: StaffSettings, engine: Engine, clock: HandClock) -> Flask:
    return create_app(replace(staff_settings, https=True), engine, clock)
