"""`vrijuit cards`: what may be used, in each format, and nothing that may not."""

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from app.cli.main import vrijuit
from reporting.learning.card_versions import withdraw_card
from reporting.store.engine import make_engine
from tests.learning.samples import MONTH, card_row, learning_desk, publish
from tests.pdf import anatomy, words_of


@pytest.fixture
def environ(tmp_path: Path, sqlite_template: Path) -> dict[str, str]:
    """An installation with a card in use, a draft, and one that was taken back."""
    shutil.copy(sqlite_template, tmp_path / "vrijuit.db")
    secrets = tmp_path / "staff_secrets.json"
    secrets.touch(mode=0o600)
    secrets.write_text(json.dumps({"secret_key": "ab" * 32, "password_salt": "cd" * 32}))
    engine: Engine = make_engine(f"sqlite:///{tmp_path / 'vrijuit.db'}")
    publish(engine, card_row("c-1", title_nl="=Even tussendoor"), card_row("c-2", title_nl="Weg"))
    withdraw_card("c-2", "Iemand kan het herkennen.", MONTH, learning_desk(engine))
    waiting = card_row("c-3", title_nl="Nog een voorstel")
    publish(engine, card_row("c-1"), card_row("c-2"), waiting, approved=False)
    engine.dispose()
    return {"VRIJUIT_INSTANCE": str(tmp_path)}


def written(environ: dict[str, str], form: str, tmp_path: Path, language: str = "nl") -> bytes:
    out = tmp_path / f"cards.{form}"
    arguments = ["cards", "--format", form, "--out", str(out), "--language", language]
    done = CliRunner().invoke(vrijuit, arguments, obj=environ)
    assert (done.exit_code, done.output) == (0, f"1 cards written to {out}.\n"), done
    return out.read_bytes()


def test_json_holds_the_cards_that_may_be_used_only(
    environ: dict[str, str], tmp_path: Path
) -> None:
    [card] = json.loads(written(environ, "json", tmp_path))
    assert (card["id"], card["title_nl"]) == ("c-1", "=Even tussendoor")


def test_a_spreadsheet_never_takes_a_title_for_a_formula(
    environ: dict[str, str], tmp_path: Path
) -> None:
    lines = csv.DictReader(
        io.StringIO(written(environ, "csv", tmp_path).decode("utf-8-sig")), delimiter=";"
    )
    assert [line["title_nl"] for line in lines] == ["'=Even tussendoor"]
    book = openpyxl.load_workbook(io.BytesIO(written(environ, "xlsx", tmp_path)))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert "=Even tussendoor" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_paper_and_page_hold_both_parts(
    environ: dict[str, str], tmp_path: Path, language: str
) -> None:
    pdf, html = (written(environ, form, tmp_path, language) for form in ("pdf", "html"))
    assert "/StructTreeRoot" in anatomy(pdf)
    row = card_row()
    for name in ("synopsis", "decision"):
        text = row[f"{name}_{language}"]
        assert text in words_of(pdf)
        assert text.replace("'", "&#39;") in html.decode()
    assert f'<html lang="{language}">' in html.decode()
    assert "Weg" not in html.decode()


def test_what_a_screen_cannot_show_needs_a_file(environ: dict[str, str]) -> None:
    done = CliRunner().invoke(vrijuit, ["cards", "--format", "pdf"], obj=environ)
    assert (done.exit_code, "needs --out FILE" in done.output) == (2, True)
