"""One step of a meeting: what is done, for how long, and who has the floor.

Steps stand in methods.toml, and around the method of a meeting those of phases.toml.
"""

from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from config.data import Row, in_language, parse_data, read_data, refuse_duplicates
from config.errors import ConfigError

Speaks = Literal[
    "facilitator", "presenter", "asking", "others", "discussion", "round", "together", "silence"
]
"""Who has the floor; methods.toml says what each means."""
PHASES: Final = (
    *("arrive", "read", "word", "recognise", "bring", "choose"),
    *("harvest", "release", "evaluate"),
)
"""The parts that every meeting has, in order; the method comes after "choose"."""
LAST_PART: Final = 2
"""A case card has two parts."""
STEP_MINUTES: Final = 120


@dataclass(frozen=True, slots=True)
class Step:
    nl: str
    en: str
    minutes: int
    do_nl: str
    do_en: str
    questions_nl: tuple[str, ...]
    questions_en: tuple[str, ...]
    speaks: Speaks
    card: int
    """The part of the card that may be read from here on; 0 says nothing about it."""
    about_card: bool
    """It has no meaning without a card."""
    phase: str
    """The part of a meeting that this step is; "" for none."""
    covers: tuple[str, ...]
    """The parts of a meeting that this step takes the place of."""

    def name(self, language: str) -> str:
        """The heading of this step."""
        return in_language(language, self.nl, self.en)

    def instruction(self, language: str) -> str:
        """What the facilitator asks the group to do."""
        return in_language(language, self.do_nl, self.do_en)

    def questions(self, language: str) -> tuple[str, ...]:
        """What the facilitator can ask when it falls silent."""
        return self.questions_nl if language == "nl" else self.questions_en


def load_phases() -> dict[str, Step]:
    """The parts that every meeting has, by id, in the order of PHASES."""
    return parse_phases(read_data("phases.toml"))


def parse_phases(toml: str, name: str = "phases.toml") -> dict[str, Step]:
    """Check the parts of a meeting and freeze them.

    Raises:
        ConfigError: a missing part or one too many, a missing language.
    """
    rows = parse_data(toml, name).only("phases").rows("phases")
    found = {row.text("id"): step_of(row, "id") for row in rows}
    refuse_duplicates((row.text("id") for row in rows), name)
    if set(found) != set(PHASES):
        raise ConfigError(f"{name} must have the phases {', '.join(PHASES)}")
    return {phase: found[phase] for phase in PHASES}


def step_of(row: Row, *also: str) -> Step:
    """One step, checked; `also` are keys that may stand beside the usual ones."""
    row.only(
        *("nl", "en", "minutes", "do_nl", "do_en", "questions_nl", "questions_en"),
        *("speaks", "card", "about_card", "phase", "covers"),
        *also,
    )
    minutes = row.number("minutes")
    if minutes > STEP_MINUTES:
        raise ConfigError(f"{row.where} takes more than {STEP_MINUTES} minutes")
    return Step(
        *row.both(),
        minutes,
        *row.both("do"),
        *_questions(row),
        speaks=_speaks(row),
        card=_part(row),
        about_card=row.yes("about_card"),
        phase=_phase(row, row.text("phase", "")),
        covers=tuple(_phase(row, phase) for phase in row.texts("covers")),
    )


def _questions(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    dutch, english = row.texts("questions_nl"), row.texts("questions_en")
    if len(dutch) != len(english):
        raise ConfigError(f"{row.where} has not as many questions in Dutch as in English")
    return dutch, english


def _speaks(row: Row) -> Speaks:
    found = row.text("speaks", "together")
    if found not in get_args(Speaks):
        raise ConfigError(f"{row.where} does not know who {found!r} is; see methods.toml")
    return cast(Speaks, found)


def _part(row: Row) -> int:
    part = row.number("card") if "card" in row.values else 0
    if part > LAST_PART:
        raise ConfigError(f"{row.where} has a part {part} of the card; there are {LAST_PART}")
    return part


def _phase(row: Row, phase: str) -> str:
    if phase and phase not in PHASES:
        raise ConfigError(f"{row.where} has an unknown phase {phase!r}")
    return phase
