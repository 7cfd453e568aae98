"""The worker's desk and its one job, built from the settings."""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from analysis.card_concepts import load_concepts
from analysis.card_texts import load_card_texts
from analysis.cards import CardBook
from analysis.digest import Digest
from analysis.encoders.choice import choose_encoder
from analysis.ledger import coarse
from analysis.progress import Progress, silent
from analysis.run import AnalysisDesk, run_analysis
from analysis.schedule import Chore, Runner, Schedule
from analysis.thresholds import draw_nothing, draw_secret
from config.mail import MailSettings
from config.methods import load_methods
from config.taxonomy import load_taxonomy
from config.worker import WorkerSettings
from reporting.carrying_out import carry_out_orders
from reporting.dealing import deal_waiting_again
from reporting.errors import BadManifest, BadRecord, KeysNotReadable, TooManyAtOnce
from reporting.learning.progress import steps_by_theme
from reporting.learning.wishes import waiting
from reporting.mailbag import MailbagDesk, collect_mailbag
from reporting.retention import Destroyed, RetentionDesk, keep_retention
from reporting.store.destroyed import SqlDestructionStore
from reporting.store.engine import make_engine, upgrade_database
from reporting.store.jobs import LEASE, SqlJobStore
from reporting.store.learning import SqlLearningStore
from reporting.store.releases import Lease, SqlReleaseStore
from reporting.store.reports import SqlReportStore
from reporting.store.screening import SqlScreeningStore
from reporting.store.states import SqlStateStore
from reporting.store.vectors import SqlVectorStore
from reporting.store.wishes import SqlWishStore
from reporting.strip_desk import StripDesk
from reporting.vault.keyring import KeyFolder, load_epoch_keys
from reporting.vault.live import LiveManifest
from reporting.vault.places import Places
from reporting.vault.signing import load_signers

OWNER_BYTES = 4
EMPTY_LOG_EVERY_SECONDS = 30
"""The log of SQLite holds rows in order of arrival, with the worker's heartbeats between them."""
DEAL_EVERY_SECONDS = 300
LOOK_AT_MAIL_EVERY_SECONDS = 60

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker process: what it works with, and when."""

    desk: AnalysisDesk
    screening: SqlScreeningStore
    jobs: SqlJobStore
    schedule: Schedule
    retire: Callable[[date], Destroyed]
    """Destroys the months that were kept long enough; given the day."""
    strips: Callable[[], StripDesk]
    """With the keys of this moment: a new year's key is found without a new start."""
    exact: bool
    """Whether the ledger holds exact counts; for a demo, whose reports are invented."""
    mail: MailSettings | None = None

    def work(self, token: int, now: datetime, *, force: bool) -> Mapping[str, int]:
        """Collect the mailbag, carry out orders, keep to the retention, analyse, publish.

        Args:
            token: of the lease.
            now: of this run.
            force: collect and publish also when few reports wait; the demo does.

        Returns:
            What was done, in counts.
        """
        today = now.astimezone(self.schedule.timezone).date()
        reports = self.desk.reports
        desk = self.desk
        mailbag = MailbagDesk(reports, desk.open_, desk.manifest, self.strips().issue)
        collected = collect_mailbag(mailbag, force=force, today=today)
        carry_out_orders(self.screening, desk.open_, desk.manifest, force=force, today=today)
        destroyed = self._retire(today)
        counts = run_analysis(self.desk, today, Lease(LEASE, token), force=force)
        done = {
            "collected": collected.moved,
            "answers": collected.answers,
            "withdrawn": collected.withdrawn,
            **counts,
        }
        # How many months were destroyed says nothing about reports, so it stays exact.
        return {**(done if self.exact else coarse(done)), "destroyed": destroyed}

    def _retire(self, today: date) -> int:
        """Months destroyed. A flaw in the files is for a person to mend; the analysis goes on."""
        try:
            return len(self.retire(today).epochs)
        except (KeysNotReadable, BadRecord, BadManifest, TooManyAtOnce):
            log.exception("no month was destroyed")
            return 0

    def runner(self, clock: Callable[[], datetime], *, force: bool) -> Runner:
        """This worker's share of the schedule."""
        owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(OWNER_BYTES)}"
        return Runner(
            owner,
            self.jobs,
            lambda token: self.work(token, clock(), force=force),
            self.schedule,
            clock,
        )

    def chores(self, clock: Callable[[], datetime]) -> tuple[Chore, ...]:
        """The daily mail, and what keeps files from telling when a report came, in which order."""
        reports, open_ = self.desk.reports, self.desk.open_
        chores = (
            Chore(reports.empty_log, EMPTY_LOG_EVERY_SECONDS),
            Chore(lambda: deal_waiting_again(reports, open_), DEAL_EVERY_SECONDS),
        )
        if self.mail is None:
            return chores
        daily = replace(self.schedule, nightly_at=time.fromisoformat(self.mail.at))
        digest = Digest(self.mail, self.jobs, daily.last_due, clock)
        return (*chores, Chore(digest.send_when_due, LOOK_AT_MAIL_EVERY_SECONDS))


def build_worker(settings: WorkerSettings, progress: Progress = silent) -> Worker:
    """The worker, with the database brought up to date.

    Raises:
        BadManifest, KeysNotReadable, StoreUnavailable: it cannot work here.
    """
    engine = make_engine(settings.database_url)
    upgrade_database(engine)
    load_epoch_keys(settings.keys_dir)
    manifest = LiveManifest(settings.manifest_path, settings.root_public_key)
    load_signers(settings.keys_dir, manifest.now().strip_keys)
    desk = AnalysisDesk(
        reports=SqlReportStore(engine),
        releases=SqlReleaseStore(engine),
        states=SqlStateStore(engine),
        vectors=SqlVectorStore(engine),
        open_=KeyFolder(settings.keys_dir).open,
        manifest=manifest,
        make_encoder=choose_encoder(settings.encoder, logging.getLogger(__name__).warning),
        book=CardBook(load_card_texts(), load_taxonomy(), load_methods(), load_concepts()),
        steps=lambda: steps_by_theme(SqlLearningStore(engine).all_picks()),
        wishes=lambda: waiting(SqlWishStore(engine).all_wishes()),
        draw=draw_nothing if settings.demo else draw_secret,
        progress=progress,
    )
    schedule = Schedule(
        time.fromisoformat(settings.nightly_at),
        ZoneInfo(settings.timezone),
        settings.lease_seconds,
    )

    def strips() -> StripDesk:
        return StripDesk(load_signers(settings.keys_dir, manifest.now().strip_keys))

    retire = build_retirement(settings, engine, manifest)
    stores = SqlScreeningStore(engine), SqlJobStore(engine)
    exact, mail = settings.demo, settings.mail
    return Worker(desk, *stores, schedule, retire, strips, exact=exact, mail=mail)


def build_retirement(
    settings: WorkerSettings, engine: Engine, manifest: LiveManifest
) -> Callable[[date], Destroyed]:
    """What destroys the months that were kept long enough, given the day."""
    store = SqlDestructionStore(engine)
    places = Places(
        settings.instance, settings.keys_dir, settings.manifest_path, settings.screening_dir
    )
    return lambda today: keep_retention(RetentionDesk(places, manifest.now(), store), today)
