"""Theme to draft case card: a story put together from codes and concepts that reports share.

Nothing of a single report can reach a card: what goes in are counts, of codes and of concepts one
level more general than words, of which only those of K_FACT reports or more are kept. All
sentences come from card_texts.toml and card_concepts.toml.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.card_concepts import Concept, Concepts
from analysis.card_story import Material
from analysis.card_texts import CardTexts
from analysis.card_wording import write_texts
from analysis.disclosure import banded, withhold
from analysis.labelling import Label
from config.limits import K_FACT, LANGUAGES
from config.methods import Method
from config.taxonomy import Taxonomy

VALUES = ("F13", "F18")
"""Factors about what one may say or want: a conversation about values fits."""

SERIOUS = ("S3", "S4")
WENT_WELL = "K4"

_FACTORS_SHOWN = 3
_HELPED_SHOWN = 3
_TIPS_SHOWN = 2
_SCENE_SHARE = 0.25
"""Share of the reports that must take place somewhere before the card does; with no term of the
theme to confirm it, half of them must."""
_TERMS_WEIGHED = 6
_SIGN_SHARE = 0.1
"""Share of the reports that must speak of a factor before the card does. Source: own choice."""


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
    scenes: frozenset[str] = frozenset()
    """Ids of the scenes that its story speaks of."""
    tips: frozenset[str] = frozenset()
    """Ids of what it passes on to colleagues."""
    signs: frozenset[str] = frozenset()
    """Factors that the words of its story speak of."""


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
    concepts: Concepts


def draft_card(
    theme: CardTheme, reports: Sequence[CodedReport], book: CardBook, card_id: str
) -> dict[str, Any]:
    """A proposal that a facilitator edits: every field of a card, in Dutch and in English.

    Args:
        theme: a theme that passed `publishable`.
        reports: its reports, codes and concepts only. One that did serious harm is counted among
            the kinds, and tells nothing of the story: such an event is known to too many.
        book: texts, taxonomy and methods.
        card_id: an id never used.
    """
    usable = [report for report in reports if report.severity_actual not in SERIOUS]
    material = gather_material(usable, book.concepts, theme.labels)
    methods = choose_methods(material, book.methods)
    texts: dict[str, Any] = {}
    for language in LANGUAGES:
        texts |= write_texts(material, book.texts, language, _variant(theme.id))
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


def gather_material(
    reports: Sequence[CodedReport], concepts: Concepts, labels: Mapping[str, Label]
) -> Material:
    """The codes and concepts that K_FACT or more of these reports share, the most shared first."""
    kinds = _shared(report.kind for report in reports)
    severities = _shared(report.severity_potential for report in reports)
    tips = _shared(tip for report in reports for tip in sorted(report.tips))
    ticked = _shared(code for report in reports for code in report.factors)
    factors = ticked or _spoken_of(reports)
    return Material(
        kinds=kinds,
        strength=bool(kinds) and kinds[0] == WENT_WELL,
        stage=_first(_shared(report.stage for report in reports)),
        detection=_first(_shared(report.detection for report in reports)),
        severity=_first(severities),
        factors=factors[:_FACTORS_SHOWN],
        ticked=bool(ticked) or not factors,
        helped=_shared(code for report in reports for code in report.helped)[:_HELPED_SHOWN],
        scene=choose_scene(reports, concepts.scenes, labels),
        tips=tuple(concepts.tips[tip] for tip in tips[:_TIPS_SHOWN]),
    )


def _spoken_of(reports: Sequence[CodedReport]) -> tuple[str, ...]:
    """The factors that a good part of the stories speak of, for reports without codes."""
    spoken = _shared(factor for report in reports for factor in sorted(report.signs))
    counts = Counter(factor for report in reports for factor in report.signs)
    return tuple(one for one in spoken if counts[one] >= len(reports) * _SIGN_SHARE)


def choose_scene(
    reports: Sequence[CodedReport], scenes: Mapping[str, Concept], labels: Mapping[str, Label]
) -> Concept | None:
    """Where most of it takes place, judged by the theme's own terms; None when that is not shared.

    A scene that no term speaks of counts too, when half of the reports are set there.
    """
    counts = Counter(scene for report in reports for scene in report.scenes)
    weights = {scene: _weight(scenes[scene], labels) for scene in counts}
    fitting = [
        scene
        for scene, count in counts.items()
        if count >= K_FACT
        and count >= len(reports) * (_SCENE_SHARE if weights[scene] else 2 * _SCENE_SHARE)
    ]
    best = min(fitting, key=lambda one: (-weights[one], -counts[one], one), default=None)
    return None if best is None else scenes[best]


def _weight(scene: Concept, labels: Mapping[str, Label]) -> float:
    """How much the theme's terms speak of a scene; the first term weighs most."""
    return sum(
        1 / place
        for language, label in labels.items()
        if label.source == language
        for place, term in enumerate(label.terms[:_TERMS_WEIGHED], start=1)
        if scene.is_in(term, language)
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

    What went well is looked at appreciatively; what could have ended badly asks for room for
    feeling, with an outside guide; values ask for a conversation about what one holds dear; all
    else opens with "what would you do?", which is also what a new group does with serious things.
    """
    known = {method.id: method for method in methods}
    return tuple(known[code] for code in _method_codes(material) if code in known)


def _method_codes(material: Material) -> tuple[str, ...]:
    if material.strength:
        return ("M09",)
    if material.severity in SERIOUS:
        return ("M05", "M12")
    if set(material.factors[:2]) & set(VALUES):
        return ("M07", "M08")
    return ("M12", "M02")


def _variant(theme_id: str) -> int:
    """A number of the theme's own, so that its card reads the same in each release."""
    return sum(theme_id.encode())
