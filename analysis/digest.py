"""The daily mail to staff: the same words every day, whether or not anything came in.

A mail per report would tell when each came, to whoever sees the mail server's log. So there is one
a day, at a set time, of one size, without a count, a name, or a link that differs.
"""

import logging
import secrets
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final, Protocol

from config.mail import MailSettings

DIGEST: Final = "digest"
"""Name of the mail in the ledger."""
TIMEOUT_SECONDS: Final = 30
IDENTITY_BYTES: Final = 16
SUBJECT: Final = "Vrijuit: kijk vandaag even / Vrijuit: please have a look today"
BODY: Final = """\
Goedemorgen,

Dit bericht komt elke dag, ook als er niets nieuws is.
Wil je vandaag even in Vrijuit kijken of er iets op je wacht?

Good morning,

This message comes every day, also when there is nothing new.
Please have a look in Vrijuit today to see whether something waits for you.
"""

log = logging.getLogger(__name__)


class Ledger(Protocol):
    """The ledger of runs; see `reporting.store.jobs`."""

    def start_run(self, job: str, due_at: datetime, now: datetime) -> bool: ...
    def finish_run(
        self, run: tuple[str, datetime], now: datetime, outcome: str, counts: Mapping[str, int]
    ) -> None: ...


def write_digest(sender: str, recipient: str, due: datetime, identity: str) -> EmailMessage:
    """The mail for one colleague.

    Args:
        sender, recipient: addresses.
        due: when it was due; its date is this, not the moment of sending.
        identity: random, hexadecimal, so that no message id tells of a process or a time.
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = SUBJECT
    message["Date"] = format_datetime(due)
    message["Message-ID"] = f"<{identity}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(BODY)
    return message


@dataclass(frozen=True, slots=True)
class Digest:
    """Sends the mail once for each time it is due."""

    settings: MailSettings
    ledger: Ledger
    last_due: Callable[[datetime], datetime]
    clock: Callable[[], datetime]

    def send_when_due(self) -> None:
        """Send to everybody, unless today's was sent; a failure is noted, and tried tomorrow.

        Raises:
            StoreUnavailable: the ledger cannot be read; nothing was sent.
        """
        now = self.clock()
        due = self.last_due(now)
        if not self.ledger.start_run(DIGEST, due, now):
            return
        outcome = "done"
        try:
            self._send(due)
        except (OSError, smtplib.SMTPException) as problem:
            log.exception("the daily mail could not be sent")
            outcome = f"failed: {type(problem).__name__}"
        self.ledger.finish_run((DIGEST, due), self.clock(), outcome, {})

    def _send(self, due: datetime) -> None:
        refused: list[smtplib.SMTPRecipientsRefused] = []
        with _connect(self.settings) as server:
            if self.settings.user:
                server.login(self.settings.user, self.settings.password)
            for recipient in self.settings.recipients:
                identity = secrets.token_hex(IDENTITY_BYTES)
                mail = write_digest(self.settings.sender, recipient, due, identity)
                try:
                    server.send_message(mail)
                except smtplib.SMTPRecipientsRefused as problem:
                    refused.append(problem)
        if refused:
            raise refused[0]


def _connect(settings: MailSettings) -> smtplib.SMTP:
    place, name = (settings.host, settings.port), "vrijuit"
    if settings.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(*place, name, timeout=TIMEOUT_SECONDS, context=context)
    server = smtplib.SMTP(*place, name, timeout=TIMEOUT_SECONDS)
    if settings.security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
    return server
