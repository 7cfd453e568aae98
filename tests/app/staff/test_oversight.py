"""What the overseer and the administrator see: settings, releases, the job; never content."""

import json

import pytest
from sqlalchemy import Engine, select, text

from app.staff.permissions import Role
from config import limits
from reporting.store.engine import reading, writing
from reporting.store.jobs import JOB, SqlJobStore
from reporting.store.tables import job_request
from tests.app.staff.colleague import Colleague
from tests.app.staff.conftest import SignedIn
from tests.app.staff.samples import DOCUMENT, NOON, publish


@pytest.fixture
def overseer(engine: Engine, signed_in: SignedIn) -> Colleague:
    return signed_in(Role.OVERSEER)


@pytest.fixture
def administrator(engine: Engine, signed_in: SignedIn) -> Colleague:
    return signed_in(Role.ADMINISTRATOR)


def test_the_overseer_sees_the_thresholds_and_an_unbroken_chain(
    overseer: Colleague, engine: Engine
) -> None:
    second = publish(engine, {**DOCUMENT, "month": "2026-12"})
    page = overseer.visit("/toezicht")
    assert "De uitgaven volgen op elkaar en zijn niet veranderd." in page.text
    assert f"meldingen voordat een thema te zien is {limits.K_THEME}" in page.text
    assert f"2 december 2026 2 {second.hash[:8]}" in page.text
    assert "Zeppelin" not in page.text


@pytest.mark.parametrize(("alike", "told"), [(0, False), (4, False), (5, True), (50, True)])
def test_a_flood_is_told_without_a_count(
    overseer: Colleague, engine: Engine, alike: int, *, told: bool
) -> None:
    jobs = SqlJobStore(engine)
    jobs.start_run(JOB, NOON, NOON)
    jobs.finish_run((JOB, NOON), NOON, "done", {"alike": alike})
    text = overseer.visit("/toezicht").text
    assert ("zeggen bijna hetzelfde" in text) == told
    assert "50 " not in text.partition("Grenzen")[0]


def test_a_release_that_was_changed_is_told(overseer: Colleague, engine: Engine) -> None:
    with writing(engine) as connection:
        forged = json.dumps({**DOCUMENT, "month": "2020-01"})
        connection.execute(
            text("UPDATE release SET document = json_patch(document, :forged)"), {"forged": forged}
        )
    assert "Let op: een uitgave is veranderd of ontbreekt." in overseer.visit("/toezicht").text


def test_a_release_that_was_removed_is_told(overseer: Colleague, engine: Engine) -> None:
    publish(engine)
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM release WHERE number = 1"))
    assert "Let op: een uitgave is veranderd of ontbreekt." in overseer.visit("/toezicht").text


def test_before_the_first_release_there_is_nothing_to_oversee(
    empty: Engine, signed_in: SignedIn
) -> None:
    page = signed_in(Role.OVERSEER).visit("/toezicht")
    assert "Er is nog niets uitgegeven." in page.text


def test_the_administrator_sees_accounts_and_asks_for_a_run(
    administrator: Colleague, engine: Engine
) -> None:
    page = administrator.visit("/beheer")
    assert "De taak heeft nog nooit gedraaid." in page.text
    assert "facilitator@staf.example" in page.text
    for _ in range(2):
        administrator.do("/beheer/nu-uitvoeren", "/beheer?gevraagd=ja")
    with reading(engine) as connection:
        assert connection.execute(select(job_request.c.job)).scalars().all() == [JOB]
    assert "staat klaar" in administrator.page.text


def test_the_last_run_is_shown(administrator: Colleague, engine: Engine) -> None:
    jobs = SqlJobStore(engine)
    jobs.start_run(JOB, NOON, NOON)
    assert "loopt nog" in administrator.visit("/beheer").text


def test_the_overseer_sees_the_job_but_no_accounts_and_no_button(overseer: Colleague) -> None:
    page = overseer.visit("/beheer")
    assert "staf.example" not in page.text
    assert "/beheer/nu-uitvoeren" not in overseer.actions
