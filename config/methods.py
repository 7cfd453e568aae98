"""The twelve ways to hold a meeting, read from methods.toml."""

from dataclasses import dataclass

from config.data import Row, in_language, parse_data, read_data, refuse_duplicates
from config.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Step:
    nl: str
    en: str
    minutes: int
    do_nl: str
    do_en: str

    def name(self, language: str) -> str:
        """The heading of this step."""
        return in_language(language, self.nl, self.en)

    def instruction(self, language: str) -> str:
        """What the facilitator asks the group to do."""
        return in_language(language, self.do_nl, self.do_en)


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

    def name(self, language: str) -> str:
        """What this method is called."""
        return in_language(language, self.nl, self.en)

    def fits(self, language: str) -> str:
        """What this method is good for."""
        return in_language(language, self.fits_nl, self.fits_en)

    def cautions(self, language: str) -> str:
        """What to look out for."""
        return in_language(language, self.cautions_nl, self.cautions_en)


def load_methods() -> tuple[Method, ...]:
    """The methods as shipped, in the order of the file. The caller keeps them."""
    return parse_methods(read_data("methods.toml"))


def parse_methods(toml: str, name: str = "methods.toml") -> tuple[Method, ...]:
    """Check the methods and freeze them.

    Raises:
        ConfigError: a missing language, an id that stands there twice, minutes that do not add up.
    """
    methods = tuple(_method(row) for row in parse_data(toml, name).only("methods").rows("methods"))
    refuse_duplicates((method.id for method in methods), name)
    if not methods:
        raise ConfigError(f"{name} has no methods")
    return methods


def _method(row: Row) -> Method:
    row.only(
        *("id", "nl", "en", "minutes", "steps", "earliest_meeting"),
        *("fits_nl", "fits_en", "cautions_nl", "cautions_en"),
    )
    steps = tuple(_step(step) for step in row.rows("steps"))
    minutes, together = row.number("minutes"), sum(step.minutes for step in steps)
    if minutes != together:
        raise ConfigError(f"{row.where} takes {minutes} minutes, but its steps take {together}")
    earliest = row.number("earliest_meeting", 1)
    names, fits, cautions = row.both(), row.both("fits"), row.both("cautions")
    return Method(row.text("id"), *names, minutes, steps, *fits, *cautions, earliest)


def _step(row: Row) -> Step:
    row.only("nl", "en", "minutes", "do_nl", "do_en")
    return Step(*row.both(), row.number("minutes"), *row.both("do"))
