"""Whether a sentence says what a colleague or a manager does wrong, instead of what happened."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from reporting.masking.phrases import Hit, Phrases, Sentence
from reporting.masking.placeholders import KINDS

CONDUCT: Final = ("behaviour", "wrongdoing", "complaint")
"""Lists of what a person is said to do; each is the id of a route elsewhere too."""
NEAR: Final = 10
"""Words between a person and what that person is said to do."""
JUST_BEFORE: Final = 3
JUST_AFTER: Final = 4
PEOPLE_MASKED: Final = tuple(
    f"[{word} " for label in ("PERSON", "ROLE_UNIQUE") for word in KINDS[label]
)

NOTHING: Final = Phrases("")

Lists = Mapping[str, Phrases]


def find_blame(sentences: Sequence[Sentence], base: Lists, lists: Lists) -> tuple[str, ...]:
    """The lists of `CONDUCT` that a person is blamed with, in that order.

    Args:
        sentences: of one text, in order; "he" may be the person of the sentence before.
        base: little words: negation, self, pronouns, by.
        lists: people, often, slight, alone and those of `CONDUCT`.
    """
    found = set[str]()
    people: Collection[int] = ()
    for sentence in sentences:
        people = _people(sentence, base, lists, known=bool(people))
        found |= {name for name in CONDUCT if _blames(sentence, lists[name], people, base)}
        if _grumbles(sentence, lists, people, base):
            found.add("complaint")
        if lists["alone"].stand_in(sentence):
            found.add("behaviour")
    return tuple(name for name in CONDUCT if name in found)


def _people(sentence: Sentence, base: Lists, lists: Lists, *, known: bool) -> list[int]:
    named = [hit.last for hit in lists["people"].find(sentence)]
    named += [at for at, word in enumerate(sentence.words) if word.startswith(PEOPLE_MASKED)]
    if not (named or known):
        return []
    pronouns = (at for at, word in enumerate(sentence.words) if base["pronouns"].holds(word))
    return sorted((*named, *pronouns))


def _blames(sentence: Sentence, conduct: Phrases, people: Collection[int], base: Lists) -> bool:
    if not people:
        return False
    return any(
        _is_subject(sentence, hit, frozenset(people), base)
        for hit in conduct.find(sentence)
        if not _negated(sentence, hit, base)
    )


def _grumbles(sentence: Sentence, lists: Lists, people: Collection[int], base: Lists) -> bool:
    always, never = lists["often"].stand_in(sentence), lists["never"].stand_in(sentence)
    late = always and _blames(sentence, lists["slight"], people, base)
    # "Never" in front of a duty is the complaint itself, so here it takes nothing back.
    left_undone = never and _blames(sentence, lists["duty"], people, {**base, "negation": NOTHING})
    return late or left_undone


def _is_subject(sentence: Sentence, hit: Hit, people: frozenset[int], base: Lists) -> bool:
    words = sentence.words
    for at in range(hit.last - 1, max(-1, hit.first - NEAR - 1), -1):
        if at in people:
            return True
        if base["self"].holds(words[at]):
            return _by_person(words, hit, people, base)
    return any(at in people for at in range(hit.last + 1, hit.last + 1 + JUST_AFTER))


def _by_person(words: Sequence[str], hit: Hit, people: frozenset[int], base: Lists) -> bool:
    after = range(hit.last + 1, min(hit.last + 1 + JUST_AFTER, len(words)))
    by = next((at for at in after if base["by"].holds(words[at])), None)
    return by is not None and any(at in people for at in range(by, by + JUST_AFTER))


def _negated(sentence: Sentence, hit: Hit, base: Lists) -> bool:
    before = sentence.words[max(0, hit.first - JUST_BEFORE) : hit.first]
    after = sentence.words[hit.last + 1 : hit.last + 2]
    return any(map(base["negation"].holds, (*before, *after)))
