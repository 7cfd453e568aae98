"""Reading files of earlier systems: good rows go in, bad rows are told by number."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from app.cli.rows import Row, UnreadableFile, read_rows


def written(tmp_path: Path, name: str, content: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_broken_csv_row_is_flawed_and_the_rows_after_it_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "old.csv", 'id,text\n1,goed\n2,te,veel\n3,"half" open\n4,ook goed\n')
    rows = read_rows(path)
    assert [row.fields.get("text") for row in rows if not row.flaw] == ["goed", "ook goed"]
    assert [row.number for row in rows if row.flaw] == [3, 4]


def test_a_story_of_several_lines_is_one_row_with_the_number_of_its_first_line(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, "old.csv", 'id,text\n1,"een\ntwee"\n2,drie\n')
    assert [(row.number, row.fields["text"]) for row in read_rows(path)] == [
        (2, "een\ntwee"),
        (4, "drie"),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_dutch_and_english_separators_are_understood(tmp_path: Path, separator: str) -> None:
    path = written(tmp_path, "old.csv", separator.join(["id", "text"]) + f"\n1{separator}val\n")
    assert read_rows(path) == (Row(2, {"id": "1", "text": "val"}),)


def test_a_file_that_windows_wrote_is_understood(tmp_path: Path) -> None:
    path = written(tmp_path, "old.csv", "text\ncoördinatie\n".encode("cp1252"))
    assert read_rows(path)[0].fields["text"] == "coördinatie"


def test_the_first_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["nr", "verhaal"])
    book.worksheets[0].append([1, "een verhaal"])
    book.save(tmp_path / "old.xlsx")
    assert read_rows(tmp_path / "old.xlsx") == (Row(2, {"nr": "1", "verhaal": "een verhaal"}),)


def test_a_line_that_is_no_json_object_is_flawed(tmp_path: Path) -> None:
    path = written(tmp_path, "old.jsonl", '{"text": "a"}\n{"text": \n[1]\n')
    assert [bool(row.flaw) for row in read_rows(path)] == [False, True, True]


@pytest.mark.parametrize("name", ["old.pdf", "empty.csv", "broken.xlsx"])
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match=name):
        read_rows(written(tmp_path, name, ""))


def test_a_file_of_which_every_row_is_broken_still_tells_its_columns(tmp_path: Path) -> None:
    [row] = read_rows(written(tmp_path, "old.csv", "story,when\neen,twee,drie\n"))
    assert row.flaw == "3 columns where 2 are expected"
    assert set(row.fields) == {"story", "when"}
