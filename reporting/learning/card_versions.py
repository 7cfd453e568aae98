"""What people make of a draft card: they rewrite it, two of them try it, and it may be taken back.

A version is kept in the clear, so it may only hold what could hang on the noticeboard: what the
lint refuses is not kept (see `reporting.learning.card_lint`), and the first reader says so too.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol

from reporting.learning.case_card import CaseCard
from reporting.learning.errors import (
    CardChanged,
    CardNotSubmitted,
    NotTried,
    ReaderTooNear,
    ReasonMissing,
    SameReader,
)
from reporting.learning.offering import ready_month

VersionState = Literal["edited", "submitted", "returned", "approved", "replaced", "withdrawn"]
"""edited: saved. submitted: one person let it through. returned: the second did not. approved: two
people did. replaced: a later version was approved. withdrawn: taken back from use."""
TRIALS: Final = ("who", "where", "only_one", "blame")
"""What both readers answer with yes or no; the coffee-machine test. Any yes sends a card back."""
OWN_UNIT: Final = "own_unit"
"""What the second reader answers besides: whether they work where this card is about."""
REASON_MAX: Final = 300
"""Characters of a reason. Source: own choice."""


@dataclass(frozen=True, slots=True)
class Who:
    """A member of staff, by the random id of the account, in a role."""

    id: str
    role: str


@dataclass(frozen=True, slots=True)
class CardVersion:
    """A card as somebody left it."""

    card_id: str
    number: int
    """From 1, per card."""
    state: VersionState
    card: CaseCard
    month: str
    """ "YYYY-MM" in which it was saved; no finer time is kept."""
    author: Who
    sources_until: str
    """Month of the release whose reports it can hold something of."""
    first_reader: Who | None = None
    second_reader: Who | None = None
    read_in: str = ""
    """Month in which the second reader answered."""
    ready_from: str = ""
    """Month from which an approved version may be used."""
    reason: str = ""
    """Why it was returned or withdrawn, in words of the reader."""


@dataclass(frozen=True, slots=True)
class When:
    month: str
    """ "YYYY-MM", now."""
    sources_until: str
    """Of the latest release."""


@dataclass(frozen=True, slots=True)
class Round:
    """What belongs to a second reading, besides the answers."""

    month: str
    """ "YYYY-MM", now."""
    delay_days: int
    """Between the newest report behind a card and the first meeting with it."""
    reason: str = ""
    """Why the card goes back."""


@dataclass(frozen=True, slots=True)
class Approved:
    """What is in use of a card."""

    card: CaseCard
    ready_from: str


class VersionStore(Protocol):
    """Where versions are kept. Each call is one transaction."""

    def approved(self) -> Mapping[str, Approved]:
        """The version in use of each card that has one, by card id."""

    def withdrawn(self) -> Mapping[str, str]:
        """Why a card was taken back, by the id of each card that is not in use since."""

    def newest(self) -> Mapping[str, VersionState]:
        """The state of the last version of each card that has one, by card id."""

    def history(self, card_id: str) -> tuple[CardVersion, ...]:
        """All versions of a card, the newest first."""

    def add(self, version: CardVersion) -> None:
        """Keep a new version.

        Raises:
            CardChanged: there is one of that number.
        """

    def put(self, version: CardVersion, before: VersionState) -> None:
        """Write what became of a version; approving one replaces the one in use.

        Raises:
            CardChanged: it is not in the state of before any more.
        """


class VersionDesk(Protocol):
    """What the functions below need of a `LearningDesk`."""

    @property
    def versions(self) -> VersionStore:
        """Keeps the versions."""


def newest_version(card_id: str, desk: VersionDesk) -> CardVersion | None:
    """The last version of a card; None while there is only a draft."""
    return next(iter(desk.versions.history(card_id)), None)


def save_version(
    card: CaseCard, number: int, author: Who, when: When, desk: VersionDesk
) -> CardVersion:
    """Keep a card as it was rewritten; the same words again are not a new version.

    Args:
        card: that the lint lets through.
        number: of the version that was open on the page; 0 for the draft.
        author: who wrote.
        when: the month now, and that of the latest release.
        desk: of this process.

    Raises:
        CardChanged: somebody else saved in between; nothing was kept.
    """
    last = newest_version(card.id, desk)
    if (last.number if last else 0) != number:
        raise CardChanged
    if last is not None and last.state == "edited" and last.card.texts == card.texts:
        return last
    kept = replace(card, version=number + 1)
    new = CardVersion(card.id, number + 1, "edited", kept, when.month, author, when.sources_until)
    desk.versions.add(new)
    return new


def submit_version(
    version: CardVersion, answers: Mapping[str, bool], reader: Who, desk: VersionDesk
) -> CardVersion:
    """The first reader lets a version through to the second.

    Raises:
        NotTried: a question has no answer, or one is answered with yes.
        CardChanged: it was saved, submitted or approved in between.
    """
    if failed_trials(answers):
        raise NotTried
    if version.state != "edited":
        raise CardChanged
    new = replace(version, state="submitted", first_reader=reader)
    desk.versions.put(new, "edited")
    return new


def review_version(
    version: CardVersion, answers: Mapping[str, bool], reader: Who, round_: Round, desk: VersionDesk
) -> CardVersion:
    """The second reader lets a version out, or sends it back.

    Args:
        version: that waits for a second reader.
        answers: by trial whether it is so; any yes sends the card back.
        reader: somebody else than who wrote it and who read it first.
        round_: the month now, the delay, and why it goes back.
        desk: of this process.

    Raises:
        CardNotSubmitted: it does not wait for a second reader.
        SameReader: this person wrote it or read it first.
        NotTried: a question has no answer.
        ReaderTooNear: this person works where the card is about.
        ReasonMissing: it goes back, and nobody says why.
        CardChanged: somebody else was first.
    """
    if version.state != "submitted" or version.first_reader is None:
        raise CardNotSubmitted
    if reader.id in {version.author.id, version.first_reader.id}:
        raise SameReader
    if {*TRIALS, OWN_UNIT} - set(answers):
        raise NotTried
    if answers[OWN_UNIT]:
        raise ReaderTooNear
    back = bool(failed_trials(answers))
    if back and not round_.reason:
        raise ReasonMissing
    read = replace(version, second_reader=reader, read_in=round_.month)
    ready = ready_month(version.sources_until, round_.delay_days)
    new = (
        replace(read, state="returned", reason=round_.reason)
        if back
        else replace(read, state="approved", ready_from=ready)
    )
    desk.versions.put(new, "submitted")
    return new


def withdraw_card(card_id: str, reason: str, month: str, desk: VersionDesk) -> None:
    """Take a card back from use, at once; its groups are told why. Doing it twice is doing it once.

    Raises:
        ReasonMissing: nobody says why.
        CardChanged: it was withdrawn or replaced in between.
    """
    if not reason:
        raise ReasonMissing
    used = next((one for one in desk.versions.history(card_id) if one.state == "approved"), None)
    if used is not None:
        desk.versions.put(
            replace(used, state="withdrawn", read_in=month, reason=reason), "approved"
        )


def failed_trials(answers: Mapping[str, bool]) -> Collection[str]:
    """The trials that a card did not stand: answered with yes, or not at all."""
    return [trial for trial in TRIALS if answers.get(trial, True)]
