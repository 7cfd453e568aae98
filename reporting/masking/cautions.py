"""What no masking list finds, and a reporter may want to look at: hints, never a refusal."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, Literal

from reporting.masking.blame import find_blame
from reporting.masking.phrases import Hit, Phrases, Sentence, read_sentences
from reporting.masking.rare import Trait, find_quoted, find_traits
from reporting.masking.spans import Span

Kind = Literal["danger", "harm", "accusation", "rare"]
"""Most urgent first: something dangerous now, somebody badly hurt, a person blamed, a rare mix."""

ENOUGH_TRAITS: Final = 2
"""Things that stand out; one alone points at nobody."""
JUST_BEFORE: Final = 3
"""Words before a phrase in which a "not" or an "if" takes it back."""
PEOPLE: Final = "G1"
DATA: Final = "G4"

Lists = Mapping[str, Phrases]
Lexicon = Mapping[str, Lists]


@dataclass(frozen=True, slots=True)
class Caution:
    kind: Kind
    routes: tuple[str, ...] = ()
    """Ids of the routes elsewhere in form.toml, best fit first."""
    traits: tuple[Trait, ...] = ()
    """What stands out; beside danger, that somebody may not want to live."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the answers beside the text say."""

    unit: bool = False
    """A department was chosen."""
    serious_for: frozenset[str] | None = None
    """Codes G1-G4 of what it affected, when the consequence was serious; None when it was not."""
    went_well: bool = False
    """A report of something that went well: praise, so nobody is blamed."""


NOTHING_ANSWERED: Final = Answered()


def find_cautions(
    masked_text: str,
    language: str,
    spans: Iterable[Span],
    answered: Answered = NOTHING_ANSWERED,
) -> tuple[Caution, ...]:
    """What to show above a story before it is sent, most urgent first; one of each kind.

    The time it takes grows with the length of the text, whatever stands in it.

    Args:
        masked_text: with placeholders.
        language: "nl" or "en", of the text.
        spans: what was masked in it; only the labels are used.
        answered: what the answers add.
    """
    lexicon = load_lexicon(language)
    base = lexicon[""]
    read = read_sentences(masked_text)
    sentences = [one.without(base["neutral"].find(one)) for one in read]
    blame = () if answered.went_well else find_blame(sentences, base, lexicon["accusation"])
    found = (
        _danger(sentences, base, lexicon["danger"]),
        _harm(sentences, base, lexicon["harm"], answered),
        Caution("accusation", blame) if blame else None,
        _rare(masked_text, sentences, lexicon["rare"], _told_beside(spans, answered)),
    )
    return tuple(caution for caution in found if caution)


@cache
def load_lexicon(language: str) -> Lexicon:
    """The lists of one language by the kind of caution; those that all kinds use under ""."""
    path = files("reporting.masking.dictionaries").joinpath("cautions.toml")
    page = tomllib.loads(path.read_text(encoding="utf-8"))["en" if language == "en" else "nl"]
    kinds = {kind: lists for kind, lists in page.items() if not isinstance(lists, str)}
    general = {name: listed for name, listed in page.items() if isinstance(listed, str)}
    return {
        kind: {name: Phrases(listed) for name, listed in lists.items()}
        for kind, lists in ({"": general} | kinds).items()
    }


def _danger(sentences: Sequence[Sentence], base: Lists, lists: Lists) -> Caution | None:
    if any(_is_despair(one, base, lists) for one in sentences):
        return Caution("danger", ("danger",), (Trait("suicide", ""),))
    acute = (one for one in sentences if _is_told(one, lists["acute"], base))
    if any(_holds_now(one, base, lists) for one in acute) or _lasts(sentences, base, lists):
        return Caution("danger", ("danger",))
    return None


def _is_despair(sentence: Sentence, base: Lists, lists: Lists) -> bool:
    # "Wants to die" holds now by itself, whatever else in the sentence is over.
    wants = any(not _taken_back(sentence, hit, base) for hit in lists["suicide"].find(sentence))
    return wants or _is_told(sentence, lists["suicidal"], base)


def _is_told(sentence: Sentence, phrases: Phrases, base: Lists) -> bool:
    told = any(not _taken_back(sentence, hit, base) for hit in phrases.find(sentence))
    return told and not _is_past(sentence, base)


def _lasts(sentences: Sequence[Sentence], base: Lists, lists: Lists) -> bool:
    if any(
        lists["now"].stand_in(one)
        and _has_hazard(one, base, lists)
        and _holds_now(one, base, lists)
        for one in sentences
    ):
        return True
    # "The gate is loose. It still is." A hazard is often named one sentence earlier.
    return any(
        lists["still"].stand_in(one)
        and (_has_hazard(one, base, lists) or _has_hazard(before, base, lists))
        and _holds_now(one, base, lists)
        for before, one in pairwise((Sentence((), (), ()), *sentences))
    )


def _has_hazard(sentence: Sentence, base: Lists, lists: Lists) -> bool:
    if lists["guards"].stand_in(sentence) and lists["broken"].stand_in(sentence):
        return True
    return any(not _taken_back(sentence, hit, base) for hit in lists["hazards"].find(sentence))


def _holds_now(sentence: Sentence, base: Lists, lists: Lists) -> bool:
    solved = any(
        not _follows(sentence, hit, base["negation"]) for hit in lists["solved"].find(sentence)
    )
    return not solved and not _is_past(sentence, base)


def _is_past(sentence: Sentence, base: Lists) -> bool:
    return base["past"].stand_in(sentence) and not base["present"].stand_in(sentence)


def _taken_back(sentence: Sentence, hit: Hit, base: Lists) -> bool:
    return any(_follows(sentence, hit, base[name]) for name in ("negation", "conditional"))


def _follows(sentence: Sentence, hit: Hit, words: Phrases) -> bool:
    return any(map(words.holds, sentence.words[max(0, hit.first - JUST_BEFORE) : hit.first]))


def _harm(
    sentences: Sequence[Sentence], base: Lists, lists: Lists, answered: Answered
) -> Caution | None:
    told = any(_is_injury(one, base, lists) for one in sentences)
    affected = answered.serious_for
    if not told and affected is None:
        return None
    somebody = told or not affected or PEOPLE in affected
    routes = ("accident", "calamity") if somebody else ()
    return Caution("harm", (*routes, "data_breach") if affected and DATA in affected else routes)


def _is_injury(sentence: Sentence, base: Lists, lists: Lists) -> bool:
    if base["hypothetical"].stand_in(sentence) or lists["kin"].stand_in(sentence):
        return False
    return any(not _taken_back(sentence, hit, base) for hit in lists["injuries"].find(sentence))


def _told_beside(spans: Iterable[Span], answered: Answered) -> tuple[Trait, ...]:
    role = any(span.label == "ROLE_UNIQUE" for span in spans)
    told = (("role", role), ("unit", answered.unit))
    return tuple(Trait(name, "") for name, holds in told if holds)


def _rare(
    text: str, sentences: Sequence[Sentence], lists: Lists, beside: tuple[Trait, ...]
) -> Caution | None:
    traits = (*beside, *find_traits(text, sentences, lists))
    quote = find_quoted(text, sentences, lists["machine"])
    if len(traits) < ENOUGH_TRAITS:
        traits = ()
    shown = (*traits, quote) if quote else traits
    return Caution("rare", traits=shown) if shown else None
