"""`vrijuit bulletin`: a file for people or for a program, or one clear line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.main import vrijuit
from reporting.learning.bulletin import Bulletin, Draft, Item, Published, digest_of, texts_of
from reporting.store.bulletins import SqlBulletinStore
from reporting.store.engine import make_engine, upgrade_database

WHOLE = Bulletin(
    "2026-11",
    intro=texts_of({"nl": "Lees dit eens.", "en": "Read this."}),
    lessons=(Item("l-1", texts_of({"nl": "Wij leerden dat rust helpt."})),),
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with two bulletins."""
    address = f"sqlite:///{tmp_path / 'vrijuit.db'}"
    engine = make_engine(address)
    upgrade_database(engine)
    store = SqlBulletinStore(engine)
    for month in ("2026-10", "2026-11"):
        one = Bulletin(month, intro=WHOLE.intro, lessons=WHOLE.lessons)
        store.put_draft(Draft(one))
        store.approve(month, digest_of(one), "een")
        store.publish(Published(one, f"{month}-24", ("twee",)), {"nl": b"%PDF"})
    engine.dispose()
    return address


def run(url: str, *words: str) -> Result:
    env = {"VRIJUIT_DATABASE_URL": url, "VRIJUIT_ORGANISATION": "Testorganisatie"}
    return CliRunner().invoke(vrijuit, ["bulletin", *words], obj=env)


def test_the_newest_is_written_as_text_unless_asked_otherwise(url: str) -> None:
    assert run(url).stdout.startswith("BULLETIN VAN NOVEMBER 2026")
    assert "BULLETIN OF OCTOBER 2026" in run(url, "--month", "2026-10", "--language", "en").stdout


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        ("pdf", b"%PDF"),
        ("html", b"<!DOCTYPE html>"),
        ("eml", b"Subject"),
        ("csv", b"\xef\xbb\xbfmonth;"),
        ("xlsx", b"PK"),
        ("json", b"["),
    ],
)
def test_each_format_goes_to_a_file(url: str, tmp_path: Path, kind: str, begins: bytes) -> None:
    path = tmp_path / f"out.{kind}"
    done = run(url, "--format", kind, "--out", str(path))
    assert done.exit_code == 0, done.output
    assert path.read_bytes().startswith(begins)


def test_a_program_gets_all_months_or_the_one_it_names(url: str) -> None:
    every = json.loads(run(url, "--format", "json").stdout)
    assert [one["month"] for one in every] == ["2026-11", "2026-10"]
    [one] = json.loads(run(url, "--format", "json", "--month", "2026-10").stdout)
    assert one["month"] == "2026-10"


def test_a_month_without_a_bulletin_is_told(url: str) -> None:
    done = run(url, "--month", "2025-01")
    assert done.exit_code == 1
    assert "there is no bulletin of 2025-01" in done.output
