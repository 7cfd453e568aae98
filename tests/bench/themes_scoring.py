"""How well groups of reports agree with what the writers had in mind, or with other groups."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from analysis.normalise import words

RECOVERED = 0.7
"""F1 of a group and a theme from which the theme counts as found."""

_JOINING = ("en", "and", "rond", "about")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Groups beside a key. One-offs, which the key puts in no theme, count only where said."""

    ari: float
    ami: float
    """Both over the themed reports; one that was left out is a group of its own."""
    recovered: float
    """Share of themes with a group of F1 `RECOVERED` or more; one-offs in a group lower its F1."""
    left_out: float
    """Share of the themed reports in no group."""
    rejected: float
    """Share of the one-offs in no group."""
    across: float
    """Share of the pairs of one theme in two languages that share a group."""
    within: float
    """The same for pairs in one language."""


def agreement(
    key: Sequence[str | None], groups: Sequence[Hashable | None], languages: Sequence[str]
) -> Agreement:
    """Hold groups against a key. All of length n; None is no theme, or no group."""
    themed = [row for row, theme in enumerate(key) if theme is not None]
    own = alone(groups)
    gold, found = [str(key[row]) for row in themed], [own[row] for row in themed]
    return Agreement(
        ari=float(adjusted_rand_score(gold, found)),
        ami=float(adjusted_mutual_info_score(gold, found)),
        recovered=recovered(key, groups),
        left_out=_mean([groups[row] is None for row in themed]),
        rejected=_mean([groups[row] is None for row, theme in enumerate(key) if theme is None]),
        across=_together(themed, key, groups, languages, same=False),
        within=_together(themed, key, groups, languages, same=True),
    )


def stability(one: Sequence[Hashable | None], other: Sequence[Hashable | None]) -> float:
    """Adjusted Rand index of two groupings of the same reports; one left out is a group alone."""
    return float(adjusted_rand_score(alone(one), alone(other)))


def alone(groups: Sequence[Hashable | None]) -> list[str]:
    """The groups, where a report that was left out is a group of its own."""
    return [f"alone {row}" if one is None else f"in {one}" for row, one in enumerate(groups)]


def recovered(key: Sequence[str | None], groups: Sequence[Hashable | None]) -> float:
    """Share of themes found: themes and groups are paired off by their F1, the best first."""
    themes, sizes = Counter(t for t in key if t), Counter(g for g in groups if g is not None)
    both = Counter((t, g) for t, g in zip(key, groups, strict=True) if t and g is not None)
    ranked = sorted(
        ((2 * n / (themes[t] + sizes[g]), t, str(g)) for (t, g), n in both.items()), reverse=True
    )
    best: dict[str, float] = {}
    taken: set[str] = set()
    for value, theme, group in ranked:
        if theme not in best and group not in taken:
            best[theme] = value
            taken.add(group)
    return _mean([best.get(theme, 0.0) >= RECOVERED for theme in themes])


def _together(
    themed: Sequence[int],
    key: Sequence[str | None],
    groups: Sequence[Hashable | None],
    languages: Sequence[str],
    *,
    same: bool,
) -> float:
    pairs = [
        (a, b)
        for place, a in enumerate(themed)
        for b in themed[place + 1 :]
        if key[a] == key[b] and (languages[a] == languages[b]) == same
    ]
    return _mean([groups[a] is not None and groups[a] == groups[b] for a, b in pairs])


def _mean(values: Sequence[bool]) -> float:
    return fmean(values) if values else float("nan")


def retrieval(labels: Mapping[int, str], texts: Mapping[int, Sequence[str]]) -> float:
    """Share of the labels that find their own theme.

    A theme answers to a label by the share of its reports that hold each of the label's words,
    averaged over the words; the one that answers best must be the label's own.
    """
    held = {theme: [set(words(text)) for text in own] for theme, own in texts.items()}
    return _mean(
        [
            max(held, key=lambda one: (_answer(label, held[one]), one == theme)) == theme
            for theme, label in labels.items()
        ]
    )


def _answer(label: str, held: Sequence[set[str]]) -> float:
    asked = [word for word in words(label) if word not in _JOINING]
    if not asked:
        return 0.0
    return fmean(fmean([word in one for one in held]) for word in asked)


def diversity(labels: Sequence[str]) -> float:
    """Different words in all labels as a share of all their words."""
    told = [word for label in labels for word in words(label) if word not in _JOINING]
    return len(set(told)) / len(told) if told else 0.0
