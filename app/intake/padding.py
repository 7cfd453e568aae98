"""Pages of one length: on the wire, the size of a page does not tell which page it is."""

import struct
import zlib
from typing import Final

from flask import Flask, Response

PAGE_BYTES: Final = 40_000
"""Length of a page; a longer one gets the next multiple. A proxy must not compress pages."""
GZIP_HEAD: Final = b"\x1f\x8b\x08\x04" + bytes(4) + b"\x00\xff"
"""Deflated, with an extra field, without a time; RFC 1952."""
OPEN, CLOSE = b"<!-- ", b" -->\n"


def padded(html: bytes) -> bytes:
    """The page with a comment behind it, up to a multiple of `PAGE_BYTES`."""
    room = -(len(html) + len(OPEN) + len(CLOSE)) % PAGE_BYTES
    return html + OPEN + b"." * room + CLOSE


def padded_file(content: bytes) -> bytes:
    """A file for a download, packed (gzip) with as much in its header as makes it a page's length.

    The browser unpacks it and drops the filler; on the wire it is as long as any page.
    """
    packed = zlib.compress(content, wbits=-zlib.MAX_WBITS)
    check = struct.pack("<II", zlib.crc32(content), len(content))
    room = -(len(GZIP_HEAD) + 2 + len(packed) + len(check)) % PAGE_BYTES
    return GZIP_HEAD + struct.pack("<H", room) + b"." * room + packed + check


def pad_pages(app: Flask) -> None:
    """Pad every page of `app`."""

    @app.after_request
    def pad(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.set_data(padded(response.get_data()))
        return response
