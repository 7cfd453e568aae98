"""Rows that were there before a migration, and what becomes of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, make_url, text

import migrations
from reporting.learning.groups import Member
from reporting.store.engine import make_engine, upgrade_database, writing
from reporting.store.groups import SqlGroupStore

NAMES = [f"Lid {number}" for number in range(5)]


def migrate(engine: Engine, to: str, *, up: bool = True) -> None:
    """Move the tables to one revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        (command.upgrade if up else command.downgrade)(config, to)


@pytest.fixture
def sqlite_old(tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{tmp_path / 'old.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_old(postgresql_url: str) -> Iterator[Engine]:
    """A database of its own on the server, so that the tables of other tests stay."""
    server = make_engine(postgresql_url)
    admin = server.execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE older"))
    url = make_url(postgresql_url).set(database="older")
    engine = make_engine(url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE older"))
    server.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def old(request: pytest.FixtureRequest) -> Engine:
    """A database without any table."""
    found: Engine = request.getfixturevalue(f"{request.param}_old")
    return found


def with_a_group_of_before_members_had_ids(engine: Engine) -> None:
    migrate(engine, "0005")
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO intervisie_group VALUES ('g', 'Noord', 'u')"))
        row = text("INSERT INTO group_member VALUES ('g', :number, :name, 'Zorg')")
        connection.execute(row, [{"number": n, "name": name} for n, name in enumerate(NAMES)])


def test_members_of_before_get_an_id_each(old: Engine) -> None:
    with_a_group_of_before_members_had_ids(old)
    upgrade_database(old)
    [group] = SqlGroupStore(old).all_groups()
    assert group.members == tuple(
        Member(name, "Zorg", member.id) for name, member in zip(NAMES, group.members, strict=True)
    )
    assert len({member.id for member in group.members}) == len(NAMES)
    assert {len(member.id) for member in group.members} == {32}


def test_members_are_still_there_when_the_database_goes_back(old: Engine) -> None:
    with_a_group_of_before_members_had_ids(old)
    upgrade_database(old)
    migrate(old, "0005", up=False)
    with writing(old) as connection:
        rows = connection.execute(text("SELECT * FROM group_member ORDER BY number")).all()
    assert [tuple(row) for row in rows] == [("g", n, name, "Zorg") for n, name in enumerate(NAMES)]
