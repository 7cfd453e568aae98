"""`vrijuit cards`: the case cards that may be used, to a file."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click
from jinja2 import Environment, PackageLoader, StrictUndefined
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from app.cli.wiring import clock
from app.shared.printing import print_pdf
from app.staff.cases.paper import BOOK, card_book
from app.staff.wsgi import create_app
from config.limits import LANGUAGES
from config.staff import load_staff
from reporting.learning.cards import board
from reporting.learning.case_card import CaseCard, pack_card
from reporting.store.engine import make_engine

BINARY: Final = ("pdf", "xlsx")
LIKE_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet takes for a formula."""
BOM: Final = "\ufeff"
"""Tells a Dutch Excel that a CSV is in UTF-8."""

Writer = Callable[[Sequence[CaseCard], Mapping[str, Any], str], bytes]


def as_json(cards: Sequence[CaseCard], _book: Mapping[str, Any], _language: str) -> bytes:
    """Every field of each card, in both languages."""
    packed = [pack_card(card) for card in cards]
    return (json.dumps(packed, ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(cards: Sequence[CaseCard], _book: Mapping[str, Any], _language: str) -> bytes:
    """One line per card; a text that looks like a formula begins with an apostrophe."""
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";")
    for row in _rows(cards):
        lines.writerow([f"'{cell}" if cell.startswith(LIKE_FORMULA) else cell for cell in row])
    return (BOM + written.getvalue()).encode()


def as_xlsx(cards: Sequence[CaseCard], book: Mapping[str, Any], _language: str) -> bytes:
    """One row per card; every cell is text."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(str(book["title"]))
    for row in _rows(cards):
        sheet.append([_text_cell(sheet, cell) for cell in row])
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def as_html(_cards: Sequence[CaseCard], book: Mapping[str, Any], language: str) -> bytes:
    """One page that needs nothing beside it."""
    pages = Environment(
        loader=PackageLoader("app.staff", "templates"), autoescape=True, undefined=StrictUndefined
    )
    return pages.get_template("staff/cards_file.html").render(book=book, lang=language).encode()


def as_pdf(_cards: Sequence[CaseCard], book: Mapping[str, Any], language: str) -> bytes:
    """Part 1 and part 2 of each card, on pages of their own."""
    return print_pdf(BOOK, book, language)


FORMATS: Final[Mapping[str, Writer]] = {
    "json": as_json,
    "csv": as_csv,
    "xlsx": as_xlsx,
    "html": as_html,
    "pdf": as_pdf,
}


@click.command("cards", epilog="Example: vrijuit cards --format pdf --out cards.pdf")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="json")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Else to the screen.")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0])
@click.pass_obj
def cards_command(environ: Mapping[str, str], form: str, out: Path | None, language: str) -> None:
    """Write the case cards that two people let through and that groups may use now."""
    if out is None and form in BINARY:
        raise click.UsageError(f"--format {form} needs --out FILE")
    settings = load_staff(environ)
    app = create_app(settings, make_engine(settings.database_url), clock)
    room = app.extensions["cases"]
    with app.test_request_context("/"):
        hanging = [one for one in board(room.learning) if one.is_ready(room.month())]
        cards = [one.card for one in hanging]
        content = FORMATS[form](cards, card_book(cards, language, room), language)
    if out is None:
        click.echo(content.decode().removeprefix(BOM), nl=False)
        return
    out.write_bytes(content)
    click.echo(f"{len(cards)} cards written to {out}.")


def _rows(cards: Sequence[CaseCard]) -> list[list[str]]:
    packed = [pack_card(card) for card in cards]
    names = sorted({name for one in packed for name in one})
    return [names, *([_cell(one[name]) for name in names] for one in packed)]


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {part or '<5'}" for key, part in value.items())
    return "" if value is None else str(value)


def _text_cell(sheet: Any, text: str) -> Any:  # noqa: ANN401 - a library without types
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
