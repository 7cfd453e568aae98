"""Refuses requests for another host name than ours: a page must not be made to name one."""

from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, abort, request

FOR_MACHINES: Final = frozenset({"/healthz", "/readyz"})
"""A monitor asks these by address, not by name."""


def host_name(host: str) -> str:
    """The name in a Host header, without its port, in small letters; "" when it has none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def refuse_other_hosts(app: Flask, names: Collection[str]) -> None:
    """Answer 400 to a request for a name that is not on the list; an empty list allows any."""

    @app.before_request
    def refuse() -> None:
        known = not names or host_name(request.host) in names
        if not known and request.path not in FOR_MACHINES:
            abort(400)
