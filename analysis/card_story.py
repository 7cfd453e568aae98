"""The story of a case card: chosen sentences in the order in which such a thing happens."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from analysis.card_texts import CardTexts
from analysis.labelling import enumerated

FEWEST_WORDS = 120
AIM = 135
MOST_WORDS = 180
"""Words; a story stops growing once it has AIM of them."""

_TERMS_TOLD = 4


@dataclass(frozen=True, slots=True)
class Material:
    """The codes of a theme that K_FACT or more of its reports share, the most shared first."""

    kinds: tuple[str, ...]
    strength: bool
    """Whether the theme is mostly about things that went well."""
    stage: str | None
    detection: str | None
    severity: str | None
    """Potential severity."""
    factors: tuple[str, ...]
    helped: tuple[str, ...]

    @property
    def leading(self) -> str:
        """The factor that the card is about; F00 when no factor is shared."""
        return self.factors[0] if self.factors else "F00"

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that a sentence of the card comes from."""
        single = (self.stage, self.detection, self.severity)
        return (*self.kinds[:1], *(c for c in single if c), *self.factors, *self.helped)


def tell_story(material: Material, terms: Sequence[str], texts: CardTexts, language: str) -> str:
    """Part 1 of a card, 120 to 180 words, in the present tense, ending where a choice must be made.

    Args:
        material: the shared codes.
        terms: words that K_FACT reports share; may be empty.
        texts: the sentences.
        language: of the story.
    """
    before = [*_opening(material, texts, language), *_setting(material, terms, texts, language)]
    after = list(texts.lines("closing", _closing(material), language))
    room = MOST_WORDS - _count(before) - _count(after)
    need = AIM - _count(before) - _count(after)
    middle = _middle(_blocks(material, texts, language), need, room)
    return " ".join([*before, *middle, *after])


def _opening(material: Material, texts: CardTexts, language: str) -> tuple[str, ...]:
    kind = material.kinds[0] if material.kinds else "K2"
    return texts.lines("opening", kind, language)


def _setting(
    material: Material, terms: Sequence[str], texts: CardTexts, language: str
) -> list[str]:
    lines = [texts.line("stage", material.stage or "W0", language)]
    if terms:
        told = enumerated(terms[:_TERMS_TOLD], language)
        lines.append(texts.line("stage", "terms", language).format(terms=told))
    return lines


def _closing(material: Material) -> str:
    if material.strength:
        return "strength"
    return "hazard" if material.kinds[:1] == ("K3",) else "choice"


def _blocks(material: Material, texts: CardTexts, language: str) -> list[tuple[str, ...]]:
    """Sentences per code, the most shared code first, with neutral ones to fill up with last."""
    if material.strength:
        codes = [code for code in (*material.helped, "H0") if texts.has("helped", code)]
        told = [texts.lines("helped", code, f"story_{language}") for code in codes]
        return [*told, texts.lines("factor", "F00", language)]
    codes = [code for code in (*material.factors, "F00") if texts.has("factor", code)]
    return [texts.lines("factor", code, language) for code in codes]


def _middle(blocks: Sequence[Sequence[str]], need: int, room: int) -> list[str]:
    """Take sentences in turns from the shared codes until there are enough words.

    They come back in the order of their block; the last block only fills up.
    """
    turns = [line for row in zip_longest(*blocks[:-1]) for line in row if line]
    chosen: list[str] = []
    for line in [*turns, *blocks[-1]]:
        words = _count(chosen)
        if words < need and words + _count([line]) <= room:
            chosen.append(line)
    return [line for block in blocks for line in block if line in chosen]


def _count(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)
