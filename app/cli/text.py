"""`vrijuit mask` and `vrijuit themes`: both engines on text from a file; no database, no keys."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from analysis.clustering import Scale
from analysis.encoders.choice import choose_encoder
from analysis.engine import find_near_on, open_engine, spread
from analysis.seeds import Search
from analysis.themes_command import ThemesFiles, run_themes
from app.cli.progress import Shown
from app.shared.name_model import open_model
from config.common import encoder_of
from config.env import read_mapping
from config.limits import K_THEME, LANGUAGES
from reporting.masking.mask import mask
from reporting.masking.ner import NerModel
from reporting.masking.own_words import NO_OWN_WORDS, OwnWords, read_own_words


def masked_line(line: str, own_words: OwnWords, ner: NerModel | None = None) -> str:
    """Mask one JSON line.

    Args:
        line: `{"id", "text", "lang"?}`.
        own_words: the organisation's own list.
        ner: what helps to recognise names, if anything.

    Returns:
        `{"id", "lang", "text", "spans"}`; offsets count code points of the input text.

    Raises:
        ValueError: the line is no such object; the message says what is missing.
        MaskingFailed: nothing may be printed of this line.
    """
    record: Any = json.loads(line)
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError('no "text"')  # noqa: TRY004 - the caller lists bad lines by ValueError
    language = record.get("lang")
    spoken = language if language in LANGUAGES else None
    masked = mask(record["text"], spoken, own_words, ner=ner)
    spans = [{"start": s.start, "end": s.end, "label": s.label} for s in masked.spans]
    answer = {
        "id": record.get("id"),
        "lang": masked.language,
        "text": masked.text,
        "spans": spans,
    }
    return json.dumps(answer, ensure_ascii=False)


def each_line(
    lines: Iterable[str], answer: Callable[[str], str], complain: Callable[[int, str], None]
) -> Iterator[str]:
    """Answer each line that is not blank; a bad one is told with its number and skipped."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield answer(line)
        except ValueError as error:
            complain(
                number, "is no JSON" if isinstance(error, json.JSONDecodeError) else str(error)
            )


@click.command("mask", epilog='Example: echo \'{"id": 1, "text": "Bel Jan"}\' | vrijuit mask')
@click.option(
    "--list",
    "own_list",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The organisation's own words: a line each, name and label; IGNORE leaves it alone.",
)
@click.option(
    "--ner",
    "model",
    metavar="MODEL",
    help="What helps to recognise names: frog:PORT, or spacy:NAME of an installed model.",
)
def mask_command(own_list: Path | None, model: str | None) -> None:
    """Mask JSON Lines from standard input: what identifies a person becomes a placeholder."""
    own_words = NO_OWN_WORDS
    if own_list:
        own_words = read_own_words(own_list.read_text(encoding="utf-8").splitlines())
    ner = open_model(model) if model else None
    bad: list[int] = []

    def complain(number: int, reason: str) -> None:
        bad.append(number)
        click.echo(f"line {number}: {reason}", err=True)

    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # standard input is text
    for answer in each_line(sys.stdin, lambda line: masked_line(line, own_words, ner), complain):
        sys.stdout.write(answer + "\n")
    if bad:
        raise click.ClickException(f"{len(bad)} line(s) could not be masked; the others were")


@click.command("themes", epilog="Example: vrijuit themes --in reports.jsonl --out themes.jsonl")
@click.option("--in", "reports", required=True, type=click.Path(path_type=Path), help="JSON Lines.")
@click.option("--out", "themes", required=True, type=click.Path(path_type=Path), help="JSON Lines.")
@click.option("--describe", type=click.Path(path_type=Path), help="Also write labels and terms.")
@click.option("--previous", type=click.Path(path_type=Path), help="State of the run before.")
@click.option("--state", type=click.Path(path_type=Path), help="Where this run's state goes.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True)
@click.option("--scheduler", default="", help="Of a Dask cluster; without it, one here.")
@click.option("--seed", type=int, help="Accepted for other tools' sake: no result depends on it.")
@click.option(
    "--min-size", type=click.IntRange(min=2), default=K_THEME, show_default=True, help="Reports."
)
@click.pass_obj
def themes_command(
    environ: Mapping[str, str],
    /,
    *,
    min_size: int,
    seed: int | None,
    engine: str,
    scheduler: str,
    **paths: Path | None,
) -> None:
    """Find the themes in a file of reports."""
    del seed
    if scheduler and engine != "dask":
        raise click.UsageError("--scheduler goes with --engine dask")
    wanted = encoder_of(read_mapping(environ))
    make = choose_encoder(wanted, lambda line: click.echo(line, err=True))
    with open_engine(engine, scheduler) as place:
        found = run_themes(
            ThemesFiles(**paths),  # type: ignore[arg-type]  # click requires the first two
            min_size=min_size,
            make_encoder=lambda texts: spread(make(texts), wanted, place),
            scale=Scale(search=Search(find_near_on(place), Shown())),
        )
    click.echo(f"{found.themes} themes in {found.reports} reports; {found.left_out} left out.")
