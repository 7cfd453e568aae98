"""The ways in which masking fails: always as a whole, with nothing let through."""

from reporting.errors import ReportingError


class MaskingFailed(ReportingError):
    """Whatever went wrong inside: the unmasked text must go nowhere. Carries no text."""

    sentence = "The text could not be masked, so it was not kept."


class ModelSilent(MaskingFailed):
    """The model that recognises names is asked for but gives no answer. Carries no text."""

    sentence = "The program that recognises names gives no answer, so the text was not masked."
