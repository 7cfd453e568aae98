"""Reading the data files of this folder: tables of TOML, checked key by key.

Every check raises ConfigError with one sentence that names the file and the place in it.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from config.errors import ConfigError
from config.limits import LANGUAGES


@dataclass(frozen=True, slots=True)
class Row:
    """One table of a data file, with the words that tell a reader where it stands."""

    values: Mapping[str, object]
    where: str

    def text(self, key: str, default: str | None = None) -> str:
        """The text under `key`; an empty text counts as absent."""
        value = self.values.get(key, default)
        if value == default and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise ConfigError(f"{self.where} has no text for {key!r}")
        return value

    def both(self, key: str = "", *, optional: bool = False) -> tuple[str, str]:
        """The Dutch and the English text; a text in one language only is refused.

        Args:
            key: "ask" reads ask_nl and ask_en; nothing reads nl and en.
            optional: when neither stands there, two empty texts.
        """
        names = [f"{key}_{language}" if key else language for language in LANGUAGES]
        if optional and not any(name in self.values for name in names):
            return ("", "")
        dutch, english = (self.text(name) for name in names)
        return (dutch, english)

    def number(self, key: str, default: int | None = None) -> int:
        """The whole number of one or more under `key`."""
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise ConfigError(f"{self.where} needs a whole number of 1 or more for {key!r}")
        return value

    def yes(self, key: str) -> bool:
        """The true or false under `key`; absent is false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise ConfigError(f"{self.where} needs true or false for {key!r}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under `key`; absent is empty."""
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
            raise ConfigError(f"{self.where} needs a list of texts for {key!r}")
        return tuple(found)

    def rows(self, key: str) -> tuple["Row", ...]:
        """The list of tables under `key`, each named by its id when it has one."""
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise ConfigError(f"{self.where} needs a list of tables for {key!r}")
        return tuple(
            Row(one, f"{self.where}, {key} {one.get('id') or one.get('field') or number}")
            for number, one in enumerate(found, start=1)
        )

    def table(self, key: str) -> "Row":
        """The table under `key`."""
        found = self.values.get(key)
        if not isinstance(found, dict):
            raise ConfigError(f"{self.where} has no table {key!r}")
        return Row(found, f"{self.where}, {key}")

    def only(self, *allowed: str) -> "Row":
        """This row again; raises ConfigError for a key that is not allowed, such as a typo."""
        unknown = sorted(set(self.values) - set(allowed))
        if unknown:
            raise ConfigError(f"{self.where} has an unknown key {unknown[0]!r}")
        return self


def read_data(name: str) -> str:
    """The text of one data file that lies in this package."""
    return files("config").joinpath(name).read_text(encoding="utf-8")


def parse_data(toml: str, name: str) -> Row:
    """Parse TOML; `name` says in errors where the text came from."""
    try:
        return Row(tomllib.loads(toml), name)
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError(f"{name} is not valid TOML: {problem}") from None


def refuse_duplicates(names: Iterable[str], where: str) -> None:
    """Raise ConfigError for the first name that stands there more than once."""
    for name, times in Counter(names).items():
        if times > 1:
            raise ConfigError(f"{where} has {name!r} more than once")


def in_language(language: str, nl: str, en: str) -> str:
    """The one of two texts that is in `language`; raises ConfigError for another language."""
    if language not in LANGUAGES:
        raise ConfigError(f"there are no texts in language {language!r}, only in nl and en")
    return nl if language == "nl" else en
