"""The one way in which masking fails: as a whole, with nothing let through."""

from reporting.errors import ReportingError


class MaskingFailed(ReportingError):
    """The text could not be masked, so it must not be kept. Carries no text."""
