"""Rows of a file of an earlier system: CSV, XLSX or JSON Lines, each with its line number."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

DELIMITERS = ",;\t|"


class UnreadableFile(OSError):
    """The file as a whole cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    """The line (or sheet row) where it starts, counted from 1, the header included."""
    fields: Mapping[str, str]
    """By column; of a broken row the columns only, so that the header is known in any case."""
    flaw: str = ""
    """Why the row itself is broken, in words for the person who imports; empty when it is not."""


def read_rows(path: Path) -> tuple[Row, ...]:
    """Read all rows of a file by its name's ending.

    Raises:
        UnreadableFile: no such kind of file, no header, or not readable as that kind.
    """
    readers = {".csv": csv_rows, ".tsv": csv_rows, ".xlsx": sheet_rows, ".jsonl": json_rows}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(f"{path.name} is no CSV, XLSX or JSONL file")
    return tuple(reader(path))


def decoded(path: Path) -> str:
    """The text of a file in UTF-8, or as Windows wrote it."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def csv_rows(path: Path) -> Iterator[Row]:
    """CSV with a header; the separator is the one of `,` `;` tab `|` that the header holds most."""
    text = decoded(path)
    first_line = text.split("\n", 1)[0]
    separator = max(DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header = next(reader, [])
    if not header:
        raise UnreadableFile(f"{path.name} has no header line")
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield broken(number, header, f"broken row ({error})")
            continue
        if cells:
            yield of_cells(number, header, cells)


def of_cells(number: int, header: Sequence[str], cells: Sequence[str]) -> Row:
    """A row from its cells, or a flawed one when cells are missing or too many."""
    if len(cells) != len(header):
        return broken(number, header, f"{len(cells)} columns where {len(header)} are expected")
    return Row(number, {name.strip(): cell for name, cell in zip(header, cells, strict=True)})


def broken(number: int, header: Sequence[str], flaw: str) -> Row:
    """A row that cannot be read, in a file whose columns are known."""
    return Row(number, dict.fromkeys((name.strip() for name in header), ""), flaw)


def sheet_rows(path: Path) -> Iterator[Row]:
    """The first sheet of a workbook; its first row is the header. Formulas count as their text."""
    try:
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
    except Exception as error:
        raise UnreadableFile(f"{path.name} is not readable as XLSX") from error
    header: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        texts = ["" if cell is None else str(cell) for cell in cells]
        if not header:
            header = [name.strip() for name in texts]
        elif any(texts):
            yield of_cells(number, header, texts)
    if not header:
        raise UnreadableFile(f"{path.name} has no header row")


def json_rows(path: Path) -> Iterator[Row]:
    """One JSON object a line."""
    for number, line in enumerate(decoded(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            record: Any = json.loads(line)
        except json.JSONDecodeError:
            record = None
        if not isinstance(record, dict):
            yield Row(number, {}, flaw="is no JSON object")
            continue
        yield Row(number, {k: "" if v is None else str(v) for k, v in record.items()})
