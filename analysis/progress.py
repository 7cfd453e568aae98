"""How far a long run is: told to whoever handed in a way to show it."""

from collections.abc import Callable, Collection, Iterator
from typing import Literal, TypeVar

T = TypeVar("T")

Step = Literal["encode", "compare"]
"""Reading reports, and looking for reports that are alike."""

Progress = Callable[[Step, int, int], None]
"""(step, done, of how many). A step may come more than once, with another number to do."""


def silent(_step: Step, _done: int, _total: int) -> None:
    """Tell nobody."""


def told(step: Step, items: Collection[T], progress: Progress) -> Iterator[T]:
    """The same items; tells after each that it is done."""
    for done, item in enumerate(items, 1):
        yield item
        progress(step, done, len(items))
