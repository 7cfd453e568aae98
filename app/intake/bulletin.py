"""The bulletin for all employees: as a page, on paper, and as a feed. Nobody signs in.

These pages carry the same headers and have the same length as all others, so that on the wire
somebody who reads is not told apart from somebody who reports.
"""

from flask import Blueprint, Flask, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.intake.bulletin_feed import Feed, write_feed
from app.intake.bulletin_rack import Rack, Shelf
from app.intake.padding import padded, padded_file
from app.intake.room import Room
from app.shared.languages import preferred_language
from app.shared.pages import page
from config.bulletin import load_bulletin_words
from reporting.learning.bulletin import Published
from reporting.learning.bulletin_sheet import Sheet, lay_out

FEED_TYPE = "application/atom+xml; charset=utf-8"


class BulletinPages:
    """What was learned, month by month."""

    def __init__(self, room: Room, rack: Rack, origin: str) -> None:
        """Make the pages.

        Args:
            room: of the public pages.
            rack: tells other pages whether there is a bulletin.
            origin: "https://…" of these pages when the settings name it, for the feed; else "".
        """
        self._room = room
        self._rack = rack
        self._words = load_bulletin_words()
        self._origin = origin

    @property
    def _shelf(self) -> Shelf:
        return self._room.desk.bulletins

    def blueprint(self) -> Blueprint:
        """The pages at their addresses."""
        pages = Blueprint("bulletin", __name__)
        for rule, name, view in (
            ("/bulletin", "newest", self.newest),
            ("/bulletin/<month>", "one", self.one),
            ("/bulletin/<month>.pdf", "paper", self.paper),
            ("/bulletin.xml", "feed", self.feed),
        ):
            pages.add_url_rule(rule, name, view, methods=["GET"])
        return pages

    def newest(self) -> Response:
        """The bulletin of the last month, and the way to those before."""
        everything = self._shelf.all_published()
        if not everything:
            return page("intake/bulletin_none.html")
        return self._page(everything[0], everything)

    def one(self, month: str) -> Response:
        """The bulletin of a month."""
        everything = self._shelf.all_published()
        found = next((one for one in everything if one.bulletin.month == month), None)
        if found is None:
            abort(404)
        return self._page(found, everything)

    def paper(self, month: str) -> Response:
        """The bulletin of a month as PDF, packed so that it is as long as a page on the wire."""
        pdf = self._shelf.print_of(month, self._room.language)
        if pdf is None:
            abort(404)
        packed = request.accept_encodings.quality("gzip") > 0
        answer = Response(padded_file(pdf) if packed else pdf, content_type="application/pdf")
        if packed:
            answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Content-Disposition"] = f"attachment; filename=bulletin-{month}.pdf"
        return answer

    def feed(self) -> Response:
        """All bulletins for a feed reader."""
        language, organisation = self._room.language, self._room.organisation
        entries = [
            (
                one,
                self._sheet(one),
                self._origin + url_for("bulletin.one", month=one.bulletin.month),
            )
            for one in self._shelf.all_published()
        ]
        feed = Feed(
            language=language,
            title=f"{self._words[language].said['name']} – {organisation}",
            author=organisation,
            page=self._origin + url_for("bulletin.newest"),
            own=self._origin + url_for("bulletin.feed"),
        )
        return Response(padded(write_feed(feed, entries)), content_type=FEED_TYPE)

    def newest_title(self) -> str:
        """What the newest bulletin is called in the language of the page; "" without one."""
        month = self._rack.newest_month()
        return self._words[self._room.language].title(month) if month else ""

    def _page(self, shown: Published, everything: tuple[Published, ...]) -> Response:
        words = self._words[self._room.language]
        return page(
            "intake/bulletin.html",
            sheet=self._sheet(shown),
            month=shown.bulletin.month,
            others=[
                (one.bulletin.month, words.month(one.bulletin.month))
                for one in everything
                if one.bulletin.month != shown.bulletin.month
            ],
        )

    def _sheet(self, one: Published) -> Sheet:
        return lay_out(one.bulletin, self._room.language, self._words)


def install_bulletin(app: Flask, pages: BulletinPages, prefix: str) -> None:
    """The pages, the same addresses without a language, and `newest_bulletin()` for others."""
    app.register_blueprint(pages.blueprint(), url_prefix=prefix)
    app.jinja_env.globals["newest_bulletin"] = pages.newest_title

    def to(endpoint: str, month: str | None = None) -> AnyResponse:
        language = preferred_language(request.accept_languages)
        answer = redirect(url_for(endpoint, language=language, month=month), 303)
        answer.headers["Vary"] = "Accept-Language"
        return answer

    app.add_url_rule("/bulletin", "short_newest", lambda: to("bulletin.newest"), methods=["GET"])
    app.add_url_rule("/bulletin.xml", "short_feed", lambda: to("bulletin.feed"), methods=["GET"])
    app.add_url_rule(
        "/bulletin/<month>",
        "short_one",
        lambda month: to("bulletin.one", month),
        methods=["GET"],
    )
