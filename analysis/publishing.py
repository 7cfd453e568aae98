"""What of the found themes may be shown, and the document that shows it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from analysis.cards import CardBook
from analysis.corpus import OpenedReport
from analysis.disclosure import Decision, count_withheld
from analysis.document import (
    PublishedTheme,
    describe_theme,
    engine_of,
    frame_of,
    make_card,
    placed,
)
from analysis.finding import Found, last_whole_month, tell_statuses
from analysis.memory import Memory
from analysis.replies import News
from analysis.telling import Past, advance_all, tell_all
from analysis.thresholds import Draw, Standing, next_standing
from analysis.timelines import Periods
from analysis.trends import build_trends
from reporting.store.releases import Release
from reporting.threads import Step

NOTHING_BEFORE: Mapping[str, Any] = {"cards": [], "trends": {"chart": {}}}


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be shown of a run."""

    themes: tuple[PublishedTheme, ...]
    decisions: tuple[Decision, ...]
    """One per group, in the order of the groups."""
    standings: Mapping[str, Standing]
    """By theme id, to remember: of the groups of this run and of sleeping themes."""
    timelines: Mapping[str, Periods]
    """By theme id, to remember likewise: where each period that is over stands."""

    def tell(
        self,
        reports: Sequence[OpenedReport],
        steps: Mapping[str, frozenset[Step]],
        freed: Collection[str],
    ) -> list[News]:
        """What there is to tell about each report.

        Args:
            reports: all that count.
            steps: what happened with each theme since it was published, by theme id.
            freed: ids of the reports that wait no longer.
        """
        by_report = {report: theme for theme in self.themes for report in theme.state.report_ids}
        return [_news(one, by_report.get(one.id), steps, freed=one.id in freed) for one in reports]


def _news(
    one: OpenedReport,
    theme: PublishedTheme | None,
    steps: Mapping[str, frozenset[Step]],
    *,
    freed: bool,
) -> News:
    if theme is None:
        return News(one, freed=freed)
    labels = {language: label.text for language, label in theme.labels.items()}
    return News(one, labels, steps.get(theme.state.id, frozenset[Step]()), freed=freed)


def withhold_themes(
    found: Found,
    memory: Memory,
    today: date,
    draw: Draw,
    before: Sequence[Mapping[str, Any]] = (),
) -> Choice:
    """Leave out the themes that are too small or not spread enough, and band the others.

    Args:
        found: the themes of this run.
        memory: what the last release left of where the themes and their periods stood.
        today: the day of this run.
        draw: gives the secret part of the next threshold of a theme.
        before: the themes of the last release.
    """
    standings, statuses = memory.standings, tell_statuses(found, today)
    after = {one.id: standings[one.id] for one in found.themes if one.id in standings}
    decisions, shown = [], {}
    for group in found.numbers:
        state, facts = found.themes[group], found.facts(group)
        after[state.id], decision = next_standing(facts, after.get(state.id), draw)
        decisions.append(decision)
        band = after[state.id].shown
        if decision.publish and band is not None:
            reports = found.told_once(group)
            names, status = found.groups.names[group], statuses[state.id]
            theme = PublishedTheme(state, names, facts, band.band, status, reports)
            shown[group] = replace(theme, mixed_only=after[state.id].mixed_only)
    lines = advance_all(found, memory.timelines, today, draw)
    extras = {theme: one.extra for theme, one in after.items()}
    told = tell_all(found, shown, Past(before, lines, extras), today)
    themes = [replace(theme, told=told[group]) for group, theme in shown.items()]
    return Choice(placed(themes, before), tuple(decisions), after, lines)


def draft_cards(
    themes: Sequence[PublishedTheme], book: CardBook, previous: Release | None, month: str
) -> list[dict[str, Any]]:
    """A draft card for each published theme, in the same order."""
    before = previous.document if previous else NOTHING_BEFORE
    known: dict[str, Mapping[str, Any]] = {card["id"]: card for card in before["cards"]}
    return [make_card(theme, book, known, month) for theme in themes]


def build_trend_tables(found: Found, previous: Release | None, today: date) -> dict[str, Any]:
    """The chart and the tables over all reports; numbers that stood in a release stay."""
    before = previous.document if previous else NOTHING_BEFORE
    return build_trends(
        frame_of([one.report for one in found.corpus.reports]),
        last_month=last_whole_month(today),
        shown_before=before["trends"]["chart"],
    )


def write_document(
    found: Found,
    choice: Choice,
    cards: Sequence[Mapping[str, Any]],
    trends: Mapping[str, Any],
    today: date,
) -> dict[str, Any]:
    """All that a release publishes, as one document."""
    pairs = zip(choice.themes, cards, strict=True)
    return {
        "month": f"{today:%Y-%m}",
        "engine": engine_of(found.space, len(found.corpus.reports)),
        "themes": [describe_theme(theme, card, choice.themes) for theme, card in pairs],
        "cards": list(cards),
        "trends": trends,
    }


def count_outcome(found: Found, choice: Choice, told: int) -> dict[str, int]:
    """What a run published and withheld, in counts."""
    withheld = count_withheld(choice.decisions)
    return {
        "published": len(choice.themes),
        "cards": len(choice.themes),
        "told": told,
        "left_out": int((found.groups.labels < 0).sum()),
        **{f"withheld_{reason}": number for reason, number in withheld.items()},
    }
