"""Somebody can be recognised: a card is taken from use at once, and an analist looks at it."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol

from reporting.learning.card_versions import (
    CardVersion,
    VersionDesk,
    Who,
    newest_version,
    withdraw_card,
)
from reporting.learning.case_card import CaseCard
from reporting.learning.errors import CardChanged

RECOGNISED: Final = "In een bijeenkomst was misschien iemand herkenbaar."
"""Why a stopped card was withdrawn, as its groups and the analist read it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A card that a facilitator closed during a meeting. What was recognised is not kept."""

    card_id: str
    version: int
    """Of the card as it was read; a later version may be used again."""
    meeting_id: str
    settled: bool
    """An analist has looked at it."""


@dataclass(frozen=True, slots=True)
class Stopping:
    """The meeting in which a card is closed."""

    id: str
    month: str
    """ "YYYY-MM", now."""
    by: Who


class StopStore(Protocol):
    """Where stops are kept. Each call is one transaction."""

    def stops(self) -> tuple[Stop, ...]:
        """Every card that was stopped, by card id."""

    def stop(self, new: Stop) -> None:
        """Keep a stop; of a card that was stopped in the same version the first one stays."""

    def settle(self, card_id: str) -> None:
        """Note that an analist has looked at it.

        Raises:
            UnknownCard: it was not stopped.
        """


def stop_card(card: CaseCard, meeting: Stopping, desk: VersionDesk, store: StopStore) -> None:
    """Take a card from use, for everybody and at once. Doing it twice is doing it once.

    Args:
        card: as it was read in the meeting.
        meeting: where it was, and who closed it.
        desk: knows the versions of cards; the one in use is withdrawn.
        store: keeps what an analist must look at.
    """
    store.stop(Stop(card.id, card.version, meeting.id, settled=False))
    with suppress(CardChanged):  # it went away by itself; the stop stands all the same
        withdraw_card(card.id, RECOGNISED, meeting.month, desk)
    if card.id not in desk.versions.withdrawn():
        _withdraw_draft(card, meeting, desk)


def is_stopped(card: CaseCard, store: StopStore) -> bool:
    """Whether this version of a card was stopped."""
    return card.id in stopped_of({card.id: card.version}, store)


def stopped_of(versions: dict[str, int], store: StopStore) -> frozenset[str]:
    """The ids of those cards that were stopped.

    Args:
        versions: the version in use of each card, by id.
        store: knows what was stopped.
    """
    return frozenset(
        stop.card_id
        for stop in store.stops()
        if versions.get(stop.card_id, stop.version + 1) <= stop.version
    )


def _withdraw_draft(card: CaseCard, meeting: Stopping, desk: VersionDesk) -> None:
    """Take a card from use of which nobody approved a version: picked before that was asked."""
    last = newest_version(card.id, desk)
    number = 1 if last is None else last.number + 1
    gone = CardVersion(
        card.id,
        number,
        "withdrawn",
        card,
        meeting.month,
        meeting.by,
        meeting.month,
        read_in=meeting.month,
        reason=RECOGNISED,
    )
    with suppress(CardChanged):
        desk.versions.add(gone)


def unsettled(store: StopStore) -> tuple[Stop, ...]:
    """What an analist still has to look at."""
    return tuple(stop for stop in store.stops() if not stop.settled)


def settle_stop(card_id: str, store: StopStore) -> None:
    """An analist looked at a stopped card. It stays away until a later version is approved.

    Raises:
        UnknownCard: it was not stopped.
    """
    store.settle(card_id)
