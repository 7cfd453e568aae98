"""The words that many reports of a theme share and other reports do not: c-TF-IDF.

Only words that K_FACT reports of the theme use can ever come out of here, in lower case, without
digits, and nothing that is written like a name.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import log

from analysis.normalise import sentences
from config.limits import K_FACT

_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_MIN_LETTERS = 3
_LIFT = 1.5
"""Times as common in a theme as in all reports, from which a word tells something of the theme."""

_MOST = 0.5
"""Share of all reports from which a theme is not laid beside the others: it is the others."""

_NAME_SHARE = 0.5
"""Share of capitals in mid-sentence from which a word counts as written like a name."""


@dataclass(frozen=True, slots=True)
class Term:
    text: str
    """One or two lower-case words."""
    weight: float
    """c-TF-IDF; only comparable within one theme."""
    reports: int
    """Reports of the theme that use it."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of the words of all reports in one language."""

    per_report: tuple[frozenset[str], ...]
    """The usable terms of each report."""
    reports_with: Mapping[str, int]
    """In how many reports each term stands."""
    things: Mapping[str, float]
    """Per term, from 0 to 1: how often it is used as a thing is, after a determiner."""


def load_stop_words() -> Mapping[str, frozenset[str]]:
    """The words per language that never name a theme. The caller keeps them."""
    text = files("analysis").joinpath("stop_words.toml").read_text(encoding="utf-8")
    return {code: frozenset(words.split()) for code, words in tomllib.loads(text).items()}


def load_determiners() -> frozenset[str]:
    """The words that announce a thing, of all languages together: none misleads in another."""
    text = files("analysis").joinpath("determiners.toml").read_text(encoding="utf-8")
    return frozenset(" ".join(tomllib.loads(text).values()).split())


def read_vocabulary(
    texts: Sequence[str], stop_words: frozenset[str], determiners: frozenset[str] = frozenset()
) -> Vocabulary:
    """Collect the one- and two-word terms of every report.

    Args:
        texts: masked stories in one language, without placeholders.
        stop_words: lower-case words that may not stand in a term.
        determiners: lower-case words that announce a thing; without them nothing is one.
    """
    names = _written_like_names(texts)
    per_report = tuple(_terms_of(text, stop_words | names) for text in texts)
    counts = Counter(term for found in per_report for term in found)
    return Vocabulary(per_report, counts, _used_as_things(texts, stop_words, determiners))


def telling_terms(vocabulary: Vocabulary, members: Sequence[int]) -> tuple[Term, ...]:
    """The terms that K_FACT or more of these reports share, the most telling first.

    A term's weight is the share of the theme's reports that use it times log(1 + A / f), where A is
    the mean number of terms per report and f the term's number of reports: c-TF-IDF, counted in
    reports so that no long-winded report outweighs the others.

    Args:
        vocabulary: of all reports in the language.
        members: row numbers in it, the theme's reports.

    Source: Grootendorst 2022, arXiv:2203.05794.
    """
    inside = Counter(term for row in members for term in vocabulary.per_report[row])
    size = sum(len(found) for found in vocabulary.per_report) / max(len(vocabulary.per_report), 1)
    part = len(members) / max(len(vocabulary.per_report), 1)
    usual = part if part < _MOST else 0.0
    found = [
        Term(term, count / len(members) * log(1 + size / vocabulary.reports_with[term]), count)
        for term, count in inside.items()
        if count >= K_FACT and count >= _LIFT * usual * vocabulary.reports_with[term]
    ]
    return tuple(sorted(found, key=lambda term: (-term.weight, term.text)))


def _terms_of(text: str, unusable: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    for sentence in sentences(text):
        tokens = [plain(token) for token in _TOKEN.findall(sentence)]
        usable = [_usable(token, unusable) for token in tokens]
        found |= {token for token, good in zip(tokens, usable, strict=True) if good}
        for place in range(len(tokens) - 1):
            if usable[place] and usable[place + 1]:
                found.add(f"{tokens[place]} {tokens[place + 1]}")
    return frozenset(found)


def _used_as_things(
    texts: Sequence[str], stop_words: frozenset[str], determiners: frozenset[str]
) -> Mapping[str, float]:
    """Per word and pair of words: the share of its uses that follow a determiner.

    No grammar is needed to tell things from deeds: people say "the ladder" and "we climbed". In
    "the yellow ladder" and "the ladder slipped" either word may be the thing; each counts for half.
    """
    uses: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for text in texts:
        for sentence in sentences(text):
            tokens = ["", *(plain(token) for token in _TOKEN.findall(sentence))]
            for before, one, other in zip(tokens[:-1], tokens[1:], [*tokens[2:], ""], strict=True):
                uses.update((one, f"{one} {other}"))
                if before not in determiners:
                    continue
                goes_on = bool(other) and other not in stop_words
                after[one] += 1 if goes_on else 2
                after[f"{one} {other}"] += 2
                after[other] += 1 if goes_on else 0
    return {term: min(times / (2 * uses[term]), 1.0) for term, times in after.items() if times}


def plain(token: str) -> str:
    """A word in lower case, without the s of possession."""
    return token.lower().removesuffix("'s").removesuffix("’s")


def _usable(token: str, unusable: frozenset[str]) -> bool:
    letters = token.replace("-", "").replace("'", "").replace("’", "")
    return len(token) >= _MIN_LETTERS and letters.isalpha() and token not in unusable


def _written_like_names(texts: Sequence[str]) -> frozenset[str]:
    """Words that mostly carry a capital where a sentence does not begin."""
    capital: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for text in texts:
        for sentence in sentences(text):
            for token in _TOKEN.findall(sentence)[1:]:
                all_[token.lower()] += 1
                capital[token.lower()] += token[0].isupper()
    return frozenset(word for word, times in capital.items() if times > _NAME_SHARE * all_[word])
