"""What became of a theme: when it came from another one, and when another became part of it.

Only themes that were published are named; of others nobody knows that they were there.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from analysis.tracking import ThemeState
from config.limits import LANGUAGES

EventKind = Literal["split_from", "joined_by", "split_off"]
"""It was part of the other; the other became part of it; the other came from it."""


def tell_events(
    shown: Sequence[ThemeState], before: Sequence[Mapping[str, Any]], month: str
) -> dict[str, list[dict[str, Any]]]:
    """All that happened to each theme up to this release, oldest first.

    Args:
        shown: the themes of this release.
        before: the themes of the last release.
        month: YYYY-MM of this release.
    """
    old = {theme["id"]: theme for theme in before}
    here = {theme.id for theme in shown}
    found = {theme.id: list(_kept(old.get(theme.id))) for theme in shown}
    for theme in shown:
        for other in _came_from(theme, old):
            if theme.id in old and other not in here:
                found[theme.id].append(_event("joined_by", old[other], month))
            elif theme.id not in old:
                found[theme.id].append(_event("split_from", old[other], month))
                found.get(other, []).append(_event("split_off", {"id": theme.id}, month))
    return found


def _came_from(theme: ThemeState, old: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The published themes that it came from, as far as that was not told before."""
    told = _others(_kept(old.get(theme.id)), "joined_by", "split_from")
    given_back = [one for one in old if theme.id in _others(_kept(old[one]), "joined_by")]
    known = [parent for parent in theme.parents if parent in old and parent not in told]
    return [*known, *(one for one in given_back if theme.id not in old and one not in known)]


def _others(events: Sequence[Mapping[str, Any]], *kinds: str) -> set[str]:
    return {event["other"] for event in events if event["kind"] in kinds}


def _kept(theme: Mapping[str, Any] | None) -> Sequence[dict[str, Any]]:
    return theme.get("events", []) if theme else []


def _event(kind: EventKind, other: Mapping[str, Any], month: str) -> dict[str, Any]:
    names = {f"label_{code}": other.get(f"label_{code}") for code in LANGUAGES}
    return {"kind": kind, "other": other["id"], "month": month, **names}


def moved_since(events: Sequence[Mapping[str, Any]], before: Mapping[str, Any] | None) -> bool:
    """Whether something happened to a theme since the last release."""
    return len(events) > len(_kept(before))
