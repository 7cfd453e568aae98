"""The board that case cards hang on, and the group that picks one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from reporting.learning.card_versions import Approved, VersionStore
from reporting.learning.case_card import CaseCard, unpack_card
from reporting.learning.errors import (
    CardNotForGroup,
    CardNotReady,
    UnknownCard,
    UnknownGroup,
    UnreadableCard,
)
from reporting.learning.groups import Group
from reporting.learning.offering import suits

CardStatus = Literal["proposed", "picked", "planned", "discussed", "harvested"]
Review = Literal["waiting", "approved", "withdrawn"]
"""Whether two people looked at a card and let it go out, and whether it was taken back since."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A group has taken a card off the board."""

    card_id: str
    group_id: str
    status: CardStatus


@dataclass(frozen=True, slots=True)
class PickedCard:
    """A pick with the card as it was when it was picked."""

    pick: Pick
    card: CaseCard


@dataclass(frozen=True, slots=True)
class BoardCard:
    """A card as it hangs on the board."""

    card: CaseCard
    status: CardStatus
    group_id: str | None
    """Of the group that picked it; None while it is proposed."""
    review: Review = "waiting"
    ready_from: str = ""
    """Month "YYYY-MM" from which an approved card may be picked."""

    def is_ready(self, month: str) -> bool:
        """Whether a group may pick it in this month."""
        return self.review == "approved" and self.ready_from <= month


class CardStore(Protocol):
    """Where picks are kept. Each call is one transaction."""

    def all_picks(self) -> tuple[PickedCard, ...]:
        """Every card that a group holds, by card id."""

    def group(self, group_id: str) -> Group | None:
        """One group."""

    def pick(self, card: CaseCard, group_id: str) -> Pick:
        """Give a card to a group; the same pick again when the group has it.

        Raises:
            UnknownGroup, CardAlreadyPicked: nothing was changed.
        """

    def put_back(self, card_id: str) -> None:
        """Hang a card back on the board.

        Raises:
            CardNotPicked, CardInUse: nothing was changed.
        """


class Published(Protocol):
    """A release, of which only the document matters here."""

    @property
    def document(self) -> Mapping[str, Any]:
        """Publishable JSON."""


class ReleaseReader(Protocol):
    """Where releases come from."""

    def latest(self) -> Published | None:
        """The newest release; None before the first one."""


class CardDesk(Protocol):
    """What the functions below need of a `LearningDesk`."""

    @property
    def store(self) -> CardStore:
        """Keeps the picks."""

    @property
    def versions(self) -> VersionStore:
        """Keeps what people made of the drafts."""

    @property
    def releases(self) -> ReleaseReader:
        """Hold the drafts."""


def read_cards(document: Mapping[str, Any]) -> tuple[CaseCard, ...]:
    """The draft cards of a release document, in its order.

    Raises:
        UnreadableCard: a field is missing or is not what it should be.
    """
    cards = document.get("cards", ())
    if not isinstance(cards, list | tuple):
        raise UnreadableCard
    return tuple(unpack_card(card) for card in cards)


def drafts(desk: CardDesk) -> dict[str, CaseCard]:
    """The draft cards of the latest release, by id.

    Raises:
        UnreadableCard: the release must be made again.
    """
    release = desk.releases.latest()
    cards = () if release is None else read_cards(release.document)
    return {card.id: card for card in cards}


def board(desk: CardDesk) -> tuple[BoardCard, ...]:
    """The cards of the latest release, then picked cards that are no longer in it.

    An approved card shows what was approved; all others show the draft.

    Raises:
        UnreadableCard: the release must be made again.
    """
    picked = {each.pick.card_id: each for each in desk.store.all_picks()}
    approved, withdrawn = desk.versions.approved(), desk.versions.withdrawn()
    shown = drafts(desk)
    shown |= {card_id: each.card for card_id, each in picked.items() if card_id not in shown}
    return tuple(
        _hang(card, picked.get(card_id), approved.get(card_id), withdrawn=card_id in withdrawn)
        for card_id, card in shown.items()
    )


def find_card(card_id: str, desk: CardDesk) -> BoardCard:
    """One card of the board.

    Raises:
        UnknownCard: it does not hang there.
    """
    for hung in board(desk):
        if hung.card.id == card_id:
            return hung
    raise UnknownCard


def pick_card(card_id: str, group_id: str, month: str, desk: CardDesk) -> Pick:
    """Take a card off the board for a group. Picking it again is picking it once.

    Args:
        card_id: of a card on the board.
        group_id: of the group.
        month: "YYYY-MM", now.
        desk: of this process.

    Raises:
        UnknownCard, UnknownGroup, CardAlreadyPicked: nothing was changed.
        CardNotReady: two people must look at it first, or its month has yet to come.
        CardNotForGroup: it asks for a group from several units.
    """
    hung = find_card(card_id, desk)
    group = desk.store.group(group_id)
    if group is None:
        raise UnknownGroup
    if hung.group_id != group_id:
        if not hung.is_ready(month):
            raise CardNotReady
        if not suits(hung.card, group):
            raise CardNotForGroup
    return desk.store.pick(hung.card, group_id)


def put_back(card_id: str, desk: CardDesk) -> None:
    """Hang a picked card back on the board, for any group.

    Raises:
        CardNotPicked: no group has it.
        CardInUse: a meeting was planned or held with it.
    """
    desk.store.put_back(card_id)


def _hang(
    card: CaseCard, picked: PickedCard | None, approved: Approved | None, *, withdrawn: bool
) -> BoardCard:
    status: CardStatus = "proposed" if picked is None else picked.pick.status
    group = None if picked is None else picked.pick.group_id
    if approved is not None:
        return BoardCard(approved.card, status, group, "approved", approved.ready_from)
    return BoardCard(card, status, group, "withdrawn" if withdrawn else "waiting")
