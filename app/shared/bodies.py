"""What a form may send: one kind of body, of a bounded size, with fields that we know."""

import re
import unicodedata
from collections.abc import Container
from typing import Final

from flask import Flask, Request, abort, request

from config.limits import MAX_BODY_BYTES
from reporting.report import CONTROLS

FORM_TYPE: Final = "application/x-www-form-urlencoded"
MAX_FIELDS: Final = 300
"""Fields in one body; the longest form of ours sends fewer than 100."""
METHODS_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
UNSEEN: Final = frozenset(
    "\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Signs without width, and signs that turn the direction: a name could hide behind them.

The joiner inside an emoji (U+200D) stays."""
UNWANTED: Final = re.compile(f"[{''.join(sorted(UNSEEN))}{CONTROLS}]")


def tidy_text(text: str) -> str:
    """Text in one canonical form: NFC, line feeds, nothing unseen, no lone surrogate, no edges."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", UNWANTED.sub("", lines)).strip()


def limit_bodies(app: Flask) -> None:
    """Answer 415 to anything but a plain form, 413 when too long, 400 when too many fields."""
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        MAX_FORM_PARTS=MAX_FIELDS,
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )

    @app.before_request
    def refuse_other_bodies() -> None:
        if request.method not in METHODS_WITH_BODY:
            return
        if request.mimetype != FORM_TYPE:
            abort(415)
        if (request.content_length or 0) > MAX_BODY_BYTES:
            abort(413)
        if len(request.get_data(cache=True, parse_form_data=False).split(b"&")) > MAX_FIELDS:
            abort(400)


def refuse_unknown_fields(sent: Request, known: Container[str]) -> None:
    """Answer 400 when a form holds a field that the page did not offer."""
    if any(name not in known for name in sent.form):
        abort(400)
