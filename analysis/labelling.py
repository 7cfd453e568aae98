"""Names for themes, in Dutch and in English, from words that several reports share."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.arrays import FloatArray, unit_rows
from analysis.encoding import Encoder
from analysis.terms import Term, load_determiners, load_stop_words, read_vocabulary, telling_terms
from config.limits import LANGUAGES

TERMS_SHOWN = 8
_CANDIDATES = 24
"""Terms per theme that are laid beside the centroid."""

_VARIETY = 0.4
"""Weight of being unlike the terms already chosen, against being telling."""

_MAX_WORDS = 6
_MIN_WORDS = 2
_LABEL_TERMS = 3

_NEARNESS = 0.25
"""What a term far from the centroid is still worth, beside a cosine of 0 to 1."""

_DEED = re.compile(r"(aan|af|in|mee|om|op|over|toe|uit|voor|weg)?ge\w{2,}(d|t|en)|\w+eerd|\w{3,}ed")
"""How participles look, in both languages. A few nouns look so too; they lose weight, no more."""

_PARTICIPLE_WORTH = 0.6
_DEED_WORTH = 0.4
"""What a term that never stands where a thing stands is still worth."""

_SURE_THING = 0.3
"""Share of its uses after a determiner from which a term is a thing without doubt."""

_SAME_STEM = 4
"""Letters that two words must share at the start to count as forms of one word."""

_AND = {"nl": "en", "en": "and"}
_NAMELESS = {"nl": "Thema zonder gedeelde woorden", "en": "Theme without shared words"}
_EXPLAINED = {
    "nl": "Meldingen waarin deze woorden vaak samen voorkomen: {terms}.",
    "en": "Reports in which these words often come together: {terms}.",
}
_UNEXPLAINED = {
    "nl": "Meldingen die op elkaar lijken, zonder woorden die genoeg meldingen delen.",
    "en": "Reports that are alike, without words that enough of them share.",
}
_BORROWED = {
    "nl": " De woorden zijn Engels: er zijn te weinig Nederlandse meldingen.",
    "en": " The words are Dutch: there are too few English reports.",
}


@dataclass(frozen=True, slots=True)
class Label:
    text: str
    """Two to six words."""
    terms: tuple[str, ...]
    explanation: str
    source: str
    """Language of the words: that of the label; the other one; "" when no words are shared."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All reports of a run, as labelling needs them."""

    texts: Sequence[str]
    """Without placeholders and stock sentences."""
    languages: Sequence[str]
    vectors: FloatArray
    """Shape (n, d), centred, rows of length 1."""


def label_themes(
    corpus: Corpus, members: Sequence[Sequence[int]], encoder: Encoder
) -> tuple[Mapping[str, Label], ...]:
    """A label per theme and language.

    Args:
        corpus: n reports.
        members: per theme the row numbers of its reports.
        encoder: the one the vectors came from; puts terms beside the theme's centroid.

    Returns:
        Per theme a mapping from every language of LANGUAGES to its label. A language in which the
        theme's reports share no words borrows those of another, and says so in `source`.
    """
    stop_words = load_stop_words()
    ranked = {
        code: _rank_in_language(corpus, members, encoder, (code, stop_words[code]))
        for code in LANGUAGES
    }
    return tuple(
        {code: _label(code, {c: ranked[c][theme] for c in LANGUAGES}) for code in LANGUAGES}
        for theme in range(len(members))
    )


def _rank_in_language(
    corpus: Corpus,
    members: Sequence[Sequence[int]],
    encoder: Encoder,
    language: tuple[str, frozenset[str]],
) -> list[tuple[str, ...]]:
    code, stop_words = language
    rows = [row for row, own in enumerate(corpus.languages) if own == code]
    place = {row: number for number, row in enumerate(rows)}
    vocabulary = read_vocabulary(
        [corpus.texts[row] for row in rows], stop_words, load_determiners()
    )
    own = [[place[row] for row in group if row in place] for group in members]
    found = [telling_terms(vocabulary, group)[:_CANDIDATES] if group else () for group in own]
    voices = _encode_terms(found, encoder)
    return [
        _varied(
            _deeds_lighter(terms, vocabulary.things),
            voices,
            corpus.vectors[list(group)].sum(axis=0),
        )
        for terms, group in zip(found, members, strict=True)
    ]


