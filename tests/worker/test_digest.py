"""The daily mail: the same on every day and for every inbox, sent once, over a real connection."""

import socket
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message

from sqlalchemy import Engine

from analysis.digest import DIGEST, Digest
from analysis.schedule import Schedule
from config.mail import MailSettings
from reporting.store.jobs import JOB, SqlJobStore
from tests.conftest import Site
from tests.reporting.test_mailbag import send
from tests.worker.mail_server import Sink, mail_server
from tests.worker.test_schedule import NIGHTLY, Clock

MORNING = datetime(2026, 11, 24, 8, 0, 40, tzinfo=UTC)
AT_EIGHT = Schedule(datetime(2026, 1, 1, 8, 0, tzinfo=UTC).time(), NIGHTLY.timezone, 60)


def digest(engine: Engine, sink: Sink, clock: Clock, *recipients: str) -> Digest:
    settings = MailSettings(
        host="127.0.0.1",
        port=sink.port,
        security="none",
        user="",
        password="",
        sender="vrijuit@example.org",
        recipients=recipients or ("analist@example.org",),
        at="08:00",
    )
    return Digest(settings, SqlJobStore(engine), AT_EIGHT.last_due, clock)


def read(sink: Sink) -> list[Message]:
    return [message_from_bytes(mail) for mail in sink.mails]


def test_the_mail_is_the_same_with_no_report_and_with_many(
    sqlite_engine: Engine, site: Site
) -> None:
    clock = Clock(MORNING)
    with mail_server() as sink:
        digest(sqlite_engine, sink, clock).send_when_due()
        send(sqlite_engine, site, 8)
        clock.pass_(days=1)
        digest(sqlite_engine, sink, clock).send_when_due()
    quiet, busy = read(sink)
    assert len(sink.mails[0]) == len(sink.mails[1])
    assert quiet.get_payload() == busy.get_payload()
    same = [name for name in quiet if quiet[name] == busy[name]]
    assert set(quiet) - set(same) == {"Date", "Message-ID"}


def test_the_mail_tells_when_it_was_due_and_not_when_it_was_sent(sqlite_engine: Engine) -> None:
    with mail_server() as sink:
        digest(sqlite_engine, sink, Clock(MORNING)).send_when_due()
    [mail] = read(sink)
    assert mail["Date"] == "Tue, 24 Nov 2026 07:00:00 +0000"
    assert socket.gethostname() not in b"".join(sink.mails).decode()
    assert sink.commands[0] == "ehlo vrijuit"


def test_each_colleague_gets_one_mail_a_day_and_sees_no_other_name(sqlite_engine: Engine) -> None:
    clock = Clock(MORNING)
    with mail_server() as sink:
        both = digest(sqlite_engine, sink, clock, "een@example.org", "twee@example.org")
        for _ in range(3):
            both.send_when_due()
            clock.pass_(hours=6)
    assert [mail["To"] for mail in read(sink)] == ["een@example.org", "twee@example.org"]


def test_a_mail_that_cannot_be_sent_is_in_the_ledger_and_ends_nothing(
    sqlite_engine: Engine,
) -> None:
    ledger = SqlJobStore(sqlite_engine)
    with mail_server(refuses="een@example.org") as sink:
        one_refused = "een@example.org", "twee@example.org"
        digest(sqlite_engine, sink, Clock(MORNING), *one_refused).send_when_due()
    assert [mail["To"] for mail in read(sink)] == ["twee@example.org"]
    refused = ledger.last_run(DIGEST)
    assert refused is not None
    assert refused.outcome == "failed: SMTPRecipientsRefused"
    tomorrow = Clock(MORNING.replace(day=25))
    digest(sqlite_engine, replace(sink), tomorrow).send_when_due()
    gone = ledger.last_run(DIGEST)
    assert gone is not None
    assert gone.outcome == "failed: ConnectionRefusedError"
    assert ledger.last_run(JOB) is None
