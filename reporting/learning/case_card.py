"""A case card: what a group reads, and how a card is written down as plain JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Final

from config.limits import LANGUAGES
from reporting.learning.errors import UnreadableCard

LINES: Final = (
    *("title", "synopsis", "story", "decision", "dilemma"),
    *("recognition", "helped", "limits"),
)
QUESTIONS: Final = "questions"
TEXTS: Final = (*LINES[:5], QUESTIONS, *LINES[5:])
"""The fields of a card that are written once per language, as in `title_nl`."""
SAME_IN_ALL: Final = (
    *("id", "theme", "version", "factors", "severity_potential", "methods", "minutes"),
    *("sources_band", "several_units", "several_periods", "drafted", "mixed_only"),
    "trace",
)
"""The fields that are the same in all languages; beside these there is `kinds`."""


@dataclass(frozen=True, slots=True)
class CardTexts:
    """What a group reads, in one language. `helped` is kept for after the decision."""

    title: str
    synopsis: str
    story: str
    decision: str
    dilemma: str
    questions: tuple[str, ...]
    recognition: str
    helped: str
    limits: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A story put together from many reports, to open a meeting with."""

    id: str
    theme: str
    version: int
    texts: Mapping[str, CardTexts]
    """By language, as in config.limits.LANGUAGES."""
    factors: tuple[str, ...]
    kinds: Mapping[str, str | None]
    """Band of reports by kind; None where it is withheld."""
    severity_potential: str | None
    methods: tuple[str, ...]
    minutes: int
    sources_band: str
    several_units: bool
    several_periods: bool
    drafted: str = ""
    """Month "YYYY-MM" of the release that first held this draft; "" in older releases."""
    mixed_only: bool = True
    """Only for a group whose members come from several units; see docs/decisions/0040."""
    trace: tuple[str, ...] = ()
    """Codes and concepts that the sentences of the draft come from."""


def unpack_card(row: Mapping[str, Any]) -> CaseCard:
    """One card of a release document.

    Raises:
        UnreadableCard: a field is missing or is not what it should be.
    """
    try:
        return CaseCard(
            id=_text(row["id"]),
            theme=_text(row["theme"]),
            version=int(row["version"]),
            texts=MappingProxyType({language: _texts(row, language) for language in LANGUAGES}),
            factors=_list(row["factors"]),
            kinds=MappingProxyType(dict(row["kinds"])),
            severity_potential=row["severity_potential"],
            methods=_list(row["methods"]),
            minutes=int(row["minutes"]),
            sources_band=_text(row["sources_band"]),
            several_units=bool(row["several_units"]),
            several_periods=bool(row["several_periods"]),
            # A release from before these were told has neither; then the card is kept back.
            drafted=_text(row.get("drafted", "")),
            mixed_only=bool(row.get("mixed_only", True)),
            trace=_list(row.get("trace", ())),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise UnreadableCard from None


def pack_card(card: CaseCard) -> dict[str, Any]:
    """A card as it stands in a release document; `unpack_card` reads it."""
    flat = {
        f"{field}_{language}": value
        for language, texts in card.texts.items()
        for field, value in asdict(texts).items()
    }
    plain = {field: getattr(card, field) for field in SAME_IN_ALL}
    return {**flat, **plain, "kinds": dict(card.kinds)}


def changed_fields(new: CaseCard, old: CaseCard) -> dict[str, tuple[str, str]]:
    """What differs between two cards: by field such as "story_nl", the old and the new text."""
    after, before = _flat(new), _flat(old)
    return {name: (before[name], after[name]) for name in after if before[name] != after[name]}


def _flat(card: CaseCard) -> dict[str, str]:
    return {
        f"{name}_{language}": "\n".join(value) if isinstance(value, tuple) else value
        for language, texts in card.texts.items()
        for name, value in ((name, getattr(texts, name)) for name in texts.__slots__)
    }


def _texts(row: Mapping[str, Any], language: str) -> CardTexts:
    read = {field: row[f"{field}_{language}"] for field in TEXTS}
    plain = {field: _text(value) for field, value in read.items() if field != QUESTIONS}
    return CardTexts(questions=_list(read[QUESTIONS]), **plain)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _list(values: object) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError
    return tuple(_text(value) for value in values)
