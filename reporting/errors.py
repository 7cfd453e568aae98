"""What can go wrong with a report, each as one fact that a page can explain.

No error carries text of a report, a code, or a key: the sentence in each class is all there is.
"""

from config.limits import PASSPHRASE_MIN


class ReportingError(Exception):
    """Something a reporter, a page or a job must be told in one sentence."""

    sentence = "This could not be done."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)


class UnknownReceipt(ReportingError):
    sentence = "No report belongs to this receipt code."


class MistypedReceipt(ReportingError):
    sentence = "This is no receipt code: a sign or word is missing, mistyped or in another's place."


class ReceiptInText(ReportingError):
    sentence = "The text holds the receipt code; take it out, or others could use it."


class StoryTooShort(ReportingError):
    sentence = "The story is too short to learn from."


class StoryTooLong(ReportingError):
    sentence = "The story, or the tip, is too long."


class UnknownQuestion(ReportingError):
    sentence = "There is no such question in this thread."


class AnswerTooShort(ReportingError):
    sentence = "The answer is empty."


class AnswerTooLong(ReportingError):
    sentence = "The answer is too long."


class ReportGone(ReportingError):
    sentence = "This report is no longer here: it was withdrawn, or its key is gone."


class MessageEmpty(ReportingError):
    sentence = "There are no words in it."


class MessageTooLong(ReportingError):
    sentence = "The text is too long."


class NothingToHide(ReportingError):
    sentence = "None of these words stands in the report."


class UnknownCode(ReportingError):
    sentence = "An answer is not one of the choices of the form."


class CannotOpen(ReportingError):
    sentence = "This envelope cannot be opened."


class NoKeyForThisMonth(ReportingError):
    sentence = "The key manifest holds no key for this month."


class BadManifest(ReportingError):
    sentence = "The key manifest is missing, changed or not signed by the root key."


class KeysNotReadable(ReportingError):
    sentence = "The opening keys are missing, damaged or readable by others."


class AlreadyHeld(ReportingError):
    sentence = "Here a key ceremony was already held; its keys are kept."


class NoStripYet(ReportingError):
    sentence = "No proof of reporting was issued for this report yet."


class NotAStrip(ReportingError):
    sentence = "This is no strip, or a part of it is missing."


class ForeignStrip(ReportingError):
    sentence = "No key of this organisation signed this strip."


class AlteredStrip(ReportingError):
    sentence = "This strip was changed after it was signed, or copied with a mistake."


class AlteredLine(ReportingError):
    sentence = "The strip holds, but its holder did not sign the line on it."


class WrongPassphrase(ReportingError):
    sentence = "That is not the passphrase of this key, or the key's file was changed."


class PassphraseTooShort(ReportingError):
    sentence = f"Choose a passphrase of {PASSPHRASE_MIN} characters or more; five words will do."


class StillKept(ReportingError):
    sentence = "That month must still be kept."


class TooManyAtOnce(ReportingError):
    sentence = "More months are due to be destroyed than one night allows; is the clock right?"


class BadRecord(ReportingError):
    sentence = "A record of destruction is damaged, or was not signed by this installation."


class BadBackup(ReportingError):
    sentence = "This is no backup of Vrijuit, or it is damaged or cut off."


class NoCustodians(ReportingError):
    sentence = "The manifest names no custodians, so there is nobody to seal a backup to."


class UnknownAnalist(ReportingError):
    sentence = "No analist of that name has a key here."


class NotAName(ReportingError):
    sentence = "A name is an e-mail address in small letters, or letters and digits."


class OtherLine(ReportingError):
    sentence = "The strip holds, but its holder did not put these words on it."


class StoreUnavailable(ReportingError):
    sentence = "The database cannot be used now: it is locked, full or out of reach."


class InboxFull(ReportingError):
    sentence = "As many reports wait as may wait; try again after the next collection."


class NotALeader(ReportingError):
    sentence = "Another worker has taken over the lease; nothing was written."


class NotTheNextRelease(ReportingError):
    sentence = "This release does not follow the latest one; nothing was written."
