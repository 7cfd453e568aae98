"""The words of a bulletin that are the same every month, read from bulletin.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from config.data import parse_data, read_data
from config.errors import ConfigError
from config.limits import LANGUAGES

NAMES: Final = (
    *("name", "title", "intro", "story", "talk", "learned", "changed", "refused", "because"),
    *("reports", "thanks", "corrected", "withdrawn", "promise"),
)
MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class BulletinWords:
    """In one language."""

    said: Mapping[str, str]
    """By one of `NAMES`."""
    months: tuple[str, ...]

    def month(self, month: str) -> str:
        """A month such as "2026-12" in words: "december 2026"."""
        year, number = month.split("-")
        return f"{self.months[int(number) - 1]} {year}"

    def title(self, month: str) -> str:
        """What the bulletin of that month is called."""
        return self.said["title"].format(month=self.month(month))


def load_bulletin_words() -> Mapping[str, BulletinWords]:
    """The words as shipped, by language. The caller keeps them."""
    return parse_bulletin_words(read_data("bulletin.toml"))


def parse_bulletin_words(toml: str, name: str = "bulletin.toml") -> Mapping[str, BulletinWords]:
    """Check the words and freeze them.

    Raises:
        ConfigError: a sentence or a month is missing in a language, or one is unknown.
    """
    page = parse_data(toml, name).only("words", "months")
    rows = page.table("words").only(
        *(f"{one}_{language}" for one in NAMES for language in LANGUAGES)
    )
    months = page.table("months").only(*LANGUAGES)
    both = {one: rows.both(one) for one in NAMES}
    found = {}
    for place, language in enumerate(LANGUAGES):
        named = months.texts(language)
        if len(named) != MONTHS_A_YEAR:
            raise ConfigError(f"{months.where} needs twelve names for {language!r}")
        found[language] = BulletinWords({one: both[one][place] for one in NAMES}, named)
    return found
