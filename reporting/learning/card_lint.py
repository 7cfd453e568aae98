"""What a card must do without, looked for while somebody writes it.

What could point to somebody stops a card from being kept. What only makes it a worse card does so
too, but for some doubts that a machine cannot settle, about which the writer is asked to look.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, Literal

from config.limits import LANGUAGES
from reporting.learning.case_card import LINES, QUESTIONS, CardTexts
from reporting.masking.cautions import find_cautions
from reporting.masking.mask import find_spans
from reporting.masking.own_words import NO_OWN_WORDS, OwnWords
from reporting.masking.spans import Span

Why = Literal[
    "empty",
    "too_long",
    "identifies",
    "place",
    "number",
    "gender",
    "blame",
    "borrowed",
    "rare",
    "title_long",
    "story_short",
    "story_long",
    "not_you",
    "past",
    "maybe_gender",
    "question_mark",
    "question_long",
    "no_i",
    "three_questions",
]
DOUBTS: Final = frozenset({"past", "maybe_gender", "rare"})
"""Findings that ask the writer to look, and stop nothing."""
TITLE_MOST: Final = 8
STORY_FEWEST: Final = 120
STORY_MOST: Final = 180
QUESTION_MOST: Final = 20
"""Words. Source: domain.md 4.4 and 4.5, own choice."""
QUESTION_COUNT: Final = 3
PAST_FROM: Final = 3
"""Different words in the past tense from which a story is told in it. Source: own choice."""
FIELD_MOST: Final = 2_500
"""Characters of any field; a story of 180 long words is shorter. Source: own choice."""
SELF: Final[Mapping[str, str]] = {"nl": "ik", "en": "i"}
YOU: Final[Mapping[str, str]] = {"nl": "je", "en": "you"}
PLACES: Final = frozenset({"LOCATION", "ADDRESS", "ORGANISATION", "DEPARTMENT_UNIT"})

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_NUMBER: Final = re.compile(r"\S*\d\S*")

Borrowed = Callable[[str], Iterable[str]]
"""Gives the pieces of a text that stand in a report; `nothing_borrowed` when no report is open."""


def nothing_borrowed(_text: str) -> Iterable[str]:
    """No report is open, so nothing can be laid beside the text."""
    return ()


@dataclass(frozen=True, slots=True)
class Finding:
    field: str
    """Such as "story_nl"."""
    why: Why
    words: tuple[str, ...] = ()
    """The words that it is about, as they stand there."""

    @property
    def stops(self) -> bool:
        """Whether the card is not kept as long as this holds."""
        return self.why not in DOUBTS


@dataclass(frozen=True, slots=True)
class WordList:
    """Words and beginnings of words, in lower case."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    def found(self, text: str) -> tuple[str, ...]:
        """The words of a text that are on the list, each once."""
        spoken = dict.fromkeys(match.group() for match in _WORD.finditer(text))
        return tuple(word for word in spoken if self.holds(word.lower()))

    def holds(self, word: str) -> bool:
        """Whether a word in lower case is on the list."""
        return word in self.words or word.startswith(self.beginnings)


Lists = Mapping[str, Mapping[str, WordList]]


@dataclass(frozen=True, slots=True)
class Linter:
    """Looks a card over; built once per process, but for `borrowed`."""

    lists: Lists
    own_words: OwnWords = NO_OWN_WORDS
    borrowed: Borrowed = nothing_borrowed

    def look_over(self, texts: Mapping[str, CardTexts]) -> tuple[Finding, ...]:
        """All findings, in the order of the fields.

        Raises:
            MaskingFailed: a text could not be looked at.
        """
        return tuple(
            finding for language in LANGUAGES for finding in self._in(language, texts[language])
        )

    def look_at(self, field: str, text: str, language: str) -> Iterator[Finding]:
        """What a single text holds that could point to somebody, or blames."""
        if len(text) > FIELD_MOST:
            yield Finding(field, "too_long")
            return
        lists = self.lists[language]
        spans = find_spans(text, language, self.own_words)
        yield from _some(
            field, "identifies", _said(text, (s for s in spans if s.label not in PLACES))
        )
        yield from _some(field, "place", _said(text, (s for s in spans if s.label in PLACES)))
        yield from _some(field, "number", _NUMBER.findall(text))
        yield from _some(field, "gender", lists["gender"].found(text))
        yield from _some(field, "maybe_gender", lists["maybe"].found(text))
        yield from _some(field, "blame", lists["never"].found(text))
        kinds = {one.kind for one in find_cautions(text, language, ())}
        if "accusation" in kinds:
            yield Finding(field, "blame")
        if "rare" in kinds:
            yield Finding(field, "rare")
        yield from _some(field, "borrowed", self.borrowed(text))

    def _in(self, language: str, texts: CardTexts) -> Iterator[Finding]:
        for name in LINES:
            text = getattr(texts, name)
            field = f"{name}_{language}"
            if not text:
                yield Finding(field, "empty")
            yield from self.look_at(field, text, language)
        yield from _form(texts, language, self.lists[language])
        for text in texts.questions:
            yield from self.look_at(f"{QUESTIONS}_{language}", text, language)


def _form(texts: CardTexts, language: str, lists: Mapping[str, WordList]) -> Iterator[Finding]:
    """What makes a worse card: its length, its person, its tense, its questions."""
    if len(texts.title.split()) > TITLE_MOST:
        yield Finding(f"title_{language}", "title_long")
    story = f"story_{language}"
    length = len(texts.story.split())
    if length and not STORY_FEWEST <= length <= STORY_MOST:
        yield Finding(
            story, "story_short" if length < STORY_FEWEST else "story_long", (str(length),)
        )
    if length and YOU[language] not in _words(texts.story):
        yield Finding(story, "not_you")
    past = lists["past"].found(texts.story)
    yield from _some(story, "past", past if len(past) >= PAST_FROM else ())
    if texts.decision and not texts.decision.endswith("?"):
        yield Finding(f"decision_{language}", "question_mark")
    yield from _questions(texts.questions, f"{QUESTIONS}_{language}", language)


def _questions(questions: tuple[str, ...], field: str, language: str) -> Iterator[Finding]:
    if len(questions) != QUESTION_COUNT:
        yield Finding(field, "three_questions")
    for question in questions:
        if not question.endswith("?"):
            yield Finding(field, "question_mark", (question,))
        if len(question.split()) > QUESTION_MOST:
            yield Finding(field, "question_long", (question,))
        if SELF[language] not in _words(question):
            yield Finding(field, "no_i", (question,))


def _words(text: str) -> list[str]:
    return [match.group().lower() for match in _WORD.finditer(text)]


def _said(text: str, spans: Iterable[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def _some(field: str, why: Why, words: Iterable[str]) -> Iterator[Finding]:
    found = tuple(dict.fromkeys(words))
    if found:
        yield Finding(field, why, found)


def load_lists() -> Lists:
    """The word lists as shipped, by language and name."""
    where = files("reporting.learning").joinpath("card_words.toml")
    tables = tomllib.loads(where.read_text(encoding="utf-8"))
    return {
        language: {name: _word_list(written) for name, written in tables[language].items()}
        for language in LANGUAGES
    }


def _word_list(written: str) -> WordList:
    words = [word.strip() for word in written.split(",") if word.strip()]
    return WordList(
        frozenset(word for word in words if not word.endswith("*")),
        tuple(word.rstrip("*") for word in words if word.endswith("*")),
    )
