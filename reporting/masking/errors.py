"""The one way in which masking fails: as a whole, with nothing let through."""

from reporting.errors import ReportingError


class MaskingFailed(ReportingError):
    """Whatever went wrong inside: the unmasked text must go nowhere. Carries no text."""

    sentence = "The text could not be masked, so it was not kept."
