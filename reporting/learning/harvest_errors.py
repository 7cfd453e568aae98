"""What can go wrong with a yield, a lesson, an action or a bulletin, each as one fact."""

from collections.abc import Sequence

from reporting.learning.errors import LearningError
from reporting.learning.plain_words import Flaw


class NotHeldYet(LearningError):
    sentence = "Only a meeting that was held has a yield."


class WrongAttendance(LearningError):
    sentence = "Between 2 and 9 people are present at a meeting."


class TooManyAnswers(LearningError):
    sentence = "More answers were typed than people were present."


class NotANumber(LearningError):
    sentence = "A count is a whole number."


class NotReleased(LearningError):
    sentence = "Without a yes of the presenter a lesson stays with the group."


class NotAskedYet(LearningError):
    sentence = "Say whether the presenter releases the lesson."


class TooManyLessons(LearningError):
    sentence = "A meeting has three lessons at most."


class UnknownLesson(LearningError):
    sentence = "This lesson does not exist; it may have been withdrawn."


class UnknownAction(LearningError):
    sentence = "This action does not exist."


class BadDueMonth(LearningError):
    sentence = "An action has a month in which it must be done, from this month on."


class OutcomeMissing(LearningError):
    sentence = "Say what changed, or why it cannot be done."


class LaterTooEarly(LearningError):
    sentence = "The question whether anything was done differently comes six weeks later."


class WrongLaterCount(LearningError):
    sentence = "No more people can have done something differently than were asked."


class NotPlain(LearningError):
    """A text says something that must not leave the group."""

    sentence = "This text may lead to somebody; change it."

    def __init__(self, flaws: Sequence[Flaw] = (), field: str = "") -> None:
        """Say what must be changed.

        Args:
            flaws: in the text.
            field: of a form with several texts, the one that holds it.
        """
        super().__init__(self.sentence)
        self.flaws = tuple(flaws)
        self.field = field


class UnknownBulletin(LearningError):
    sentence = "There is no bulletin of this month."


class BadMonth(LearningError):
    sentence = "A bulletin is about this month or an earlier one."


class BulletinIsPublished(LearningError):
    sentence = "The bulletin of this month was published; correct it instead."


class BulletinChanged(LearningError):
    sentence = "The bulletin was changed in the meantime; read it again."


class SamePerson(LearningError):
    sentence = "Two different people publish a bulletin; you were the first."


class BulletinEmpty(LearningError):
    sentence = "A bulletin holds an introduction and a case, a lesson or an action."


class BulletinReasonMissing(LearningError):
    sentence = "Say why the bulletin is corrected or withdrawn."


class ChoiceGone(LearningError):
    sentence = "This case, lesson or action cannot be chosen any more."
