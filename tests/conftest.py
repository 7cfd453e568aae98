"""What many tests share: no network, real databases built by the migrations, one set of keys."""

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine, inspect

from reporting.receipts import ReceiptSecrets, read_receipt_secrets
from reporting.store.engine import make_engine, upgrade_database
from reporting.vault.analists import ScreeningRing, new_analist, screening_keys
from reporting.vault.ceremony import hold_ceremony
from reporting.vault.epochs import Manifest, load_manifest
from reporting.vault.keyring import KeyRing, load_epoch_keys
from reporting.vault.passphrases import LOWEST_COST
from reporting.vault.screening_files import ScreeningFolder
from tests.store.server import find_binaries, postgresql

ANALIST = "analist@staf.example"
PASSPHRASE = "vijf losse woorden op een rij"  # noqa: S105 - of a key that only tests have

# How fast a property holds is for `make bench`. Developers' machines look for new examples at each
# run; continuous integration judges a change by the same examples each time.
settings.register_profile("vrijuit", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("vrijuit")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: tuple[str, int]) -> None:
        if self.family != socket.AF_UNIX and not _is_loopback(address[0]):
            raise AssertionError("a test reached for the network")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


def _is_loopback(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


@dataclass(frozen=True)
class Site:
    """The keys of one installation, from a real ceremony."""

    instance: Path
    root_public_key: str
    manifest: Manifest
    ring: KeyRing
    secrets: ReceiptSecrets
    screening: ScreeningFolder
    """With one analist: ANALIST, under PASSPHRASE."""
    analist: ScreeningRing
    """What that analist can open."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Keys for 2026-11 to 2027-11."""
    instance = tmp_path_factory.mktemp("site")
    key, wrapped = new_analist(ANALIST, PASSPHRASE, LOWEST_COST)
    root = hold_ceremony(instance, "2026-11", 13, [wrapped]).root_public_key
    folder = ScreeningFolder(instance / "screening")
    return Site(
        instance,
        root,
        load_manifest(instance / "manifest.json", root),
        load_epoch_keys(instance / "keys"),
        read_receipt_secrets(instance / "receipt_secrets.json"),
        folder,
        screening_keys(key, folder),
    )


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "vrijuit.db"
    engine = make_engine(f"sqlite:///{path}")
    upgrade_database(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_engine(sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "vrijuit.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A running server with the tables that the migrations build."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server binaries on this machine")
    with postgresql(binaries) as url:
        engine = make_engine(url)
        upgrade_database(engine)
        engine.dispose()
        yield url


@pytest.fixture
def postgresql_engine(postgresql_url: str) -> Iterator[Engine]:
    """The tables of the one server, empty; a test that alters a table puts it back."""
    engine = make_engine(postgresql_url)
    with engine.begin() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
        for name in sorted(names):
            connection.exec_driver_sql(f'TRUNCATE "{name}" CASCADE')
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty database of each kind, built by the migrations."""
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found
