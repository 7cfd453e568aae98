"""The chain is shown to every role, and handed out as JSON."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from app.staff.chain import FirstMonths
from app.staff.permissions import Role
from reporting.learning.actions import end_action
from reporting.learning.yields import record_yield
from reporting.store.releases import SqlReleaseStore
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import DOCUMENT, THEME, publish
from tests.learning.harvest_samples import TODAY, action, harvest_desk, held_meeting, lesson

PAGE, NUMBERS = "/keten", "/keten/cijfers.json"


@pytest.fixture
def filled(engine: Engine) -> Engine:
    desk = harvest_desk(engine)
    meeting = held_meeting(desk)
    lesson(desk, meeting)
    asked = action(desk, meeting)
    end_action(asked.id, "closed", "De lijst hangt er.", TODAY + timedelta(days=5), desk)
    record_yield(meeting.id, 4, {"safe": (0, 0, 0, 0, 4)}, desk)
    return engine


@pytest.mark.parametrize("role", Role)
def test_every_role_sees_how_far_reports_come(
    filled: Engine, signed_in: SignedIn, role: Role
) -> None:
    colleague = signed_in(role)
    text = colleague.visit(PAGE).text
    for told in (
        "2 thema’s",
        "2 casuskaarten 1 gekozen door een groep",
        "1 bijeenkomst gehouden 0 bijeenkomsten gepland",
        "1 les gedeeld",
        "Van thema tot bijeenkomst binnen een maand",
        "Van bijeenkomst tot les 14 dagen",
        "Van gevraagde actie tot antwoord 5 dagen",
        "kwartaal 4 van 2026 1 gehaald",
        "kwartaal 3 van 2026 0 niet gehaald",
        "Het was veilig nog te weinig antwoorden",
    ):
        assert told in text, told
    assert NUMBERS in colleague.links


def test_a_program_reads_the_same_numbers(filled: Engine, signed_in: SignedIn) -> None:
    found = signed_in(Role.OVERSEER).client.get(NUMBERS)
    assert found.mimetype == "application/json"
    numbers = found.get_json()
    assert numbers["counts"]["lessons"] == 1
    assert numbers["median_days"] == {
        "theme_to_meeting": 0,
        "meeting_to_lesson": 14,
        "action_to_end": 5,
    }
    assert numbers["quarters"][-1] == {"quarter": "2026-Q4", "changes": 1, "reached": True}
    assert numbers["meeting_scores"]["safe"] is None
    assert "engine" not in numbers


def test_a_theme_counts_from_its_first_release(empty: Engine) -> None:
    months = FirstMonths(SqlReleaseStore(empty))
    assert months.by_theme() == {}
    publish(empty, {**DOCUMENT, "month": "2026-08", "themes": [THEME]})
    assert months.by_theme() == {"t-1": "2026-08"}
    publish(empty)
    assert months.by_theme() == {"t-1": "2026-08", "t-2": "2026-11"}
    assert FirstMonths(SqlReleaseStore(empty)).by_theme() == months.by_theme()


def test_before_anything_happened_the_page_says_so(empty: Engine, signed_in: SignedIn) -> None:
    text = signed_in(Role.ADMINISTRATOR).visit(PAGE).text
    assert "0 thema’s" in text
    assert text.count("nog niet te zeggen") == 3
    assert text.count("nog te weinig antwoorden") == 5
