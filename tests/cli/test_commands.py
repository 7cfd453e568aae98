"""The command line from outside: formats, exit statuses, one clear line for what is wrong."""

import json
import socket
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.cli.demo import demo_records
from tests.world import World, make_world

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(tmp_path_factory.mktemp("commands"), f"{datetime.now(tz=UTC):%Y-%m}")


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_mask_answers_each_line_with_offsets_into_its_text(world: World) -> None:
    text = "Mevrouw Riemersma 😀 viel. Bel 06-12345678."
    done = world.run("mask", stdin=json.dumps({"id": 7, "text": text, "lang": "nl"}) + "\n")
    assert done.returncode == 0, done.stderr
    [answer] = lines(done.stdout)
    assert (answer["id"], answer["lang"]) == (7, "nl")
    found = {text[s["start"] : s["end"]]: s["label"] for s in answer["spans"]}  # type: ignore[attr-defined]  # a list of spans
    assert found == {"Riemersma": "PERSON", "06-12345678": "PHONE"}


def test_mask_tells_bad_lines_by_number_and_masks_the_others(world: World) -> None:
    done = world.run(
        "mask", stdin='{"id": 1, "text": "goed"}\nonzin\n{"id": 3}\n\n{"id": 4, "text": ""}\n'
    )
    assert done.returncode == 1
    assert [one["id"] for one in lines(done.stdout)] == [1, 4]
    assert "line 2" in done.stderr
    assert "line 3" in done.stderr
    assert "Traceback" not in done.stderr


