"""The staff process: reads settings, opens the store, serves. It holds no key."""

import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

import waitress

from app.staff.wsgi import create_app
from config.errors import ConfigError
from config.limits import MAX_BODY_BYTES
from config.logs import configure_logging
from config.staff import load_staff
from reporting.errors import ReportingError, StoreUnavailable
from reporting.store.engine import is_up_to_date, make_engine

THREADS = 4
IN_MEMORY_BYTES = 8 * MAX_BODY_BYTES
"""Bodies up to here stay in memory; the server would put a longer one in a file."""


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
    waitress.serve(
        create_app(settings, engine, clock),
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        ident=None,
        max_request_body_size=IN_MEMORY_BYTES,
        inbuf_overflow=2 * IN_MEMORY_BYTES,
        clear_untrusted_proxy_headers=True,
    )


def main() -> None:
    """Run; end with one clear line when a setting or the database is missing or wrong."""
    configure_logging(sys.stderr)
    # The server warns for each request that waits its turn: a line per visit in a busy hour.
    logging.getLogger("waitress").setLevel(logging.ERROR)
    try:
        serve(dict(os.environ))  # noqa: TID251 - composition root
    except (ConfigError, ReportingError, OSError) as problem:
        sys.exit(f"vrijuit staff: {problem}")


if __name__ == "__main__":
    main()
