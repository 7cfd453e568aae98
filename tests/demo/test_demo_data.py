"""The invented reports of the demo: whole, valid, varied, and shaped as their page says."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

DEMO_DATA = Path(__file__).parents[2] / "app" / "cli" / "demo_data"
MONTHS = [f"2025-{12:02d}", *(f"2026-{month:02d}" for month in range(1, 12))]
FIELDS = {
    *("id", "language", "theme", "kind", "story", "month", "unit", "involvement", "detection"),
    *("severity_actual", "severity_potential", "consequence", "factors", "helped", "stage", "tip"),
}
# Written out on purpose, apart from the taxonomy file: a code that disappears there shows up here.
CODES: Mapping[str, frozenset[str]] = {
    "kind": frozenset(f"K{n}" for n in range(1, 5)),
    "involvement": frozenset(f"R{n}" for n in range(1, 4)),
    "detection": frozenset(f"D{n}" for n in range(1, 6)),
    "severity_actual": frozenset(f"S{n}" for n in range(5)),
    "severity_potential": frozenset(f"S{n}" for n in range(5)),
    "stage": frozenset(f"W{n}" for n in range(1, 8)),
    "consequence": frozenset(f"G{n}" for n in range(1, 5)),
    "factors": frozenset(f"F{n:02d}" for n in range(1, 20)),
    "helped": frozenset(f"H{n}" for n in range(1, 8)),
}
ONE_CHOICE = ("involvement", "detection", "severity_actual", "severity_potential", "stage")
MANY_CHOICES = ("consequence", "factors", "helped")
Row = Mapping[str, object]


def read_rows(language: str) -> Iterator[Row]:
    lines = (DEMO_DATA / f"reports_{language}.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        row = json.loads(line)
        assert isinstance(row, dict)
        yield row


@pytest.fixture(scope="module", name="rows")
def _rows() -> list[Row]:
    return [*read_rows("nl"), *read_rows("en")]


@pytest.fixture(scope="module", name="themes")
def _themes(rows: list[Row]) -> dict[str, list[Row]]:
    themes: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["theme"] is not None:
            themes[str(row["theme"])].append(row)
    return dict(themes)


def values_of(row: Row, field: str) -> list[str]:
    value = row[field]
    assert isinstance(value, list)
    return [str(part) for part in value]


def sentences(story: str) -> set[str]:
    """Sentences of six words or more, without capitals and punctuation."""
    parts = re.split(r"[.!?\n]+", story.casefold())
    return {" ".join(words) for part in parts if len(words := re.findall(r"\w+", part)) >= 6}


def share_since_september(rows: list[Row]) -> float:
    return sum(str(row["month"]) >= "2026-09" for row in rows) / len(rows)


def test_every_line_has_exactly_the_fields_of_the_page(rows: list[Row]) -> None:
    assert all(set(row) == FIELDS for row in rows)


def test_there_are_enough_reports_and_each_has_its_own_id(rows: list[Row]) -> None:
    ids = [row["id"] for row in rows]
    assert len(rows) >= 300
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(rf"d-{row['language']}-\d{{3}}", str(row["id"])) for row in rows)


@pytest.mark.parametrize("field", ["kind", *ONE_CHOICE])
def test_a_single_answer_is_a_code_of_its_axis_or_skipped(rows: list[Row], field: str) -> None:
    skipped = set() if field == "kind" else {None}
    assert {row[field] for row in rows} <= CODES[field] | skipped


@pytest.mark.parametrize("field", MANY_CHOICES)
def test_every_chosen_code_is_of_its_axis_and_chosen_once(rows: list[Row], field: str) -> None:
    for row in rows:
        chosen = values_of(row, field)
        assert set(chosen) <= CODES[field]
        assert len(set(chosen)) == len(chosen)


def test_nobody_picks_more_than_three_factors(rows: list[Row]) -> None:
    assert max(len(values_of(row, "factors")) for row in rows) == 3


def test_questions_the_form_hides_stay_unanswered(rows: list[Row]) -> None:
    hazards = [row for row in rows if row["kind"] == "K3"]
    successes = [row for row in rows if row["kind"] == "K4"]
    assert not any(row["severity_actual"] or row["detection"] for row in hazards)
    assert not any(row["severity_actual"] or row["severity_potential"] for row in successes)
    assert not any(row["consequence"] for row in [*hazards, *successes])


def test_dutch_and_english_stand_about_seventy_to_thirty(rows: list[Row]) -> None:
    dutch = sum(row["language"] == "nl" for row in rows)
    assert 0.65 <= dutch / len(rows) <= 0.75
    assert {row["language"] for row in rows} == {"nl", "en"}


def test_stories_and_tips_fit_the_form(rows: list[Row]) -> None:
    assert all(40 <= len(str(row["story"])) <= 4000 for row in rows)
    assert all(isinstance(row["tip"], str) and len(row["tip"]) <= 500 for row in rows)


def test_no_story_is_told_twice_and_no_sentence_shared(rows: list[Row]) -> None:
    told = Counter(sentence for row in rows for sentence in sentences(str(row["story"])))
    assert [sentence for sentence, times in told.items() if times > 1] == []
    assert len({str(row["story"]).casefold() for row in rows}) == len(rows)


def test_lengths_differ_widely(rows: list[Row]) -> None:
    lengths = [len(str(row["story"])) for row in rows]
    assert sum(length < 100 for length in lengths) >= 15
    assert sum(length > 500 for length in lengths) >= 15


def test_all_twelve_months_and_all_units_appear(rows: list[Row]) -> None:
    units = json.loads((DEMO_DATA / "units.json").read_text(encoding="utf-8"))["units"]
    assert sorted({str(row["month"]) for row in rows}) == MONTHS
    assert {row["unit"] for row in rows} == {unit["id"] for unit in units}
    assert all(unit["people"] >= 10 and unit["nl"] and unit["en"] for unit in units)


def test_at_least_twelve_themes_are_told_in_both_languages(themes: dict[str, list[Row]]) -> None:
    both = [
        key
        for key, rows in themes.items()
        if len(rows) >= 8 and {row["language"] for row in rows} == {"nl", "en"}
    ]
    assert len(both) >= 12
    assert set(both) == set(themes)


def test_every_theme_comes_from_several_units_and_months(themes: dict[str, list[Row]]) -> None:
    for key, rows in themes.items():
        assert len({row["unit"] for row in rows}) >= 2, key
        assert len({row["month"] for row in rows}) >= 5, key


def test_at_least_forty_reports_stand_alone(rows: list[Row]) -> None:
    assert sum(row["theme"] is None for row in rows) >= 40


def test_all_four_kinds_are_there_in_about_the_intended_shares(rows: list[Row]) -> None:
    kinds = Counter(str(row["kind"]) for row in rows)
    shares = {kind: count / len(rows) for kind, count in kinds.items()}
    assert 0.40 <= shares["K1"] <= 0.50
    assert 0.20 <= shares["K2"] <= 0.30
    assert 0.15 <= shares["K3"] <= 0.25
    assert 0.07 <= shares["K4"] <= 0.13


def test_two_themes_grow_and_one_fades(themes: dict[str, list[Row]]) -> None:
    growing = {key for key, rows in themes.items() if share_since_september(rows) > 0.5}
    fading = {key for key, rows in themes.items() if share_since_september(rows) < 0.1}
    assert growing == {"wrong-attachment", "agency-not-instructed"}
    assert fading == {"lockout-bypassed"}


def test_slippery_floors_belong_to_the_cold_months(themes: dict[str, list[Row]]) -> None:
    cold = {"2025-12", "2026-01", "2026-02", "2026-03", "2026-10", "2026-11"}
    assert {row["month"] for row in themes["slippery-floor"]} <= cold


def test_telephone_numbers_are_of_the_made_up_kind(rows: list[Row]) -> None:
    numbers = re.findall(r"\b06[- ]?[\d ]{8,}", " ".join(str(row["story"]) for row in rows))
    digits = {re.sub(r"\D", "", number) for number in numbers}
    assert digits
    assert all(number.startswith("0600") or number == "0612345678" for number in digits)


def test_the_page_beside_the_reports_says_they_are_invented() -> None:
    page = (DEMO_DATA / "README.md").read_text(encoding="utf-8")
    assert "invented" in page
    assert "CC0" in page
