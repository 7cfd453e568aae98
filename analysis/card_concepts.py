"""What reports are about, one level more general than their words: card_concepts.toml.

A concept is found in a report by its words; what reaches a card is the concept's own sentence, and
only when K_FACT reports or more hold it. The words of a report never do.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import Any, Final, Literal

from config.errors import ConfigError
from config.limits import LANGUAGES

Kind = Literal["scene", "tip", "sign"]
NEEDED: Final[Mapping[Kind, tuple[str, ...]]] = {
    "scene": ("title", "during", "set"),
    "tip": ("said",),
    "sign": (),
}
"""The texts of a concept, each once per language."""


@dataclass(frozen=True, slots=True)
class Concept:
    id: str
    words: Mapping[str, re.Pattern[str]]
    """By language: finds one of its words."""
    texts: Mapping[str, Any]

    def line(self, name: str, language: str) -> str:
        """A text of one sentence or less."""
        return str(self.texts[f"{name}_{language}"])

    def lines(self, name: str, language: str) -> tuple[str, ...]:
        """Sentences."""
        return tuple(self.texts[f"{name}_{language}"])

    def is_in(self, text: str, language: str) -> bool:
        """Whether a text in this language uses one of its words."""
        return self.words[language].search(text) is not None


@dataclass(frozen=True, slots=True)
class Concepts:
    scenes: Mapping[str, Concept]
    tips: Mapping[str, Concept]
    signs: Mapping[str, Concept]
    """By the factor that they speak of."""


def found_in(concepts: Mapping[str, Concept], text: str, language: str) -> frozenset[str]:
    """The ids of the concepts that a text holds."""
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    return frozenset(id_ for id_, one in concepts.items() if text and one.is_in(text, spoken))


def load_concepts() -> Concepts:
    """The concepts as shipped. The caller keeps them."""
    return parse_concepts(
        files("analysis").joinpath("card_concepts.toml").read_text(encoding="utf-8")
    )


def parse_concepts(toml: str) -> Concepts:
    """Check the concepts and freeze them.

    Raises:
        ConfigError: not TOML, or a text or a word list is missing.
    """
    try:
        tables = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError(f"card_concepts.toml is not valid TOML: {problem}") from None
    read = partial(_read_kind, tables)
    return Concepts(read("scene"), read("tip"), read("sign"))


def _read_kind(tables: Mapping[str, Any], kind: Kind) -> Mapping[str, Concept]:
    return {id_: _concept(kind, id_, texts) for id_, texts in tables.get(kind, {}).items()}


def _concept(kind: Kind, id_: str, texts: Mapping[str, Any]) -> Concept:
    needed = [f"{name}_{language}" for name in NEEDED[kind] for language in LANGUAGES]
    absent = [name for name in (*LANGUAGES, *needed) if not texts.get(name)]
    if absent:
        raise ConfigError(f"card_concepts.toml, {kind}.{id_} has no {absent[0]!r}")
    return Concept(id_, {one: _finder(texts[one].split(",")) for one in LANGUAGES}, texts)


def _finder(words: Sequence[str]) -> re.Pattern[str]:
    each = "|".join(_written(word.strip()) for word in words if word.strip())
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)


def _written(word: str) -> str:
    """A star alone stands for a word, a star at a word for any letters."""
    parts = [r"\S+" if part == "*" else re.escape(part) for part in word.split()]
    return r"\s+".join(parts).replace(r"\*", r"\w*")
