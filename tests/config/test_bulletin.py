"""The words of a bulletin stand there in both languages, or the start stops with one clear line."""

import pytest

from config.bulletin import load_bulletin_words, parse_bulletin_words
from config.data import read_data
from config.errors import ConfigError

SHIPPED = read_data("bulletin.toml")


def test_a_month_and_a_title_are_words() -> None:
    words = load_bulletin_words()
    assert words["nl"].month("2026-03") == "maart 2026"
    assert words["en"].title("2026-12") == "Bulletin of December 2026"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('thanks_en = "', 'dank_en = "', "unknown key"),
        ('name_en = "Bulletin"', 'name_en = ""', "no text"),
        ('"januari", ', "", "twelve names"),
        ("[months]", "[maanden]", "unknown key"),
    ],
)
def test_a_file_with_a_gap_is_refused(old: str, new: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        parse_bulletin_words(SHIPPED.replace(old, new, 1))
