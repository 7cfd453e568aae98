"""The words of the staff pages: there in both languages, short, and kind."""

import re
import subprocess
import sys

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from app.shared.languages import TRANSLATIONS
from tests.app.shared.test_languages import NEVER, PLACEHOLDER, ROOT, forms


def messages(language: str) -> list[Message]:
    with (TRANSLATIONS / language / "LC_MESSAGES/staff.po").open("rb") as file:
        return [message for message in read_po(file) if message.id]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sentence_is_translated_with_the_same_placeholders(language: str) -> None:
    found = messages(language)
    assert len(found) > 150
    for message in found:
        assert not message.fuzzy
        for source, translation in zip(forms(message.id), forms(message.string), strict=True):
            assert translation, source
            wanted = sorted(PLACEHOLDER.findall(source))
            assert sorted(PLACEHOLDER.findall(translation)) == wanted, source
            assert language == "en" or translation == source


def test_the_compiled_catalogues_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/translations.py", "--check", "staff"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_dutch_sentences_are_short_and_put_nobody_off() -> None:
    texts = [form for message in messages("nl") for form in forms(message.id) if form]
    assert [text for text in texts if NEVER.search(text)] == []
    sentences = [s.split() for text in texts for s in re.split(r"[.:;?!]\s+", text)]
    assert max(map(len, sentences)) <= 20
