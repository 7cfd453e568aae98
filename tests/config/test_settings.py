import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from config.describe import HIDDEN, describe
from config.errors import ConfigError
from config.intake import IntakeSettings, load_intake
from config.secret_files import make_web_secrets
from config.staff import load_staff
from config.worker import WorkerSettings, load_worker

Env = dict[str, str]
Load = Callable[[Env], object]


def refusal(load: Load, env: Env) -> str:
    with pytest.raises(ConfigError) as refused:
        load(env)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert refused.value.__cause__ is None
    return sentence


def test_an_instance_folder_is_enough_to_start_the_intake(env: Env, instance: Path) -> None:
    settings = load_intake(env)
    assert settings.database_url == f"sqlite:///{instance}/vrijuit.db"
    assert settings.manifest_path == instance / "manifest.json"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert not settings.demo
    assert settings.links["danger"] == "tel:112"
    assert Fernet(settings.form_key).decrypt(Fernet(settings.form_key).encrypt(b"x")) == b"x"


def test_the_intake_has_no_place_for_a_key_that_opens_reports() -> None:
    names = {one.name for one in fields(IntakeSettings)}
    assert "keys_dir" not in names
    assert {name for name in names if "key" in name} == {"root_public_key", "form_key"}
    assert "keys_dir" in {one.name for one in fields(WorkerSettings)}


def test_the_staff_process_starts_with_its_own_secrets_only(env: Env, instance: Path) -> None:
    for other in ("form_key", "receipt_secrets.json", "manifest.json", "root_public_key.txt"):
        (instance / other).unlink()
    settings = load_staff(env | {"VRIJUIT_STAFF_PORT": "8101", "VRIJUIT_DEMO": "ja"})
    assert (settings.port, settings.demo) == (8101, True)
    assert settings.secret_key == "5e" * 32
    assert settings.password_salt == "5a" * 32


def test_the_worker_needs_no_secret_of_a_web_process(env: Env, instance: Path) -> None:
    for other in ("form_key", "receipt_secrets.json", "staff_secrets.json"):
        (instance / other).unlink()
    settings = load_worker(env)
    assert settings.keys_dir == instance / "keys"
    assert (settings.timezone, settings.nightly_at) == ("Europe/Amsterdam", "02:30")
    assert settings.lease_seconds == 120


