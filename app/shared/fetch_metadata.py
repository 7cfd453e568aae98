"""Refuses forms that another site sends: what a browser says about a request, without any cookie.

The design followed is the Fetch-Metadata defence of the OWASP cheat sheet on request forgery.
"""

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Request, abort, request

OWN_SITES: Final = frozenset({"same-origin", "none"})
SAFE_METHODS: Final = frozenset({"GET", "HEAD"})


def is_own(sent: Request) -> bool:
    """Whether the browser says that the request comes from a page of ours.

    A browser that is too old for `Sec-Fetch-Site` names our own host as the origin. What sends
    neither is no browser, so nobody's browser was misused.
    """
    site, origin = sent.headers.get("Sec-Fetch-Site"), sent.headers.get("Origin")
    if site is not None:
        return site in OWN_SITES
    return origin is None or urlsplit(origin).netloc == sent.host


def refuse_foreign_forms(app: Flask) -> None:
    """Answer 403 to every changing request that does not come from a page of ours."""

    @app.before_request
    def refuse() -> None:
        if request.method not in SAFE_METHODS and not is_own(request):
            abort(403)
