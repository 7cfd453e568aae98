"""Reading the reports of `vrijuit themes`: JSON Lines, checked line by line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.errors import BadInputLine
from reporting.masking.language import guess_language


@dataclass(frozen=True, slots=True)
class InputReport:
    id: str
    """As text, for sorting and matching."""
    own_id: str | int
    """As it stood in the file."""
    text: str
    language: str
    occurred_on: date | None
    """The first of the month when only a month is given."""


def read_reports(lines: Iterable[str]) -> tuple[InputReport, ...]:
    """The reports in order of their id; blank lines are skipped.

    Raises:
        BadInputLine: a line is no JSON object, lacks an id or text, has a date that is none, or
            an id that stands there twice. The message holds the line number, never the text.
    """
    seen: dict[str, int] = {}
    reports = []
    for number, record in _records(lines):
        report = _report(number, record)
        if report.id in seen:
            raise BadInputLine(f"line {number}: this id already stands on line {seen[report.id]}")
        seen[report.id] = number
        reports.append(report)
    return tuple(sorted(reports, key=lambda report: report.id))


def _records(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            raise BadInputLine(f"line {number}: this is not JSON") from None
        if not isinstance(record, dict):
            raise BadInputLine(f'line {number}: expected an object like {{"id": 1, "text": "…"}}')
        yield number, record


def _report(number: int, record: dict[str, Any]) -> InputReport:
    own_id, text = record.get("id"), record.get("text")
    if isinstance(own_id, bool) or not isinstance(own_id, str | int) or own_id == "":
        raise BadInputLine(f'line {number}: "id" must be a text or a whole number')
    if not isinstance(text, str):
        raise BadInputLine(f'line {number}: "text" is missing or no text')
    language = record.get("lang") or guess_language(text)
    if not isinstance(language, str):
        raise BadInputLine(f'line {number}: "lang" must be a language code such as "nl"')
    return InputReport(str(own_id), own_id, text, language, _day(number, record))


def _day(number: int, record: dict[str, Any]) -> date | None:
    given = record.get("occurred_on")
    if given in (None, ""):
        return None
    try:
        whole = str(given)[:10]
        return date.fromisoformat(whole if whole.count("-") > 1 else f"{whole}-01")
    except ValueError:
        raise BadInputLine(f'line {number}: "occurred_on" is no date like 2026-03-14') from None
