"""The themes of a run, before anything is withheld: grouped, named, and tracked over runs."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from analysis.arrays import LEFT_OUT
from analysis.clustering import HERE, Scale
from analysis.corpus import Corpus, OpenedReport
from analysis.disclosure import ThemeFacts, distinct_rows, gather_facts
from analysis.emergence import (
    Change,
    Status,
    change,
    month_number,
    monthly_counts,
    seasonal,
    statuses,
)
from analysis.encoding import Encoder
from analysis.memory import Memory
from analysis.settling import hold, settle
from analysis.themes import NamedGroups, find_groups
from analysis.tracking import ThemeState, track, with_first_month
from analysis.wishes import Wishes, after_run, named
from config.limits import K_THEME
from reporting.report import Report

THEME_ID_BYTES = 4
LOOKED_AT = 2_000
"""Reports of a group among which those that are told twice are looked for."""
UNKNOWN_MONTH = "0000-01"


@dataclass(frozen=True, slots=True)
class Found:
    """The groups of a run and the themes they are."""

    corpus: Corpus
    groups: NamedGroups
    themes: tuple[ThemeState, ...]
    """One per group, in the order of the groups; then the sleeping ones."""
    space: str
    """Name of the space of the centroids; "" when it cannot be compared with another run's."""
    wishes: Wishes
    """What people decided, for the next run."""

    @property
    def left_out(self) -> frozenset[str]:
        """The reports in no theme."""
        return frozenset(self.corpus.reports[row].id for row in self.groups.members(LEFT_OUT))

    @property
    def numbers(self) -> range:
        """The numbers of the groups."""
        return range(len(self.groups.names))

    def reports(self, group: int) -> tuple[OpenedReport, ...]:
        """The reports of a group."""
        return tuple(self.corpus.reports[row] for row in self.groups.members(group))

    def told_once(self, group: int) -> tuple[Report, ...]:
        """The reports of a group, one of each that are told twice.

        In a very large group this is looked at for the first `LOOKED_AT` only: a few more of many
        change nothing.
        """
        rows = self.groups.members(group)
        once = distinct_rows(self.groups.vectors[rows[:LOOKED_AT]])
        kept = [*(rows[at] for at in once), *rows[LOOKED_AT:]]
        return tuple(self.corpus.reports[row].report for row in kept)

    def facts(self, group: int) -> ThemeFacts:
        """What decides whether a group may be shown."""
        reports = [one.report for one in self.reports(group)]
        vectors = self.groups.vectors[self.groups.members(group)]
        return gather_facts(
            vectors, [report.month for report in reports], [report.unit for report in reports]
        )


def find_themes(corpus: Corpus, encoder: Encoder, memory: Memory, scale: Scale = HERE) -> Found:
    """Encode, cluster and label the reports, and find again the themes of before."""
    reports = [one.report for one in corpus.reports]
    texts = [report.story for report in reports]
    ids = [one.id for one in corpus.reports]
    held = hold(ids, memory.themes, memory.seen, memory.wishes)
    groups = find_groups(
        texts,
        [report.language for report in reports],
        encoder,
        min_size=K_THEME,
        settled=partial(settle, held=held, min_size=K_THEME),
        scale=scale,
    )
    space = encoder.name if encoder.comparable else ""
    previous = memory.for_encoder(space)
    tracked = track(groups.labels, ids, groups.vectors, previous, new_theme_id)
    named_ = replace(groups, names=named(groups.names, tracked, memory.wishes))
    months = {one.id: one.report.month for one in corpus.reports}
    return Found(
        corpus,
        named_,
        tuple(dated(theme, months) for theme in tracked),
        space,
        after_run(memory.wishes, tracked, previous),
    )


def dated(theme: ThemeState, months: Mapping[str, str]) -> ThemeState:
    """The theme with the month of its earliest report; a sleeping one keeps what it has."""
    if not theme.awake:
        return theme
    return with_first_month(theme, sorted(months[one] for one in theme.report_ids))


def new_theme_id() -> str:
    """A theme id that was never used; random, so that it says nothing."""
    return f"t-{secrets.token_hex(THEME_ID_BYTES)}"


def tell_statuses(found: Found, today: date) -> Mapping[str, Status]:
    """New, lasting, growing or fading by theme id.

    The month of `today` counts too: it is incomplete for all themes alike, and each is held
    against the volume of all.
    """
    return statuses(_changes(found, today, season=True))


def tell_seasonal(found: Found, today: date) -> frozenset[str]:
    """The themes that come back in this season."""
    plain = _changes(found, today, season=False)
    return seasonal(plain, _changes(found, today, season=True))


def _changes(found: Found, today: date, *, season: bool) -> Mapping[str, Change]:
    first, last = month_number(first_month(found)), month_number(f"{today:%Y-%m}")
    span = (min(first, last) if first else last, last)
    total = monthly_counts([one.report.month for one in found.corpus.reports], *span)
    own = {
        found.themes[group].id: [one.report.month for one in found.reports(group)]
        for group in found.numbers
    }
    return {
        theme: change(monthly_counts(months, *span), total, season=season)
        for theme, months in own.items()
    }


def first_month(found: Found) -> str:
    """The month of the earliest report, "YYYY-MM"; "0000-01" when none is known."""
    everyone = [one.report.month for one in found.corpus.reports]
    return min((month for month in everyone if month), default=UNKNOWN_MONTH)


def last_whole_month(today: date) -> str:
    """The month before that of `today`, "YYYY-MM"."""
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
