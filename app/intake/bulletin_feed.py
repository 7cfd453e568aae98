"""Bulletins as an Atom feed (RFC 4287)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from app.shared.bulletin_html import bulletin_html
from reporting.learning.bulletin import Published
from reporting.learning.bulletin_sheet import Sheet

ATOM: Final = "http://www.w3.org/2005/Atom"
NAMES: Final = uuid.UUID("5f0c3d0a-4c56-4d0e-9a86-0c6f3b2a7d11")
"""Any constant that is ours: with it a month always gets the same id, whatever the address."""
BEFORE_THE_FIRST: Final = "1970-01-01T00:00:00Z"

Entry = tuple[Published, Sheet, str]
"""A bulletin, laid out, and the address of its page."""


@dataclass(frozen=True, slots=True)
class Feed:
    language: str
    title: str
    author: str
    page: str
    """Address of the newest bulletin."""
    own: str
    """Address of the feed itself."""


def write_feed(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """The feed as XML; the same bulletins give the same bytes.

    Args:
        feed: what it is called and where it is.
        entries: the newest first.
    """
    ET.register_namespace("", ATOM)
    root = ET.Element(_tag("feed"), {"xml:lang": feed.language})
    _add(root, "id", _id(f"{feed.author} {feed.language}"))
    _add(root, "title", feed.title)
    _add(root, "updated", max((_moment(one) for one, _, _ in entries), default=BEFORE_THE_FIRST))
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.own)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for one, sheet, address in entries:
        entry = _add(root, "entry")
        _add(entry, "id", _id(f"{feed.author} {feed.language} {one.bulletin.month}"))
        _add(entry, "title", sheet.title)
        _add(entry, "updated", _moment(one))
        _add(entry, "link", rel="alternate", type="text/html", href=address)
        _add(entry, "content", bulletin_html(sheet), type="html")
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, _tag(name), attributes)
    child.text = text or None
    return child


def _id(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMES, name)}"


def _moment(one: Published) -> str:
    """The day of publishing; the seconds are the version, so that a correction is newer."""
    return f"{one.published_on}T00:00:{min(one.bulletin.version, 59):02d}Z"
