"""What an analist may change about a report: hide more words, and set its codes right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from config.limits import IMPORT_STORY_MAX
from reporting.errors import NothingToHide
from reporting.masking.mask import Choices, mask
from reporting.masking.own_words import OwnWords
from reporting.report import Report, check_report


def mask_more(report: Report, words: Sequence[str], own_words: OwnWords) -> Report:
    """The report with these words hidden too, wherever they stand.

    Raises:
        NothingToHide: none of them stands in it.
        MaskingFailed: nothing is handed back.
    """
    choices = Choices(also=frozenset(words))
    story = mask(report.story, report.language, own_words, choices).text
    tip = mask(report.tip, report.language, own_words, choices).text if report.tip else ""
    if (story, tip) == (report.story, report.tip):
        raise NothingToHide
    return replace(report, story=story, tip=tip)


def with_codes(report: Report, codes: Mapping[str, str | tuple[str, ...] | None]) -> Report:
    """The report with other codes.

    Raises:
        UnknownCode: a code is not of the shape of its question.
    """
    coded = replace(report, **codes)  # type: ignore[arg-type]  # check_report compares each
    check_report(coded, story_max=IMPORT_STORY_MAX)
    return coded
