"""A strip as lines of text, to print, to mail or to type over; and such lines read back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reporting.errors import NotAStrip
from reporting.strip import (
    KEY_ID_BYTES,
    PUBLIC_BYTES,
    SERIAL_BYTES,
    SIGNATURE_BYTES,
    HolderLine,
    Strip,
    make_strip,
    tidy_line,
)
from reporting.symbols import folded, from_symbols, grouped, to_symbols

BEGIN: Final = "-----BEGIN VRIJUIT STRIP-----"
END: Final = "-----END VRIJUIT STRIP-----"
LONGEST_TEXT: Final = 20_000
"""Characters; a strip with all that stands around it has some 2,000."""
YEAR: Final = 4
"""Digits."""
GROUPS_A_LINE: Final = 9
MARGIN: Final = "  "
QUOTED: Final = re.compile(r"^[>|\s]+")
"""What mail programs put before a line."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words before each value, in one language."""

    month: str
    serial: str
    key_id: str
    signature: str
    line: str
    holder: str
    line_signature: str


LABELS: Final[Mapping[str, Labels]] = {
    "nl": Labels(
        "Maand",
        "Nummer",
        "Sleutel",
        "Handtekening",
        "De houder schrijft",
        "Sleutel van de houder",
        "Handtekening van de houder",
    ),
    "en": Labels(
        "Month",
        "Serial",
        "Key",
        "Signature",
        "The holder writes",
        "Key of the holder",
        "Signature of the holder",
    ),
}
NAMES: Final = tuple(Labels.__dataclass_fields__)
BY_LABEL: Final[Mapping[str, str]] = {
    getattr(labels, name).casefold(): name for labels in LABELS.values() for name in NAMES
}


def write_strip(strip: Strip, language: str) -> str:
    """The lines of a strip, between its two marks."""
    labels = LABELS[language]
    lines = [
        f"{labels.month}: {strip.month}",
        *_copied(labels.serial, strip.serial),
        *_copied(labels.key_id, strip.key_id),
        *_copied(labels.signature, strip.signature),
    ]
    if strip.line is not None:
        lines += [
            f"{labels.line}: {strip.line.text}",
            *_copied(labels.holder, strip.line.holder),
            *_copied(labels.line_signature, strip.line.signature),
        ]
    return "\n".join((BEGIN, *lines, END))


def read_strip(text: str) -> Strip:
    """The strip in a text, whatever stands around it. Nothing of it is checked yet.

    Both languages are read, with or without the marks, with signs of a mail program before the
    lines, and wrapped anew.

    Raises:
        NotAStrip: there is none, it is cut off, or there is more than one.
    """
    found = _values(_between_marks(text[:LONGEST_TEXT]))
    try:
        parts = (
            from_symbols(found["serial"], SERIAL_BYTES),
            from_symbols(found["key_id"], KEY_ID_BYTES),
            from_symbols(found["signature"], SIGNATURE_BYTES),
        )
        return make_strip(_month_in(found), parts, _line_in(found))
    except (KeyError, ValueError):
        raise NotAStrip from None


def _copied(label: str, value: bytes) -> list[str]:
    groups = grouped(to_symbols(value)).split("-")
    rows = [groups[at : at + GROUPS_A_LINE] for at in range(0, len(groups), GROUPS_A_LINE)]
    if len(rows) == 1:
        return [f"{label}: {'-'.join(rows[0])}"]
    return [f"{label}:", *(MARGIN + "-".join(row) for row in rows)]


def _between_marks(text: str) -> list[str]:
    lines = [QUOTED.sub("", line).rstrip() for line in text.splitlines()]
    begins, ends = (
        [at for at, line in enumerate(lines) if line.strip() == mark] for mark in (BEGIN, END)
    )
    if not begins and not ends:
        return lines
    if len(begins) != 1 or len(ends) != 1 or begins[0] > ends[0]:
        raise NotAStrip
    return lines[begins[0] + 1 : ends[0]]


def _values(lines: list[str]) -> Mapping[str, str]:
    """The values by name; a line without a label goes on with the one before it."""
    found: dict[str, str] = {}
    name: str | None = None
    for line in lines:
        label, colon, value = line.partition(":")
        named = BY_LABEL.get(" ".join(label.casefold().split())) if colon else None
        if named is not None:
            if named in found:
                raise NotAStrip
            name, found[named] = named, value.strip()
        elif not line:
            name = None
        elif name is not None:
            found[name] = f"{found[name]} {line}"
    return found


def _month_in(found: Mapping[str, str]) -> str:
    digits = folded(found["month"])
    return f"{digits[:YEAR]}-{digits[YEAR:]}"


def _line_in(found: Mapping[str, str]) -> HolderLine | None:
    names = ("line", "holder", "line_signature")
    if not any(name in found for name in names):
        return None
    return HolderLine(
        tidy_line(found["line"]),
        from_symbols(found["holder"], PUBLIC_BYTES),
        from_symbols(found["line_signature"], SIGNATURE_BYTES),
    )
