"""Sealed states in a page: replayed, cut off, damaged, foreign or overdue, nothing typed is lost."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet

from app.intake.desk import PublicDesk
from app.intake.state import StateSeal
from app.intake.wsgi import create_app
from config.intake import IntakeSettings
from tests.app.intake.conftest import NOON, HandClock, StoredReports
from tests.app.intake.visitor import STORY, Visitor


def flipped(token: str) -> list[str]:
    """The token with one bit of each of its bytes turned over."""
    raw = urlsafe_b64decode(token)
    return [
        urlsafe_b64encode(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]).decode()
        for at in range(len(raw))
    ]


def test_no_damaged_token_opens(visitor: Visitor, settings: IntakeSettings) -> None:
    visitor.check()
    token, seal = visitor.page.hidden["staat"], StateSeal(settings.form_key)
    assert seal.open(token, ("check",), NOON) is not None
    damaged = [*flipped(token), *(token[:end] for end in range(0, len(token), 7)), token + "AAAA"]
    assert [one for one in damaged if seal.open(one, ("ask", "check", "follow"), NOON)] == []


@pytest.mark.parametrize("wrong", ["", "x", "gAAAAAB" + "A" * 200, "é", "../../etc/passwd"])
def test_a_token_that_is_none_keeps_the_text_and_sends_nothing(
    visitor: Visitor, stored_reports: StoredReports, wrong: str
) -> None:
    visitor.check()
    page = visitor.send("/nl/versturen", 400, staat=wrong, story=STORY, tip="Tip")
    assert (page.typed("story"), page.typed("tip")) == (STORY, "Tip")
    assert stored_reports() == []


def test_a_token_of_another_installation_keeps_the_text_and_sends_nothing(
    visitor: Visitor,
    settings: IntakeSettings,
    desk: PublicDesk,
    clock: HandClock,
    stored_reports: StoredReports,
) -> None:
    other = Visitor(create_app(replace(settings, form_key=Fernet.generate_key()), desk, clock))
    other.check()
    visitor.check()
    foreign = other.page.hidden["staat"]
    assert visitor.press_send(400, staat=foreign).typed("story") == STORY
    assert stored_reports() == []


def test_a_token_of_another_step_is_not_taken(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.visit("/nl/melden")
    asked = visitor.page.hidden["staat"]
    visitor.check()
    visitor.press_send(400, staat=asked)
    assert stored_reports() == []


@pytest.mark.parametrize("away", [{"minutes": 61}, {"hours": 25}, {"minutes": -5}])
def test_a_token_outside_its_time_keeps_text_and_code_and_asks_to_look_again(
    visitor: Visitor, clock: HandClock, stored_reports: StoredReports, away: dict[str, float]
) -> None:
    visitor.check(factors=["F04"])
    code = visitor.code
    clock.move(**away)
    page = visitor.press_send(400)
    assert page.typed("story") == STORY
    assert ("factors", "F04") in page.chosen
    visitor.send("/nl/controleren", kind="K1", story=STORY, factors=["F04"])
    assert visitor.code == code
    visitor.press_send()
    assert len(stored_reports()) == 1


def test_a_replayed_token_files_no_second_report_and_changes_no_first(
    visitor: Visitor, stored_reports: StoredReports
) -> None:
    visitor.check()
    checked = visitor.page
    visitor.press_send()
    [first] = stored_reports()
    visitor.page = checked
    visitor.send("/nl/controleren", story=STORY + " En toen nog iets anders.", tip="", also="")
    visitor.press_send()
    assert stored_reports() == [first]
