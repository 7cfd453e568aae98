"""What can go wrong around cards, groups and meetings, each as one fact that a page can explain."""

from reporting.errors import ReportingError


class LearningError(ReportingError):
    """Something a facilitator must be told in one sentence; nothing was changed."""

    def facts(self) -> dict[str, str]:
        """What stands in the sentence of a page, such as who it is about."""
        return {}


class CardAlreadyPicked(LearningError):
    sentence = "Another group has picked this card; choose another card."


class UnknownCard(LearningError):
    sentence = "This card is not on the board; it may have been replaced."


class CardNotPicked(LearningError):
    sentence = "This group has not picked this card; pick it first."


class CardInUse(LearningError):
    sentence = "A meeting was planned with this card; cancel that meeting first."


class CardNotReady(LearningError):
    sentence = (
        "This card may not be used yet: two people look at it first, and its month must come."
    )


class CardNotForGroup(LearningError):
    sentence = "This card asks for a group whose members come from several units."


class CardWithdrawn(LearningError):
    sentence = "This card was withdrawn; choose another card, or a case of a participant's own."


class CardChanged(LearningError):
    sentence = "Somebody else changed this card in between; look at it again."


class CardNotSubmitted(LearningError):
    sentence = "This card does not wait for a second reader."


class SameReader(LearningError):
    sentence = "The second reader is somebody else than who wrote the card and who read it first."


class ReaderTooNear(LearningError):
    sentence = "The second reader works in another unit than the one that the card is about."


class NotTried(LearningError):
    sentence = "A card goes on when every question is answered, and with no."


class ReasonMissing(LearningError):
    sentence = "Say in a few words why."


class UnreadableCard(LearningError):
    sentence = "The release holds a card that cannot be read; the analysis must run again."


class UnknownGroup(LearningError):
    sentence = "This group does not exist."


class GroupNameTaken(LearningError):
    sentence = "There is a group with this name; choose another name."


class GroupTooSmall(LearningError):
    sentence = "A group has at least 5 members, so that everyone can speak freely."


class GroupTooLarge(LearningError):
    sentence = "A group has at most 8 members, so that everyone gets a turn."


class MemberTwice(LearningError):
    sentence = "A member of this group is named twice."


class NameMissing(LearningError):
    sentence = "A group and each of its members need a name."


class TextTooLong(LearningError):
    sentence = "A name, a unit or a place is too long; shorten it."


class UnknownMeeting(LearningError):
    sentence = "This meeting does not exist."


class MeetingInThePast(LearningError):
    sentence = "A meeting can only be planned in the future."


class MeetingAtThatTime(LearningError):
    sentence = "This group has another meeting at that time."


class MeetingNotBegun(LearningError):
    sentence = "This meeting has not begun yet."


class MeetingClosed(LearningError):
    sentence = "This meeting was held or cancelled before."


class UnknownMethod(LearningError):
    sentence = "This is not one of the methods for a meeting."


class MethodTooEarly(LearningError):
    sentence = "This method asks for a group that has met more often; choose another method."


class UnknownTheme(LearningError):
    sentence = "This theme is not in the latest release."


class UnknownWish(LearningError):
    sentence = "There is no such wish about themes."


class NotToBeTakenBack(LearningError):
    sentence = "This wish was taken back before, or a later one came in its place."


class SameTheme(LearningError):
    sentence = "These are one theme; choose two different ones."


class NothingToSplit(LearningError):
    sentence = "This theme cannot be split so that both parts may be shown."


class ThemeNameTooLong(LearningError):
    sentence = "A theme's name is at most 80 characters; shorten it."


class NameForNothing(LearningError):
    sentence = "A theme's name needs words."


class NameWithMasked(LearningError):
    sentence = "The name holds something that may point to a person or a place; leave it out."


class NameNotNeutral(LearningError):
    sentence = "The name judges somebody; say what happens instead."
