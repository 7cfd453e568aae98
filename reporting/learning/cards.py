"""Case cards: the board they hang on, and the group that picks one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Final, Literal, Protocol

from config.limits import LANGUAGES
from reporting.learning.errors import UnknownCard, UnreadableCard

CardStatus = Literal["proposed", "picked", "planned", "discussed", "harvested"]

TEXTS: Final = (
    *("title", "synopsis", "story", "decision", "dilemma"),
    *("questions", "recognition", "helped", "limits"),
)
"""The fields of a card that are written once per language, as in `title_nl`."""
SAME_IN_ALL: Final = (
    *("id", "theme", "version", "factors", "severity_potential", "methods", "minutes"),
    *("sources_band", "several_units", "several_periods"),
)
"""The fields that are the same in all languages; beside these there is `kinds`."""


@dataclass(frozen=True, slots=True)
class CardTexts:
    """What a group reads, in one language. `helped` is kept for after the decision."""

    title: str
    synopsis: str
    story: str
    decision: str
    dilemma: str
    questions: tuple[str, ...]
    recognition: str
    helped: str
    limits: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A story put together from many reports, to open a meeting with."""

    id: str
    theme: str
    version: int
    texts: Mapping[str, CardTexts]
    """By language, as in config.limits.LANGUAGES."""
    factors: tuple[str, ...]
    kinds: Mapping[str, str | None]
    """Band of reports by kind; None where it is withheld."""
    severity_potential: str | None
    methods: tuple[str, ...]
    minutes: int
    sources_band: str
    several_units: bool
    several_periods: bool


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


class CardStore(Protocol):
    """Where picks are kept. Each call is one transaction."""

    def all_picks(self) -> tuple[PickedCard, ...]:
        """Every card that a group holds, by card id."""

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
    def releases(self) -> ReleaseReader:
        """Hold the cards."""


def read_cards(document: Mapping[str, Any]) -> tuple[CaseCard, ...]:
    """The cards of a release document, in its order.

    Raises:
        UnreadableCard: a field is missing or is not what it should be.
    """
    cards = document.get("cards", ())
    if not isinstance(cards, list | tuple):
        raise UnreadableCard
    return tuple(unpack_card(card) for card in cards)


def unpack_card(row: Mapping[str, Any]) -> CaseCard:
    """One card of a release document.

    Raises:
        UnreadableCard: a field is missing or is not what it should be.
    """
    try:
        return CaseCard(
            id=_text(row["id"]),
            theme=_text(row["theme"]),
            version=int(row["version"]),
            texts=MappingProxyType({language: _texts(row, language) for language in LANGUAGES}),
            factors=_list(row["factors"]),
            kinds=MappingProxyType(dict(row["kinds"])),
            severity_potential=row["severity_potential"],
            methods=_list(row["methods"]),
            minutes=int(row["minutes"]),
            sources_band=_text(row["sources_band"]),
            several_units=bool(row["several_units"]),
            several_periods=bool(row["several_periods"]),
        )
    except (KeyError, TypeError, ValueError):
        raise UnreadableCard from None


def pack_card(card: CaseCard) -> dict[str, Any]:
    """A card as it stands in a release document; `unpack_card` reads it."""
    flat = {
        f"{field}_{language}": value
        for language, texts in card.texts.items()
        for field, value in asdict(texts).items()
    }
    plain = {field: getattr(card, field) for field in SAME_IN_ALL}
    return {**flat, **plain, "kinds": dict(card.kinds)}


def board(desk: CardDesk) -> tuple[BoardCard, ...]:
    """The cards of the latest release, then picked cards that are no longer in it.

    Raises:
        UnreadableCard: the release must be made again.
    """
    picked = {each.pick.card_id: each for each in desk.store.all_picks()}
    current = _current_cards(desk)
    gone = [each.card for card_id, each in picked.items() if card_id not in current]
    return tuple(_hang(card, picked.get(card.id)) for card in (*current.values(), *gone))


def pick_card(card_id: str, group_id: str, desk: CardDesk) -> Pick:
    """Take a card off the board for a group. Picking it again is picking it once.

    Raises:
        UnknownCard, UnknownGroup, CardAlreadyPicked: nothing was changed.
    """
    hanging = {each.card.id: each.card for each in board(desk)}
    if card_id not in hanging:
        raise UnknownCard
    return desk.store.pick(hanging[card_id], group_id)


def put_back(card_id: str, desk: CardDesk) -> None:
    """Hang a picked card back on the board, for any group.

    Raises:
        CardNotPicked: no group has it.
        CardInUse: a meeting was planned or held with it.
    """
    desk.store.put_back(card_id)


def _current_cards(desk: CardDesk) -> dict[str, CaseCard]:
    release = desk.releases.latest()
    cards = () if release is None else read_cards(release.document)
    return {card.id: card for card in cards}


def _hang(card: CaseCard, picked: PickedCard | None) -> BoardCard:
    if picked is None:
        return BoardCard(card, "proposed", None)
    return BoardCard(card, picked.pick.status, picked.pick.group_id)


def _texts(row: Mapping[str, Any], language: str) -> CardTexts:
    read = {field: row[f"{field}_{language}"] for field in TEXTS}
    plain = {field: _text(value) for field, value in read.items() if field != "questions"}
    return CardTexts(questions=_list(read["questions"]), **plain)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _list(values: object) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError
    return tuple(_text(value) for value in values)
