"""What a release tells of each theme besides its name and size: its time, its past, its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.document import PublishedTheme, Told
from analysis.finding import Found, first_month, last_whole_month, tell_seasonal
from analysis.lineage import moved_since, tell_events
from analysis.parts import kept_parts, propose_parts
from analysis.thresholds import Draw
from analysis.timelines import Periods, advance, tell_timeline


@dataclass(frozen=True, slots=True)
class Past:
    """What is known from before this release."""

    themes: Sequence[Mapping[str, Any]]
    """Of the last release."""
    lines: Mapping[str, Periods]
    """By theme id, where its periods stand by now."""
    extras: Mapping[str, int]
    """By theme id, the secret reports on top of a floor."""


def advance_all(
    found: Found, before: Mapping[str, Periods], today: date, draw: Draw
) -> dict[str, Periods]:
    """Where the periods of every theme stand, also of sleeping ones, by theme id."""
    span = (first_month(found), last_whole_month(today))
    after = {one.id: before[one.id] for one in found.themes if one.id in before}
    for group in found.numbers:
        theme = found.themes[group].id
        vectors = found.groups.vectors[found.groups.members(group)]
        months = [one.report.month for one in found.reports(group)]
        after[theme] = advance(after.get(theme, {}), vectors, months, span, draw)
    return after


def tell_all(
    found: Found, shown: Mapping[int, PublishedTheme], past: Past, today: date
) -> dict[int, Told]:
    """What there is to tell of each theme that is shown, by its number."""
    old = {theme["id"]: theme for theme in past.themes}
    states = [theme.state for theme in shown.values()]
    events = tell_events(states, past.themes, f"{today:%Y-%m}")
    seasonal, last = tell_seasonal(found, today), last_whole_month(today)
    told = {}
    for group, theme in shown.items():
        own, before = theme.state.id, old.get(theme.state.id)
        since = theme.state.first_month or last
        parts = [part.describe() for part in propose_parts(found, group, past.extras[own])]
        told[group] = Told(
            timeline=tell_timeline(past.lines[own], (since, last)).describe(),
            events=events[own],
            parts=kept_parts(parts, before, theme.band, moved=moved_since(events[own], before)),
            seasonal=own in seasonal,
        )
    return told
