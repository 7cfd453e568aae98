"""From a row of an earlier system to a masked report."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.cli.rows import Row
from config.limits import IMPORT_STORY_MAX, STORY_MIN
from config.taxonomy import Taxonomy
from reporting.masking.mask import mask
from reporting.masking.ner import NerModel
from reporting.masking.own_words import OwnWords
from reporting.report import Language, Report

USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "story": ("story", "verhaal", "text", "tekst", "narrative", "omschrijving", "description"),
    "kind": ("kind", "soort"),
    "occurred": ("occurred", "occurred_on", "datum", "date", "month", "maand"),
    "unit": ("unit", "eenheid", "afdeling", "department"),
}
UNIT_MAX = 60
ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?")
NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
MONTH_FIRST = "mdy"


class BadRow(ValueError):
    """A row that cannot become a report; the message says why, without its text."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of the file holds what; empty where there is none."""

    story: str
    kind: str = ""
    occurred: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """All that is needed to translate a row."""

    columns: Columns
    kind: str
    """The kind of rows that do not tell theirs."""
    date_order: str
    """`dmy` or `mdy`, for dates such as 04-05-2026; ISO dates are always understood."""
    today: date
    taxonomy: Taxonomy
    own_words: OwnWords
    ner: NerModel | None = None


def choose_columns(given: Mapping[str, str], present: frozenset[str]) -> Columns:
    """The columns as the user mapped them, else by their usual names.

    Raises:
        BadRow: a mapped column is not in the file, or none holds the story.
    """
    missing = [column for column in given.values() if column not in present]
    if missing:
        raise BadRow(f"no column {missing[0]!r} in the file; it has: {', '.join(sorted(present))}")
    lower = {name.lower(): name for name in present}
    chosen = {
        field: given.get(field) or next((lower[name] for name in names if name in lower), "")
        for field, names in USUAL_NAMES.items()
    }
    if not chosen["story"]:
        raise BadRow(
            f"say which column holds the story: --map story=…, of {', '.join(sorted(present))}"
        )
    return Columns(**chosen)


def read_month(written: str, order: str, today: date) -> str:
    """The month of a written date.

    Args:
        written: `2026-11`, `2026-11-24…`, or day, month and year in figures; may be empty.
        order: `dmy` or `mdy`.
        today: nothing can have happened after this day.

    Returns:
        `YYYY-MM`, or "" for an empty date.

    Raises:
        BadRow: no date, or one in the future.
    """
    if not written.strip():
        return ""
    iso, figures = ISO.search(written), NUMBERS.search(written)
    if iso:
        year, month, day = int(iso["y"]), int(iso["m"]), int(iso["d"] or 1)
    elif figures:
        first, second, year = (int(part) for part in figures.groups())
        day, month = (second, first) if order == MONTH_FIRST else (first, second)
    else:
        raise BadRow("the date is not readable")
    try:
        happened = date(year, month, day)
    except ValueError:
        raise BadRow("the date does not exist") from None
    if happened > today:
        raise BadRow("the date lies in the future")
    return f"{year:04d}-{month:02d}"


def read_kind(written: str, default: str, taxonomy: Taxonomy) -> str:
    """A kind by its code or its Dutch or English name; the default where none is given."""
    if not written.strip():
        return default
    wanted = written.strip().lower()
    for code in taxonomy.axis("kind"):
        if wanted in {code.id.lower(), code.nl.lower(), code.en.lower()}:
            return code.id
    raise BadRow("the kind is none of K1, K2, K3, K4")


def read_story(row: Row, column: str) -> str:
    """The story of a row, long enough to learn from and short enough to seal."""
    story = row.fields.get(column, "").replace("\x00", "").strip()
    if len(story) < STORY_MIN:
        raise BadRow(f"the story has {len(story)} characters, at least {STORY_MIN} are needed")
    if len(story) > IMPORT_STORY_MAX:
        raise BadRow(f"the story has {len(story)} characters, at most {IMPORT_STORY_MAX} fit")
    return story


def to_report(row: Row, how: Translation) -> tuple[Report, bytes]:
    """Mask one row.

    Returns:
        The masked report, and the fingerprint by which a second import knows the row again.

    Raises:
        BadRow: the row cannot become a report.
    """
    if row.flaw:
        raise BadRow(row.flaw)
    columns = how.columns
    story = read_story(row, columns.story)
    kind = read_kind(row.fields.get(columns.kind, ""), how.kind, how.taxonomy)
    month = read_month(row.fields.get(columns.occurred, ""), how.date_order, how.today)
    unit = row.fields.get(columns.unit, "").strip()[:UNIT_MAX]
    masked = mask(story, None, how.own_words, ner=how.ner)
    language: Language = "en" if masked.language == "en" else "nl"
    report = Report(masked.text, language, kind, month, unit=" ".join(unit.split()) or None)
    fingerprint = json.dumps([story, kind, month, unit], ensure_ascii=False).encode(
        "utf-8", errors="surrogatepass"
    )
    return report, fingerprint
