"""The command that scores public corpora, on invented samples of each format."""

import json
from pathlib import Path

import pytest

from tests.bench.machine import Figure, Section, as_markdown, with_section
from tests.bench.masking_corpora import Find, figures, finder, main

CONLL = """-DOCSTART- -DOCSTART- O
Gisteren Adv O
belde V O
Jan N B-PER
de Art I-PER
Vries N I-PER
. Punc O

Zorblatt N B-ORG
zweeg V O

-DOCSTART- -DOCSTART- O
Niemand Pron O
kwam V O
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = "mw. Jan de Vries viel"
    deduce = {"text": text, "annotations": [{"start_char": 0, "end_char": 16, "tag": "persoon"}]}
    write(
        tmp_path / "deduce" / "names.json",
        {"examples": [deduce, {"text": "Niets.", "annotations": []}]},
    )
    (tmp_path / "ned.testb").write_text(CONLL, encoding="utf-8")
    said = "Ms. Mary Jones is Dutch."
    spans = [
        {"start_position": 0, "end_position": 3, "entity_type": "TITLE"},
        {"start_position": 4, "end_position": 14, "entity_type": "PERSON"},
        {"start_position": 18, "end_position": 23, "entity_type": "NRP"},
    ]
    write(tmp_path / "synth_dataset_v2.json", [{"full_text": said, "spans": spans}])
    case = "The applicant, Mr John Smith, met Zorblatt. John Smith left."
    mentions = [
        mention(case, "Mr John Smith", "e1", "DIRECT"),
        mention(case, "John Smith left", "e1", "DIRECT"),
        mention(case, "Zorblatt", "e2", "QUASI"),
        mention(case, "applicant", "e3", "NO_MASK"),
    ]
    annotations = {"annotator1": {"entity_mentions": mentions}}
    write(tmp_path / "echr_test.json", [{"text": case, "annotations": annotations}])
    return tmp_path


def mention(text: str, wording: str, entity: str, identifier: str) -> dict[str, object]:
    start = text.index(wording)
    end = start + len(wording.removesuffix(" left"))
    return {
        "start_offset": start,
        "end_offset": end,
        "entity_id": entity,
        "identifier_type": identifier,
    }


def write(file: Path, content: object) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(content), encoding="utf-8")


def rows(folder: Path, find: Find) -> dict[str, str]:
    return {row.what: row.value for row in figures(folder, find)}


def test_masking_nothing_finds_nothing_and_leaks_everything(folder: Path) -> None:
    found = rows(folder, lambda _text, _language: ())
    assert found["deduce's snippets (2)"] == "recall 0.0 %, precision 0.0 %, F2 0.0 %"
    assert found["Presidio's synthetic set (1), leakage"] == "100.0 %"
    assert found["TAB (1 cases), direct identifiers (1)"] == "recall 0.0 %"


def test_our_masking_is_scored_by_the_marks_of_each_corpus(folder: Path) -> None:
    found = rows(folder, finder(None))
    assert found["deduce's snippets (2)"] == "recall 75.0 %, precision 100.0 %, F2 78.9 %"
    assert found["deduce's snippets (2), titles left out"].startswith("recall 100.0 %")
    assert found["CoNLL-2002 nl, PERSON (3 sentences)"].startswith("recall 100.0 %")
    assert found["CoNLL-2002 nl, PERSON (2 documents)"].startswith("recall 100.0 %")
    assert found["Presidio's synthetic set (1), leakage"] == "0.0 %"
    assert found["Presidio's synthetic set (1)"].startswith("recall 50.0 %")
    assert found["TAB (1 cases), direct identifiers (1)"] == "recall 100.0 %"


def test_an_empty_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path)])
    assert ended.value.code == 2
    assert "no corpus" in capsys.readouterr().err


def test_a_section_of_the_page_is_put_in_the_place_of_the_old_one() -> None:
    old, other = Section("Peers", [Figure("a", "1")]), Section("Speed", [Figure("b", "2")], "Note.")
    page = as_markdown([old, other])
    changed = with_section(page, Section("Peers", [Figure("a", "3")], "New."))
    assert changed.split("\n")[5:].count("## Peers") == 1
    assert "| a | 3 |" in changed
    assert "| a | 1 |" not in changed
    assert with_section(page, other) == page
    assert with_section(page, Section("Third", [])).endswith(
        "## Third\n| what | measured | bar |\n|---|---|---|\n"
    )
