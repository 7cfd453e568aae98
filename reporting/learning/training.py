"""Which facilitators were trained, by whom it was written down, and until when it holds."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from reporting.learning.planning_errors import NoGuide, TrainingTooShort, TrainingUnclear
from reporting.learning.texts import new_id, tidy_line

TrainingStatus = Literal["trained", "expired", "untrained"]


@dataclass(frozen=True, slots=True)
class Training:
    id: str
    user_id: str
    """Of the staff user who followed it."""
    name: str
    given_on: date
    valid_until: date | None
    """The last day on which it counts; None for as long as the person guides groups."""
    recorded_by: str
    """Id of the staff user who wrote it down."""


class TrainingStore(Protocol):
    """Where trainings are kept. Each call is one transaction."""

    def trainings(self) -> tuple[Training, ...]:
        """Every training, the latest first."""

    def add_training(self, training: Training) -> None:
        """Keep a training."""

    def remove_training(self, training_id: str) -> None:
        """Take a training away; one that is not there stays away."""


def record_training(
    wished: Training, guides: Collection[str], today: date, store: TrainingStore
) -> Training:
    """Write down that a facilitator was trained.

    Args:
        wished: its id is ignored; a new one is given.
        guides: ids of the staff users who guide groups.
        today: a training lies in the past.
        store: keeps it.

    Raises:
        NoGuide, TrainingUnclear, TrainingTooShort, TextTooLong: nothing was kept.
    """
    if wished.user_id not in guides:
        raise NoGuide
    name = tidy_line(wished.name)
    if not name or wished.given_on > today:
        raise TrainingUnclear
    if wished.valid_until is not None and wished.valid_until <= wished.given_on:
        raise TrainingTooShort
    kept = Training(
        new_id(), wished.user_id, name, wished.given_on, wished.valid_until, wished.recorded_by
    )
    store.add_training(kept)
    return kept


def training_status(user_id: str, trainings: Iterable[Training], today: date) -> TrainingStatus:
    """Whether somebody was trained, and whether it still holds."""
    own = [each for each in trainings if each.user_id == user_id]
    if any(each.valid_until is None or each.valid_until >= today for each in own):
        return "trained"
    return "expired" if own else "untrained"


def count_trained(
    guides: Collection[str], trainings: Iterable[Training], today: date
) -> dict[TrainingStatus, int]:
    """How many of the facilitators are trained, were, and are not."""
    every = tuple(trainings)
    found = Counter(training_status(user_id, every, today) for user_id in guides)
    return {status: found[status] for status in ("trained", "expired", "untrained")}
