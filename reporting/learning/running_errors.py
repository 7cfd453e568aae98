"""What can go wrong around turns, and in a meeting that is going on."""

from reporting.learning.errors import LearningError


class NotInThisGroup(LearningError):
    sentence = "This person or this meeting does not belong to the group."


class NotYourMeeting(LearningError):
    sentence = "Only the facilitator of the group leads its meetings."


class TooEarlyToStart(LearningError):
    sentence = "A meeting can be started from an hour before its time on."


class TooFewPresent(LearningError):
    sentence = "A meeting needs at least three members."


class NotStarted(LearningError):
    sentence = "This meeting has not been started."


class AlreadyFurther(LearningError):
    sentence = "The meeting went on in another window; nothing was changed."


class RoleTwice(LearningError):
    sentence = "Somebody would have two roles; choose another person."