def _encode_terms(found: Sequence[Sequence[Term]], encoder: Encoder) -> Mapping[str, FloatArray]:
    """Vectors of all terms of one language, centred on their own mean."""
    words = sorted({term.text for terms in found for term in terms})
    if not words:
        return {}
    vectors = encoder.encode(words)
    return dict(zip(words, unit_rows(vectors - vectors.mean(axis=0)), strict=True))


def _deeds_lighter(terms: Sequence[Term], things: Mapping[str, float]) -> list[Term]:
    """Colleagues name things, not deeds: a term weighs less when it is not used as a thing is."""
    return [replace(term, weight=term.weight * _thing_worth(term.text, things)) for term in terms]


def _thing_worth(text: str, things: Mapping[str, float]) -> float:
    share = max(things.get(text, 0.0), things.get(text.rsplit(maxsplit=1)[-1], 0.0))
    worth = _DEED_WORTH + (1 - _DEED_WORTH) * min(share / _SURE_THING, 1.0)
    return worth * _PARTICIPLE_WORTH if any(map(_DEED.fullmatch, text.split())) else worth


def _varied(
    terms: Sequence[Term], voices: Mapping[str, FloatArray], centroid: FloatArray
) -> tuple[str, ...]:
    """Choose terms one by one: telling, near the centroid, and unlike those chosen.

    Source: Carbonell & Goldstein 1998, doi:10.1145/290941.291025 (maximal marginal relevance).
    """
    direction = centroid / max(float(np.linalg.norm(centroid)), 1e-9)
    worth = {
        term.text: term.weight * (_NEARNESS + max(float(voices[term.text] @ direction), 0.0))
        for term in terms
    }
    best = max(worth.values(), default=1.0)
    chosen: list[str] = []
    left = sorted(worth, key=lambda text: (-worth[text], text))
    while left and len(chosen) < TERMS_SHOWN:
        values = {text: _value(text, worth[text] / best, chosen, voices) for text in left}
        pick = max(left, key=lambda text: (values[text], text))
        chosen.append(pick)
        left = [text for text in left if not _overlap(text, pick)]
    return tuple(chosen)


def _value(
    text: str, worth: float, chosen: Sequence[str], voices: Mapping[str, FloatArray]
) -> float:
    nearest = max((float(voices[text] @ voices[other]) for other in chosen), default=0.0)
    return (1 - _VARIETY) * worth - _VARIETY * max(nearest, 0.0)


def _overlap(one: str, other: str) -> bool:
    """Whether two terms share a word, or a form of one."""
    return any(_same_word(a, b) for a in one.split() for b in other.split())


def _same_word(one: str, other: str) -> bool:
    if one == other or (min(len(one), len(other)) >= _SAME_STEM and (one in other or other in one)):
        return True
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= _SAME_STEM and shared >= min(len(one), len(other)) - 2


def _label(language: str, ranked: Mapping[str, tuple[str, ...]]) -> Label:
    source = language if ranked[language] else next((c for c in LANGUAGES if ranked[c]), "")
    if not source:
        return Label(_NAMELESS[language], (), _UNEXPLAINED[language], "")
    terms = ranked[source]
    # Borrowed words are joined in their own language: half a phrase in each reads badly.
    explained = _EXPLAINED[language].format(terms=enumerated(terms[:4], source))
    borrowed = _BORROWED[language] if source != language else ""
    return Label(_name(terms, source), terms, explained + borrowed, source)


def _name(terms: Sequence[str], language: str) -> str:
    """Up to three terms as a phrase of two to six words."""
    chosen: list[str] = []
    for term in terms[:_LABEL_TERMS]:
        phrase = enumerated([*chosen, term], language)
        if len(phrase.split()) <= _MAX_WORDS:
            chosen.append(term)
    name = enumerated(chosen, language)
    if len(name.split()) < _MIN_WORDS:
        name = {"nl": f"rond {name}", "en": f"about {name}"}[language]
    return name[0].upper() + name[1:]


def enumerated(words: Sequence[str], language: str) -> str:
    """Words as a phrase: "a", "a en b", "a, b en c"."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no "and"
        return "".join(words)
    return f"{', '.join(words[:-1])} {_AND[language]} {words[-1]}"
