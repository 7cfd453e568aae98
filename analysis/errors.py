"""What can go wrong in the analysis, each with one clear sentence for the person who started it."""


class AnalysisError(Exception):
    """The analysis cannot go on; its message says why and holds no report text."""


class BadInputLine(AnalysisError):
    """A line of an input file is not what it should be."""


class RunRefused(AnalysisError):
    """A run may not start or may not publish: another worker leads, or the result is not sound."""
