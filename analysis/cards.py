"""Theme to draft case card: a story put together from codes and from words that reports share.

Nothing of a single report can reach a card: what goes in are counts of codes, of which only those
of K_FACT reports or more are kept, and the theme's terms, which K_FACT reports share. All sentences
come from card_texts.toml.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.card_story import Material, tell_story
from analysis.card_texts import CardTexts
from analysis.disclosure import banded, withhold
from analysis.labelling import Label, enumerated
from config.limits import K_FACT, LANGUAGES
from config.methods import Method
from config.taxonomy import Taxonomy

VALUES = ("F13", "F18")
"""Factors about what one may say or want: a conversation about values fits."""

SERIOUS = ("S3", "S4")
WENT_WELL = "K4"

_TITLE_WORDS = 8
_FACTORS_SHOWN = 3
_HELPED_SHOWN = 3


@dataclass(frozen=True, slots=True)
class CodedReport:
    """The codes of one report, without its text."""

    kind: str
    stage: str | None = None
    detection: str | None = None
    severity_actual: str | None = None
    severity_potential: str | None = None
    factors: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardTheme:
    """What a card needs to know of a theme that may be published."""

    id: str
    labels: dict[str, Label]
    band: str
    several_units: bool
    several_periods: bool


@dataclass(frozen=True, slots=True)
class CardBook:
    """What every card is made with, read once."""

    texts: CardTexts
    taxonomy: Taxonomy
    methods: tuple[Method, ...]


def draft_card(
    theme: CardTheme, reports: Sequence[CodedReport], book: CardBook, card_id: str
) -> dict[str, Any]:
    """A proposal that a facilitator edits: every field of a card, in Dutch and in English.

    Args:
        theme: a theme that passed `publishable`.
        reports: its reports, codes only.
        book: texts, taxonomy and methods.
        card_id: an id never used.
    """
    material = gather_material(reports)
    methods = choose_methods(material, book.methods)
    texts: dict[str, Any] = {}
    for language in LANGUAGES:
        texts |= _texts_in(language, theme, material, book)
    return {
        "id": card_id,
        "theme": theme.id,
        "version": 1,
        **texts,
        "factors": list(material.factors),
        "kinds": _kind_bands(reports, material.kinds),
        "severity_potential": material.severity,
        "methods": [method.id for method in methods],
        # What the opener ends in, or an alternative to it, takes no minutes of its own.
        "minutes": methods[0].minutes,
        "sources_band": theme.band,
        "several_units": theme.several_units,
        "several_periods": theme.several_periods,
        "trace": list(material.codes),
    }


def gather_material(reports: Sequence[CodedReport]) -> Material:
    """The codes that K_FACT or more of these reports share, the most shared first."""
    kinds = _shared(report.kind for report in reports)
    severities = _shared(report.severity_potential for report in reports)
    return Material(
        kinds=kinds,
        strength=bool(kinds) and kinds[0] == WENT_WELL,
        stage=_first(_shared(report.stage for report in reports)),
        detection=_first(_shared(report.detection for report in reports)),
        severity=_first(severities),
        factors=_shared(code for report in reports for code in report.factors)[:_FACTORS_SHOWN],
        helped=_shared(code for report in reports for code in report.helped)[:_HELPED_SHOWN],
    )


def _shared(codes: Iterable[str | None]) -> tuple[str, ...]:
    counts = Counter(code for code in codes if code)
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    return tuple(code for code in ranked if counts[code] >= K_FACT)


def _first(codes: Sequence[str]) -> str | None:
    return codes[0] if codes else None


def _kind_bands(reports: Sequence[CodedReport], shared: Sequence[str]) -> dict[str, str | None]:
    counts = Counter(report.kind for report in reports if report.kind in shared)
    return banded(withhold(counts, total_known=True))


def choose_methods(material: Material, methods: Sequence[Method]) -> tuple[Method, ...]:
    """One or two methods that fit, the opener first.

    What went well is looked at appreciatively; serious harm asks for room for feeling, with an
    outside guide; values ask for a Socratic conversation; all else opens with "what would you do?".
    """
    known = {method.id: method for method in methods}
    return tuple(known[code] for code in _method_codes(material) if code in known)


def _method_codes(material: Material) -> tuple[str, ...]:
    if material.strength:
        return ("M09",)
    if material.severity in SERIOUS:
        return ("M05",)
    if set(material.factors[:2]) & set(VALUES):
        return ("M07",)
    return ("M12", "M02")


def _texts_in(
    language: str, theme: CardTheme, material: Material, book: CardBook
) -> dict[str, str | list[str]]:
    label, texts = theme.labels[language], book.texts
    lead = "card" if material.strength else "factor"
    code = "strength" if material.strength else material.leading
    fields: dict[str, str | list[str]] = {
        "title": _title(label, texts.line(lead, code, f"title_{language}"), language),
        "synopsis": _synopsis(label, material, book, language),
        "story": tell_story(material, label.terms, texts, language),
        "decision": texts.line(lead, code, f"decision_{language}"),
        "dilemma": texts.line(lead, code, f"dilemma_{language}"),
        "questions": _questions(material, texts, language),
        "recognition": texts.line("card", "frame", f"recognition_{language}"),
        "helped": _helped(material, texts, language),
        "limits": texts.line("card", "frame", f"limits_{language}"),
    }
    return {f"{name}_{language}": value for name, value in fields.items()}


def _title(label: Label, factor_title: str, language: str) -> str:
    """The factor's title with as many of the theme's terms as eight words leave room for."""
    subject = ""
    for number in range(1, 4):
        phrase = enumerated(label.terms[:number], label.source or language)
        if len(f"{phrase} {factor_title}".split()) <= _TITLE_WORDS:
            subject = phrase
    if not subject:
        return factor_title
    return f"{subject[0].upper()}{subject[1:]}: {factor_title[0].lower()}{factor_title[1:]}"


def _synopsis(label: Label, material: Material, book: CardBook, language: str) -> str:
    phrase = enumerated(label.terms[:3], label.source or language)
    key = "synopsis_strength" if material.strength else "synopsis"
    if not material.factors and not material.strength:
        key = "synopsis_plain"
    factor = book.taxonomy.name(material.factors[0], language) if material.factors else ""
    subject = phrase or label.text.lower()
    template = book.texts.line("card", "frame", f"{key}_{language}")
    return template.format(label=subject, factor=factor)


def _questions(material: Material, texts: CardTexts, language: str) -> list[str]:
    """Three learning questions: two about the leading factor, one about the next."""
    key = f"questions_{language}"
    if material.strength:
        return list(texts.lines("card", "strength", key))
    first = texts.lines("factor", material.leading, key)
    if len(material.factors) < 2:  # noqa: PLR2004 - with one factor all three are about it
        return list(first)
    return [first[0], texts.lines("factor", material.factors[1], key)[0], first[1]]


def _helped(material: Material, texts: CardTexts, language: str) -> str:
    """Part 2: how it came to light, what helped, and how it could have ended."""
    parts = [texts.line("helped", code, language) for code in material.helped or ("H0",)]
    if material.detection:
        parts.insert(0, texts.line("detection", material.detection, language))
    if material.severity and not material.strength:
        parts.append(texts.line("severity", material.severity, language))
    return " ".join(parts)
