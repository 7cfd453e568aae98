"""The staff process: reads settings, opens the store, serves. It starts without any key."""

import os
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Engine

from app.shared.organisation import own_words_in
from app.shared.serving import listen, run_process
from app.staff.screening.keyroom import KeyRoom
from app.staff.wsgi import create_app
from config.staff import StaffSettings, load_staff
from reporting.errors import StoreUnavailable
from reporting.learning.plain_words import LESSON, find_flaws
from reporting.screening_desk import ScreeningDesk
from reporting.store.engine import is_up_to_date, make_engine
from reporting.store.screening import SqlScreeningStore
from reporting.vault.live import LiveManifest
from reporting.vault.screening_files import ScreeningFolder

THREADS = 4
SWEEP_SECONDS = 60


def clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(tz=UTC)  # noqa: TID251 - composition root


def serve(environ: Mapping[str, str]) -> None:
    """Serve the staff pages until told to stop.

    Raises:
        ConfigError, StoreUnavailable: it cannot work here.
    """
    settings = load_staff(environ)
    engine = make_engine(settings.database_url)
    if not is_up_to_date(engine):
        raise StoreUnavailable(
            "The tables are not of this version; start the worker or run `vrijuit check --migrate`."
        )
    app = create_app(settings, engine, clock, screening_desk(settings, engine))
    sweep_keys(app.extensions["keys"])
    # The word lists load at the first use; the first lesson of a day need not wait for them.
    find_flaws("a", LESSON)
    listen(app, settings.host, settings.port, THREADS)


def screening_desk(settings: StaffSettings, engine: Engine) -> ScreeningDesk | None:
    """The desk of analisten, with public keys only; each unlocks a key of their own.

    None where there is no list of public keys: the page then says that nobody can screen here yet.

    Raises:
        BadManifest: the list of public keys is changed or not signed by the root key.
    """
    if not settings.manifest_path.is_file():
        return None
    manifest = LiveManifest(settings.manifest_path, settings.root_public_key)
    manifest.now()
    return ScreeningDesk(
        SqlScreeningStore(engine),
        manifest,
        ScreeningFolder(settings.screening_dir),
        own_words_in(settings.instance),
    )


def sweep_keys(keys: KeyRoom) -> None:
    """Drop idle keys each minute, also when nobody asks for a page."""

    def sweep() -> None:
        while True:
            time.sleep(SWEEP_SECONDS)
            keys.sweep(clock())

    threading.Thread(target=sweep, name="keys", daemon=True).start()


def main() -> None:
    """Run; end with one clear line when a setting or the database is missing or wrong."""
    run_process("staff", serve, dict(os.environ))  # noqa: TID251 - composition root


if __name__ == "__main__":
    main()
