"""What the check page shows: the text as it will be kept, and why words are hidden."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.intake.state import Answers, Draft
from config.limits import STORY_MAX, STORY_MIN, TIP_MAX
from reporting.masking.mask import Choices, Masked, mask
from reporting.masking.ner import NerModel
from reporting.masking.own_words import OwnWords
from reporting.masking.placeholders import PLACEHOLDER
from reporting.masking.spans import OTHER, UNMASKABLE, reason
from reporting.report import Language, Report

MAX_WORD_CHARACTERS: Final = 80
"""Characters of one wording that a reporter wants hidden or kept."""
MAX_WORDS: Final = 40
"""Wordings in one list; more is no longer a list of exceptions."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text as it will be kept."""

    text: str
    hidden: bool
    """True for a placeholder."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One wording that was hidden, or that the reporter lets stand."""

    wording: str
    why: str
    may_stay: bool
    """Whether the reporter may decide that it identifies nobody."""
    stays: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Checked:
    story: Masked
    tip: Masked
    findings: tuple[Finding, ...]

    @property
    def digest(self) -> str:
        """Changes with any sign of what will be kept."""
        kept = f"{self.story.text}\x00{self.tip.text}"
        return hashlib.sha256(kept.encode()).hexdigest()

    @property
    def story_parts(self) -> tuple[Part, ...]:
        return tuple(parts_of(self.story.text))

    @property
    def tip_parts(self) -> tuple[Part, ...]:
        return tuple(parts_of(self.tip.text))

    @property
    def kept(self) -> tuple[str, ...]:
        """The wordings that stay because the reporter says so, and no others."""
        return tuple(one.wording for one in self.findings if one.stays)

    @property
    def fits(self) -> bool:
        """Whether the text is of an allowed length with placeholders in it."""
        return STORY_MIN <= len(self.story.text) <= STORY_MAX and len(self.tip.text) <= TIP_MAX


def check_draft(
    draft: Draft, own_words: OwnWords, language: str, ner: NerModel | None = None
) -> Checked:
    """Mask the texts of a draft as its reporter decided.

    Args:
        draft: with the text as typed.
        own_words: the organisation's list.
        language: of the page, for the explanations.
        ner: what helps to recognise names, if anything.

    Raises:
        MaskingFailed: nothing may be shown or kept.
    """
    choices = Choices(frozenset(draft.keep), frozenset(draft.also))
    story = mask(draft.answers.story, None, own_words, choices, ner)
    tip = mask(draft.answers.tip, story.language, own_words, choices, ner)
    plain = Choices(also=choices.also)
    before = (
        [mask(m.original, m.language, own_words, plain, ner) for m in (story, tip)]
        if choices.keep
        else [story, tip]
    )
    return Checked(story, tip, tuple(_findings(before, (story, tip), choices, language)))


def _findings(
    before: list[Masked], after: tuple[Masked, Masked], choices: Choices, language: str
) -> Iterator[Finding]:
    hidden = {wording for masked in after for wording, _, _ in _wordings(masked)}
    told = set[str]()
    for masked in (*before, *after):
        for wording, label, sure in _wordings(masked):
            if wording not in told:
                told.add(wording)
                may_stay = label in UNMASKABLE
                stays = wording not in hidden and wording in choices.keep
                yield Finding(wording, reason(label, language), may_stay, stays, sure)


def _wordings(masked: Masked) -> Iterator[tuple[str, str, bool]]:
    for span in masked.spans:
        sure = span.sure or span.label == OTHER
        yield masked.original[span.start : span.end], span.label, sure


def parts_of(text: str) -> Iterator[Part]:
    """The text in pieces, placeholders apart."""
    end = 0
    for match in PLACEHOLDER.finditer(text):
        if match.start() > end:
            yield Part(text[end : match.start()], hidden=False)
        yield Part(match.group(), hidden=True)
        end = match.end()
    if end < len(text):
        yield Part(text[end:], hidden=False)


def read_words(text: str) -> tuple[str, ...]:
    """The wordings in a field: one on a line, or with commas between; the same one once."""
    words = (word.strip() for line in text.splitlines() for word in line.split(","))
    fitting = (word for word in words if 0 < len(word) <= MAX_WORD_CHARACTERS)
    return tuple(dict.fromkeys(fitting))[:MAX_WORDS]


def make_report(answers: Answers, checked: Checked, month: str) -> Report:
    """The report as it will be sealed: masked text, and codes.

    Args:
        answers: for their codes; the text as typed is not used.
        checked: the masked texts.
        month: of receipt, "YYYY-MM".
    """
    language: Language = "en" if checked.story.language == "en" else "nl"
    return Report(
        story=checked.story.text,
        language=language,
        kind=answers.code("kind") or "",
        month=month,
        involvement=answers.code("involvement"),
        detection=answers.code("detection"),
        severity_actual=answers.code("severity_actual"),
        severity_potential=answers.code("severity_potential"),
        stage=answers.code("stage"),
        unit=answers.code("unit"),
        when=answers.code("when"),
        consequence=answers.codes("consequence"),
        factors=answers.codes("factors"),
        helped=answers.codes("helped"),
        tip=checked.tip.text,
    )
