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


class LineInGroup(LearningError):
    """A member leads the unit of another member."""

    sentence = "A member leads the unit of another member; put one of them in another group."

    def __init__(self, leader: str = "", member: str = "") -> None:
        super().__init__()
        self.leader, self.member = leader, member

    def facts(self) -> dict[str, str]:
        return {"leader": self.leader, "member": self.member}


class GuideInLine(LearningError):
    """The facilitator leads a member, or is led by one."""

    sentence = "The facilitator leads a member or is led by one; let somebody else lead this group."

    def __init__(self, member: str = "") -> None:
        super().__init__()
        self.member = member

    def facts(self) -> dict[str, str]:
        return {"member": self.member}


class ContractTextMissing(LearningError):
    sentence = "Each term of a contract needs a text."


class ContractTextTooLong(LearningError):
    sentence = "A text of the contract is too long; shorten it."


class UnknownContract(LearningError):
    sentence = "This group has no contract yet; write it first."


class ContractChanged(LearningError):
    sentence = "This code is not that of the text that is kept; print it anew and sign again."


class SignedInFuture(LearningError):
    sentence = "A contract can only have been signed today or before."


class NobodyForOrganisation(LearningError):
    sentence = "Write down who signed for the organisation."


class TrainingUnclear(LearningError):
    sentence = "A training needs a name and a day, today or before."


class TrainingTooShort(LearningError):
    sentence = "A training is valid until a day after it was followed."


class NoGuide(LearningError):
    sentence = "This facilitator is not known."


class MeetingChanged(LearningError):
    sentence = "Somebody else has just changed this meeting; look again."


class AbsentStranger(LearningError):
    sentence = "Only a member of the group can be absent."


class MinutesOutOfRange(LearningError):
    sentence = "A meeting lasts between half an hour and four hours."


class SeriesOutOfRange(LearningError):
    sentence = "A series has 2 to 20 meetings, 1 to 26 weeks apart."


class SkippedDaysUnclear(LearningError):
    sentence = "A day to skip is not written as a date."


class NoDaysLeft(LearningError):
    sentence = "No day of this series is left; choose other days."


class AddressUnclear(LearningError):
    sentence = "One of these is no e-mail address."


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
