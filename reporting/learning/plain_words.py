"""Whether a text may leave the group: no names, no numbers, nobody's story, and short.

Masking finds what points to somebody; the other checks keep a lesson a lesson, so that it cannot
retell what was said. A text with a flaw is refused, never changed behind somebody's back.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from reporting.masking.cautions import find_cautions
from reporting.masking.dictionaries.flags import GIVEN
from reporting.masking.dictionaries.folding import fold
from reporting.masking.dictionaries.loading import load_words
from reporting.masking.mask import Masked, mask
from reporting.masking.own_words import NO_OWN_WORDS, OwnWords

FlawKind = Literal[
    "empty",
    "long",
    "sentences",
    "person",
    "number",
    "gender",
    "self",
    "story",
    "quote",
    "blame",
]

WORDS: Final = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
SENTENCE_BEGINS: Final = re.compile(r"(?:^|[.!?…:]\s+)\W*$")
MORE_SENTENCES: Final = re.compile(r"[.!?…]\s+\S")
QUOTED: Final = re.compile(r"[\"“”„«»]|(?<!\w)['‘].+['’](?!\w)")
DIGITS: Final = re.compile(r"\d[\d.,:/%]*")

STORY_PHRASES: Final = re.compile(
    r"\b(?:vorige|afgelopen)\s+(?:week|maand|zomer|winter|dienst|nacht)\b"
    r"|\blast\s+(?:week|month|night|summer|winter|shift)\b|\bthis\s+morning\b",
    re.IGNORECASE,
)


@cache
def listed_words() -> Mapping[str, frozenset[str]]:
    """The words that do not belong in a lesson, by the kind of flaw."""
    path = files("reporting.learning").joinpath("plain_words.toml")
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return {kind: frozenset(words.split()) for kind, words in lists.items()}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that must be changed in a text."""

    kind: FlawKind
    wording: str = ""
    """As it stands in the text; empty when it is about the whole."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a kind of text may hold."""

    most_words: int
    is_lesson: bool = False
    """One sentence without numbers, quotes or a story."""
    is_role: bool = False
    """No sentence, so its first word has no capital of its own."""
    allowed: frozenset[str] = frozenset()
    """Labels of the masking that may stand in it."""


LESSON: Final = Rules(most_words=40, is_lesson=True)
ACTION: Final = Rules(most_words=40, allowed=frozenset({"DATE"}))
OWNER: Final = Rules(
    most_words=8,
    is_role=True,
    allowed=frozenset({"ROLE_UNIQUE", "DEPARTMENT_UNIT", "ORGANISATION"}),
)
"""A role points at one person by its nature; a name is still none of it."""
OUTCOME: Final = Rules(most_words=60, allowed=frozenset({"DATE"}))
INTRO: Final = Rules(most_words=120, allowed=frozenset({"DATE", "ORGANISATION"}))


def find_flaws(text: str, rules: Rules, own_words: OwnWords = NO_OWN_WORDS) -> tuple[Flaw, ...]:
    """All that must be changed before a text may leave the group.

    Args:
        text: as it would be kept.
        rules: of this kind of text.
        own_words: the organisation's own list.

    Raises:
        MaskingFailed: the text could not be looked through, so it must not leave.
    """
    if not text.strip():
        return (Flaw("empty"),)
    checks = (*BASIC, *OF_LESSONS) if rules.is_lesson else BASIC
    masked = mask(text, None, own_words)
    return tuple(flaw for check in checks for flaw in check(masked, rules))


Check = Callable[[Masked, Rules], Iterator[Flaw]]


def _long(masked: Masked, rules: Rules) -> Iterator[Flaw]:
    if len(words_of(masked.original)) > rules.most_words:
        yield Flaw("long")


def _people(masked: Masked, rules: Rules) -> Iterator[Flaw]:
    for span in masked.spans:
        if span.label not in rules.allowed:
            yield Flaw("person", masked.original[span.start : span.end])


def _given_names(masked: Masked, rules: Rules) -> Iterator[Flaw]:
    """Names that masking leaves alone in a story, such as Jan, which is a month there."""
    known, text = load_words(), masked.original
    for found in WORDS.finditer(text):
        begins = SENTENCE_BEGINS.search(text[: found.start()]) and not rules.is_role
        is_name = found.group()[0].isupper() and known.get(fold(found.group()), 0) & GIVEN
        within = any(one.start <= found.start() < one.end for one in masked.spans)
        if is_name and not begins and not within:
            yield Flaw("person", found.group())


def _gender(masked: Masked, rules: Rules) -> Iterator[Flaw]:
    del rules
    yield from _listed("gender", masked.original)


def _blame(masked: Masked, rules: Rules) -> Iterator[Flaw]:
    del rules
    cautions = find_cautions(masked.text, masked.language, masked.spans)
    if any(one.kind == "accusation" for one in cautions):
        yield Flaw("blame")


def _one_sentence(masked: Masked, rules: Rules) -> Iterator[Flaw]:
    del rules
    if MORE_SENTENCES.search(masked.original) or "\n" in masked.original:
        yield Flaw("sentences")


def _numbers(masked: Masked, rules: Rules) -> Iterator[Flaw]:
    del rules
    if found := DIGITS.search(masked.original):
        yield Flaw("number", found.group())
    yield from _listed("number", masked.original)


def _self(masked: Masked, rules: Rules) -> Iterator[Flaw]:
    del rules
    yield from _listed("self", masked.original)


def _story(masked: Masked, rules: Rules) -> Iterator[Flaw]:
    del rules
    if found := STORY_PHRASES.search(masked.original):
        yield Flaw("story", found.group())
    yield from _listed("story", masked.original)


def _quotes(masked: Masked, rules: Rules) -> Iterator[Flaw]:
    del rules
    if found := QUOTED.search(masked.original):
        yield Flaw("quote", found.group())


BASIC: Final[Sequence[Check]] = (_long, _people, _given_names, _gender, _blame)
OF_LESSONS: Final[Sequence[Check]] = (_one_sentence, _numbers, _self, _story, _quotes)


def words_of(text: str) -> list[str]:
    """The words of a text, as they stand there."""
    return WORDS.findall(text)


def _listed(kind: FlawKind, text: str) -> Iterator[Flaw]:
    listed = listed_words()[kind]
    for word in words_of(text):
        if word.casefold() in listed:
            yield Flaw(kind, word)
            return
