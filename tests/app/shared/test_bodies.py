"""Text in one canonical form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.shared.bodies import UNSEEN, tidy_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("  rand\t\n", "rand"),
        ("e\u0301", "é"),
        ("Ja\u200bn\u00ads\u2060en\ufeff", "Jansen"),
        ("\ud800x\x00\x1b[31m", "x[31m"),
        ("👩‍⚕️", "👩‍⚕️"),
    ],
)
def test_text_is_tidied_once_for_all(typed: str, kept: str) -> None:
    assert tidy_text(typed) == kept


@given(st.text(st.characters(codec=None)))
def test_tidying_again_changes_nothing_and_leaves_nothing_unseen(typed: str) -> None:
    once = tidy_text(typed)
    assert tidy_text(once) == once
    assert not set(once) & UNSEEN
    once.encode()
