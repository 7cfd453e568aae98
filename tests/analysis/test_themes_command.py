"""`vrijuit themes`, from file to file."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from analysis.arrays import FloatArray, unit_rows
from analysis.encoders.lsa import LsaEncoder
from analysis.encoding import Encoder, RememberingEncoder
from analysis.errors import AnalysisError, BadInputLine
from analysis.themes_command import ThemesFiles, ThemesRun, run_themes
from analysis.themes_input import read_reports
from tests.analysis.corpora import Told, told_reports

Run = Callable[..., ThemesRun]


@pytest.fixture
def run(tmp_path: Path, encoder: RememberingEncoder) -> Run:
    """Write reports, run, and leave out.jsonl and describe.json behind."""

    def run_on(lines: Sequence[str], **places: Path) -> ThemesRun:
        source = tmp_path / "in.jsonl"
        source.write_text("\n".join(lines), encoding="utf-8")
        files = ThemesFiles(
            source, tmp_path / "out.jsonl", describe=tmp_path / "describe.json", **places
        )
        return run_themes(files, make_encoder=lambda _texts: encoder)

    return run_on


def lines_of(reports: Sequence[Told], month: str = "") -> list[str]:
    dated = {"occurred_on": f"{month}-15"} if month else {}
    return [json.dumps({"id": r.id, "text": r.text, **dated}) for r in reports]


def themes_in(path: Path) -> dict[str, str | None]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row["theme"] for row in rows}


def test_subjects_become_themes_across_languages(run: Run, tmp_path: Path) -> None:
    found = run(lines_of(told_reports()))
    assert (found.themes, found.reports, found.min_size) == (3, 34, 5)
    themes = themes_in(tmp_path / "out.jsonl")
    assert len(themes) == 34
    by_subject: dict[str, set[str | None]] = {}
    for report in told_reports():
        if report.subject:
            by_subject.setdefault(report.subject, set()).add(themes[report.id])
    named = [own - {None} for own in by_subject.values()]
    assert all(len(own) == 1 for own in named)
    assert len(set().union(*named)) == 3
    assert sum(theme is None for theme in themes.values()) == found.left_out


def test_the_description_holds_bands_and_words_only(run: Run, tmp_path: Path) -> None:
    run(lines_of(told_reports(), "2026-03"))
    described = json.loads((tmp_path / "describe.json").read_text(encoding="utf-8"))
    assert len(described) == 3
    for theme in described:
        assert theme["size_band"] in {"5-9", "10-19"}
        assert theme["first_month"] == "2026-03"
        assert theme["emerging"] is False
        assert theme["parent"] is None
        assert theme["label_nl"]
        assert theme["label_en"]
        assert theme["terms_nl"]
        assert theme["terms_en"]
        assert (theme["words_from_nl"], theme["words_from_en"]) == ("nl", "en")


def test_any_order_of_lines_gives_the_same_files(run: Run, tmp_path: Path) -> None:
    lines = lines_of(told_reports())
    run(lines)
    first = [(tmp_path / name).read_bytes() for name in ("out.jsonl", "describe.json")]
    run(lines[::-1])
    assert [(tmp_path / name).read_bytes() for name in ("out.jsonl", "describe.json")] == first


def test_themes_keep_their_id_from_run_to_run(run: Run, tmp_path: Path) -> None:
    state = tmp_path / "state"
    reports = told_reports()
    run(lines_of(reports[:-6], "2026-01"), previous=state, state=state)
    before = themes_in(tmp_path / "out.jsonl")
    run(lines_of(reports, "2026-02"), previous=state, state=state)
    after = themes_in(tmp_path / "out.jsonl")
    both = [one for one in before if before[one] and after[one]]
    assert both
    assert all(before[one] == after[one] for one in both)
    described = json.loads((tmp_path / "describe.json").read_text(encoding="utf-8"))
    assert {theme["first_month"] for theme in described} == {"2026-01"}


def test_a_theme_of_the_last_months_is_emerging(run: Run, tmp_path: Path) -> None:
    old = [r for r in told_reports() if r.subject != "double_booking"]
    new = [r for r in told_reports() if r.subject == "double_booking"]
    dated = [
        json.dumps({"id": r.id, "text": r.text, "occurred_on": f"{2025 + n % 2}-0{n % 6 + 1}-10"})
        for n, r in enumerate(old)
    ]
    run([*dated, *lines_of(new, "2026-06")])
    described = json.loads((tmp_path / "describe.json").read_text(encoding="utf-8"))
    rising = [theme for theme in described if theme["emerging"]]
    assert len(rising) == 1
    assert rising[0]["first_month"] == "2026-06"


def test_no_theme_below_five_whatever_is_asked(tmp_path: Path, encoder: RememberingEncoder) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(lines_of(told_reports())), encoding="utf-8")
    files = ThemesFiles(source, tmp_path / "out.jsonl")
    assert run_themes(files, min_size=2, make_encoder=lambda _: encoder).min_size == 5


def test_without_the_model_the_fallback_works(tmp_path: Path) -> None:
    def fallback(texts: Sequence[str]) -> Encoder:
        return LsaEncoder(texts)

    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(lines_of(told_reports())), encoding="utf-8")
    files = ThemesFiles(source, tmp_path / "out.jsonl", state=tmp_path / "state")
    assert run_themes(files, make_encoder=fallback).reports == 34
    again = ThemesFiles(source, tmp_path / "out.jsonl", previous=tmp_path / "state")
    assert run_themes(again, make_encoder=fallback).reports == 34


@pytest.mark.parametrize("lines", [[], ["", "  "], ['{"id": 1, "text": ""}']])
def test_a_file_with_hardly_anything_gives_no_theme(run: Run, lines: list[str]) -> None:
    assert run(lines).themes == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2: this is not JSON"),
        ("[1]", "line 2: expected an object"),
        ('{"text": "a"}', 'line 2: "id"'),
        ('{"id": true, "text": "a"}', 'line 2: "id"'),
        ('{"id": "b"}', 'line 2: "text"'),
        ('{"id": "b", "text": 7}', 'line 2: "text"'),
        ('{"id": "b", "text": "a", "lang": 3}', 'line 2: "lang"'),
        ('{"id": "b", "text": "a", "occurred_on": "soon"}', 'line 2: "occurred_on"'),
        ('{"id": "a", "text": "again"}', "line 2: this id already stands on line 1"),
    ],
)
def test_a_bad_line_is_named_and_its_text_is_not(line: str, says: str) -> None:
    with pytest.raises(BadInputLine, match="^" + says.replace("[", r"\[")):
        read_reports(['{"id": "a", "text": "geheim verhaal"}', line])


def test_dates_of_a_day_or_a_month_are_read() -> None:
    lines = ['{"id": 1, "text": "a", "occurred_on": "2026-03"}']
    assert str(read_reports(lines)[0].occurred_on) == "2026-03-01"
    lines = ['{"id": 1, "text": "a", "occurred_on": "2026-03-14T10:00:00"}']
    assert str(read_reports(lines)[0].occurred_on) == "2026-03-14"


def test_a_missing_file_and_a_missing_state_are_named(run: Run, tmp_path: Path) -> None:
    with pytest.raises(AnalysisError, match=r"nowhere\.jsonl cannot be read"):
        run_themes(ThemesFiles(tmp_path / "nowhere.jsonl", tmp_path / "out.jsonl"))
    with pytest.raises(AnalysisError, match="cannot be read"):
        run([], previous=tmp_path / "no_state")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(AnalysisError, match=r"in\.jsonl is not UTF-8 text"):
        run_themes(ThemesFiles(tmp_path / "in.jsonl", tmp_path / "out.jsonl"))


def test_a_place_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(AnalysisError, match="cannot be written"):
        run([], state=tmp_path / "file")


def as_it_is(encoder: Encoder, _texts: Sequence[str]) -> Encoder:
    return encoder


def test_a_second_run_reads_no_report_again(tmp_path: Path) -> None:
    class Counting:
        name = "counting"
        comparable = True

        def __init__(self) -> None:
            self.given: list[str] = []

        def encode(self, texts: Sequence[str]) -> FloatArray:
            self.given += texts
            rows = [[1.0, len(text), text.count("e")] for text in texts]
            return unit_rows(np.array(rows, dtype=np.float32).reshape(len(texts), 3))

    told = told_reports()
    source, state = tmp_path / "in.jsonl", tmp_path / "state"
    lines = [json.dumps({"id": r.id, "text": r.text, "lang": r.language}) for r in told]
    source.write_text("\n".join(lines), encoding="utf-8")
    given = []
    for _ in range(2):
        counting = Counting()
        files = ThemesFiles(source, tmp_path / "out.jsonl", previous=state, state=state)
        run_themes(files, make_encoder=partial(as_it_is, counting))
        given.append({one.text for one in told} & set(counting.given))
    assert len(given[0]) > 20
    assert given[1] == set()
    assert (state / "vectors.npz").stat().st_mode & 0o077 == 0
