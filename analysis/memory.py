"""What the analysis remembers from run to run, as bytes to be sealed: which report is where.

It is never stored in the clear: with it, the growth of a theme could be followed report by report.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from analysis.arrays import FloatArray
from analysis.disclosure import ShownBand
from analysis.errors import AnalysisError
from analysis.thresholds import Standing
from analysis.tracking import ThemeState, forget_centroid
from analysis.wishes import Wishes, folded, pack_wishes, read_wishes, unpack_wishes

STATE: Final = "themes"
"""Name of the sealed state."""
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Memory:
    encoder: str = ""
    """Name of the encoder in whose space the centroids lie."""
    themes: tuple[ThemeState, ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)
    """By theme id: the band that was last shown, and the secret part of the next threshold."""
    told: frozenset[str] = frozenset()
    """`report id:step` of each step of the loop that a reporter was told."""
    reports: int = 0
    """How many there were at the last release."""
    release_extra: int = 0
    """Reports on top of RELEASE_MIN_NEW before another release in the same month; a secret."""
    known: frozenset[str] = frozenset()
    """The reports of the last run that were in no theme."""
    wishes: Wishes = field(default_factory=Wishes)
    """What people decided about themes."""
    merged: Mapping[str, ThemeState] = field(default_factory=dict)
    """Themes that people made part of another, as they last were; for when they think again."""
    timelines: Mapping[str, Mapping[str, Standing]] = field(default_factory=dict)
    """By theme id and period: the band that was last shown, and the secret part of the next."""

    def with_wishes(self, said: Sequence[Mapping[str, Any]]) -> "Memory":
        """The memory after these wishes, as `read_wishes` reads them.

        A theme that is no part of another any more has the reports that it had, and the other one
        has them no more.
        """
        wishes = read_wishes(said, self.wishes)
        here = {theme.id: theme for theme in self.themes if theme.awake}
        parts = {one: self.merged.get(one) or here.get(one) for one in wishes.into}
        kept = {one: theme for one, theme in parts.items() if theme is not None}
        back = {one: theme for one, theme in self.merged.items() if one not in wishes.into}
        gone = frozenset[str]().union(*(theme.report_ids for theme in back.values()))
        themes = tuple(
            back.get(theme.id) or replace(theme, report_ids=theme.report_ids - gone)
            for theme in self.themes
        )
        return replace(self, themes=themes, wishes=wishes, merged=kept)

    @property
    def seen(self) -> frozenset[str]:
        """All reports of the last run."""
        own = (theme.report_ids for theme in self.themes if theme.awake)
        return self.known.union(*own)

    def for_encoder(self, name: str) -> tuple[ThemeState, ...]:
        """The themes as people see them, to be found again.

        Without their centroids when those lie in another encoder's space.
        """
        themes = folded(self.themes, self.wishes)
        if name == self.encoder:
            return themes
        return tuple(forget_centroid(theme) for theme in themes)

    def followed_by(
        self,
        encoder: str,
        themes: tuple[ThemeState, ...],
        known: frozenset[str],
        wishes: Wishes,
    ) -> "Memory":
        """The memory after a run that found these; the rest as it was."""
        merged = self.merged_in(encoder)
        return replace(
            self, encoder=encoder, themes=themes, known=known, wishes=wishes, merged=merged
        )

    def merged_in(self, name: str) -> Mapping[str, ThemeState]:
        """The themes that are part of another, to be remembered by a run with that encoder."""
        if name == self.encoder:
            return self.merged
        return {one: forget_centroid(theme) for one, theme in self.merged.items()}


def pack_memory(memory: Memory) -> bytes:
    """The memory as versioned JSON."""
    return json.dumps(
        {
            "version": VERSION,
            "encoder": memory.encoder,
            "themes": [_theme(theme) for theme in memory.themes],
            "standings": {theme: _standing(one) for theme, one in memory.standings.items()},
            "told": sorted(memory.told),
            "reports": memory.reports,
            "known": sorted(memory.known),
            "wishes": pack_wishes(memory.wishes),
            "merged": [_theme(theme) for theme in memory.merged.values()],
            "timelines": {
                theme: {period: _standing(one) for period, one in own.items()}
                for theme, own in memory.timelines.items()
            },
            "release_extra": memory.release_extra,
        }
    ).encode()


def unpack_memory(payload: bytes) -> Memory:
    """The memory that was packed.

    Raises:
        AnalysisError: it is of a version not known here, or damaged.
    """
    try:
        content = json.loads(payload)
        if content["version"] != VERSION:
            raise AnalysisError("the memory of the analysis is of a newer version")
        return Memory(
            encoder=content["encoder"],
            themes=tuple(_theme_from(theme) for theme in content["themes"]),
            standings=_standings_from(content),
            told=frozenset(content["told"]),
            reports=content["reports"],
            # A memory of before these were kept has none.
            known=frozenset(content.get("known", ())),
            wishes=unpack_wishes(content["wishes"]) if "wishes" in content else Wishes(),
            merged={theme["id"]: _theme_from(theme) for theme in content.get("merged", ())},
            timelines={
                theme: _standings_in(own) for theme, own in content.get("timelines", {}).items()
            },
            release_extra=content.get("release_extra", 0),
        )
    except (ValueError, KeyError, TypeError):
        raise AnalysisError("the memory of the analysis is damaged") from None


def _standing(one: Standing) -> list[Any]:
    shown = (one.shown.band, one.shown.at_count, one.mixed_only) if one.shown else ()
    return [one.extra, *shown]


def _standings_from(content: Mapping[str, Any]) -> dict[str, Standing]:
    """The standings; a memory from before there were secrets holds bands only.

    One from before cards asked for mixed groups says nothing of it; then they ask for it.
    """
    if "shown" in content:
        return {theme: Standing(ShownBand(*one), 0) for theme, one in content["shown"].items()}
    return _standings_in(content["standings"])


def _standings_in(written: Mapping[str, Any]) -> dict[str, Standing]:
    return {
        name: Standing(ShownBand(*one[:2]) if one else None, extra, *one[2:])
        for name, (extra, *one) in written.items()
    }


def _theme(theme: ThemeState) -> dict[str, Any]:
    return {
        "id": theme.id,
        "report_ids": sorted(theme.report_ids),
        "centroid": b64encode(theme.centroid.astype("<f4").tobytes()).decode(),
        "first_month": theme.first_month,
        "awake": theme.awake,
        "asleep_for": theme.asleep_for,
        "parents": list(theme.parents),
    }


def _theme_from(content: Mapping[str, Any]) -> ThemeState:
    return ThemeState(
        id=content["id"],
        report_ids=frozenset(content["report_ids"]),
        centroid=_centroid(content["centroid"]),
        first_month=content["first_month"],
        awake=content["awake"],
        asleep_for=content["asleep_for"],
        parents=tuple(content["parents"]),
    )


def _centroid(written: str) -> FloatArray:
    return np.frombuffer(b64decode(written), dtype="<f4").astype(np.float32)
