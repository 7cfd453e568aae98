"""Pages of one length: on the wire, the size of a page does not tell which page it is."""

from typing import Final

from flask import Flask, Response

PAGE_BYTES: Final = 40_000
"""Length of a page; a longer one gets the next multiple. A proxy must not compress pages."""
OPEN, CLOSE = b"<!-- ", b" -->\n"


def padded(html: bytes) -> bytes:
    """The page with a comment behind it, up to a multiple of `PAGE_BYTES`."""
    room = -(len(html) + len(OPEN) + len(CLOSE)) % PAGE_BYTES
    return html + OPEN + b"." * room + CLOSE


def pad_pages(app: Flask) -> None:
    """Pad every page of `app`."""

    @app.after_request
    def pad(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.set_data(padded(response.get_data()))
        return response
