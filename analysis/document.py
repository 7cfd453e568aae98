"""The parts of a release: what staff may see, all fit for a noticeboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.arrays import FloatArray
from analysis.card_concepts import Concepts, found_in
from analysis.cards import CardBook, CardTheme, CodedReport, draft_card
from analysis.disclosure import ThemeFacts, band
from analysis.emergence import Status
from analysis.labelling import Label
from analysis.places import Cell, place_themes
from analysis.tracking import ThemeState
from config.limits import LANGUAGES
from reporting.report import Report

RELATED = 3
"""Neighbours shown with a theme."""
RELATED_FROM = 0.15
"""Cosine between two themes from which they are called related; unrelated ones lie around 0."""
MOST_READ = 500
"""Reports of a theme whose text is looked through for concepts; what fewer share tells too little
of a larger theme. They come in the order of their random ids."""
OF_A_CARD = ("factors", "kinds", "severity_potential", "several_units", "several_periods")


@dataclass(frozen=True, slots=True)
class Told:
    """What else there is to tell of a theme, each fit for a noticeboard."""

    timeline: Mapping[str, Any]
    """As `Timeline.describe` gives it."""
    events: Sequence[Mapping[str, Any]]
    """See `analysis.lineage`."""
    parts: Sequence[Mapping[str, Any]]
    """How it would be split; see `analysis.parts`."""
    seasonal: bool
    """Whether it comes back in this season."""


NOTHING_TOLD = Told({"grouped_by": "", "periods": [], "bands": []}, (), (), seasonal=False)


@dataclass(frozen=True, slots=True)
class PublishedTheme:
    """A theme that passed `publishable`, with all that its page and its card are made from."""

    state: ThemeState
    labels: Mapping[str, Label]
    facts: ThemeFacts
    band: str
    status: Status
    reports: tuple[Report, ...]
    """One of each that are told twice."""
    told: Told = NOTHING_TOLD
    place: Cell = (0, 0)
    """On the map of themes."""
    mixed_only: bool = True
    """Whether its card is for groups from several units only."""


def coded(report: Report, concepts: Concepts, *, read: bool) -> CodedReport:
    """The codes of a report, without its text.

    Args:
        report: masked.
        concepts: looked for in its text.
        read: whether to look; of a very large theme some reports are enough.
    """
    story, tip = (report.story, report.tip) if read else ("", "")
    return CodedReport(
        kind=report.kind,
        stage=report.stage,
        detection=report.detection,
        severity_actual=report.severity_actual,
        severity_potential=report.severity_potential,
        factors=report.factors,
        helped=report.helped,
        scenes=found_in(concepts.scenes, story, report.language),
        tips=found_in(concepts.tips, tip, report.language),
        signs=found_in(concepts.signs, story, report.language),
    )


def make_card(
    theme: PublishedTheme, book: CardBook, before: Mapping[str, Mapping[str, Any]], month: str
) -> dict[str, Any]:
    """The draft card of a theme; its version rises when it says something else than before.

    Args:
        theme: that may be published.
        book: what cards are made with.
        before: the cards of the last release, by id.
        month: of this release; a draft keeps the month in which it first said what it says.
    """
    about = CardTheme(
        id=theme.state.id,
        labels=dict(theme.labels),
        band=theme.band,
        several_units=theme.facts.units > 1,
        several_periods=theme.facts.months > 1,
    )
    card_id = f"c-{theme.state.id.removeprefix('t-')}"
    reports = [
        coded(report, book.concepts, read=number < MOST_READ)
        for number, report in enumerate(theme.reports)
    ]
    drafted = draft_card(about, reports, book, card_id)
    card = {**drafted, "drafted": month, "mixed_only": theme.mixed_only}
    old = before.get(card_id)
    if old is None:
        return card
    kept = {"version": old["version"], "drafted": old.get("drafted", month)}
    same = {**card, **kept} == {**old, **kept}
    return {**card, **kept} if same else {**card, "version": old["version"] + 1}


def placed(
    themes: Sequence[PublishedTheme], before: Sequence[Mapping[str, Any]]
) -> tuple[PublishedTheme, ...]:
    """The themes with their cells on the map; one of the last release keeps the one it had."""
    kept = {one["id"]: (one["place"][0], one["place"][1]) for one in before if one.get("place")}
    cells = place_themes({theme.state.id: theme.state.centroid for theme in themes}, kept)
    return tuple(replace(theme, place=cells[theme.state.id]) for theme in themes)


def describe_theme(
    theme: PublishedTheme, card: Mapping[str, Any], others: Sequence[PublishedTheme]
) -> dict[str, Any]:
    """A theme as its page shows it."""
    texts: dict[str, Any] = {}
    for language in LANGUAGES:
        label = theme.labels[language]
        texts[f"label_{language}"] = label.text
        texts[f"terms_{language}"] = list(label.terms)
        texts[f"explanation_{language}"] = label.explanation
        texts[f"words_from_{language}"] = label.source or None
    return {
        "id": theme.state.id,
        **texts,
        "band": theme.band,
        "first_month": theme.state.first_month or None,
        "status": theme.status,
        **{name: card[name] for name in OF_A_CARD},
        "helped": [code for code in card["trace"] if code.startswith("H")],
        "languages": sorted({label.source for label in theme.labels.values() if label.source}),
        "related": related(theme, others),
        "place": list(theme.place),
        "timeline": dict(theme.told.timeline),
        "events": list(theme.told.events),
        "parts": list(theme.told.parts),
        "seasonal": theme.told.seasonal,
    }


def related(theme: PublishedTheme, others: Sequence[PublishedTheme]) -> list[str]:
    """The published themes that lie closest, at most `RELATED`."""
    closeness = {
        other.state.id: cosine(theme.state.centroid, other.state.centroid)
        for other in others
        if other is not theme
    }
    near = sorted(closeness, key=lambda one: (-closeness[one], one))
    return [one for one in near if closeness[one] >= RELATED_FROM][:RELATED]


def cosine(one: FloatArray, other: FloatArray) -> float:
    """Cosine of two vectors of length 1; 0 when they lie in different spaces."""
    return float(np.dot(one, other)) if one.shape == other.shape else 0.0


def frame_of(reports: Sequence[Report]) -> pd.DataFrame:
    """One row per report: its month and codes, no text."""
    columns = (
        *("month", "kind", "factors", "helped", "severity_actual"),
        *("severity_potential", "stage", "detection"),
    )
    return pd.DataFrame({name: [getattr(report, name) for report in reports] for name in columns})


def engine_of(encoder: str, reports: int) -> dict[str, str | None]:
    """How the release was made, in words and bands."""
    return {"encoder": encoder, "reports_band": band(reports)}
