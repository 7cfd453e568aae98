"""Adapters for recognisers of names. Each is handed a model that is already loaded.

Nothing is imported here, so none of the libraries is needed unless it is used:

    nlp = spacy.load("en_core_web_sm")
    mask(text, ner=SpacyModel("en_core_web_sm", {"en": nlp}))
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from reporting.masking.ner import Candidate

KINDS: Final = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "ORGANISATION": "ORG",
    "LOC": "LOC",
    "GPE": "LOC",
    "FAC": "LOC",
}
"""The names that common models give to the kinds we take."""


class SpacyEntity(Protocol):
    start_char: int
    end_char: int
    label_: str


class SpacyDocument(Protocol):
    @property
    def ents(self) -> Sequence[SpacyEntity]: ...


@dataclass(frozen=True, slots=True)
class SpacyModel:
    """One spaCy pipeline a language."""

    name: str
    pipelines: Mapping[str, Callable[[str], SpacyDocument]]
    knows_kinds: bool = False
    """The small English model takes one person in ten for something else."""

    def find(self, text: str, language: str) -> Sequence[Candidate]:
        """The entities of the pipeline for that language."""
        if language not in self.pipelines:
            return ()
        found = self.pipelines[language](text).ents
        return _taken((entity.start_char, entity.end_char, entity.label_) for entity in found)


@dataclass(frozen=True, slots=True)
class TransformersModel:
    """One token-classification pipeline for both languages, with aggregation_strategy="simple"."""

    name: str
    pipeline: Callable[[str], Sequence[Mapping[str, Any]]]
    knows_kinds: bool = False

    def find(self, text: str, language: str) -> Sequence[Candidate]:  # noqa: ARG002 - the Protocol's
        """The entities that the pipeline groups together."""
        found = self.pipeline(text)
        return _taken((each["start"], each["end"], each["entity_group"]) for each in found)


@dataclass(frozen=True, slots=True)
class FrogModel:
    """Frog by its Python binding: a list of tokens, each with `text` and a tag as `B-PER`."""

    name: str
    process: Callable[[str], Sequence[Mapping[str, Any]]]
    knows_kinds: bool = True
    """Of 27 persons of ours that it called something else in CoNLL-2002, 24 were no person."""

    def find(self, text: str, language: str) -> Sequence[Candidate]:
        """Frog gives no offsets, so its tokens are looked up in order. Dutch only."""
        if language != "nl":
            return ()
        found: list[tuple[int, int, str]] = []
        position = 0
        for token in self.process(text):
            start = text.find(token["text"], position)
            if start < 0:
                continue
            position = start + len(token["text"])
            _grow(found, start, position, str(token.get("ner") or "O"))
        return _taken(found)


def _grow(found: list[tuple[int, int, str]], start: int, end: int, tag: str) -> None:
    begins, _, kind = tag.partition("-")
    kind = kind.upper()
    if begins == "I" and found and found[-1][2] == kind and start - found[-1][1] <= 1:
        found[-1] = (found[-1][0], end, kind)
    elif kind:
        found.append((start, end, kind))


def _taken(found: Iterable[tuple[int, int, str]]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(start, end, KINDS[kind.upper()])
        for start, end, kind in found
        if kind.upper() in KINDS
    )
