"""The staff process: reads settings, opens the store, serves. It holds no key."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime

from app.shared.serving import listen, run_process
from app.staff.wsgi import create_app
from config.staff import load_staff
from reporting.errors import StoreUnavailable
from reporting.store.engine import is_up_to_date, make_engine

THREADS = 4


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
    listen(create_app(settings, engine, clock), settings.host, settings.port, THREADS)


def main() -> None:
    """Run; end with one clear line when a setting or the database is missing or wrong."""
    run_process("staff", serve, dict(os.environ))  # noqa: TID251 - composition root


if __name__ == "__main__":
    main()
