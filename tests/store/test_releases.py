from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from reporting.errors import NotALeader, NotTheNextRelease
from reporting.followup import read_thread
from reporting.intake import submit_report
from reporting.mailbag import MailbagDesk, collect_mailbag
from reporting.posts import unpack_post
from reporting.receipts import issue_receipt_code
from reporting.report import Report, ThreadAddress
from reporting.store.engine import writing
from reporting.store.jobs import SqlJobStore
from reporting.store.releases import (
    Lease,
    Publication,
    Release,
    SqlReleaseStore,
    chain_release,
    is_chain,
)
from reporting.store.reports import SqlReportStore
from reporting.store.states import SqlStateStore
from reporting.threads import Message, ThreadRow, lock_message
from reporting.vault.envelope import Purpose
from tests.conftest import Site
from tests.reporting.samples import followup_desk, intake_desk, report

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LEASE = Lease("worker", 1)
DOCUMENT = {"month": "2026-11", "themes": [{"label_nl": "lijsten", "x": 0.1}], "counts": {10: 1}}

STOP = {
    "sqlite": "CREATE TRIGGER stop BEFORE INSERT ON sealed_state"
    " BEGIN SELECT RAISE(ABORT, 'stop'); END",
    "postgresql": "ALTER TABLE sealed_state ADD CONSTRAINT stop CHECK (name = '')",
}
GO_ON = {
    "sqlite": "DROP TRIGGER stop",
    "postgresql": "ALTER TABLE sealed_state DROP CONSTRAINT stop",
}


@pytest.fixture
def led(engine: Engine) -> Engine:
    assert SqlJobStore(engine).take_lease("worker", "a", NOON, 60) == LEASE.token
    return engine


def publish(engine: Engine, document: dict[str, object] | None = None) -> Release:
    store = SqlReleaseStore(engine)
    new = chain_release(document or DOCUMENT, store.latest())
    store.publish(Publication(new), LEASE)
    return new


def test_a_release_is_read_as_it_was_published(led: Engine) -> None:
    store = SqlReleaseStore(led)
    assert store.latest() is None
    first, second = publish(led), publish(led, {"month": "2026-12"})
    assert store.latest() == second
    assert store.get(1) == first
    assert store.get(7) is None
    assert store.all_numbers() == (1, 2)
    assert second.document["previous_hash"] == second.previous_hash == first.hash


def test_releases_form_a_chain_that_shows_a_change(led: Engine) -> None:
    releases = [publish(led), publish(led), publish(led)]
    assert is_chain(releases)
    assert not is_chain(releases[1:])
    assert not is_chain([releases[0], releases[2]])
    forged = replace(releases[1], document={**releases[1].document, "month": "2020-01"})
    assert not is_chain([releases[0], forged, releases[2]])


def test_a_release_out_of_turn_is_refused_whole(led: Engine) -> None:
    store = SqlReleaseStore(led)
    late = chain_release(DOCUMENT, None)
    publish(led)
    with pytest.raises(NotTheNextRelease):
        store.publish(Publication(late, states={"themes": b"sealed"}), LEASE)
    assert store.all_numbers() == (1,)
    assert SqlStateStore(led).get("themes") is None


def test_a_changed_document_is_refused(led: Engine) -> None:
    new = chain_release(DOCUMENT, None)
    forged = replace(new, document={**new.document, "month": "2020-01"})
    with pytest.raises(NotTheNextRelease):
        SqlReleaseStore(led).publish(Publication(forged), LEASE)


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        chain_release({"month": "2026-11", "mean": float("nan")}, None)


def test_a_worker_that_lost_its_lease_publishes_nothing(led: Engine) -> None:
    SqlJobStore(led).take_lease("worker", "b", NOON + timedelta(minutes=5), 60)
    with pytest.raises(NotALeader):
        publish(led)
    assert SqlReleaseStore(led).latest() is None


def test_state_and_messages_come_with_the_release(led: Engine, site: Site) -> None:
    code, store = issue_receipt_code(), SqlReleaseStore(led)
    address = sent(led, site, code)
    number = store.next_number(address.lookup)
    assert number == 1
    theme = Message("theme", "Je melding hoort bij een thema.", "2026-11")
    store.publish(
        Publication(
            chain_release(DOCUMENT, None),
            states={"themes": b"sealed"},
            messages=[lock_message(theme, number, address)],
        ),
        LEASE,
    )
    assert SqlStateStore(led).get("themes") == b"sealed"
    thread = read_thread(code, followup_desk(led, site))
    assert (thread.steps, thread.messages) == (("received", "theme"), (theme,))


def test_a_thread_that_is_gone_gets_no_message(led: Engine) -> None:
    store = SqlReleaseStore(led)
    orphan = ThreadRow(b"l" * 16, 1, b"envelope")
    store.publish(Publication(chain_release(DOCUMENT, None), messages=[orphan]), LEASE)
    assert store.next_number(orphan.lookup) is None


def test_a_release_that_fails_halfway_is_not_there(led: Engine) -> None:
    publication = Publication(chain_release(DOCUMENT, None), states={"themes": b"sealed"})
    with writing(led) as connection:
        connection.execute(text(STOP[led.dialect.name]))
    with pytest.raises(DatabaseError, match="stop"):
        SqlReleaseStore(led).publish(publication, LEASE)
    with writing(led) as connection:
        connection.execute(text(GO_ON[led.dialect.name]))
    assert SqlReleaseStore(led).latest() is None


def sent(engine: Engine, site: Site, code: str) -> ThreadAddress:
    """Send a report, collect it, and find its thread as the worker does."""
    submit_report(report(), code, intake_desk(engine, site))  # type: ignore[arg-type]  # a code made by the test
    store = SqlReportStore(engine)
    desk = MailbagDesk(store, site.ring.open, site.manifest)
    collect_mailbag(desk, force=True, today=NOON.date())
    [row] = store.envelopes({202611})
    found = unpack_post(site.ring.open(row.envelope, Purpose.REPORT, row.id))
    assert isinstance(found, Report)
    assert found.thread is not None
    return found.thread
