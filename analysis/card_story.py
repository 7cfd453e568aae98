"""The story of a case card: chosen sentences in the order in which such a thing happens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from analysis.card_concepts import Concept
from analysis.card_texts import CardTexts

FEWEST_WORDS = 120
MOST_WORDS = 180
AIM = 132
"""Words; a story with fewer is filled up."""
SHORTEST_MIDDLE = 3
"""Sentences of the leading factor that always stay."""


@dataclass(frozen=True, slots=True)
class Material:
    """What K_FACT or more of a theme's reports share, the most shared first."""

    kinds: tuple[str, ...]
    strength: bool
    """Whether the theme is mostly about things that went well."""
    stage: str | None
    detection: str | None
    severity: str | None
    """Potential severity."""
    factors: tuple[str, ...]
    helped: tuple[str, ...]
    scene: Concept | None = None
    """Where it takes place."""
    tips: tuple[Concept, ...] = ()
    """What reporters pass on."""
    ticked: bool = True
    """Whether the factors were ticked by reporters; else the words of the stories speak of them."""

    @property
    def leading(self) -> str:
        """The factor that the card is about; F00 when no factor is shared."""
        return self.factors[0] if self.factors else "F00"

    @property
    def kind(self) -> str:
        """The most shared kind; an error with consequence when none is shared."""
        return self.kinds[0] if self.kinds else "K2"

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code and concept that a sentence of the card comes from."""
        single = (self.stage, self.detection, self.severity)
        scene = (f"scene:{self.scene.id}",) if self.scene else ()
        tips = tuple(f"tip:{tip.id}" for tip in self.tips)
        codes = (*self.kinds[:1], *(c for c in single if c), *self.factors, *self.helped)
        return (*codes, *scene, *tips)


def tell_story(material: Material, texts: CardTexts, language: str, variant: int = 0) -> str:
    """Part 1 of a card: 120 to 180 words in three paragraphs, ending where a choice must be made.

    Args:
        material: what is shared.
        texts: the sentences.
        language: of the story.
        variant: which of several openings and closings; any number.
    """
    first = [_one_of(texts.lines("opening", material.kind, language), variant)]
    first += material.scene.lines("set", language) if material.scene else ()
    last = _turning(material, texts, language)
    last.append(_one_of(texts.lines("closing", _closing(material), language), variant))
    stage = texts.line("stage", material.stage or "W0", language)
    if material.scene is None:
        first.append(stage)
    middle = _middle(material, texts, language, MOST_WORDS - _count(first) - _count(last))
    need = AIM - _count(first) - _count(middle) - _count(last)
    spare = [line for line in texts.lines("factor", "F00", language) if line not in middle]
    first += _filling([*([] if material.scene is None else [stage]), *spare], need)
    return "\n\n".join(" ".join(part) for part in (first, middle, last))


def _middle(material: Material, texts: CardTexts, language: str, room: int) -> list[str]:
    """The leading factor's own little story, or what helped where it went well."""
    lines = list(_told(material, texts, language))
    while _count(lines) > room and len(lines) > SHORTEST_MIDDLE:
        lines.pop()
    return lines


def _told(material: Material, texts: CardTexts, language: str) -> Iterator[str]:
    if not material.strength:
        yield from texts.lines("factor", material.leading, language)
        return
    codes = [code for code in material.helped if texts.has("helped", code)] or ["H0"]
    for code in islice(codes, 2):
        yield from texts.lines("helped", code, f"story_{language}")


def _turning(material: Material, texts: CardTexts, language: str) -> list[str]:
    """What plays a part besides: the second factor in two sentences, the third in one."""
    if material.strength:
        return []
    ways = zip(material.factors[1:], ("also", "besides"), strict=False)
    return [texts.line("factor", code, f"{way}_{language}") for code, way in ways]


def _closing(material: Material) -> str:
    if material.strength:
        return "strength"
    return "hazard" if material.kind == "K3" else "choice"


def _filling(spare: Sequence[str], need: int) -> list[str]:
    """As many sentences as it takes to have so many words more."""
    chosen: list[str] = []
    for line in spare:
        if _count(chosen) < need:
            chosen.append(line)
    return chosen


def _one_of(lines: Sequence[str], variant: int) -> str:
    return lines[variant % len(lines)]


def _count(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)
