"""Mask a text: find what points to a person, settle overlaps, put placeholders there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reporting.masking.errors import MaskingFailed, ModelSilent
from reporting.masking.finders.chosen import find_chosen
from reporting.masking.finders.every import find_every
from reporting.masking.language import guess_language
from reporting.masking.ner import NerModel, add_candidates
from reporting.masking.own_words import NO_OWN_WORDS, OwnWords
from reporting.masking.placeholders import Numbering, find_placeholders
from reporting.masking.replace import replace
from reporting.masking.resolve import resolve
from reporting.masking.spans import UNMASKABLE, Span
from reporting.masking.tokens import Text, read_text

MOST_ROUNDS: Final = 6
"""Masking changes what stands around a word, so we look again until nothing new is found."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reporter decided on the check page."""

    keep: frozenset[str] = frozenset()
    """Wordings that identify nobody; honoured for the kinds in `UNMASKABLE` only."""
    also: frozenset[str] = frozenset()
    """Wordings to mask although no finder knows them."""


NO_CHOICES: Final = Choices()


@dataclass(frozen=True, slots=True)
class Sources:
    """What says what to mask, besides the finders."""

    own_words: OwnWords
    choices: Choices
    ner: NerModel | None


@dataclass(frozen=True, slots=True)
class Masked:
    text: str
    spans: tuple[Span, ...]
    """On the original text, sorted, not overlapping."""
    language: str
    original: str


def find_spans(
    text: str, language: str | None = None, own_words: OwnWords = NO_OWN_WORDS
) -> tuple[Span, ...]:
    """Everything in the text that may point to a person.

    Args:
        text: any text at all.
        language: `nl` or `en`; None to guess. Finders for both languages always run.
        own_words: the organisation's own list.

    Returns:
        Spans on `text`, sorted, not overlapping, touching no placeholder that stands in it.

    Raises:
        MaskingFailed: when anything at all went wrong.
    """
    return mask(text, language, own_words).spans


def mask(
    text: str,
    language: str | None = None,
    own_words: OwnWords = NO_OWN_WORDS,
    choices: Choices = NO_CHOICES,
    ner: NerModel | None = None,
) -> Masked:
    """Mask a text. Masking a masked text changes nothing.

    Args:
        text: any text at all.
        language: `nl` or `en`; None to guess. Finders for both languages always run.
        own_words: the organisation's own list.
        choices: what the reporter decided.
        ner: a model that may add names to what the finders see.

    Raises:
        ModelSilent: the model does not answer; no text is handed back.
        MaskingFailed: when anything at all went wrong; no text is handed back.
    """
    try:
        spoken = language or guess_language(text)
        return _mask(text, spoken, Sources(own_words, choices, ner))
    except ModelSilent:
        raise ModelSilent from None
    except Exception:  # noqa: BLE001 - whatever went wrong, an unmasked text must not get through
        raise MaskingFailed from None


def _mask(text: str, language: str, sources: Sources) -> Masked:
    spans: tuple[Span, ...] = ()
    replaced = replace(text, spans, Numbering(text, language))
    for _ in range(MOST_ROUNDS):
        tokens = read_text(replaced.text, language)
        fresh = _find_once(tokens, sources)
        if not fresh:
            break
        moved = (replaced.on_original(span) for span in fresh)
        spans = tuple(sorted((*spans, *moved), key=lambda span: span.start))
        replaced = replace(text, spans, Numbering(text, language))
    return Masked(replaced.text, spans, language, text)


def _find_once(text: Text, sources: Sources) -> tuple[Span, ...]:
    found = [
        *sources.own_words.find(text),
        *find_chosen(text, sources.choices.also),
        *find_every(text),
    ]
    if sources.ner is not None:
        found = list(add_candidates(text, found, sources.ner))
    found = sources.own_words.without_ignored(text, found)
    if sources.choices.keep:
        found = _without_kept(found, text.raw, sources.choices.keep)
    return resolve(found, text.raw, tuple(find_placeholders(text.raw)))


def _without_kept(found: Sequence[Span], raw: str, keep: frozenset[str]) -> list[Span]:
    unmasked = [
        span for span in found if span.label in UNMASKABLE and raw[span.start : span.end] in keep
    ]
    return [span for span in found if not _lies_in(span, unmasked)]


def _lies_in(span: Span, unmasked: Sequence[Span]) -> bool:
    return span.label in UNMASKABLE and any(
        other.start <= span.start and span.end <= other.end for other in unmasked
    )
