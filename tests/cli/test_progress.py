"""Progress: plain lines where nobody watches, and not too many."""

import pytest

from analysis.progress import told
from app.cli.progress import Shown


def test_plain_lines_at_every_fifth(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(told("encode", list(range(100)), Shown(tty=False))) == list(range(100))
    assert capsys.readouterr().err.splitlines() == [
        f"reading reports: {share} %" for share in (20, 40, 60, 80, 100)
    ]


def test_what_is_done_at_once_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    list(told("encode", ["all"], Shown(tty=False)))
    assert capsys.readouterr().err == ""


def test_a_bar_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    shown = Shown(tty=True)
    for done in (400, 1_000):
        shown("compare", done, 1_000)
    assert "comparing reports" in capsys.readouterr().err
