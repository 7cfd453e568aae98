"""`vrijuit keys` from outside, as the people of a ceremony use it."""

import contextlib
import http.client
import json
import os
import pty
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.instance import months_back
from config.secret_files import make_web_secrets
from reporting.store.engine import make_engine
from reporting.store.reports import SqlReportStore
from reporting.vault.analists import screening_keys, unlock_analist
from reporting.vault.envelope import Purpose
from reporting.vault.screening_files import ScreeningFolder
from tests.vault.people import hold
from tests.world import World, free_port

pytestmark = pytest.mark.slow

NOW = f"{datetime.now(tz=UTC):%Y-%m}"
ROOT, ONE, TWO, THREE = (f"vijf woorden voor {who}" for who in ("root", "een", "twee", "drie"))
ANA, BO = "ana@demo.example", "bo@demo.example"
ANAS, BOS = "vijf woorden voor ana", "vijf woorden voor bo"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation by the ceremony and then `init`, with the passphrases above."""
    instance = tmp_path_factory.mktemp("keys") / "instance"
    world = World(instance, {"VRIJUIT_INSTANCE": str(instance)})
    typed = f"{ROOT}\n{ONE}\n{TWO}\n{THREE}\n{ANAS}\n"
    held = world.run("keys", "ceremony", "--analist", ANA, "--passphrase-fd", "0", stdin=typed)
    assert held.returncode == 0, held.stderr
    assert "carry away" in held.stdout
    made = world.run("init", "--yes")
    assert made.returncode == 0, made.stderr
    assert "custodian" not in made.stdout
    return instance


@pytest.fixture
def world(template: Path, tmp_path: Path) -> World:
    instance = tmp_path / "instance"
    shutil.copytree(template, instance)
    settings = {"VRIJUIT_INSTANCE": str(instance), "VRIJUIT_PORT": str(free_port())}
    return World(instance, settings)


def keys(world: World, *words: str, typed: tuple[str, ...] = ()) -> str:
    """Run `vrijuit keys …` to its good end; what it printed."""
    lines = "".join(f"{line}\n" for line in typed)
    more = ("--passphrase-fd", "0") if typed else ()
    done = world.run("keys", *words, *more, stdin=lines)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(world: World, *words: str, typed: tuple[str, ...] = (), status: int = 1) -> str:
    lines = "".join(f"{line}\n" for line in typed)
    more = ("--passphrase-fd", "0") if typed else ()
    done = world.run("keys", *words, *more, stdin=lines)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    return done.stderr


def months_left(world: World) -> int:
    found: int = json.loads(keys(world, "status", "--json"))["months_left"]
    return found


def send_some(world: World) -> None:
    source = world.instance.parent / "old.jsonl"
    story = "De tillift bleef halverwege staan omdat de accu leeg was."
    source.write_text(json.dumps({"verhaal": story}) + "\n", encoding="utf-8")
    done = world.run("import", str(source), "--map", "story=verhaal")
    assert done.returncode == 0, done.stderr


def test_a_passphrase_is_never_a_word_of_the_command(world: World) -> None:
    for command in ("ceremony", "rotate", "recover", "drill"):
        helped = world.run("keys", command, "--help").stdout
        assert "--passphrase-fd" in helped
        assert "--passphrase " not in helped
        assert "Example:" in helped


def test_without_a_terminal_and_without_a_descriptor_it_says_what_to_do(world: World) -> None:
    assert "--passphrase-fd" in refused(world, "drill", "--pair", "1,2", status=2)


def at_a_terminal(command: list[str], env: Mapping[str, str], typed: list[str]) -> tuple[int, str]:
    """Run a command at a terminal of its own, typing a line at each question; what it showed."""
    terminal, theirs = pty.openpty()
    process = subprocess.Popen(
        command, env=dict(env), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    shown, waiting = b"", list(typed)
    # The terminal says that it is gone when nobody holds its other end any more.
    with contextlib.suppress(OSError):
        while part := os.read(terminal, 4096):
            shown += part
            if part.rstrip().endswith(b":") and waiting:
                # What is typed before the echo is off would be shown, as it would to anybody.
                time.sleep(0.3)
                os.write(terminal, f"{waiting.pop(0)}\n".encode())
    os.close(terminal)
    return process.wait(), shown.decode()


def test_at_a_terminal_passphrases_are_asked_twice_and_never_shown(world: World) -> None:
    words = ["keys", "analist", "passphrase", ANA]
    command = [sys.executable, "-m", "app.cli.main", *words]
    fresh = "heel andere woorden"
    typed = [ANAS, "te kort", "te kort", fresh, "anders getypt", fresh, fresh]
    status, shown = at_a_terminal(command, {**os.environ, **world.env}, typed)
    assert status == 0, shown
    assert "15 characters or more" in shown
    assert "another passphrase" in shown
    assert not [one for one in typed if one in shown]
    keys(world, "analist", "passphrase", ANA, typed=(fresh, ANAS))


def test_a_ceremony_that_fails_leaves_nothing(tmp_path: Path) -> None:
    fresh = World(tmp_path / "fresh", {"VRIJUIT_INSTANCE": str(tmp_path / "fresh")})
    said = refused(fresh, "ceremony", typed=(ROOT, ONE, "te kort", THREE))
    assert "15 characters" in said
    assert list(tmp_path.iterdir()) == []


def test_months_are_added_with_the_root_key_from_its_stick(world: World, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    shutil.move(world.instance / "offline", stick)
    before = months_left(world)
    assert "where is its medium" in refused(world, "rotate", "--yes", typed=(ROOT,))
    said = keys(
        *(world, "rotate", "--yes", "--months", "2", "--root", str(stick / "root")), typed=(ROOT,)
    )
    assert ANA in said
    assert months_left(world) == before + 2
    assert "in order" in keys(world, "verify")


def test_a_wrong_passphrase_of_the_root_key_changes_nothing(world: World) -> None:
    before = (world.instance / "manifest.json").read_bytes()
    said = refused(world, "rotate", "--yes", typed=("een andere dan die van root",))
    assert "not the passphrase" in said
    assert (world.instance / "manifest.json").read_bytes() == before


def test_a_running_intake_takes_up_new_months_and_closes_without_a_manifest(world: World) -> None:
    manifest = world.instance / "manifest.json"
    good = manifest.read_bytes()
    with world.intake() as address:
        assert answer(address, "/readyz") == 200
        keys(world, "rotate", "--yes", "--months", "1", typed=(ROOT,))
        assert answer(address, "/readyz") == 200
        for bad in (b"{}", good):
            manifest.write_bytes(bad)
            assert answer(address, "/readyz") == 503
        manifest.unlink()
        assert answer(address, "/readyz") == 503


def answer(address: str, path: str) -> int:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_two_custodians_bring_lost_keys_back_and_one_alone_does_not(
    world: World, tmp_path: Path
) -> None:
    sticks = [tmp_path / "a", tmp_path / "b"]
    for number, stick in enumerate(sticks, start=1):
        folder = f"custodian-{number}"
        shutil.copytree(world.instance / "offline" / folder, stick / folder)
    shutil.rmtree(world.instance / "offline")
    media = [word for stick in sticks for word in ("--media", str(stick))]
    assert "all 24 months" in keys(world, "drill", "--pair", "1,2", *media, typed=(ONE, TWO))
    send_some(world)
    shutil.rmtree(world.instance / "keys")
    alone = refused(world, "recover", "--pair", "1,2", *media[:2], typed=(ONE, TWO))
    assert "custodian 2 is not in" in alone
    wrong = refused(world, "recover", "--pair", "1,2", *media, typed=(ONE, ONE))
    assert "not the passphrase" in wrong
    assert not (world.instance / "keys").exists()
    assert "24 months" in keys(world, "recover", "--pair", "1,2", *media, typed=(ONE, TWO))
    done = world.run("analyse", "--json")
    assert json.loads(done.stdout)["unopened"] == 0, done.stderr


def test_after_recovery_a_rotation_makes_a_key_that_signs_records(world: World) -> None:
    shutil.rmtree(world.instance / "keys")
    keys(world, "recover", "--pair", "1,3", typed=(ONE, THREE))
    keys(world, "rotate", "--yes", "--months", "0", typed=(ROOT,))
    assert "in order" in keys(world, "verify")
    assert (world.instance / "keys" / "record_signing").is_file()


@pytest.fixture
def collected(world: World) -> World:
    send_some(world)
    world.run("analyse", extra={"VRIJUIT_DEMO": "yes"})
    return world


def reads(world: World, name: str, passphrase: str) -> int:
    """How many reports this analist can open."""
    folder = ScreeningFolder(world.instance / "screening")
    ring = screening_keys(unlock_analist(folder.analist(name), passphrase), folder)
    rows = SqlReportStore(make_engine(world.database_url)).envelopes()
    return sum(bool(ring.open(row.envelope, Purpose.REPORT, row.id)) for row in rows)


def test_an_analist_lets_a_colleague_in_who_reads_what_is_there(collected: World) -> None:
    keys(collected, "analist", "add", BO, "--by", ANA, typed=(ANAS, BOS))
    assert reads(collected, BO, BOS) == reads(collected, ANA, ANAS) == 1
    assert keys(collected, "analist", "list").count("24 of 24 months") == 2
    keys(collected, "analist", "remove", ANA, "--yes")
    assert "No analist" in refused(collected, "analist", "remove", ANA, "--yes")
    keys(collected, "analist", "passphrase", BO, typed=(BOS, "heel andere woorden"))
    assert reads(collected, BO, "heel andere woorden") == 1


def test_two_custodians_let_an_analist_in_when_there_is_none_left(collected: World) -> None:
    keys(collected, "analist", "remove", ANA, "--yes")
    said = keys(collected, "analist", "add", BO, "--pair", "2,3", typed=(TWO, THREE, BOS))
    assert "24 months" in said
    assert reads(collected, BO, BOS) == 1
    assert "--by" in refused(collected, "analist", "add", "x@demo.example", status=2)


def test_a_custodian_who_left_is_replaced(world: World) -> None:
    typed = (ONE, THREE, ROOT, "vijf woorden voor de nieuwe")
    keys(world, "custodian", "replace", "2", "--pair", "1,3", typed=typed)
    assert "all 24 months" in keys(
        *(world, "drill", "--pair", "1,2"), typed=(ONE, "vijf woorden voor de nieuwe")
    )
    assert "in order" in keys(world, "verify")


def test_destroying_refuses_what_must_be_kept(world: World) -> None:
    assert "has not ended" in refused(
        *(world, "destroy", "--before", "2999-01", "--within-retention", "--yes")
    )
    assert "no months" in keys(world, "destroy", "--before", NOW, "--yes")
    assert "such as 2026-11" in refused(world, "destroy", "--before", "gisteren", status=2)


def test_the_worker_destroys_what_was_kept_long_enough_and_check_warns_of_what_comes(
    tmp_path: Path,
) -> None:
    first = months_back(NOW, 15)
    house = hold(tmp_path / "instance", first, 17)
    instance = house.places.instance
    (instance / "vrijuit.toml").write_text('organisation = "Test"\n', encoding="utf-8")
    make_web_secrets(instance)
    world = World(instance, {"VRIJUIT_INSTANCE": str(instance)})
    findings = json.loads(world.run("check", "--migrate", "--json").stdout)["findings"]
    [few] = [one for one in findings if one["name"] == "manifest"]
    assert not few["ok"]
    assert "keys rotate" in few["detail"]
    [due] = [one for one in findings if one["name"] == "retention"]
    assert first in due["detail"]
    done = world.run("analyse", "--json")
    assert json.loads(done.stdout)["destroyed"] == 2, done.stderr
    months = json.loads(keys(world, "status", "--json"))["months"]
    assert [month["month"] for month in months if month["destroyed"]] == [
        first,
        months_back(NOW, 14),
    ]
    assert "in order" in keys(world, "verify")
