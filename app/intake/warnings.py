"""What the check page asks a reporter to think of, with where else to go. It holds nobody back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.intake.checking import Checked
from app.intake.state import Answers
from config.form import Route
from reporting.masking.cautions import Answered, Caution, Kind, find_cautions
from reporting.masking.rare import Trait

SERIOUS: Final = frozenset({"S3", "S4"})
WENT_WELL: Final = "K4"
QUOTE: Final = "quote"
SUICIDE: Final = "suicide"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere else to go."""

    situation: str
    place: str
    url: str
    """Empty when this organisation gave none."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The routes of the form, with the addresses of this organisation."""

    routes: Sequence[Route] = ()
    links: Mapping[str, str] | None = None

    def places(self, ids: Sequence[str], language: str) -> Iterator[Place]:
        """The places of these routes, in the order asked for."""
        by_id = {route.id: route for route in self.routes}
        for id_ in ids:
            texts = by_id[id_].texts(language)
            yield Place(texts.situation, texts.place, (self.links or {}).get(id_, ""))


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning, ready to show."""

    kind: Kind
    places: tuple[Place, ...]
    traits: tuple[Trait, ...]
    """What stands out together."""
    quote: str
    """What somebody said, word for word; empty when nothing was."""
    suicide: bool


def warn(
    checked: Checked, answers: Answers, elsewhere: Elsewhere, language: str
) -> tuple[Warned, ...]:
    """The warnings about a draft, most urgent first.

    Args:
        checked: the masked texts.
        answers: for their codes.
        elsewhere: where a reporter may go instead.
        language: of the page.
    """
    story, tip = checked.story, checked.tip
    text = f"{story.text}\n{tip.text}"
    spans = (*story.spans, *tip.spans)
    cautions = find_cautions(text, story.language, spans, answered(answers))
    return tuple(_warned(one, elsewhere, language) for one in cautions)


def answered(answers: Answers) -> Answered:
    """What the chosen codes say beside the text."""
    serious = answers.code("severity_actual") in SERIOUS
    return Answered(
        unit=answers.code("unit") is not None,
        serious_for=frozenset(answers.codes("consequence")) if serious else None,
        went_well=answers.code("kind") == WENT_WELL,
    )


def _warned(caution: Caution, elsewhere: Elsewhere, language: str) -> Warned:
    told = {trait.name: trait.wording for trait in caution.traits}
    return Warned(
        kind=caution.kind,
        places=tuple(elsewhere.places(caution.routes, language)),
        traits=tuple(one for one in caution.traits if one.name not in {QUOTE, SUICIDE}),
        quote=told.get(QUOTE, ""),
        suicide=SUICIDE in told,
    )
