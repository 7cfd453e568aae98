"""Printed pages: a Typst template and plain data to a tagged PDF of one look.

Everything is on the machine: the fonts come with the typesetter, no font of the system is used, and
the same data give the same bytes. The file holds no date, no time and no author of its own.
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

import typst
from flask import Response

ROOT: Final = Path(__file__).parents[1]
"""What a template may read: the package of the pages, and nothing above it."""
STANDARD: Final = "ua-1"
"""PDF/UA-1: tagged, with a title and a language, for people who have a page read out."""
PRINTABLE: Final = tuple(
    chain(
        (range(0x20, 0x7F), range(0xA0, 0x378), range(0x37A, 0x380), range(0x38E, 0x3A2)),
        (range(0x3A3, 0x483), range(0x48A, 0x500), range(0x1E00, 0x1F00), range(0x2010, 0x2028)),
        (range(0x2030, 0x2041), range(0x20A0, 0x20C0), range(0x2190, 0x2300)),
        (range(0x2500, 0x2600), range(0x2713, 0x2714), range(0x2717, 0x2718)),
    )
)
"""Signs that the fonts have: those of Latin, Greek and Cyrillic, and what goes between words."""
UNKNOWN_SIGN: Final = "\u25a1"


def print_pdf(template: str, data: Mapping[str, Any], language: str) -> bytes:
    """A page on paper.

    Args:
        template: its name, such as "staff/card.typ"; it stands beside the pages of that face.
        data: what goes into it, words included: texts, numbers, booleans, None, lists and mappings.
            The template finds it as `json(bytes(sys.inputs.data))`, so no text is ever read as
            markup. `data["title"]` names the document.
        language: of the words, for hyphenation and for who listens.

    Raises:
        FileNotFoundError: no such template.
    """
    face = template.partition("/")[0]
    source = ROOT / face / "templates" / template
    if not source.is_file():
        raise FileNotFoundError(template)
    inputs = {"data": json.dumps(_printable(data), ensure_ascii=False), "language": language}
    return typst.compile(
        source,
        root=ROOT,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=STANDARD,
    )


def pdf_answer(content: bytes, name: str) -> Response:
    """A PDF to save under a name of plain letters, digits and dashes, without its ending."""
    response = Response(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


def printable(text: str) -> str:
    """A text in which signs that no font has are a small square; lines stay lines."""
    return "".join(_sign(sign) for sign in unicodedata.normalize("NFC", text))


def _sign(sign: str) -> str:
    if sign == "\n" or _has(ord(sign)):
        return sign
    if unicodedata.category(sign) in {"Mn", "Cf", "Cc"}:  # nothing to see of its own
        return " " if sign == "\t" else ""
    return UNKNOWN_SIGN


def _has(point: int) -> bool:
    return any(point in block for block in PRINTABLE)


def _printable(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {str(name): _printable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the typesetter's wheel, read once."""
    return typst.Fonts(include_system_fonts=False)
