"""What the functions around a bulletin need, built once per process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from config.bulletin import BulletinWords
from reporting.learning.bulletin import Bulletin, Draft, Published
from reporting.learning.harvest_errors import UnknownBulletin
from reporting.learning.yields import HarvestDesk


class BulletinStore(Protocol):
    """Where bulletins are kept. Each call is one transaction."""

    def all_drafts(self) -> tuple[Draft, ...]:
        """Every draft, the newest month first."""

    def all_published(self) -> tuple[Published, ...]:
        """The last version of every month, the newest first."""

    def put_draft(self, draft: Draft) -> None:
        """Keep a draft in place of the one of its month; nobody has approved it yet."""

    def drop_draft(self, month: str) -> None:
        """Forget the draft of a month; nothing happens when there is none."""

    def approve(self, month: str, digest: str, who: str) -> None:
        """Note the first approval of just this text.

        Raises:
            UnknownBulletin, BulletinChanged: nothing was changed.
        """

    def publish(self, one: Published, prints: Mapping[str, bytes]) -> None:
        """Publish a version with its prints by language, and drop the draft of that month.

        Args:
            one: named by the second person; the first one stands in the draft. A withdrawal needs
                no draft.
            prints: PDF by language.

        Raises:
            UnknownBulletin, BulletinChanged, SamePerson: nothing was changed.
        """


@dataclass(frozen=True, slots=True)
class BulletinDesk:
    """What the functions below need."""

    harvest: HarvestDesk
    store: BulletinStore
    words: Mapping[str, BulletinWords]
    print_: Callable[[Bulletin, str], bytes]
    """(bulletin, language) -> PDF."""


def find_draft(month: str, desk: BulletinDesk) -> Draft:
    """The draft of that month.

    Raises:
        UnknownBulletin: there is none.
    """
    for draft in desk.store.all_drafts():
        if draft.bulletin.month == month:
            return draft
    raise UnknownBulletin


def find_published(month: str, desk: BulletinDesk) -> Published:
    """The last version of that month.

    Raises:
        UnknownBulletin: there is none.
    """
    for one in desk.store.all_published():
        if one.bulletin.month == month:
            return one
    raise UnknownBulletin
