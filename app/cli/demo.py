"""The demo organisation: invented reports through the same door as real ones."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reporting.intake import IntakeDesk, import_record
from reporting.masking.mask import mask
from reporting.report import Report

DATA = Path(__file__).with_name("demo_data")
REPORT_FILES = ("reports_nl.jsonl", "reports_en.jsonl")
NOT_KEPT = frozenset({"id", "theme"})
"""Known to the writer of the demo only."""
TEXTS = ("story", "tip")
LISTS = ("consequence", "factors", "helped")


def demo_units() -> Mapping[str, tuple[str, int]]:
    """Name and number of people of each invented unit, by its id."""
    units = json.loads((DATA / "units.json").read_text(encoding="utf-8"))["units"]
    return {unit["id"]: (unit["nl"], unit["people"]) for unit in units}


def write_units(folder: Path) -> None:
    """The units file that the form reads."""
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "people"), *demo_units().values()])


def demo_records() -> Iterator[Mapping[str, Any]]:
    """The invented reports as they were written, unmasked."""
    for name in REPORT_FILES:
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def to_report(record: Mapping[str, Any], units: Mapping[str, tuple[str, int]]) -> Report:
    """Mask one invented report as its reporter would have seen it masked."""
    language = record["language"]
    kept = {name: value for name, value in record.items() if name not in NOT_KEPT}
    masked = {name: mask(kept[name], language).text if kept[name] else "" for name in TEXTS}
    lists = {name: tuple(kept[name]) for name in LISTS}
    return Report(**kept | masked | lists | {"unit": units[record["unit"]][0]})


def send_demo_reports(desk: IntakeDesk) -> int:
    """Send in all invented reports; those that are there already are not sent again."""
    units = demo_units()
    return sum(
        import_record(to_report(record, units), record["id"].encode(), desk)
        for record in demo_records()
    )
