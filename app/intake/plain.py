"""The first page, the honest page about privacy, leaving, and two addresses for machines."""

from collections.abc import Mapping

from flask import Blueprint, Flask, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.intake.room import Room
from app.shared.languages import preferred_language
from app.shared.pages import page
from config.form import Form
from config.limits import RETENTION_MONTHS
from reporting.errors import BadManifest, NoKeyForThisMonth

FORGET = '"cache", "cookies", "storage"'


class PlainPages:
    """Pages without a form."""

    def __init__(self, room: Room, form: Form, links: Mapping[str, str], leave_url: str) -> None:
        self._room = room
        self._form = form
        self._links = links
        self._leave_url = leave_url

    def blueprint(self) -> Blueprint:
        """The pages at their addresses."""
        pages = Blueprint("plain", __name__)
        pages.add_url_rule("/", "start", self.start, methods=["GET"])
        pages.add_url_rule("/privacy", "privacy", self.privacy, methods=["GET"])
        pages.add_url_rule("/wissen", "leave", self.leave, methods=["GET", "POST"])
        pages.add_url_rule("/gewist", "gone", self.gone, methods=["GET"])
        return pages

    def start(self) -> Response:
        """What this is for, what it is not for, and where else to go."""
        language = self._room.language
        routes = [(r.texts(language), self._links.get(r.id, "")) for r in self._form.routes]
        return page("intake/start.html", routes=routes)

    def privacy(self) -> Response:
        """What is kept, and what nobody can promise."""
        return page("intake/privacy.html", months=RETENTION_MONTHS)

    def leave(self) -> AnyResponse:
        """Stop and wipe: nothing was stored, and the browser is asked to forget."""
        answer = redirect(self._leave_url or url_for("plain.gone"), 303)
        answer.headers["Clear-Site-Data"] = FORGET
        return answer

    def gone(self) -> Response:
        """A page that says nothing about reports."""
        return page("intake/gone.html")


def add_machine_pages(app: Flask, room: Room) -> None:
    """The root address, and the two that a monitor asks."""

    def root() -> AnyResponse:
        language = preferred_language(request.accept_languages)
        answer = redirect(url_for("plain.start", language=language), 303)
        answer.headers["Vary"] = "Accept-Language"
        return answer

    def alive() -> Response:
        return Response("ok\n", content_type="text/plain; charset=utf-8")

    def ready() -> Response:
        works = room.desk.is_ready() and has_key(room)
        words = "ready\n" if works else "not ready\n"
        return Response(words, 200 if works else 503, content_type="text/plain; charset=utf-8")

    app.add_url_rule("/", "root", root, methods=["GET"])
    app.add_url_rule("/healthz", "alive", alive, methods=["GET"])
    app.add_url_rule("/readyz", "ready", ready, methods=["GET"])


def has_key(room: Room) -> bool:
    """Whether a report of this month can be sealed."""
    try:
        room.desk.intake.manifest.recipients(room.month)
    except (NoKeyForThisMonth, BadManifest):
        return False
    return True
