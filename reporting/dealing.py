"""Taking the order of arrival out of what waits in the inbox, every few minutes.

A copy of the disk made during the day then shows what waits, but not in which order it came.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Final, Protocol

from reporting.bags import SHUFFLER, Open, StoredEnvelope
from reporting.errors import CannotOpen
from reporting.posts import Answer, Post, unpack_post
from reporting.report import Report
from reporting.vault.envelope import Purpose

DEALT_MOST: Final = 500
"""Waiting envelopes; among more, each hides well enough, and writing them all takes too long."""


class DealingStore(Protocol):
    """The inbox and the threads, as the worker deals them."""

    def waiting(self) -> Iterator[StoredEnvelope]:
        """All of the inbox."""

    def deal_again(self, ids: Collection[bytes], lookups: Collection[bytes]) -> None:
        """Write these rows of the inbox and these threads anew, each in the order given."""

    def tidy(self) -> bool:
        """Overwrite what dealing again left behind. False when it was in use."""


def deal_waiting_again(store: DealingStore, open_: Open) -> bool:
    """Write what waits, and the threads it belongs to, anew in a random order.

    Args:
        store: of the worker.
        open_: opens an envelope of the inbox; what does not open is dealt without its thread.

    Returns:
        False when the old bytes could not be overwritten now; the next time does it.

    Raises:
        StoreUnavailable: all is as it was.
    """
    waiting = list(islice(store.waiting(), DEALT_MOST + 1))
    if 0 < len(waiting) <= DEALT_MOST:
        lookups = sorted(set(_lookups(waiting, open_)))
        ids = [stored.id for stored in waiting]
        store.deal_again(SHUFFLER.sample(ids, k=len(ids)), SHUFFLER.sample(lookups, k=len(lookups)))
    return store.tidy()


def _lookups(waiting: Sequence[StoredEnvelope], open_: Open) -> Iterator[bytes]:
    for stored in waiting:
        try:
            found = unpack_post(open_(stored.envelope, Purpose.REPORT, stored.id))
        except CannotOpen:
            continue
        lookup = _lookup_of(found)
        if lookup is not None:
            yield lookup


def _lookup_of(found: Post) -> bytes | None:
    if isinstance(found, Report):
        return None if found.thread is None else found.thread.lookup
    return found.address.lookup if isinstance(found, Answer) else found.lookup
