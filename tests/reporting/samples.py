"""Reports to send in tests."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine, func, select

from reporting.followup import FollowupDesk
from reporting.intake import IntakeDesk
from reporting.mailbag import Collected, MailbagDesk, collect_mailbag
from reporting.receipts import ReceiptCode, derive_receipt
from reporting.report import Report
from reporting.store.engine import reading
from reporting.store.intake import SqlIntakeStore
from reporting.store.reports import SqlReportStore
from reporting.store.tables import metadata
from reporting.strip_desk import StripDesk
from reporting.threads import unlock_messages
from reporting.vault.signing import load_signers
from tests.conftest import Site

TUESDAY = date(2026, 11, 24)
STORY = "De lijst was van gisteren, en [naam 1] merkte dat pas bij de tweede controle."
REPORT = Report(story=STORY, language="nl", kind="K1", month="2026-11", factors=("F04", "F11"))


def report(**changes: object) -> Report:
    return replace(REPORT, **changes)  # type: ignore[arg-type]  # the test names a field of Report


def intake_desk(engine: Engine, site: Site) -> IntakeDesk:
    return IntakeDesk(SqlIntakeStore(engine), site.manifest, site.secrets)


def followup_desk(engine: Engine, site: Site) -> FollowupDesk:
    return FollowupDesk(SqlIntakeStore(engine), site.secrets)


def kinds_in_thread(code: ReceiptCode, engine: Engine, site: Site) -> tuple[str, ...]:
    """The kinds of the locked messages that a code opens, as they are stored."""
    keys = derive_receipt(code, site.secrets)
    rows = SqlIntakeStore(engine).thread_rows(keys.lookup)
    return tuple(message.kind for message in unlock_messages(rows, keys))


def collect(engine: Engine, site: Site, today: date = TUESDAY, *, force: bool = False) -> Collected:
    """Empty the mailbag as the worker does, strips included."""
    strips = StripDesk(load_signers(site.instance / "keys", site.manifest.strip_keys))
    store = SqlReportStore(engine)
    desk = MailbagDesk(store, site.ring.open, site.manifest, strips.issue)
    return collect_mailbag(desk, force=force, today=today)


def count(engine: Engine, table: str) -> int:
    with reading(engine) as connection:
        wanted = select(func.count()).select_from(metadata.tables[table])
        return connection.execute(wanted).scalar_one()
