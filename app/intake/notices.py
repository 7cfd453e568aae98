"""Why a page is shown again."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """A title, sentences, and the status of the answer."""

    title: str
    sentences: Sequence[str]
    status: int
