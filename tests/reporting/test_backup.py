import io
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, inspect, select

from reporting.backup import (
    OpenBackup,
    destroyed_in,
    new_file,
    open_keys,
    read_backup,
    restore_keys,
    seal_keys,
)
from reporting.errors import AlreadyHeld, BadBackup, CannotOpen, NoCustodians, StoreUnavailable
from reporting.intake import submit_report
from reporting.receipts import issue_receipt_code
from reporting.store.engine import make_engine, upgrade_database
from reporting.store.snapshot import check_snapshot, is_empty, put_back, take_snapshot
from reporting.vault.ceremony import hold_ceremony
from reporting.vault.epochs import canonical, load_manifest
from reporting.vault.inspection import find_flaws
from reporting.vault.places import places_in
from reporting.vault.recovery import open_months
from reporting.vault.sealed_file import new_data_key, open_together, seal_for_two, write_sealed
from tests.conftest import Site
from tests.reporting.samples import intake_desk, report
from tests.vault.people import House, files_in, hold, keys_of


def rows_of(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        return {
            table.name: sorted(tuple(row) for row in connection.execute(select(table)))
            for table in found.sorted_tables
        }


@pytest.fixture
def filled(engine: Engine, site: Site) -> Engine:
    for _ in range(3):
        submit_report(report(), issue_receipt_code(), intake_desk(engine, site))
    return engine


@pytest.fixture
def snapshot(filled: Engine, tmp_path: Path) -> Path:
    path = tmp_path / "snapshot.db"
    take_snapshot(filled, path)
    return path


def test_a_snapshot_holds_every_row(filled: Engine, snapshot: Path) -> None:
    check_snapshot(snapshot)
    copy = make_engine(f"sqlite:///{snapshot}")
    assert rows_of(copy) == rows_of(filled)
    assert len(rows_of(copy)["inbox"]) == 3
    copy.dispose()


@pytest.fixture
def empty_server(postgresql_url: str) -> Iterator[Engine]:
    """A second, empty database beside the one of the other tests."""
    admin = make_engine(postgresql_url).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE restored")
    engine = make_engine(postgresql_url.replace("/postgres?", "/restored?"))
    yield engine
    engine.dispose()
    with admin.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE restored")
    admin.dispose()


@pytest.mark.postgres
def test_a_snapshot_of_either_database_goes_into_a_server(
    filled: Engine, snapshot: Path, empty_server: Engine
) -> None:
    assert is_empty(empty_server)
    put_back(snapshot, empty_server)
    assert rows_of(empty_server) == rows_of(filled)
    assert not is_empty(empty_server)
    assert "alembic_version" in inspect(empty_server).get_table_names()


def test_a_database_of_another_version_is_not_copied(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with pytest.raises(StoreUnavailable, match="--migrate"):
        take_snapshot(engine, tmp_path / "snapshot.db")
    upgrade_database(engine)
    take_snapshot(engine, tmp_path / "snapshot.db")
    engine.dispose()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\1" * 5000])
def test_what_is_no_database_of_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.db"
    path.write_bytes(content)
    with pytest.raises(BadBackup):
        check_snapshot(path)


def test_a_file_that_fails_half_way_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "backup"

    def fail() -> None:
        with new_file(path) as file:
            file.write(b"half")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert list(tmp_path.iterdir()) == []
    with new_file(path) as file:
        file.write(b"whole")
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(AlreadyHeld), new_file(path):
        pass
    assert path.read_bytes() == b"whole"


# --- keys ---


@pytest.fixture
def house(tmp_path: Path) -> House:
    return hold(tmp_path / "house")


def keys_backup(house: House) -> bytes:
    target = io.BytesIO()
    seal_keys(house.places.instance, target, house.manifest)
    return target.getvalue()


def opened(blob: bytes, *numbers: int) -> dict[str, bytes]:
    backup: OpenBackup = read_backup(io.BytesIO(blob), "keys")
    return open_keys(backup, open_together(backup.header, keys_of(*numbers)))


def test_a_backup_of_keys_holds_no_opening_key_of_the_worker_nor_what_is_carried_away(
    house: House,
) -> None:
    files = opened(keys_backup(house), 1, 3)
    missing = set(files_in(house.places.instance)) - set(files)
    assert {name.split("/")[0] for name in missing} == {"keys", "offline"}
    assert [name for name in files if name.startswith("keys/2")] == []
    with pytest.raises(CannotOpen):
        opened(keys_backup(house), 2)


def test_an_installation_comes_back_from_its_backup_and_two_custodians(
    house: House, tmp_path: Path
) -> None:
    there = places_in(tmp_path / "new")
    files = opened(keys_backup(house), 2, 3)
    restore_keys(files, there.instance, lambda _epoch: False)
    manifest = load_manifest(there.manifest, house.root_public_key)
    assert len(list(open_months(there.quorum, keys_of(2, 3), manifest))) == 3
    assert files_in(there.screening_path) == files_in(house.places.screening_path)
    modes = {path.stat().st_mode & 0o77 for path in there.screening_path.rglob("*.json")}
    assert modes == {0}
    with pytest.raises(AlreadyHeld):
        restore_keys(files, there.instance, lambda _epoch: False)


def test_what_was_destroyed_does_not_come_back_with_an_older_backup(
    house: House, tmp_path: Path
) -> None:
    files = opened(keys_backup(house), 1, 2)
    there = places_in(tmp_path / "new")
    restore_keys(files, there.instance, lambda epoch: epoch == 202611)
    assert there.screening.epochs() == (202612, 202701)
    assert sorted(path.name for path in there.quorum.iterdir()) == ["202612.json", "202701.json"]
    assert destroyed_in({"destroyed/202611.json": b"", "quorum/202612.json": b""}) == {202611}
    assert list(find_flaws(house.places, house.root_public_key)) == []


@pytest.mark.parametrize(
    "name",
    [
        *("../evil", "/etc/passwd", "screening/../../evil", "keys/202611.key", "vrijuit.db"),
        *("keys/", "quorum//202611.json", "elsewhere/file", "screening/a/b/c"),
    ],
)
def test_a_backup_cannot_write_elsewhere(house: House, name: str) -> None:
    content = canonical({"version": 1, "files": {name: b64encode(b"x").decode()}})
    key, target = new_data_key(), io.BytesIO()
    header = seal_for_two(key, house.manifest.custodians)
    write_sealed(io.BytesIO(content), target, header, key)
    with pytest.raises(BadBackup):
        opened(target.getvalue(), 1, 2)


def test_without_custodians_there_is_nobody_to_seal_to(tmp_path: Path) -> None:
    root = hold_ceremony(tmp_path, "2026-11", 1).root_public_key
    manifest = load_manifest(tmp_path / "manifest.json", root)
    with pytest.raises(NoCustodians):
        seal_keys(tmp_path, io.BytesIO(), manifest)
