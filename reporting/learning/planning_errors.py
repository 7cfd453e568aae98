"""What can go wrong when groups form and agree, and when meetings are planned or moved."""

from reporting.learning.errors import LearningError


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
