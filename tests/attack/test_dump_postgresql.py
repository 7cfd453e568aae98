"""The attacker of the dump, with PostgreSQL: pg_dump, the data directory with its log, and a clock.

A server of its own that keeps as silent as the manual asks; an intake before it; the attacker knows
the second of each visit. What is in part survived says so in the threat model.
"""

import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from reporting.store.engine import make_engine, reading
from reporting.store.quiet import QUIET, talkative
from reporting.store.reports import SqlReportStore
from tests.attack.visits import ADDRESS, BROWSER, report
from tests.store.server import find_binaries, postgresql
from tests.web import Client
from tests.world import World, make_world

BINARIES = find_binaries()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.attack,
    pytest.mark.postgres,
    pytest.mark.skipif(BINARIES is None, reason="PostgreSQL is not installed"),
]

MARKS = ("ampul", "spuit", "pleister", "infuus", "zuurstof", "rolstoel", "tillift", "douchestoel")
CLOCK = re.compile(r"(\d{2}:\d{2}:\d{2})")


@dataclass(frozen=True)
class Loot:
    """What the attacker carries away."""

    world: World
    codes: tuple[str, ...]
    waiting: tuple[bytes, ...]
    """The sealed rows as they waited, in the order in which people came."""
    before: bytes
    """All files of the server before the collection."""
    dump: str
    files: bytes
    """All files of the server, its log and its write-ahead log."""
    log: str
    began: float
    ended: float


def home_of(url: str) -> Path:
    [home] = parse_qs(urlsplit(url).query)["host"]
    return Path(home)


def all_files(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def keep_silent(url: str) -> None:
    """Set the server as docs/operate.md asks; the rest is so by itself."""
    engine = make_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in talkative(engine):
            if name != "archive_mode":
                value = min(QUIET[name], key=len) or "off"
                connection.exec_driver_sql(f"ALTER SYSTEM SET {name} = '{value}'")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()


def dumped(url: str) -> str:
    """What pg_dump writes."""
    assert BINARIES is not None
    command = [f"{BINARIES}/pg_dump", "-h", str(home_of(url)), "-U", "vrijuit", "postgres"]
    return subprocess.check_output(command, text=True)


@pytest.fixture(scope="module")
def loot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loot]:
    assert BINARIES is not None
    with postgresql(BINARIES) as url:
        keep_silent(url)
        month = f"{datetime.now(tz=UTC):%Y-%m}"
        folder = tmp_path_factory.mktemp("dumped")
        world = make_world(folder, month, VRIJUIT_DATABASE_URL=url)
        engine = make_engine(url)
        waiting: dict[bytes, bytes] = {}
        codes = []
        with world.intake() as address:
            client = Client(address)
            began = time.time()
            for mark in MARKS:
                codes.append(report(client, mark))
                rows = {row.id: row.envelope for row in SqlReportStore(engine).waiting()}
                waiting |= {id_: row for id_, row in rows.items() if id_ not in waiting}
            ended = time.time()
        before = all_files(home_of(url))
        analysed = world.run("analyse")
        assert analysed.returncode == 0, analysed.stderr
        home = home_of(url)
        yield Loot(
            world,
            tuple(codes),
            tuple(waiting.values()),
            before,
            dumped(url),
            all_files(home),
            (home / "log").read_text(encoding="utf-8"),
            began,
            ended,
        )
        engine.dispose()


def test_no_dump_and_no_file_of_the_server_holds_who_came_what_was_typed_or_a_code(
    loot: Loot,
) -> None:
    secrets = [BROWSER, ADDRESS, *MARKS, *loot.codes]
    secrets += [code.replace("-", "") for code in loot.codes]
    for secret in secrets:
        assert secret not in loot.dump
        assert secret.encode() not in loot.files
        assert secret.encode() not in loot.before


def test_the_log_of_the_server_names_no_statement_and_no_moment_of_a_visit(loot: Loot) -> None:
    visits = {time.strftime("%H:%M:%S", time.gmtime(at)) for at in range(*span(loot))}
    assert not visits & set(CLOCK.findall(loot.log))
    for word in ("INSERT", "inbox", "thread", "connection authorized"):
        assert word not in loot.log


def span(loot: Loot) -> tuple[int, int]:
    return int(loot.began), int(loot.ended) + 1


def test_a_dump_shows_the_reports_in_the_order_of_chance(loot: Loot) -> None:
    """One transaction wrote them, in a shuffled order; ids are new, so nothing leads to a visit."""
    engine = make_engine(loot.world.database_url)
    with reading(engine) as connection:
        rows = connection.execute(text("SELECT xmin::text, id, envelope FROM report ORDER BY ctid"))
        found = rows.all()
        threads = connection.execute(text("SELECT DISTINCT xmin::text FROM thread")).all()
    engine.dispose()
    assert len(found) == len(MARKS)
    assert len({row[0] for row in found}) == 1
    assert len({row[0] for row in threads}) == 1
    assert {len(row[2]) for row in found} == {len(found[0][2])}
    waited = b"".join(loot.waiting)
    assert not any(bytes(row[1]) in waited for row in found)


def test_the_write_ahead_log_tells_when_somebody_reported_but_not_which_report_it_is(
    loot: Loot,
) -> None:
    """Survived in part: the log keeps rows that came in, in order; none of these rows is kept."""
    pieces = [one[2000:2024] for one in loot.waiting]
    places = [loot.before.find(piece) for piece in pieces]
    assert all(place >= 0 for place in places)
    engine = make_engine(loot.world.database_url)
    kept = [row.envelope for row in SqlReportStore(engine).envelopes()]
    engine.dispose()
    assert len(kept) == len(MARKS)
    for row in kept:
        assert not any(row[place : place + 24] in loot.before for place in range(60, 16_000, 500))


def test_no_table_has_a_statistic_of_single_values(loot: Loot) -> None:
    """What ANALYZE samples stands in the open, in pg_stats; lookups there would be a copy."""
    engine = make_engine(loot.world.database_url)
    with reading(engine) as connection:
        rows = connection.execute(
            text(
                "SELECT tablename, attname FROM pg_stats WHERE schemaname = 'public' "
                "AND most_common_vals IS NOT NULL AND tablename IN ('inbox', 'thread', 'answer')"
            )
        ).all()
    engine.dispose()
    assert [row for row in rows if row.attname in {"id", "envelope"}] == []