def test_mask_takes_the_organisations_own_words(world: World, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("Zonnebloemhal,LOCATION\nBeatrix,IGNORE\n", encoding="utf-8")
    line = json.dumps({"id": 1, "text": "De pers Beatrix lekte in de zonnebloemhal."})
    assert "Beatrix" not in world.run("mask", stdin=line).stdout
    done = world.run("mask", "--list", str(own), stdin=line)
    [answer] = lines(done.stdout)
    assert answer["text"] == "De pers Beatrix lekte in de [plaats 1]."


def test_mask_prints_nothing_when_the_program_that_knows_names_is_silent(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    line = json.dumps({"id": 1, "text": "Gisteren belde Anneke."})
    done = world.run("mask", "--ner", f"frog:{port}", stdin=line)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "gives no answer" in done.stderr
    assert world.run("mask", "--ner", "frog", stdin=line).stderr.startswith(
        "vrijuit: say frog:PORT"
    )


def test_themes_reads_and_writes_the_agreed_formats(world: World, tmp_path: Path) -> None:
    wanted = [one for one in demo_records() if one["theme"] in {"allergy-meal", "hoist-sling"}]
    rows = [
        {
            "id": one["id"],
            "text": one["story"],
            "lang": one["language"],
            "occurred_on": f"{one['month']}-03",
        }
        for one in wanted
    ]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    out, about, state = tmp_path / "out.jsonl", tmp_path / "about.json", tmp_path / "state"
    done = world.run(
        *("themes", "--in", str(source), "--out", str(out), "--describe", str(about)),
        *("--state", str(state)),
    )
    assert done.returncode == 0, done.stderr
    found = lines(out.read_text(encoding="utf-8"))
    assert {one["id"] for one in found} == {row["id"] for row in rows}
    described = json.loads(about.read_text(encoding="utf-8"))
    assert {one["theme"] for one in found} - {None} == {one["theme"] for one in described}
    wanted_keys = {
        *("theme", "label_nl", "label_en", "terms_nl", "terms_en", "size_band", "first_month"),
        *("emerging", "parent"),
    }
    assert all(wanted_keys <= set(one) for one in described)


def test_themes_names_the_line_that_is_wrong(world: World, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "goed"}\n{"id": "b"}\n', encoding="utf-8")
    done = world.run("themes", "--in", str(source), "--out", str(tmp_path / "out.jsonl"))
    assert done.returncode == 1
    assert "2" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    stories = [one["story"] for one in demo_records()][:6]
    path = tmp_path / "old.csv"
    quoted = "".join(f'{n},"{story.replace(chr(34), "")}"\n' for n, story in enumerate(stories))
    path.write_text(f"nr,verhaal\n{quoted}7,te kort\n8,te,veel\n", encoding="utf-8")
    return path


def test_importing_twice_adds_nothing_and_bad_rows_are_listed(world: World, old_file: Path) -> None:
    tried = world.run("import", str(old_file), "--dry-run")
    assert "6 would go in" in tried.stdout
    first, second = world.run("import", str(old_file)), world.run("import", str(old_file))
    assert (first.returncode, second.returncode) == (0, 0)
    assert "6 went in, 0 were there already, 2 bad rows" in first.stdout
    assert "0 went in, 6 were there already" in second.stdout
    assert "line 8: the story has" in first.stderr
    assert "line 9: 3 columns" in first.stderr


def test_a_locked_database_gives_one_clear_line_and_loses_nothing(
    world: World, old_file: Path
) -> None:
    holder = sqlite3.connect(world.instance / "vrijuit.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    done = world.run("import", str(old_file), "--kind", "K1")
    holder.execute("ROLLBACK")
    holder.close()
    assert done.returncode == 1
    assert "database" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert "6 went in" in world.run("import", str(old_file), "--kind", "K1").stdout


@pytest.mark.parametrize(
    ("setting", "value", "command"),
    [
        ("VRIJUIT_PORT", "veel", "intake"),
        ("VRIJUIT_FORM_KEY_FILE", "/nergens", "intake"),
        ("VRIJUIT_STAFF_SECRETS_FILE", "/nergens", "staff"),
        ("VRIJUIT_KEYS_DIR", "/nergens", "worker"),
        ("VRIJUIT_DATABASE_URL", "mysql://x", "analyse"),
        ("VRIJUIT_NIGHTLY_AT", "laat", "worker"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line_that_names_it(
    world: World, setting: str, value: str, command: str
) -> None:
    done = world.run(command, extra={setting: value})
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert setting in line


def test_a_changed_manifest_stops_the_intake(world: World, tmp_path: Path) -> None:
    manifest = (world.instance / "manifest.json").read_text(encoding="utf-8")
    changed = tmp_path / "manifest.json"
    changed.write_text(manifest.replace('"epoch": 20', '"epoch": 21', 1), encoding="utf-8")
    done = world.run("intake", extra={"VRIJUIT_MANIFEST": str(changed)})
    assert done.returncode == 1
    assert "manifest" in done.stderr


def test_wrong_usage_is_status_2_and_every_command_helps_with_an_example(world: World) -> None:
    assert world.run("bestaat-niet").returncode == 2
    assert world.run("import").returncode == 2
    listed = world.run("--help").stdout
    names = [line.split()[0] for line in listed.split("Commands:")[1].splitlines() if line.strip()]
    for name in names:
        helped = world.run(name, "--help")
        assert helped.returncode == 0
        assert "Example:" in helped.stdout


def test_check_finds_what_is_wrong_and_shows_no_secret(world: World) -> None:
    world.run("analyse")
    well = world.run("check", "--json")
    report = json.loads(well.stdout)
    assert [one for one in report["findings"] if not one["ok"]] == []
    assert well.returncode == 0
    secret = json.loads((world.instance / "staff_secrets.json").read_text(encoding="utf-8"))
    assert secret["secret_key"] not in well.stdout
    (world.instance / "form_key").chmod(0o644)
    ill = world.run("check")
    (world.instance / "form_key").chmod(0o600)
    assert ill.returncode == 1
    assert "chmod 600" in ill.stdout


@pytest.fixture
def fresh(tmp_path: Path) -> World:
    return World(tmp_path / "fresh", {"VRIJUIT_INSTANCE": str(tmp_path / "fresh")})


def test_init_makes_an_installation_that_the_doctor_finds_in_order_but_for_the_first_run(
    fresh: World,
) -> None:
    made = fresh.run("init", "--yes")
    assert made.returncode == 0, made.stderr
    assert "password, shown once" in made.stdout
    findings = json.loads(fresh.run("check", "--json").stdout)["findings"]
    assert [one["name"] for one in findings if not one["ok"]] == ["scheduler"]
    again = fresh.run("init", "--yes")
    assert again.returncode == 1
    assert "already" in again.stderr
