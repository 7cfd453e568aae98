"""An administrator takes database, logs, core folder and temporary files, and knows each visit.

Two real processes; the reporters come one by one, recognisable in every way a browser can be.
"""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.secret_files import make_web_secrets
from reporting.posts import unpack_post
from reporting.report import Report
from reporting.store.engine import make_engine, upgrade_database
from reporting.store.reports import SqlReportStore
from reporting.vault.envelope import Purpose
from reporting.vault.keyring import load_epoch_keys
from tests.attack.visits import ADDRESS, BROWSER, report
from tests.vault.people import hold
from tests.web import Client
from tests.world import PATIENCE_SECONDS, World, free_port, wait_until_ready

pytestmark = [pytest.mark.slow, pytest.mark.attack]

MARKS = ("ampul", "spuit", "pleister", "infuus", "zuurstof", "rolstoel", "tillift", "douchestoel")
CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b|\b\d{4}-\d{2}-\d{2}[T ]\d{2}")


@dataclass(frozen=True)
class Visits:
    world: World
    codes: tuple[str, ...]
    logs: str
    began: float
    ended: float


def with_custodians(folder: Path, month: str, scratch: str) -> World:
    """An installation of which a backup can be made."""
    instance = hold(folder / "instance", month, 3).places.instance
    make_web_secrets(instance)
    (instance / "vrijuit.toml").write_text('organisation = "Test"\ndemo = true\n', encoding="utf-8")
    ports = {name: str(free_port()) for name in ("VRIJUIT_PORT", "VRIJUIT_STAFF_PORT")}
    world = World(instance, {"VRIJUIT_INSTANCE": str(instance), "TMPDIR": scratch, **ports})
    engine = make_engine(world.database_url)
    upgrade_database(engine)
    engine.dispose()
    return world


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Visits:
    """Eight reports, collected and analysed, and a backup of that night."""
    folder = tmp_path_factory.mktemp("dumped")
    scratch = folder / "tmp"
    scratch.mkdir()
    month = f"{datetime.now(tz=UTC):%Y-%m}"
    world = with_custodians(folder, month, str(scratch))
    process = world.start("app.intake")
    try:
        wait_until_ready(int(world.env["VRIJUIT_PORT"]), process)
        client = Client(f"http://127.0.0.1:{world.env['VRIJUIT_PORT']}")
        began = time.time()
        codes = tuple(report(client, mark) for mark in MARKS)
        ended = time.time()
        analysed = world.run("analyse")
        backed = world.run("backup", str(world.instance / "night.vrijuit"))
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert analysed.returncode == 0, analysed.stderr
    assert backed.returncode == 0, backed.stderr
    return Visits(world, codes, said + analysed.stdout + analysed.stderr, began, ended)


def files_of(visits: Visits) -> dict[str, bytes]:
    """All that an administrator can copy: database, its log, backup, settings, keys, temporary."""
    folder = visits.world.instance.parent
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_file_holds_who_came_what_was_typed_or_a_code(visits: Visits) -> None:
    secrets = [BROWSER, ADDRESS, "Kenmerkbrowser", *MARKS]
    secrets += [code.replace("-", "") for code in visits.codes] + list(visits.codes)
    for name, content in files_of(visits).items():
        low = content.lower()
        for secret in secrets:
            for form in (secret.lower().encode(), secret.lower().encode("utf-16-le")):
                assert form not in low, (name, secret)


def test_the_backup_is_among_what_was_searched_and_holds_no_opening_key(visits: Visits) -> None:
    [backup] = [blob for name, blob in files_of(visits).items() if name.endswith("night.vrijuit")]
    keys = list((visits.world.instance / "keys").glob("*.key"))
    assert keys
    assert all(path.read_bytes() not in backup for path in keys)


def test_no_log_holds_a_visitor_or_a_time(visits: Visits) -> None:
    assert "127.0.0.1" not in visits.logs
    assert not CLOCK.search(visits.logs)
    for secret in (BROWSER, ADDRESS, *MARKS, *visits.codes, "/nl/versturen"):
        assert secret not in visits.logs


def test_no_temporary_file_is_left(visits: Visits) -> None:
    assert list((visits.world.instance.parent / "tmp").rglob("*")) == []


def test_no_number_in_the_database_is_a_moment_of_a_visit(visits: Visits) -> None:
    """Seconds since 1970, as the database writes whole numbers and as text."""
    content = b"".join(blob for name, blob in files_of(visits).items() if "vrijuit.db" in name)
    for moment in range(int(visits.began), int(visits.ended)):
        assert moment.to_bytes(4) not in content
        assert str(moment).encode() not in content


def test_the_reports_do_not_lie_in_the_order_in_which_people_came(visits: Visits) -> None:
    ring = load_epoch_keys(visits.world.instance / "keys")
    engine = make_engine(visits.world.database_url)
    content = (visits.world.instance / "vrijuit.db").read_bytes()
    place: dict[bytes, int] = {}
    told: dict[bytes, str] = {}
    for row in SqlReportStore(engine).envelopes():
        place[row.id] = content.index(row.envelope[9000:9024])
        found = unpack_post(ring.open(row.envelope, Purpose.REPORT, row.id))
        assert isinstance(found, Report)
        told[row.id] = found.story
    engine.dispose()
    assert len(place) == len(MARKS)
    lying = sorted(place, key=lambda each: place[each])
    # The order is that of the random ids, so whoever came first lies anywhere.
    assert lying == sorted(place)
    assert all(any(mark in story for mark in MARKS) for story in told.values())


def test_all_sealed_reports_have_one_size(visits: Visits) -> None:
    engine = make_engine(visits.world.database_url)
    sizes = {len(row.envelope) for row in SqlReportStore(engine).envelopes()}
    engine.dispose()
    assert len(sizes) == 1


def test_no_value_stands_both_with_a_report_and_with_a_thread(visits: Visits) -> None:
    engine = make_engine(visits.world.database_url)
    with engine.connect() as connection:
        reports = connection.exec_driver_sql("SELECT id, envelope FROM report").all()
        threads = connection.exec_driver_sql("SELECT lookup, envelope FROM thread").all()
    engine.dispose()
    joined = b"".join(bytes(cell) for row in reports for cell in row)
    for lookup, envelope in threads:
        assert bytes(lookup) not in joined
        assert bytes(envelope[-24:]) not in joined


def test_the_code_is_not_found_by_trying_all_lookups_without_the_pepper(visits: Visits) -> None:
    files = [name for name, blob in files_of(visits).items() if b'"pepper"' in blob]
    assert [Path(name).name for name in files] == ["receipt_secrets.json"]
