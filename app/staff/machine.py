"""What machines ask: is the process alive, and can it work."""

from flask import Blueprint, Response
from sqlalchemy import Engine

from reporting.errors import StoreUnavailable
from reporting.store.engine import is_up_to_date


def pages(engine: Engine) -> Blueprint:
    """/healthz and /readyz; they say nothing else."""
    blueprint = Blueprint("machine", __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", content_type="text/plain; charset=utf-8")

    @blueprint.get("/readyz")
    def readyz() -> Response:
        try:
            ready = is_up_to_date(engine)
        except StoreUnavailable:
            ready = False
        words = "ready\n" if ready else "not ready\n"
        return Response(words, 200 if ready else 503, content_type="text/plain; charset=utf-8")

    return blueprint
