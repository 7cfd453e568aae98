"""`vrijuit bulletin`: what was published for everybody, as a file."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from app.shared.bulletin_files import (
    bulletin_csv,
    bulletin_json,
    bulletin_mail,
    bulletin_pdf,
    bulletin_text,
    bulletin_xlsx,
)
from app.shared.bulletin_html import bulletin_page
from config.bulletin import load_bulletin_words
from config.common import database_url_of, organisation_of
from config.env import read_mapping
from config.limits import LANGUAGES
from reporting.learning.bulletin import Published
from reporting.learning.bulletin_sheet import Sheet, lay_out
from reporting.store.bulletins import SqlBulletinShelf
from reporting.store.engine import make_engine

ROWS: Mapping[str, Callable[[Sequence[Published]], bytes]] = {
    "json": bulletin_json,
    "csv": bulletin_csv,
    "xlsx": bulletin_xlsx,
}
"""Formats for programs: all months and both languages, unless a month is named."""
SHEETS: Mapping[str, Callable[[Sheet, str], bytes]] = {
    "pdf": bulletin_pdf,
    "html": lambda sheet, organisation: bulletin_page(sheet, organisation).encode(),
    "txt": lambda sheet, _: bulletin_text(sheet).encode(),
    "eml": bulletin_mail,
}
"""Formats for people: one month in one language."""
BINARY = frozenset({"pdf", "xlsx"})


@click.command("bulletin", epilog="Example: vrijuit bulletin --format pdf --out bulletin.pdf")
@click.option("--month", help="YYYY-MM; the newest without it.")
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
@click.option(
    *("--format", "kind"),
    type=click.Choice([*SHEETS, *ROWS]),
    default="txt",
    show_default=True,
    help="pdf, html, txt and eml hold one month; json, csv and xlsx all of them.",
)
@click.option("--out", type=click.Path(path_type=Path), help="A file; without it, the terminal.")
@click.pass_obj
def bulletin_command(
    environ: Mapping[str, str], *, month: str | None, language: str, kind: str, out: Path | None
) -> None:
    """Write the published bulletin to a file: to print, to mail, or for a program."""
    env = read_mapping(environ)
    engine = make_engine(database_url_of(env))
    published = SqlBulletinShelf(engine).all_published()
    chosen = [one for one in published if month in (None, one.bulletin.month)]
    if not chosen and (month or kind in SHEETS):
        raise click.ClickException(
            f"there is no bulletin of {month}" if month else "there is no bulletin yet"
        )
    if kind in ROWS:
        content = ROWS[kind](chosen)
    else:
        sheet = lay_out(chosen[0].bulletin, language, load_bulletin_words())
        content = SHEETS[kind](sheet, organisation_of(env))
    put(content, out, binary=kind in BINARY)


def put(content: bytes, out: Path | None, *, binary: bool) -> None:
    """Write to a file, or to standard output; a terminal is spared what is no text."""
    if out is not None:
        out.write_bytes(content)
        return
    if binary and sys.stdout.isatty():
        raise click.UsageError("say where it goes: --out FILE")
    sys.stdout.buffer.write(content)
