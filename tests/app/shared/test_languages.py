"""Every sentence is there in both languages, and the catalogues are compiled from their words."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app.shared.languages import TRANSLATIONS, language_of_path

ROOT = Path(__file__).parents[3]
CATALOGUES = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/intake.po"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
NEVER = re.compile(
    r"\b(fout|fouten|schuld|dader|klokkenluider|score|incident|100 ?% anoniem)\b", re.IGNORECASE
)


def forms(words: str | Sequence[str] | None) -> tuple[str, ...]:
    return (words or "",) if isinstance(words, str | None) else tuple(words)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_sentence_is_translated_with_the_same_placeholders(path: Path) -> None:
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    assert len(messages) > 100
    for message in messages:
        assert not message.fuzzy
        for source, translation in zip(forms(message.id), forms(message.string), strict=True):
            assert translation, source
            found = sorted(PLACEHOLDER.findall(translation))
            assert found == sorted(PLACEHOLDER.findall(source)), source


def test_the_compiled_catalogues_are_up_to_date() -> None:
    script = ROOT / "scripts/translations.py"
    done = subprocess.run(
        [sys.executable, script, "--check", "intake"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_words_that_put_people_off_are_nowhere_in_the_dutch_sentences() -> None:
    with (TRANSLATIONS / "nl/LC_MESSAGES/intake.po").open("rb") as file:
        sentences = [form for message in read_po(file) for form in forms(message.id) if form]
    assert [sentence for sentence in sentences if NEVER.search(sentence)] == []


def test_dutch_sentences_are_short() -> None:
    with (TRANSLATIONS / "nl/LC_MESSAGES/intake.po").open("rb") as file:
        texts = [form for message in read_po(file) for form in forms(message.id) if form]
    sentences = [s.split() for text in texts for s in re.split(r"[.:?!]\s+", text)]
    assert max(map(len, sentences)) <= 20
    assert sum(map(len, sentences)) / len(sentences) <= 12


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/en/melden", "en"),
        ("/nl/", "nl"),
        ("/fr/", "nl"),
        ("/", "nl"),
        ("/en", "en"),
        ("/english/", "nl"),
    ],
)
def test_the_language_stands_in_the_path_only(path: str, language: str) -> None:
    assert language_of_path(path) == language
