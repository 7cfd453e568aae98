"""What a return visit shows, and what it needs to post something."""

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from reporting.errors import UnknownQuestion
from reporting.threads import Message, Step, ThreadRow
from reporting.vault.envelope import Envelope, Purpose
from reporting.vault.epochs import MonthKeys, epoch_of
from reporting.vault.sealing import seal

Answered = Literal["no", "on its way", "arrived"]


class FollowupStore(Protocol):
    """Where threads are kept. Each call is one transaction."""

    def thread_rows(self, lookup: bytes) -> tuple[ThreadRow, ...]:
        """The locked messages of a thread; empty when there is none.

        Raises:
            StoreUnavailable: the thread cannot be read now.
        """

    def withdraw(self, lookup: bytes, envelope: Envelope, last_message: ThreadRow) -> None:
        """Replace the whole thread by its last message, and leave the envelope in the inbox.

        Raises:
            StoreUnavailable: nothing was changed.
        """

    def is_posted(self, object_id: bytes) -> bool:
        """Whether an envelope of that id waits in the inbox or was collected as an answer."""

    def add_post(self, envelope: Envelope) -> bool:
        """Leave an envelope in the inbox. False when one of that id is there.

        Raises:
            StoreUnavailable: nothing was kept.
        """


@dataclass(frozen=True, slots=True)
class Question:
    """What an analist asks the reporter."""

    number: int
    """Its place in the thread; an answer names it."""
    message: Message
    answered: Answered


@dataclass(frozen=True, slots=True)
class Thread:
    """What a reporter sees on return; never the report itself, nor an answer."""

    steps: tuple[Step, ...]
    """The steps of the loop that were reached, in order."""
    messages: tuple[Message, ...]
    """Those with something to read, in order."""
    month: str = ""
    """Of the report, "YYYY-MM"."""
    has_strip: bool = False
    """Whether a proof of reporting was issued."""
    questions: tuple[Question, ...] = ()
    held: bool = False
    """The report is kept shut until others tell the same."""

    def question(self, number: int) -> Question:
        """The question of that number.

        Raises:
            UnknownQuestion: there is none.
        """
        found = next((one for one in self.questions if one.number == number), None)
        if found is None:
            raise UnknownQuestion
        return found


NOTHING_YET: Final = Thread((), ())
"""Of a report that still waits in the mailbag, of one that was withdrawn, and of a code that
belongs to no report: nobody can tell which of them a code is, whoever forces it out of somebody."""


@dataclass(frozen=True, slots=True)
class Sending:
    """The month in which something is posted, and the keys that seal it."""

    manifest: MonthKeys
    month: str
    """Now, "YYYY-MM"."""

    def seal(self, payload: bytes, object_id: bytes | None = None) -> Envelope:
        """Sealed like any report of this month; raises NoKeyForThisMonth."""
        return seal(
            payload,
            self.manifest.recipients(self.month),
            purpose=Purpose.REPORT,
            epoch=epoch_of(self.month),
            object_id=object_id,
        )
