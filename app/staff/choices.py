"""The language of the pages: what the person chose, else what the browser asks for."""

from flask import Blueprint, Response, request, session

from app.shared.languages import preferred_language
from config.limits import LANGUAGES

CHOSEN = "language"

pages = Blueprint("choices", __name__)


def language() -> str:
    """The language of the request at hand."""
    chosen = session.get(CHOSEN)
    return chosen if chosen in LANGUAGES else preferred_language(request.accept_languages)


@pages.post("/taal/<any(nl, en):code>")
def set_language(code: str) -> Response:
    """Keep the choice in the session and go back to the page it was made on."""
    session[CHOSEN] = code
    target = request.form.get("terug", "/")
    return Response(status=303, headers={"Location": target if is_own_page(target) else "/"})


def is_own_page(target: str) -> bool:
    """Whether an address leads to a page of this site, also as a browser reads it.

    Browsers take a backslash for a slash, and skip tabs and line breaks.
    """
    plain = target.isprintable() and " " not in target
    return plain and target.startswith("/") and not target.startswith(("//", "/\\"))
