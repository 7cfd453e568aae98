"""Backup and restore from outside: a disk is lost, and the people with the sticks come together."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.instance import months_back
from config.secret_files import make_web_secrets
from tests.vault.people import WORDS, hold
from tests.world import World

pytestmark = pytest.mark.slow

NOW = f"{datetime.now(tz=UTC):%Y-%m}"
OLDEST = months_back(NOW, 15)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An installation that has lived for longer than the retention, with reports of two months."""
    instance = hold(tmp_path / "instance", OLDEST, 30).places.instance
    make_web_secrets(instance)
    (instance / "vrijuit.toml").write_text('organisation = "Test"\ndemo = true\n', encoding="utf-8")
    world = World(instance, {"VRIJUIT_INSTANCE": str(instance)})
    world.run("check", "--migrate")
    story = "De tillift bleef halverwege staan omdat de accu leeg was."
    source = tmp_path / "old.jsonl"
    rows = [{"verhaal": f"{story} {month}", "datum": f"{month}-01"} for month in (OLDEST, NOW)]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = world.run("import", str(source), "--map", "story=verhaal,occurred=datum")
    assert "2 went in" in done.stdout, done.stderr
    return world


def carry_away(world: World, folder: Path) -> tuple[str, str]:
    shutil.move(world.instance / "offline", folder)
    return "--media", str(folder)


def good(world: World, *words: str, typed: str = "") -> str:
    done = world.run(*words, stdin=typed)
    assert done.returncode == 0, done.stderr
    return done.stdout


def bad(world: World, *words: str, typed: str = "") -> str:
    done = world.run(*words, stdin=typed)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    return line


def test_everything_comes_back_from_two_files_and_two_custodians(
    world: World, tmp_path: Path
) -> None:
    media = carry_away(world, tmp_path / "sticks")
    database, keys = str(tmp_path / "database.vrijuit"), str(tmp_path / "keys.vrijuit")
    good(world, "backup", database)
    good(world, "keys", "backup", keys)
    assert "already" in bad(world, "backup", database)
    assert "already" in bad(world, "restore", database, "--custodian", "1", *media)
    good(world, "analyse")
    assert months_destroyed(world) == 2
    shutil.rmtree(world.instance)
    fd = ("--passphrase-fd", "0")
    two = f"{WORDS}\n{WORDS}\n"
    good(world, "keys", "restore", keys, "--pair", "2,3", *media, *fd, typed=two)
    good(world, "keys", "recover", "--pair", "2,3", *media, *fd, typed=two)
    said = good(world, "restore", database, "--custodian", "2", *media, *fd, typed=f"{WORDS}\n")
    assert "1 rows of destroyed months were left out" in said
    assert "in order" in good(world, "keys", "verify")
    done = world.run("analyse", "--json", extra={"VRIJUIT_DEMO": "yes"})
    counts = json.loads(done.stdout)
    assert (counts["reports"], counts["unopened"]) == (1, 0)


def months_destroyed(world: World) -> int:
    months = json.loads(good(world, "keys", "status", "--json"))["months"]
    return sum(month["destroyed"] for month in months)


def test_a_backup_gives_away_no_key_and_no_words(world: World, tmp_path: Path) -> None:
    path = tmp_path / "database.vrijuit"
    good(world, "backup", str(path))
    content = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    for secret in (*(world.instance / "keys").iterdir(), world.instance / "receipt_secrets.json"):
        assert secret.read_bytes() not in content
    assert b"SQLite format" not in content
    assert not [one for one in world.instance.iterdir() if ".backup" in one.name]


def test_a_backup_that_is_cut_or_changed_says_so_in_one_line_and_leaves_nothing(
    world: World, tmp_path: Path
) -> None:
    media = carry_away(world, tmp_path / "sticks")
    path, words = tmp_path / "database.vrijuit", ("--passphrase-fd", "0")
    restore = ("restore", str(path), "--custodian", "1", *media, *words)
    good(world, "backup", str(path))
    whole = path.read_bytes()
    (world.instance / "vrijuit.db").unlink()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    for damaged in (whole[:-100], bytes(changed), b"", b"something else"):
        path.write_bytes(damaged)
        line = bad(world, *restore, typed=f"{WORDS}\n")
        assert "damaged" in line
        assert not (world.instance / "vrijuit.db").exists()
    path.write_bytes(whole)
    assert "passphrase" in bad(world, *restore, typed="heel iets anders\n")
    good(world, "restore", str(path), "--custodian", "3", *media, *words, typed=f"{WORDS}\n")
