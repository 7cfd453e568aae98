"""Which reports are behind a published theme: sealed, for analisten who edit its card.

An analist may open each of these reports already; what this adds is which of them belong together,
and that is readable with the same key only. See docs/decisions/0039.
"""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Final

from reporting.bags import Open
from reporting.errors import CannotOpen
from reporting.states import state_id
from reporting.vault.envelope import Purpose
from reporting.vault.epochs import MonthKeys, epoch_of
from reporting.vault.sealing import seal

STATE: Final = "theme_sources"
"""Name of the sealed state."""
MOST: Final = 60
"""Reports kept per theme; three piles, more than anybody reads for one card. Source: own choice."""

Sample = Callable[[Collection[str], int], Collection[str]]
"""Gives so many of some ids, drawn at random."""


def seal_sources(
    themes: Mapping[str, Collection[str]], sample: Sample, keys: MonthKeys, month: str
) -> bytes:
    """The reports behind each theme, at most `MOST` of each, sealed to the worker and to screening.

    Args:
        themes: hexadecimal ids of reports, by the id of a published theme.
        sample: draws which of many are kept.
        keys: public keys.
        month: now.
    """
    kept = {
        theme: sorted(ids if len(ids) <= MOST else sample(ids, MOST))
        for theme, ids in themes.items()
    }
    return seal(
        json.dumps(kept).encode(),
        keys.recipients(month),
        purpose=Purpose.STATE,
        epoch=epoch_of(month),
        object_id=state_id(STATE),
    ).blob


def sources_of(theme: str, sealed: bytes | None, open_: Open) -> tuple[str, ...]:
    """The reports behind a theme; none when it is not published, or when nothing can be opened."""
    if sealed is None:
        return ()
    try:
        kept = json.loads(open_(sealed, Purpose.STATE, state_id(STATE)))
    except CannotOpen:
        return ()
    return tuple(kept.get(theme, ()))
