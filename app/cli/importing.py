"""`vrijuit import`: reports of an earlier system, through the same door as a report."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import click

from app.cli.records import BadRow, Translation, choose_columns, to_report
from app.cli.rows import Row, read_rows
from app.cli.wiring import clock, intake_desk
from app.shared.name_model import open_model
from app.shared.organisation import own_words_in
from config.common import instance_of, ner_of
from config.env import read_mapping
from config.taxonomy import load_taxonomy
from reporting.errors import StoryTooLong, StoryTooShort, UnknownCode
from reporting.intake import IntakeDesk, import_record
from reporting.masking.errors import MaskingFailed, ModelSilent
from reporting.masking.ner import NerModel
from reporting.masking.own_words import OwnWords, read_own_words

FIELDS = ("story", "kind", "occurred", "unit")
PLAIN_PROGRESS_EVERY = 250
OF_ONE_ROW = (BadRow, MaskingFailed, StoryTooShort, StoryTooLong, UnknownCode)
"""What is wrong with one row and stops no other."""


@dataclass(slots=True)
class Tally:
    """What became of the rows."""

    taken: int = 0
    known: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)


def read_map(written: str) -> dict[str, str]:
    """`story=narrative,occurred=date` as a mapping.

    Raises:
        click.BadParameter: a field that an import does not know, or no `=`.
    """
    pairs = [part.split("=", 1) for part in written.split(",") if part.strip()]
    for pair in pairs:
        if len(pair) != 2 or pair[0].strip() not in FIELDS:  # noqa: PLR2004 - a name and a column
            raise click.BadParameter(f"write FIELD=COLUMN, with FIELD one of {', '.join(FIELDS)}")
    return {name.strip(): column.strip() for name, column in pairs}


def take_rows(rows: Iterable[Row], how: Translation, desk: IntakeDesk | None) -> Tally:
    """Mask and seal each good row; without a desk nothing is stored (a dry run).

    Args:
        rows: of the file.
        how: the columns and defaults.
        desk: where sealed reports go, or None.

    Raises:
        ModelSilent: what helps to recognise names is gone; it would fail every other row too.
    """
    tally = Tally()
    for row in rows:
        try:
            report, fingerprint = to_report(row, how)
            new = desk is None or import_record(report, fingerprint, desk)
        except ModelSilent:
            raise
        except OF_ONE_ROW as error:
            tally.bad.append((row.number, str(error)))
            continue
        tally.taken += new
        tally.known += not new
    return tally


def with_progress(rows: Sequence[Row]) -> Iterator[Row]:
    """Show how far we are: a bar on a terminal, plain lines otherwise."""
    if sys.stderr.isatty():
        with click.progressbar(rows, file=sys.stderr) as bar:
            yield from bar
        return
    for number, row in enumerate(rows, 1):
        yield row
        if number % PLAIN_PROGRESS_EVERY == 0:
            click.echo(f"{number} of {len(rows)} rows", err=True)


@click.command(
    "import", epilog="Example: vrijuit import old.csv --map story=narrative,occurred=date --dry-run"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "mapping", default="", help="Which column holds what: story=…,kind=…,…")
@click.option(
    "--kind", type=click.Choice(["K1", "K2", "K3", "K4"]), default="K2", show_default=True
)
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), default="dmy", show_default=True)
@click.option("--list", "own_list", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Read and mask everything, store nothing.")
@click.pass_obj
def import_command(  # noqa: PLR0913 - one parameter an option
    environ: Mapping[str, str],
    *,
    file: Path,
    mapping: str,
    kind: str,
    dates: str,
    own_list: Path | None,
    dry_run: bool,
) -> None:
    """Take in FILE (CSV, XLSX or JSONL). Running it twice adds nothing."""
    rows = read_rows(file)
    words = choose_words(own_list, environ)
    how = replace(translation(rows, read_map(mapping), kind, dates, words), ner=choose_ner(environ))
    desk = None if dry_run else intake_desk(environ)
    tally = take_rows(with_progress(rows), how, desk)
    for number, reason in tally.bad:
        click.echo(f"line {number}: {reason}", err=True)
    verb = "would go in" if dry_run else "went in"
    click.echo(
        f"{tally.taken} {verb}, {tally.known} were there already, {len(tally.bad)} bad rows."
    )


def choose_words(own_list: Path | None, environ: Mapping[str, str]) -> OwnWords:
    """The list that was named, else the one of the instance, as on the form."""
    if own_list is None:
        return own_words_in(instance_of(read_mapping(environ)))
    return read_own_words(own_list.read_text(encoding="utf-8").splitlines())


def choose_ner(environ: Mapping[str, str]) -> NerModel | None:
    """What helps to recognise names, as on the form."""
    named = ner_of(read_mapping(environ))
    return open_model(named) if named else None


def translation(
    rows: Sequence[Row], given: Mapping[str, str], kind: str, dates: str, words: OwnWords
) -> Translation:
    """The translation that the options ask for."""
    present = frozenset(name for row in rows for name in row.fields)
    try:
        columns = choose_columns(given, present)
    except BadRow as error:
        raise click.UsageError(str(error)) from None
    today: date = clock().date()
    return Translation(columns, kind, dates, today, load_taxonomy(), words)
