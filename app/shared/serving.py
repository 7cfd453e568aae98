"""How both web processes listen: no log of visitors, no body on disk, one line when they cannot."""

import gc
import logging
import sys
from collections.abc import Callable, Mapping
from typing import Final

import waitress
from flask import Flask

from config.errors import ConfigError
from config.limits import MAX_BODY_BYTES
from config.logs import configure_logging
from reporting.errors import ReportingError

IN_MEMORY_BYTES: Final = 8 * MAX_BODY_BYTES
"""Bodies up to here stay in memory and get our own answer; longer ones are cut off by the server.

The server would put a longer body in a file, in the clear.
"""


def listen(app: Flask, host: str, port: int, threads: int) -> None:
    """Serve until told to stop."""
    # What is loaded by now stays for good; looking through it for waste would stop all visitors
    # for a tenth of a second now and then.
    gc.collect()
    gc.freeze()
    waitress.serve(
        app,
        host=host,
        port=port,
        threads=threads,
        ident=None,
        max_request_body_size=IN_MEMORY_BYTES,
        inbuf_overflow=2 * IN_MEMORY_BYTES,
        clear_untrusted_proxy_headers=True,
    )


def run_process(
    name: str, serve: Callable[[Mapping[str, str]], None], environ: Mapping[str, str]
) -> None:
    """Run a web process; end with one clear line when a setting or the database is wrong."""
    configure_logging(sys.stderr)
    # The server warns for each request that waits its turn: a line per visit in a busy hour.
    logging.getLogger("waitress").setLevel(logging.ERROR)
    try:
        serve(environ)
    except (ConfigError, ReportingError, OSError) as problem:
        sys.exit(f"vrijuit {name}: {problem}")
