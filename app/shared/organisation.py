"""What an organisation keeps beside its settings: lists of its own, in the instance folder."""

from pathlib import Path

from reporting.masking.own_words import NO_OWN_WORDS, OwnWords, read_own_words


def own_words_in(instance: Path) -> OwnWords:
    """The organisation's list of names for the masking, if it has one."""
    lines = lines_of(instance / "own_words.csv")
    return read_own_words(lines) if lines else NO_OWN_WORDS


def lines_of(path: Path) -> list[str]:
    """The lines of a file; none when it is not there."""
    return path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else []
