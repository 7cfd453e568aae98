"""The sentences of card_texts.toml, read and checked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from config.errors import ConfigError
from config.limits import LANGUAGES

_GROUPS = ("opening", "stage", "closing", "factor", "helped", "detection", "severity", "card")


@dataclass(frozen=True, slots=True)
class CardTexts:
    """Texts by group, code and key; a key ends in the language, or is the language."""

    tables: Mapping[str, Mapping[str, Mapping[str, Any]]]

    def line(self, group: str, code: str, key: str) -> str:
        """One text; raises ConfigError when the file has no such text."""
        found = self.tables.get(group, {}).get(code, {}).get(key)
        if not isinstance(found, str):
            raise ConfigError(f"card_texts.toml has no text {group}.{code}.{key}")
        return found

    def lines(self, group: str, code: str, key: str) -> tuple[str, ...]:
        """A list of texts; raises ConfigError when the file has no such list."""
        found = self.tables.get(group, {}).get(code, {}).get(key)
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise ConfigError(f"card_texts.toml has no list {group}.{code}.{key}")
        return tuple(found)

    def has(self, group: str, code: str) -> bool:
        """Whether there are texts for this code."""
        return code in self.tables.get(group, {})


def load_card_texts() -> CardTexts:
    """The texts as shipped. The caller keeps them; reading them again costs a file each time."""
    return parse_card_texts(
        files("analysis").joinpath("card_texts.toml").read_text(encoding="utf-8")
    )


def parse_card_texts(toml: str) -> CardTexts:
    """Check that every group is there and that every text has its twin in the other language.

    Raises:
        ConfigError: a group is absent, or a text stands in one language only.
    """
    try:
        tables = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError(f"card_texts.toml is not valid TOML: {problem}") from None
    for group in _GROUPS:
        if not isinstance(tables.get(group), dict):
            raise ConfigError(f"card_texts.toml has no group {group!r}")
        for code, texts in tables[group].items():
            _refuse_half(f"{group}.{code}", texts)
    return CardTexts(tables)


def _refuse_half(where: str, texts: Mapping[str, Any]) -> None:
    dutch, english = LANGUAGES
    for key, value in texts.items():
        twin = _twin(key, dutch, english)
        if twin not in texts or _size(texts[twin]) != _size(value):
            raise ConfigError(f"card_texts.toml, {where}: {key!r} has no equal in {twin!r}")


def _twin(key: str, dutch: str, english: str) -> str:
    stem, _, language = key.rpartition("_")
    other = english if language == dutch else dutch
    return f"{stem}_{other}" if stem else other


def _size(value: object) -> int:
    return len(value) if isinstance(value, list) else 0
