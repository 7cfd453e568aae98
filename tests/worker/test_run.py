"""The whole job over a real database: what it publishes, what it withholds, whom it tells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from sqlalchemy import delete, update

from analysis.arrays import FloatArray, unit_rows
from analysis.memory import STATE
from analysis.run import run_analysis
from app.cli.demo import demo_units, to_report
from reporting.errors import NotALeader
from reporting.followup import FollowupDesk, read_thread
from reporting.intake import submit_report
from reporting.receipts import issue_receipt_code
from reporting.store.engine import writing
from reporting.store.intake import SqlIntakeStore
from reporting.store.releases import Lease
from reporting.store.tables import report, report_vectors
from tests.worker.conftest import TODAY, Office

Records = Callable[..., list[Mapping[str, Any]]]
THEMES = ("account-still-active", "allergy-meal", "hoist-sling")

pytestmark = pytest.mark.slow


def words_in_a_row(text: str, length: int) -> set[tuple[str, ...]]:
    words = [word.strip(".,;:!?“”\"'()").lower() for word in text.split()]
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_a_release_shows_themes_and_cards_and_no_sentence_of_a_report(
    office: Office, records: Records
) -> None:
    told = records(*THEMES)
    office.take_in(told)
    counts = run_analysis(office.analysis, TODAY, office.lease, force=False)
    release = office.analysis.releases.latest()
    assert release is not None
    themes, cards = release.document["themes"], release.document["cards"]
    assert counts["published"] == len(themes) >= 2
    assert [card["theme"] for card in cards] == [theme["id"] for theme in themes]
    assert all(theme["band"] for theme in themes)
    shown = {
        row
        for value in cards
        for text in map(str, value.values())
        for row in words_in_a_row(text, 6)
    }
    for record in told:
        assert not words_in_a_row(record["story"], 6) & shown


class Broken:
    """An encoder that lost its weights: every text lies somewhere else, whatever it says."""

    name = "usem3"
    comparable = True

    def encode(self, texts: Sequence[str]) -> FloatArray:
        rows = [
            np.random.default_rng(list(sha256(text.encode()).digest())).normal(size=512)
            for text in texts
        ]
        return unit_rows(np.array(rows, dtype=np.float32).reshape(len(texts), 512))


def test_a_run_that_lost_the_themes_is_not_published(office: Office, records: Records) -> None:
    office.take_in(records(*THEMES, "wrong-attachment", "medication-interrupted", "wrong-version"))
    run_analysis(office.analysis, TODAY, office.lease, force=True)
    before = office.analysis.releases.latest()
    with writing(office.analysis.vectors.engine) as connection:
        connection.execute(delete(report_vectors))
    broken = replace(office.analysis, make_encoder=lambda _: Broken())
    counts = run_analysis(broken, TODAY, office.lease, force=True)
    assert counts["published"] == 0
    assert counts["unsound_lost_themes"] == 1
    assert office.analysis.releases.latest() == before
    assert run_analysis(office.analysis, TODAY, office.lease, force=True)["published"] > 0


def test_one_release_a_month_unless_many_reports_came_in(office: Office, records: Records) -> None:
    office.take_in(records(*THEMES))
    run_analysis(office.analysis, TODAY, office.lease, force=False)
    office.take_in(records("double-booked"))
    again = run_analysis(office.analysis, TODAY, office.lease, force=False)
    assert (again["published"], again["waiting"]) == (0, 1)
    office.take_in(records("forklift-dock", "handover-incomplete"))
    run_analysis(office.analysis, TODAY, office.lease, force=False)
    assert office.analysis.releases.all_numbers() == (1, 2)
    run_analysis(office.analysis, TODAY.replace(month=12), office.lease, force=False)
    assert office.analysis.releases.all_numbers() == (1, 2, 3)


def test_a_theme_keeps_its_id_when_reports_come_in(office: Office, records: Records) -> None:
    told = records(*THEMES)
    office.take_in(told[:-6])
    run_analysis(office.analysis, TODAY, office.lease, force=True)
    first = office.analysis.releases.latest()
    office.take_in(told)
    run_analysis(office.analysis, TODAY, office.lease, force=True)
    second = office.analysis.releases.latest()
    assert first is not None
    assert second is not None
    before = {theme["id"] for theme in first.document["themes"]}
    after = {theme["id"] for theme in second.document["themes"]}
    assert before <= after


def test_fewer_than_five_reports_make_no_theme(office: Office, records: Records) -> None:
    office.take_in(records("allergy-meal")[:4])
    counts = run_analysis(office.analysis, TODAY, office.lease, force=True)
    assert counts["published"] == 0


def test_reports_of_one_unit_are_withheld_and_counted(office: Office, records: Records) -> None:
    office.take_in([{**record, "unit": "keuken"} for record in records("allergy-meal")])
    counts = run_analysis(office.analysis, TODAY, office.lease, force=True)
    assert counts["published"] == 0
    assert counts["withheld_one_unit"] >= 1


def test_a_reporter_reads_under_the_code_that_the_report_belongs_to_a_theme(
    office: Office, records: Records
) -> None:
    *others, mine = records("allergy-meal")
    office.take_in([*others, *records("hoist-sling")])
    code = issue_receipt_code()
    submit_report(replace(to_report(mine, demo_units()), month="2026-11"), code, office.intake)
    office.collect()
    run_analysis(office.analysis, TODAY, office.lease, force=True)
    run_analysis(office.analysis, TODAY, office.lease, force=True)
    assert isinstance(office.intake.store, SqlIntakeStore)
    thread = read_thread(code, FollowupDesk(office.intake.store, office.intake.secrets))
    assert thread.steps == ("received", "theme")
    assert len(thread.messages) == 1


def test_a_worker_that_lost_its_lease_publishes_nothing(office: Office, records: Records) -> None:
    office.take_in(records("allergy-meal"))
    with pytest.raises(NotALeader):
        run_analysis(office.analysis, TODAY, Lease("analysis", 7), force=True)
    assert office.analysis.releases.latest() is None
    assert office.analysis.states.get(STATE) is None


def test_a_damaged_envelope_is_counted_and_stops_no_other(office: Office, records: Records) -> None:
    office.take_in(records(*THEMES))
    engine = office.analysis.reports.engine
    spoiled = next(office.analysis.reports.envelopes())
    damaged = spoiled.envelope[:-1] + bytes([spoiled.envelope[-1] ^ 1])
    with writing(engine) as connection:
        connection.execute(update(report).where(report.c.id == spoiled.id).values(envelope=damaged))
    counts = run_analysis(office.analysis, TODAY, office.lease, force=True)
    assert counts["unopened"] == 1
    assert counts["published"] >= 2
