"""Dying at a chosen moment: a process kills itself (as `kill -9` does) around its n-th statement."""

import os
import signal
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Countdown:
    """Counts the moments at which a process talks to its database; dies at one of them."""

    die_at: int
    passed: int = 0

    def step(self, *_: Any, **__: Any) -> None:  # noqa: ANN401  # whatever the event hands over
        self.passed += 1
        if self.passed == self.die_at:
            die()


def arm(engine: Engine, die_at: int) -> Countdown:
    """Let the process die at the `die_at`-th of these moments, counted from 1; 0 for never.

    The moments: before each statement, before each commit, and right after it.
    """
    countdown = Countdown(die_at)
    event.listen(engine, "before_cursor_execute", countdown.step)
    event.listen(engine, "commit", countdown.step)
    event.listen(engine, "checkin", countdown.step)
    return countdown
