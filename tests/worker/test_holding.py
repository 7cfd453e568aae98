"""Reports that wait until others tell the same: counted in nothing, and freed when they are not alone."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from analysis.run import run_analysis
from app.cli.demo import demo_units, to_report
from reporting.followup import FollowupDesk, Thread, read_thread
from reporting.intake import submit_report
from reporting.learning.cards import CardStatus, Pick, PickedCard
from reporting.learning.case_card import unpack_card
from reporting.learning.progress import steps_by_theme
from reporting.receipts import ReceiptCode, derive_receipt, issue_receipt_code
from reporting.report import unpack_report
from reporting.store.intake import SqlIntakeStore
from reporting.threads import unlock_messages
from reporting.vault.envelope import Purpose
from tests.conftest import Site
from tests.worker.conftest import TODAY, Office

Records = Callable[..., list[Mapping[str, Any]]]

pytestmark = pytest.mark.slow


LONELY = (
    "Op het dakterras kreeg de moestuin drie weken geen water. De tomaten verdorden, omdat iedereen "
    "dacht dat een ander de gieter pakte. We hangen nu een rooster op bij de regenton."
)


def send_held(office: Office, record: Mapping[str, Any], story: str = "") -> ReceiptCode:
    code = issue_receipt_code()
    report = replace(to_report(record, demo_units()), month="2026-11", hold=True)
    report = replace(report, story=story, language="nl") if story else report
    submit_report(report, code, office.intake)
    office.collect()
    return code


def thread(office: Office, code: ReceiptCode) -> Thread:
    assert isinstance(office.intake.store, SqlIntakeStore)
    return read_thread(code, FollowupDesk(office.intake.store, office.intake.secrets))


def kinds(office: Office, code: ReceiptCode) -> tuple[str, ...]:
    """What lies in a thread; to its reporter a lone message shows as nothing yet."""
    assert isinstance(office.intake.store, SqlIntakeStore)
    keys = derive_receipt(code, office.intake.secrets)
    return tuple(
        one.kind for one in unlock_messages(office.intake.store.thread_rows(keys.lookup), keys)
    )


def readable(office: Office, site: Site) -> int:
    """How many reports an analist can open."""
    found = 0
    for row in office.analysis.reports.envelopes():
        try:
            unpack_report(site.analist.open(row.envelope, Purpose.REPORT, row.id))
        except Exception:  # noqa: BLE001, S112 - whatever the cause, it does not open
            continue
        found += 1
    return found


def test_a_held_report_that_is_alone_leaves_no_trace_in_a_release(
    office: Office, records: Records, site: Site
) -> None:
    office.take_in([*records("allergy-meal"), *records("hoist-sling")])
    counts = run_analysis(office.analysis, TODAY, office.lease, force=True)
    first = office.analysis.releases.latest()
    code = send_held(office, records("forklift-dock")[0], LONELY)
    again = run_analysis(office.analysis, TODAY, office.lease, force=True)
    second = office.analysis.releases.latest()
    assert first is not None
    assert second is not None
    assert second.document["trends"] == first.document["trends"]
    assert second.document["engine"] == first.document["engine"]
    names = [{theme["label_nl"] for theme in one.document["themes"]} for one in (first, second)]
    assert names[0] == names[1], (counts, again)
    assert again["reports"] == counts["reports"]
    assert kinds(office, code) == ("held",)
    assert readable(office, site) == counts["reports"]


def test_a_held_report_that_others_tell_too_is_freed_counted_and_read(
    office: Office, records: Records, site: Site
) -> None:
    *others, mine = records("allergy-meal")
    code = send_held(office, mine)
    office.take_in(records("hoist-sling"))
    run_analysis(office.analysis, TODAY, office.lease, force=True)
    assert kinds(office, code) == ("held",)
    before = readable(office, site)
    office.take_in(others)
    run_analysis(office.analysis, TODAY, office.lease, force=True)
    found = thread(office, code)
    assert not found.held
    assert found.steps == ("received", "theme")
    assert [one.kind for one in found.messages] == ["freed", "theme"]
    assert readable(office, site) == before + len(others) + 1
    run_analysis(office.analysis, TODAY, office.lease, force=True)
    assert thread(office, code) == found


def test_reporters_hear_that_their_theme_was_discussed_and_taught_something(
    office: Office, records: Records
) -> None:
    *others, mine = records("allergy-meal")
    office.take_in([*others, *records("hoist-sling")])
    code = issue_receipt_code()
    submit_report(replace(to_report(mine, demo_units()), month="2026-11"), code, office.intake)
    office.collect()
    run_analysis(office.analysis, TODAY, office.lease, force=True)
    release = office.analysis.releases.latest()
    assert release is not None
    cards = [unpack_card(card) for card in release.document["cards"]]
    told: tuple[tuple[CardStatus, tuple[str, ...]], ...] = (
        ("planned", ("received", "theme")),
        ("discussed", ("received", "theme", "discussed")),
        ("harvested", ("received", "theme", "discussed", "lesson")),
    )
    for status, steps in told:
        found = steps_by_theme(PickedCard(Pick(card.id, "g", status), card) for card in cards)
        desk = replace(office.analysis, steps=partial(dict, found))
        run_analysis(desk, TODAY, office.lease, force=True)
        assert thread(office, code).steps == steps
    assert len(thread(office, code).messages) == 3
