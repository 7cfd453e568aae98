"""What `vrijuit check` looks at, each as a function from what it needs to a finding."""

import http.client
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from analysis.digest import DIGEST
from app.shared.name_model import open_model
from config.errors import ConfigError
from config.intake import IntakeSettings
from config.worker import WorkerSettings
from reporting.errors import ReportingError
from reporting.store.engine import is_up_to_date, make_engine
from reporting.store.jobs import JOB, SqlJobStore
from reporting.store.quiet import talkative
from reporting.vault.destruction import present_epochs
from reporting.vault.epochs import epoch_of, load_manifest, month_of, months_from
from reporting.vault.keeping import expired
from reporting.vault.keyring import load_epoch_keys
from reporting.vault.places import Places
from reporting.vault.signing import load_signers

FREE_BYTES = 500 * 2**20
"""Room for some months of reports, and for rewriting the database file at each collection."""
NIGHTLY_PATIENCE = timedelta(hours=26)
MONTHS_AHEAD = 2
"""Months that must have a key; a ceremony takes some planning."""
SAFE_HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
WEB_TIMEOUT_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    ok: bool
    detail: str


def look(name: str, check: Callable[[], str]) -> Finding:
    """Run one check; its answer is the detail, an error of ours the reason why not."""
    try:
        return Finding(name, ok=True, detail=check())
    except (ConfigError, ReportingError, OSError) as error:
        return Finding(name, ok=False, detail=str(error))


def check_database(url: str) -> str:
    """The database answers and has our tables, as this version wants them."""
    if not is_up_to_date(make_engine(url)):
        raise ConfigError("its tables are not of this version; run `vrijuit check --migrate`")
    return "answers, tables are of this version"


def check_database_log(url: str) -> str:
    """The database server writes nothing of a visit in a log of its own."""
    loud = talkative(make_engine(url))
    if loud:
        raise ConfigError(f"set these on the server as docs/install.md says: {', '.join(loud)}")
    return "nothing of a visit is written"


def check_manifest(settings: IntakeSettings | WorkerSettings, now: datetime) -> str:
    """The list of public keys is signed by the root, and serves this month and the next ones."""
    manifest = load_manifest(settings.manifest_path, settings.root_public_key)
    this_month, *ahead = months_from(f"{now:%Y-%m}", MONTHS_AHEAD + 1)
    manifest.key_for(this_month)
    if any(month not in manifest.entries for month in ahead):
        raise ConfigError(
            f"keys until {manifest.months[-1]} only; run `vrijuit keys rotate` with the root key"
        )
    return f"signed; keys until {manifest.months[-1]}"


def check_keys(settings: WorkerSettings, now: datetime) -> str:
    """The opening key of this month belongs to the public key that seals."""
    manifest = load_manifest(settings.manifest_path, settings.root_public_key)
    ring = load_epoch_keys(settings.keys_dir)
    month = f"{now:%Y-%m}"
    private = ring.keys.get(epoch_of(month))
    if private is None or private.public != manifest.key_for(month):
        raise ConfigError("the opening key of this month does not belong to the manifest")
    return f"{len(ring.keys)} opening keys, this month's fits"


def check_proofs(settings: WorkerSettings, now: datetime) -> str:
    """Proofs of reporting of this year can be signed."""
    manifest = load_manifest(settings.manifest_path, settings.root_public_key)
    if now.year not in load_signers(settings.keys_dir, manifest.strip_keys):
        raise ConfigError("no key signs proofs of reporting this year; run `vrijuit keys rotate`")
    return f"this year's are signed; those of {len(manifest.strip_keys)} years verify"


def check_retention(settings: WorkerSettings, now: datetime) -> str:
    """No month is left that was kept long enough."""
    places = Places(
        settings.instance, settings.keys_dir, settings.manifest_path, settings.screening_dir
    )
    due = expired(present_epochs(places), f"{now:%Y-%m}")
    if due:
        named = ", ".join(month_of(epoch) for epoch in due)
        raise ConfigError(f"{named} should be destroyed by now; is the clock right?")
    return "no month is kept for longer than it should be"


def check_clock(url: str, now: datetime) -> str:
    """The clock does not stand before the last run of the job."""
    last = SqlJobStore(make_engine(url)).last_run(JOB)
    if last is not None and last.started_at > now + timedelta(minutes=5):
        raise ConfigError("the clock stands before the last run; set it right")
    return f"{now:%Y-%m-%d}"


def check_scheduler(url: str, now: datetime) -> str:
    """The last night's run took place and went well."""
    last = SqlJobStore(make_engine(url)).last_run(JOB, now)
    if last is None:
        raise ConfigError("the job never ran; start the worker")
    if now - last.started_at > NIGHTLY_PATIENCE:
        raise ConfigError("the job did not run for more than a day; is the worker running?")
    if last.finished_at is not None and last.outcome != "done":
        raise ConfigError(f"the last run did not succeed ({last.outcome})")
    return "the last run went well" if last.finished_at else "a run is under way"


def check_names(ner: str) -> str:
    """What helps to recognise names, if the setting names anything, answers."""
    if not ner:
        return "no program helps to recognise names"
    model = open_model(ner)
    model.find("Anna belt Bram.", "nl")
    return f"{model.name} answers"


def check_mail(url: str) -> str:
    """The last daily mail went out."""
    last = SqlJobStore(make_engine(url)).last_run(DIGEST)
    if last is None:
        return "set; none was sent yet"
    if last.finished_at is not None and last.outcome != "done":
        raise ConfigError(f"the last one could not be sent ({last.outcome})")
    return "the last one was sent"


def check_disk(folder: Path) -> str:
    """There is room left where the database lies."""
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        raise ConfigError(f"only {free // 2**20} MB are free in {folder}")
    return f"{free // 2**20} MB free"


def check_headers(host: str, port: int) -> str:
    """The public pages, when they run, send the headers that protect a reporter, and no cookie."""
    connection = http.client.HTTPConnection(host, port, timeout=WEB_TIMEOUT_SECONDS)
    try:
        connection.request("GET", "/nl/")
        sent = connection.getresponse().headers
    except OSError:
        return "the public pages do not run here"
    finally:
        connection.close()
    wrong = [name for name, value in SAFE_HEADERS.items() if value not in sent.get(name, "")]
    if (
        sent.get("Set-Cookie")
        or wrong
        or "default-src 'none'" not in sent["Content-Security-Policy"]
    ):
        raise ConfigError(
            "the public pages do not send the safe headers; does a proxy change them?"
        )
    return "safe headers, no cookie"
