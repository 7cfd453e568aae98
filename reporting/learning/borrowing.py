"""Whether a text holds words of a report, in the order in which the report has them."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

RUN: Final = 4
"""Content words in a row from which somebody may know their own sentence again. Source: own choice;
the shortest run that common speech seldom holds by chance."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Run:
    words: tuple[str, ...]
    """`RUN` content words in lower case."""
    text: str
    """The piece that they stand in, from the first of them to the last."""


def content_runs(text: str, stop_words: Collection[str]) -> Iterator[Run]:
    """Every `RUN` content words of a text that follow each other, whatever stands in between.

    Args:
        text: any text.
        stop_words: little words, in lower case, that tell nothing.
    """
    found = [match for match in _WORD.finditer(text) if match.group().lower() not in stop_words]
    for at in range(len(found) - RUN + 1):
        piece = found[at : at + RUN]
        words = tuple(match.group().lower() for match in piece)
        yield Run(words, text[piece[0].start() : piece[-1].end()])


@dataclass(frozen=True, slots=True)
class Told:
    """What reports say, to lay a text beside; it holds their words, and lives for one request."""

    runs: frozenset[tuple[str, ...]]
    stop_words: frozenset[str]

    def borrowed(self, text: str) -> Iterable[str]:
        """The pieces of a text that stand in a report too."""
        return (run.text for run in content_runs(text, self.stop_words) if run.words in self.runs)


def read_told(stories: Iterable[str], stop_words: frozenset[str]) -> Told:
    """What some stories say."""
    runs = (run.words for story in stories for run in content_runs(story, stop_words))
    return Told(frozenset(runs), stop_words)
