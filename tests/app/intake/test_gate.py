"""The gate before sending: programs are stopped, people lose nothing, and nobody is told apart."""

import hashlib
from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy import Engine

from app.intake.desk import PublicDesk
from app.intake.gate import Gate, is_worked, work_task
from app.intake.wsgi import create_app
from config.gate import GateSettings
from config.intake import IntakeSettings
from reporting.store.intake import SqlIntakeStore
from tests.app.intake.conftest import HandClock, StoredReports
from tests.app.intake.visitor import STORY, Visitor
from tests.app.page_checks import Seen


def with_gate(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock, **gate: object
) -> Visitor:
    """A visitor of pages with another gate."""
    changed = replace(settings.gate, **gate)  # type: ignore[arg-type]  # the test names a field
    return Visitor(create_app(replace(settings, gate=changed), desk, clock))


@pytest.fixture
def careful(
    settings: IntakeSettings, desk: PublicDesk, clock: HandClock, engine_of_app: Engine
) -> Visitor:
    """Of pages that want three seconds."""
    return with_gate(settings, desk, clock, floor_seconds=3)


def test_faster_than_a_person_is_not_sent_and_keeps_what_was_typed(
    careful: Visitor, clock: HandClock, stored_reports: StoredReports
) -> None:
    careful.check()
    code = careful.code
    page = careful.press_send(status=400)
    assert "erg snel" in page.text
    assert (page.typed("story"), careful.code) == (STORY, code)
    assert stored_reports() == []
    clock.move(seconds=3)
    careful.press_send()
    assert len(stored_reports()) == 1


def test_the_three_seconds_count_from_the_form_and_not_from_the_last_page(
    careful: Visitor, clock: HandClock
) -> None:
    careful.visit("/nl/melden")
    clock.move(seconds=4)
    careful.send("/nl/controleren", kind="K1", story=STORY)
    careful.press_send()


@pytest.mark.parametrize("path", ["/nl/controleren", "/nl/versturen"])
def test_the_hidden_field_stops_a_program_and_drops_nothing_in_silence(
    visitor: Visitor, stored_reports: StoredReports, path: str
) -> None:
    visitor.check()
    page = visitor.send(path, 400, story=STORY, tip="", website="https://koop.example")
    assert "veld dat leeg moet blijven" in page.text
    assert page.typed("story") == STORY
    assert "koop.example" not in page.text
    assert stored_reports() == []


def test_a_full_inbox_asks_to_come_back_and_keeps_what_was_typed(
    visitor: Visitor, settings: IntakeSettings, desk: PublicDesk, clock: HandClock
) -> None:
    store = desk.intake.store
    assert isinstance(store, SqlIntakeStore)
    small = replace(desk.intake, store=replace(store, most_waiting=2))
    full = Visitor(create_app(settings, replace(desk, intake=small), clock))
    for _ in range(2):
        full.check()
        full.press_send()
    full.check()
    code = full.code
    page = full.press_send(status=503)
    assert "Het is nu te druk" in page.text
    assert (page.typed("story"), full.code) == (STORY, code)


def test_a_report_that_is_there_already_is_acknowledged_also_when_the_inbox_is_full(
    visitor: Visitor, settings: IntakeSettings, desk: PublicDesk, clock: HandClock
) -> None:
    visitor.check()
    checked = visitor.page
    visitor.press_send()
    assert isinstance(desk.intake.store, SqlIntakeStore)
    shut = replace(desk.intake, store=replace(desk.intake.store, most_waiting=1))
    again = Visitor(create_app(settings, replace(desk, intake=shut), clock), checked)
    again.press_send(status=201)


@pytest.mark.parametrize(("waiting", "bits"), [(0, 0), (24, 0), (25, 17), (50, 19), (100, 21)])
def test_the_fuller_the_inbox_the_more_work(waiting: int, bits: int) -> None:
    settings = GateSettings(most_waiting=100, proof_of_work="busy")
    assert Gate(settings, lambda most: min(waiting, most)).work_asked() == bits
    assert Gate(replace(settings, proof_of_work="no"), lambda _: waiting).work_asked() == 0


def work_out(page: Seen) -> str:
    """What the script finds."""
    [asked] = [one for one in page.attributes("input") if one.get("name") == "werk"]
    for number in count():
        digest = hashlib.sha256(f"{asked['data-task']}:{number}".encode()).digest()
        if int.from_bytes(digest[:4]) >> (32 - int(asked["data-bits"])) == 0:
            return str(number)
    raise AssertionError


def test_on_a_busy_day_work_or_a_minute_is_asked(
    visitor: Visitor, settings: IntakeSettings, desk: PublicDesk, clock: HandClock
) -> None:
    crowd = replace(desk, count_waiting=lambda most: most // 4)
    for patient in (False, True):
        worker = with_gate(settings, crowd, clock, proof_of_work="busy")
        worker.check()
        assert "Wacht een minuut" in worker.page.text
        page = worker.press_send(status=429, werk="12")
        assert page.typed("story") == STORY
        if patient:
            clock.move(seconds=60)
        worker.press_send(status=201, werk="" if patient else work_out(worker.page))


def test_work_for_one_report_is_no_work_for_another() -> None:
    number = next(str(n) for n in count() if is_worked("AAAA", str(n), 12))
    assert work_task("AAAA") != work_task("BBBB")
    assert not is_worked("BBBB", number, 12)
    for wrong in ("", "-1", "1e3", "٣", "9" * 17):
        assert not is_worked("AAAA", wrong, 1)
