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
from analysis.tracking import ThemeState, forget_centroid
from analysis.wishes import Wishes, pack_wishes, unpack_wishes

STATE: Final = "themes"
"""Name of the sealed state."""
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Memory:
    encoder: str = ""
    """Name of the encoder in whose space the centroids lie."""
    themes: tuple[ThemeState, ...] = ()
    shown: Mapping[str, ShownBand] = field(default_factory=dict)
    """By theme id: the band that was last shown."""
    told: frozenset[str] = frozenset()
    """`report id:step` of each step of the loop that a reporter was told."""
    reports: int = 0
    """How many there were at the last release."""
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
        """The themes, without their centroids when those lie in another encoder's space."""
        if name == self.encoder:
            return self.themes
        return tuple(forget_centroid(theme) for theme in self.themes)


def pack_memory(memory: Memory) -> bytes:
    """The memory as versioned JSON."""
    return json.dumps(
        {
            "version": VERSION,
            "encoder": memory.encoder,
            "themes": [_theme(theme) for theme in memory.themes],
            "shown": {theme: [one.band, one.at_count] for theme, one in memory.shown.items()},
            "told": sorted(memory.told),
            "reports": memory.reports,
            "known": sorted(memory.known),
            "wishes": pack_wishes(memory.wishes),
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
            shown={theme: ShownBand(*one) for theme, one in content["shown"].items()},
            told=frozenset(content["told"]),
            reports=content["reports"],
            # A memory of before these were kept has none.
            known=frozenset(content.get("known", ())),
            wishes=unpack_wishes(content["wishes"]) if "wishes" in content else Wishes(),
        )
    except (ValueError, KeyError, TypeError):
        raise AnalysisError("the memory of the analysis is damaged") from None


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
