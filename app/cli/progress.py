"""Showing how far a long run is: a bar on a terminal, plain lines otherwise."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import click

from analysis.progress import Step

WORDS: Mapping[Step, str] = {"encode": "reading reports", "compare": "comparing reports"}
PLAIN_LINES = 5
"""Per step, at most; more would fill a log."""


@dataclass(slots=True)
class Shown:
    """A `Progress` that writes on standard error."""

    tty: bool = field(default_factory=sys.stderr.isatty)
    _bar: Any = None
    _of: tuple[Step, int] | None = None
    _line: int = 0

    def __call__(self, step: Step, done: int, total: int) -> None:
        """Show that so many parts of a step are done."""
        if self._of != (step, total):
            self._of, self._line, self._bar = (step, total), 0, None
            if self.tty:
                self._bar = click.progressbar(length=total, label=WORDS[step], file=sys.stderr)
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
            if done == total:
                self._bar.render_finish()
        elif total > 1 and done * PLAIN_LINES // total > self._line:
            self._line = done * PLAIN_LINES // total
            click.echo(f"{WORDS[step]}: {done * 100 // total} %", err=True)
