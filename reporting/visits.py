"""What a return visit shows, and what it needs to post something."""

from dataclasses import dataclass
from typing import Literal

from reporting.errors import UnknownQuestion
from reporting.threads import Message, Step
from reporting.vault.envelope import Envelope, Purpose
from reporting.vault.epochs import MonthKeys, epoch_of
from reporting.vault.sealing import seal

Answered = Literal["no", "on its way", "arrived"]


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
    month: str
    """Of the report, "YYYY-MM"."""
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