def test_every_file_can_be_kept_elsewhere(env: Env, instance: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("form_key", "receipt_secrets.json", "manifest.json"):
        (instance / name).rename(elsewhere / name)
    root = (instance / "root_public_key.txt").read_text().strip()
    (instance / "root_public_key.txt").unlink()
    settings = load_intake(
        env
        | {
            "VRIJUIT_FORM_KEY_FILE": str(elsewhere / "form_key"),
            "VRIJUIT_RECEIPT_SECRETS_FILE": str(elsewhere / "receipt_secrets.json"),
            "VRIJUIT_MANIFEST": str(elsewhere / "manifest.json"),
            "VRIJUIT_ROOT_PUBLIC_KEY": root,
        }
    )
    assert settings.receipt_secrets_path == elsewhere / "receipt_secrets.json"
    assert settings.root_public_key == root


@pytest.mark.parametrize(
    ("load", "name", "value", "sentence"),
    [
        (load_intake, "VRIJUIT_PORT", "http", "must be a whole number from 1 to 65535"),
        (load_intake, "VRIJUIT_PORT", "0", "must be a whole number from 1 to 65535"),
        (load_intake, "VRIJUIT_PORT", "65536", "must be a whole number from 1 to 65535"),
        (load_intake, "VRIJUIT_PORT", "९", "must be a whole number"),
        (load_intake, "VRIJUIT_PORT", "9" * 5000, "must be a whole number"),
        (load_intake, "VRIJUIT_DEMO", "maybe", "must be yes or no"),
        (load_intake, "VRIJUIT_ORGANISATION", "x" * 81, "80 characters or fewer"),
        (load_intake, "VRIJUIT_ORGANISATION", "a\nb", "one line of plain text"),
        (load_intake, "VRIJUIT_ROOT_PUBLIC_KEY", "c2hvcnQ=", "32 bytes in base64"),
        (load_intake, "VRIJUIT_ROOT_PUBLIC_KEY", "!!", "32 bytes in base64"),
        (load_intake, "VRIJUIT_LINK_CYBER", "javascript:alert(1)", "must begin with one of"),
        (load_intake, "VRIJUIT_LINK_CYBR", "/x", "is not a route"),
        (load_intake, "VRIJUIT_MANIFEST", "/nowhere/manifest.json", "is not there"),
        (load_staff, "VRIJUIT_STAFF_PORT", "-1", "must be a whole number"),
        (load_staff, "VRIJUIT_DATABASE_URL", "mysql://u:hush@h/d", "must begin with sqlite:///"),
        (load_staff, "VRIJUIT_DATABASE_URL", "sqlite:///", "must begin with sqlite:///"),
        (load_staff, "VRIJUIT_DATABASE_URL", "postgresql+psycopg://u:hu/sh@h/d", "not a valid"),
        (load_staff, "VRIJUIT_DATABASE_URL", "postgresql+psycopg://u:hu@sh@h/d", "not a valid"),
        (load_worker, "VRIJUIT_TIMEZONE", "Europe/Nowhere", "must be a time zone"),
        (load_worker, "VRIJUIT_TIMEZONE", "../etc/passwd", "must be a time zone"),
        (load_worker, "VRIJUIT_TIMEZONE", "Europe", "must be a time zone"),
        (load_worker, "VRIJUIT_NIGHTLY_AT", "24:00", "must be a time of day"),
        (load_worker, "VRIJUIT_NIGHTLY_AT", "2:30", "must be a time of day"),
        (load_worker, "VRIJUIT_LEASE_SECONDS", "1", "from 10 to 3600"),
        (load_worker, "VRIJUIT_KEYS_DIR", "/nowhere/keys", "is not there"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(
    env: Env, load: Load, name: str, value: str, sentence: str
) -> None:
    refused = refusal(load, env | {name: value})
    assert refused.startswith(name)
    assert sentence in refused
    assert "hush" not in refused


@pytest.mark.parametrize(
    ("load", "file", "name"),
    [
        (load_intake, "manifest.json", "VRIJUIT_MANIFEST"),
        (load_intake, "root_public_key.txt", "VRIJUIT_ROOT_PUBLIC_KEY"),
        (load_intake, "receipt_secrets.json", "VRIJUIT_RECEIPT_SECRETS_FILE"),
        (load_intake, "form_key", "VRIJUIT_FORM_KEY_FILE"),
        (load_staff, "staff_secrets.json", "VRIJUIT_STAFF_SECRETS_FILE"),
        (load_worker, "manifest.json", "VRIJUIT_MANIFEST"),
    ],
)
def test_a_file_that_is_not_there_is_named_with_its_setting(
    env: Env, instance: Path, load: Load, file: str, name: str
) -> None:
    (instance / file).unlink()
    refused = refusal(load, env)
    assert refused.startswith(f"{name}: ")
    assert "is not there; run `vrijuit init`" in refused


@pytest.mark.parametrize(
    ("load", "file"),
    [
        (load_intake, "receipt_secrets.json"),
        (load_intake, "form_key"),
        (load_staff, "staff_secrets.json"),
    ],
)
def test_a_secret_that_others_may_read_stops_the_start(
    env: Env, instance: Path, load: Load, file: str
) -> None:
    (instance / file).chmod(0o640)
    assert "run `chmod 600` on it" in refusal(load, env)


def test_keys_that_others_may_list_stop_the_worker(env: Env, instance: Path) -> None:
    (instance / "keys").chmod(0o755)
    assert "run `chmod 700` on it" in refusal(load_worker, env)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "is empty"),
        ("hush", "is not valid JSON"),
        ('["hush"]', "is not valid JSON"),
        ('{"secret_key": "hush"}', "needs 32 bytes in hex for 'secret_key'"),
        ('{"secret_key": 7}', "needs 32 bytes in hex for 'secret_key'"),
        (json.dumps({"secret_key": "ab" * 32}), "needs 32 bytes in hex for 'password_salt'"),
        (json.dumps({"secret_key": "ab" * 8}), "needs 32 bytes in hex for 'secret_key'"),
    ],
)
def test_wrong_staff_secrets_are_refused_without_showing_them(
    env: Env, instance: Path, content: str, sentence: str
) -> None:
    (instance / "staff_secrets.json").write_text(content)
    refused = refusal(load_staff, env)
    assert sentence in refused
    assert "hush" not in refused


@pytest.mark.parametrize("content", ["hush", urlsafe_b64encode(b"short").decode(), "\u00e9"])
def test_a_wrong_form_key_is_refused_without_showing_it(
    env: Env, instance: Path, content: str
) -> None:
    (instance / "form_key").write_text(content)
    refused = refusal(load_intake, env)
    assert "must hold 32 bytes" in refused
    assert "hush" not in refused


def test_no_secret_shows_in_a_printed_or_described_setting(env: Env) -> None:
    url = "postgresql+psycopg://vrijuit:hush@db.internal:5432/vrijuit?sslpassword=hush"
    env |= {"VRIJUIT_DATABASE_URL": url}
    for settings in (load_intake(env), load_staff(env), load_worker(env)):
        shown = f"{settings!r} {describe(settings)}"
        for secret in ("hush", "5e" * 32, "5a" * 32, urlsafe_b64encode(b"f" * 32).decode(), "9e99"):
            assert secret not in shown


def test_effective_settings_are_described_in_plain_text(env: Env, instance: Path) -> None:
    env |= {"VRIJUIT_DATABASE_URL": "postgresql+psycopg://vrijuit:hush@db:5432/v?x=y"}
    described = describe(load_intake(env))
    assert described["database_url"] == "postgresql+psycopg://vrijuit:***@db:5432/v?***"
    assert described["form_key"] == HIDDEN
    assert described["demo"] == "no"
    assert described["receipt_secrets_path"] == str(instance / "receipt_secrets.json")
    assert "danger: tel:112, " in described["links"]
    assert describe(load_staff({**env, "VRIJUIT_DATABASE_URL": "sqlite:////x/y.db"}))[
        "database_url"
    ] == ("sqlite:////x/y.db")


def test_both_web_processes_can_be_told_that_a_proxy_speaks_tls(env: Env) -> None:
    assert not load_intake(env).https
    assert not load_staff(env).https
    env["VRIJUIT_HTTPS"] = "yes"
    assert load_intake(env).https
    assert load_staff(env).https


def test_a_database_behind_a_socket_is_allowed(env: Env) -> None:
    url = "postgresql+psycopg:///vrijuit?host=/run/postgresql"
    assert load_staff(env | {"VRIJUIT_DATABASE_URL": url}).database_url == url


def test_fresh_web_secrets_are_private_and_fit_the_loaders(env: Env, instance: Path) -> None:
    for name in ("form_key", "staff_secrets.json"):
        (instance / name).unlink()
    made = make_web_secrets(instance)
    assert {file.name for file in made} == {"form_key", "staff_secrets.json"}
    assert {file.stat().st_mode & 0o777 for file in made} == {0o600}
    before = load_intake(env).form_key, load_staff(env).secret_key
    assert make_web_secrets(instance) == ()
    assert (load_intake(env).form_key, load_staff(env).secret_key) == before


def test_a_file_with_methods_of_an_own_making_is_found_and_checked(
    env: Env, instance: Path, tmp_path: Path
) -> None:
    assert load_staff(env).methods_file is None
    elsewhere = tmp_path / "elsewhere.toml"
    named = env | {"VRIJUIT_METHODS_FILE": str(elsewhere)}
    assert refusal(load_staff, named).startswith("VRIJUIT_METHODS_FILE: cannot read")
    guide = Path(__file__).parents[2] / "docs/operate.md"
    [example] = re.findall(r"```toml\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    elsewhere.write_text(example, encoding="utf-8")
    assert load_staff(named).methods_file == elsewhere
    beside = instance / "methods.toml"
    beside.write_text(example.replace("minutes = 40", "minutes = 45"), encoding="utf-8")
    assert "E01 takes 45 minutes, but its steps take 40" in refusal(load_staff, env)
