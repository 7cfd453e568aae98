"""What screening works with: the desk, and what lies on it. Nothing here opens anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from reporting.bags import StoredEnvelope
from reporting.masking.own_words import NO_OWN_WORDS, OwnWords
from reporting.orders import Record, ScreeningState
from reporting.report import Report
from reporting.vault.envelope import Envelope
from reporting.vault.epochs import MonthKeys
from reporting.vault.screening_files import ScreeningFolder

Action = Literal["unlock", "read", "ask", "change", "signal", "handled", "done", "theme"]
ACTIONS: Final[tuple[Action, ...]] = (
    *("unlock", "read", "ask", "change", "signal"),
    *("handled", "done", "theme"),
)


@dataclass(frozen=True, slots=True)
class Done:
    """How often somebody did something in a month, for the overseer."""

    user_id: str
    month: str
    action: str
    count: int


class ScreeningStore(Protocol):
    """The reports, answers and orders as the staff process sees them. It adds orders only."""

    def report_ids(self) -> frozenset[bytes]:
        """Of all collected reports."""

    def envelope(self, row_key: bytes) -> bytes | None:
        """The sealed report of one row."""

    def answers(self) -> Iterator[StoredEnvelope]:
        """All collected answers."""

    def orders(self) -> Iterator[StoredEnvelope]:
        """All orders that wait."""

    def state(self) -> bytes | None:
        """The sealed state of screening."""

    def theme_sources(self) -> bytes | None:
        """Which reports are behind each published theme, sealed."""

    def add_order(self, envelope: Envelope) -> bool:
        """Leave an order for the worker. False when one of that id is there."""

    def note_action(self, user_id: str, month: str, action: Action) -> None:
        """Count something that an analist did; no report is named."""


@dataclass(frozen=True, slots=True)
class ScreeningDesk:
    """What screening needs; built once per process. There is no key among it."""

    store: ScreeningStore
    keys: MonthKeys
    """Public keys, from the manifest."""
    folder: ScreeningFolder
    """Analisten's keys, each under a passphrase."""
    own_words: OwnWords = NO_OWN_WORDS


@dataclass(frozen=True, slots=True)
class AnswerRead:
    """An answer as an analist sees it."""

    id: str
    question: int
    body: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report on the desk. Its thread is known here and shown to nobody."""

    id: str
    report: Report
    record: Record
    answers: tuple[AnswerRead, ...]
    urgent: bool
    """Its words speak of danger or of somebody badly hurt."""
    waiting: int = 0
    """Orders about it that the worker has still to carry out."""

    @property
    def can_be_asked(self) -> bool:
        """Whether a question would reach its reporter."""
        return self.report.thread is not None and not self.record.closed

    @property
    def fresh_answers(self) -> tuple[str, ...]:
        """Ids of the answers that nobody read yet."""
        return tuple(one.id for one in self.answers if one.id not in self.record.answers)


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk knows besides the reports: records, and the answers by report."""

    state: ScreeningState
    answers: Mapping[str, tuple[AnswerRead, ...]]
    changed: Mapping[str, Report]
    """Reports that an order still to be carried out changes."""
    waiting: Mapping[str, int]
    """How many orders about a report are still to be carried out."""
