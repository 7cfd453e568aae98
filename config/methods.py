"""The ways to hold a meeting, read from methods.toml and from a file of the organisation's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from config.data import Row, in_language, parse_data, read_data, refuse_duplicates
from config.errors import ConfigError
from config.steps import Step, step_of

EXTRA_ROLES: Final = ("timekeeper", "recorder", "observer")
"""What somebody may do beside presenting a case."""
ADVISED_FOR: Final = (
    *("serious", "emotion", "new_group", "went_well"),
    *("values", "doing", "own_case"),
)
"""Reasons for which an organisation's own method may say that it fits; those of shipped methods
are rules, see reporting.learning.method_advice."""
MOST_CASES: Final = 3
METHOD_MINUTES: Final = 240
"""Longest method; a longer one is a typing error. Source: own choice."""
_ID: Final = re.compile(r"[A-Z][A-Z0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Method:
    id: str
    nl: str
    en: str
    minutes: int
    steps: tuple[Step, ...]
    fits_nl: str
    fits_en: str
    cautions_nl: str
    cautions_en: str
    earliest_meeting: int
    """From which meeting of a group on this method may be used; 1 is any meeting."""
    meeting_minutes: int
    """Of a whole meeting with this method, from arriving to evaluating."""
    roles: tuple[str, ...]
    """Beside the presenter, of EXTRA_ROLES."""
    outside_guide: bool
    """It asks for a guide from outside, or for an experienced one."""
    needs_card: bool
    cases: int
    """How many cases fit in one meeting."""
    advised_for: tuple[str, ...]
    """Of ADVISED_FOR; empty for shipped methods."""
    own: bool
    """Added by the organisation."""

    def name(self, language: str) -> str:
        """What this method is called."""
        return in_language(language, self.nl, self.en)

    def fits(self, language: str) -> str:
        """What this method is good for."""
        return in_language(language, self.fits_nl, self.fits_en)

    def cautions(self, language: str) -> str:
        """What to look out for."""
        return in_language(language, self.cautions_nl, self.cautions_en)


def load_methods(own: Path | None = None) -> tuple[Method, ...]:
    """The methods as shipped, in the order of the file, then those of an organisation.

    Args:
        own: a file like methods.toml with the organisation's own methods; None for none.

    Raises:
        ConfigError: one line that names the fault in that file.
    """
    shipped = parse_methods(read_data("methods.toml"))
    return shipped if own is None else with_own_methods(shipped, own)


def with_own_methods(shipped: Sequence[Method], own: Path) -> tuple[Method, ...]:
    """The shipped methods, then those of a file.

    Raises:
        ConfigError: it cannot be read, a method is wrong, or it has the id of a shipped one.
    """
    try:
        toml = own.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"cannot read the methods of {own}") from None
    added = parse_methods(toml, own.name, own=True)
    taken = {method.id for method in shipped}
    for method in added:
        if method.id in taken:
            raise ConfigError(f"{own.name}, methods {method.id}: that id is taken; choose another")
    return (*shipped, *added)


def parse_methods(
    toml: str, name: str = "methods.toml", *, own: bool = False
) -> tuple[Method, ...]:
    """Check the methods and freeze them.

    Raises:
        ConfigError: a missing language, an id that stands there twice, minutes that do not add up.
    """
    rows = parse_data(toml, name).only("methods").rows("methods")
    methods = tuple(_method(row, own=own) for row in rows)
    refuse_duplicates((method.id for method in methods), name)
    if not methods:
        raise ConfigError(f"{name} has no methods")
    return methods


def _method(row: Row, *, own: bool) -> Method:
    row.only(
        *("id", "nl", "en", "minutes", "steps", "earliest_meeting", "meeting_minutes", "roles"),
        *("fits_nl", "fits_en", "cautions_nl", "cautions_en"),
        *("outside_guide", "needs_card", "cases", "advised_for"),
    )
    steps = tuple(step_of(step) for step in row.rows("steps"))
    minutes = _minutes(row, steps)
    return Method(
        _id(row),
        *row.both(),
        minutes,
        steps,
        *row.both("fits"),
        *row.both("cautions"),
        earliest_meeting=row.number("earliest_meeting", 1),
        meeting_minutes=max(row.number("meeting_minutes", minutes), minutes),
        roles=_some_of(EXTRA_ROLES, row, "roles"),
        outside_guide=row.yes("outside_guide"),
        needs_card=row.yes("needs_card"),
        cases=min(row.number("cases", 1), MOST_CASES),
        advised_for=_some_of(ADVISED_FOR, row, "advised_for"),
        own=own,
    )


def _id(row: Row) -> str:
    found = row.text("id")
    if not _ID.fullmatch(found):
        raise ConfigError(f"{row.where} needs an id of 2 to 16 capitals and digits, such as E01")
    return found


def _minutes(row: Row, steps: Sequence[Step]) -> int:
    minutes, together = row.number("minutes"), sum(step.minutes for step in steps)
    if minutes != together:
        raise ConfigError(f"{row.where} takes {minutes} minutes, but its steps take {together}")
    if minutes > METHOD_MINUTES:
        raise ConfigError(f"{row.where} takes more than {METHOD_MINUTES} minutes")
    return minutes


def _some_of(known: Sequence[str], row: Row, key: str) -> tuple[str, ...]:
    found = row.texts(key)
    for one in found:
        if one not in known:
            raise ConfigError(f"{row.where} has {one!r} in {key!r}, not one of {', '.join(known)}")
    refuse_duplicates(found, row.where)
    return found
