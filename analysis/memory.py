"""What the analysis remembers from run to run, as bytes to be sealed: which report is where.

It is never stored in the clear: with it, the growth of a theme could be followed report by report.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from analysis.arrays import FloatArray
from analysis.disclosure import ShownBand
from analysis.errors import AnalysisError
from analysis.thresholds import Standing
from analysis.tracking import ThemeState, forget_centroid
from analysis.wishes import Wishes, folded, pack_wishes, unpack_wishes

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
    return {
        theme: Standing(ShownBand(*one[:2]) if one else None, extra, *one[2:])
        for theme, (extra, *one) in content["standings"].items()
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
