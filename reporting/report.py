"""A report as it is kept: masked text and codes, packed to bytes and back.

The shape of the codes is checked here; whether a code exists is for the taxonomy to say.
"""

import json
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final, Literal, cast

from config.limits import IMPORT_STORY_MAX, LANGUAGES, MAX_FACTORS, STORY_MIN, TIP_MAX
from reporting.errors import CannotOpen, StoryTooLong, StoryTooShort, UnknownCode

LOOKUP_BYTES: Final = 16
PUBLIC_KEY_BYTES: Final = 1216
"""ML-KEM-768 (1184) and X25519 (32)."""

VERSION: Final = 1
Language = Literal["nl", "en"]

MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
ONE_CODE: Final[Mapping[str, re.Pattern[str]]] = {
    "kind": re.compile(r"K[1-4]"),
    "involvement": re.compile(r"R[1-9]"),
    "detection": re.compile(r"D[1-9]"),
    "severity_actual": re.compile(r"S[0-4]"),
    "severity_potential": re.compile(r"S[0-4]"),
    "stage": re.compile(r"W[1-9]"),
    "unit": re.compile(r"[^\x00-\x1f\x7f]{1,80}"),
    "when": re.compile(r"[A-Za-z0-9_-]{1,32}"),
}
MANY_CODES: Final[Mapping[str, re.Pattern[str]]] = {
    "consequence": re.compile(r"G[1-9]"),
    "factors": re.compile(r"F[0-9]{2}"),
    "helped": re.compile(r"H[1-9]"),
}
CONTROLS: Final = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
"""All controls but tab and line feed, and lone surrogates, as they stand in a class of signs."""
UNWANTED: Final = re.compile(f"[{CONTROLS}]")


@dataclass(frozen=True, slots=True)
class ThreadAddress:
    """Where messages to the reporter go; it travels inside the sealed report only."""

    lookup: bytes
    """16 bytes; the row key of the thread."""
    public_key: bytes
    """1,216 bytes; messages are locked to it."""


@dataclass(frozen=True, slots=True)
class Report:
    """One masked report. Its id is the object id of its envelope, not a field."""

    story: str
    language: Language
    kind: str
    month: str
    """Month of receipt, "YYYY-MM"; for an import the month it happened, "" when unknown."""
    involvement: str | None = None
    detection: str | None = None
    severity_actual: str | None = None
    severity_potential: str | None = None
    stage: str | None = None
    unit: str | None = None
    when: str | None = None
    consequence: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    tip: str = ""
    thread: ThreadAddress | None = None
    hold: bool = False
    """Kept shut until others tell the same: counted in nothing, read by nobody."""


def pack_report(report: Report) -> bytes:
    """The report as versioned JSON in UTF-8, ready to seal."""
    content = asdict(report)
    if report.thread is not None:
        content["thread"] = [
            b64encode(report.thread.lookup).decode(),
            b64encode(report.thread.public_key).decode(),
        ]
    document = {"version": VERSION, "report": content}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def unpack_report(payload: bytes) -> Report:
    """The report that was packed.

    Raises:
        CannotOpen: the payload is no report of a version known here.
    """
    try:
        document = json.loads(payload)
        if document["version"] != VERSION:
            raise CannotOpen
        return _report_from(document["report"])
    except (ValueError, KeyError, TypeError):
        raise CannotOpen from None


def _report_from(packed: dict[str, object]) -> Report:
    # Reports of before this choice existed wait for nobody.
    content: dict[str, object] = {"hold": False, **packed}
    if set(content) != {field.name for field in fields(Report)}:
        raise CannotOpen
    many = {name: tuple(cast("list[str]", content[name])) for name in MANY_CODES}
    thread = cast("list[str] | None", content["thread"])
    address = None if thread is None else _address(*thread)
    return Report(**cast("dict[str, str]", content | many | {"thread": address}))  # type: ignore[arg-type]  # the field names were compared above; JSON has no types


def _address(lookup: str, public_key: str) -> ThreadAddress:
    return ThreadAddress(b64decode(lookup, validate=True), b64decode(public_key, validate=True))


def tidy(text: str) -> str:
    """Text in one canonical form: NFC, line feeds only, no controls or lone surrogates."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return UNWANTED.sub("", lines).strip()


def check_report(report: Report, *, story_max: int = IMPORT_STORY_MAX) -> None:
    """Refuse a report whose text or codes are out of bounds.

    Args:
        report: as it would be kept.
        story_max: characters; the form allows fewer than an import.

    Raises:
        StoryTooShort: fewer than `STORY_MIN` characters that are not white space at an end.
        StoryTooLong: the story or the tip is over its limit.
        UnknownCode: a code is not of the shape of its question.
    """
    if len(report.story.strip()) < STORY_MIN:
        raise StoryTooShort
    if len(report.story) > story_max or len(report.tip) > TIP_MAX:
        raise StoryTooLong
    if not (_codes_fit(report) and report.language in LANGUAGES):
        raise UnknownCode
    if report.month and not MONTH.fullmatch(report.month):
        raise UnknownCode


def _codes_fit(report: Report) -> bool:
    single = all(
        pattern.fullmatch(getattr(report, name) or "") or _may_be_left_out(report, name)
        for name, pattern in ONE_CODE.items()
    )
    several = all(
        pattern.fullmatch(code)
        for name, pattern in MANY_CODES.items()
        for code in getattr(report, name)
    )
    return single and several and len(report.factors) <= MAX_FACTORS


def _may_be_left_out(report: Report, name: str) -> bool:
    return name != "kind" and getattr(report, name) is None
