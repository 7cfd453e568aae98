"""A row becomes a masked report, or a reason why not."""

from datetime import date

import pytest

from app.cli.records import BadRow, Columns, Translation, choose_columns, read_month, to_report
from app.cli.rows import Row
from config.taxonomy import load_taxonomy
from reporting.masking.own_words import NO_OWN_WORDS

TODAY = date(2026, 11, 24)
STORY = "De tillift bleef hangen en mevrouw Riemersma schrok daar erg van, gelukkig zonder letsel."


def translation(columns: Columns) -> Translation:
    return Translation(columns, "K2", "dmy", TODAY, load_taxonomy(), NO_OWN_WORDS)


def test_a_row_becomes_a_masked_report_of_its_month() -> None:
    row = Row(2, {"wat": STORY, "wanneer": "03-02-2026", "soort": "K1", "team": "zorg"})
    report, _ = to_report(row, translation(Columns("wat", "soort", "wanneer", "team")))
    assert "Riemersma" not in report.story
    assert (report.kind, report.month, report.unit, report.language) == (
        "K1",
        "2026-02",
        "zorg",
        "nl",
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"wat": "te kort"}, "at least 40"),
        ({"wat": "x" * 12_001}, "at most 12000"),
        ({"wat": STORY, "wanneer": "31-02-2026"}, "does not exist"),
        ({"wat": STORY, "wanneer": "2027-01-01"}, "future"),
        ({"wat": STORY, "wanneer": "gisteren"}, "not readable"),
        ({"wat": STORY, "soort": "K9"}, "kind"),
    ],
)
def test_a_bad_row_says_why_without_its_text(fields: dict[str, str], reason: str) -> None:
    with pytest.raises(BadRow, match=reason) as refused:
        to_report(Row(2, fields), translation(Columns("wat", "soort", "wanneer")))
    assert "tillift" not in str(refused.value)


@pytest.mark.parametrize(
    ("written", "order", "month"),
    [
        ("2026-03", "dmy", "2026-03"),
        ("2025-12-31T10:00:00", "dmy", "2025-12"),
        ("4/5/2026", "dmy", "2026-05"),
        ("4/5/2026 13:30", "mdy", "2026-04"),
        ("", "dmy", ""),
    ],
)
def test_months_are_read_in_the_order_that_was_said(written: str, order: str, month: str) -> None:
    assert read_month(written, order, TODAY) == month


def test_columns_are_found_by_their_usual_names_or_as_mapped() -> None:
    present = frozenset({"nr", "Narrative", "datum"})
    assert choose_columns({}, present) == Columns("Narrative", occurred="datum")
    assert choose_columns({"story": "nr"}, present).story == "nr"
    with pytest.raises(BadRow, match="no column 'x'"):
        choose_columns({"story": "x"}, present)
    with pytest.raises(BadRow, match="--map"):
        choose_columns({}, frozenset({"a", "b"}))
