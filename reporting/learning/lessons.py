"""Lessons: one sentence that a group shares, because the presenter said yes.

A lesson without that yes stays with the group: nothing of it is kept, not even that there was one.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from reporting.learning.harvest_errors import NotAskedYet, NotPlain, NotReleased
from reporting.learning.plain_words import LESSON, find_flaws
from reporting.learning.texts import new_id
from reporting.masking.language import guess_language
from reporting.masking.own_words import OwnWords

LESSONS_MAX: Final = 3
"""Of one meeting. Source: own choice; more are not remembered."""
OPENINGS: Final = {"nl": "Wij leerden dat", "en": "We learned that"}
SAID_OTHERWISE: Final = ("we leerden dat", "we have learned that")
JOINTS: Final = ("dat ", "that ")


@dataclass(frozen=True, slots=True)
class Lesson:
    id: str
    meeting_id: str
    text: str
    """A whole sentence, from "Wij leerden dat" to the full stop."""
    language: str
    """ "nl" or "en"."""
    released_on: date
    """The day on which the presenter said yes."""


class LessonStore(Protocol):
    """Where lessons are kept. Each call is one transaction."""

    def all_lessons(self) -> tuple[Lesson, ...]:
        """Every lesson, the newest first."""

    def add_lesson(self, lesson: Lesson) -> Lesson:
        """Keep a lesson, and note that its card, if any, was harvested.

        Returns:
            The lesson that was kept: an earlier one if this meeting has the same.

        Raises:
            TooManyLessons: nothing was changed.
        """

    def drop_lesson(self, lesson_id: str) -> None:
        """Forget a lesson.

        Raises:
            UnknownLesson: it is not there.
        """


class LessonDesk(Protocol):
    """What `release_lesson` needs of a `HarvestDesk`."""

    @property
    def store(self) -> LessonStore:
        """Keeps the lessons."""

    @property
    def own_words(self) -> OwnWords:
        """The organisation's own list, for the masking."""


def release_lesson(
    meeting_id: str, typed: str, today: date, desk: LessonDesk, *, released: bool | None
) -> Lesson:
    """Share a lesson of a meeting that was held; sharing the same again is sharing it once.

    Its card is harvested from then on, and the worker tells the reporters of that theme.

    Args:
        meeting_id: of a meeting that was held; the caller has looked.
        typed: with or without "Wij leerden dat".
        today: the day of the yes.
        desk: of this process.
        released: what the presenter said; None when nobody asked.

    Raises:
        NotPlain: the sentence may lead to somebody, or tells what happened.
        NotAskedYet, NotReleased, TooManyLessons: nothing was kept.
    """
    if released is None:
        raise NotAskedYet
    if not released:
        raise NotReleased
    text = whole_sentence(typed)
    # As it was typed: in "dat jan belt" a name is harder to see than in "dat Jan belt".
    if flaws := find_flaws(text, LESSON, desk.own_words):
        raise NotPlain(flaws)
    text = in_one_flow(text)
    return desk.store.add_lesson(
        Lesson(new_id(), meeting_id, text, language_of(text), released_on=today)
    )


def withdraw_lesson(lesson_id: str, desk: LessonDesk) -> None:
    """Forget a lesson because the presenter takes the yes back.

    A bulletin that holds it must be corrected by hand.

    Raises:
        UnknownLesson: it is not there.
    """
    desk.store.drop_lesson(lesson_id)


def whole_sentence(typed: str) -> str:
    """A lesson as it is kept: "Wij leerden dat" before it, a full stop behind it; "" for nothing.

    >>> whole_sentence("dat een korte pauze helpt")
    'Wij leerden dat een korte pauze helpt.'
    """
    text = " ".join(typed.replace("\x00", " ").split())
    if not text:
        return ""
    if not text.casefold().startswith((*map(str.casefold, OPENINGS.values()), *SAID_OTHERWISE)):
        text = f"{OPENINGS[_guessed(text)]} {_joined(text)}"
    return text if text.endswith((".", "!", "?")) else f"{text}."


def in_one_flow(sentence: str) -> str:
    """A whole sentence without a capital right after its opening; "ICT" stays what it is."""
    for opening in OPENINGS.values():
        rest = sentence.removeprefix(f"{opening} ")
        if rest != sentence and not rest[1:2].isupper():
            return f"{opening} {rest[:1].lower()}{rest[1:]}"
    return sentence


def language_of(sentence: str) -> str:
    """The language of a lesson, by how it begins."""
    english = sentence.casefold().startswith(("we learned", "we have learned"))
    return "en" if english else "nl"


def _guessed(text: str) -> str:
    return "en" if guess_language(text) == "en" else "nl"


def _joined(text: str) -> str:
    for joint in JOINTS:
        if text.casefold().startswith(joint):
            text = text[len(joint) :]
    return text
