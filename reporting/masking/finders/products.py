"""Things with a capital that are nobody: brands, models, methods, `een Haas VF-2`, `the Dyson`."""

import re
from collections.abc import Iterable
from typing import Final

from reporting.masking.dictionaries.flags import GIVEN, NAME, NEUTRAL, PLACE, SURNAME, WORD
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.chunks import Chunk
from reporting.masking.finders.inner_names import is_role
from reporting.masking.finders.vocabulary import (
    HUMAN_VERBS,
    PERSON_VERBS,
    SUBSTANCE,
    WORKPLACE_LEADS,
)
from reporting.masking.tokens import CAPITAL, DIGIT, JOINED, LETTER, START, Text

INDEFINITE: Final = frozenset({"een", "a", "an", "n"})
ENGLISH: Final = frozenset({"a", "an"})
DEFINITE: Final = frozenset({"the"})
"""English puts no `the` before a person; Dutch does have `de Wit`."""
CUES: Final = vocabulary("products.cues")
"""Words that say what kind of thing follows: `merk`, `model`, `software`."""
CUE_FILLERS: Final = vocabulary("products.fillers")
CONTAINERS: Final = vocabulary("products.containers")
"""What one has a quantity of something in: `a box of`, `een fles`."""
ALSO_THINGS: Final = NEUTRAL | WORD
NAMED: Final = NAME | PLACE
OPENERS: Final = frozenset({"de", "het", "the", "een", "a"})


def things_in(text: Text, chunks: Iterable[Chunk]) -> frozenset[str]:
    """The folded words that stand for a thing somewhere in this text.

    A thing that is told apart once (`a Dräger`) is the same thing further on.
    """
    things: set[str] = set()
    for chunk in chunks:
        if not chunk.titled and _is_thing(text, chunk):
            things.update(
                text.folded[index]
                for index in _capitals(text, chunk)
                if not text.flags[index] & GIVEN
            )
    return frozenset(things)


def is_thing(text: Text, chunk: Chunk, things: frozenset[str] = frozenset()) -> bool:
    """Whether a stretch of capitals names a thing, by the list or by what stands around it."""
    words = _capitals(text, chunk)
    known = all(text.folded[index] in things for index in words)
    return known or _is_thing(text, chunk) or _has_code(text, chunk, words)


def _is_thing(text: Text, chunk: Chunk) -> bool:
    words = _capitals(text, chunk)
    if text.lower(chunk.last + 1) == "&" and all(text.flags[i] & WORD for i in words):
        return True
    if _is_announced(text, chunk.first) or _is_content(text, chunk.first) or _explains(text, chunk):
        return True
    listed = [index for index in words if _is_listed(text, index)]
    if len(listed) == len(words):
        return _is_meant(text, chunk, words)
    if _is_brand_phrase(text, chunk, words, listed):
        return True
    return _is_one_of_many(text, chunk, words)


def _is_brand_phrase(text: Text, chunk: Chunk, words: list[int], listed: list[int]) -> bool:
    """`Opel Astra`, `Arjo Maxi Move`, `Google Translate`, `the Sara Stedy`."""
    if not listed or text.lower(chunk.first - 1) in EMPLOYED:
        return False
    if not any(text.flags[index] & GIVEN for index in words) and _all_plain(text, words):
        return True
    leads = listed[0] == words[0] and not text.flags[words[0]] & NAMED
    telling = any(not text.flags[index] & NAMED for index in listed)
    return leads or (telling and text.lower(chunk.first - 1) in DEFINITE)


def is_substance(text: Text, chunk: Chunk) -> bool:
    """`Abamectin`, `Olanzapine`: the ending says what it is."""
    words = _capitals(text, chunk)
    alone = len(words) == 1 and not text.flags[words[0]] & NAMED
    return alone and bool(SUBSTANCE.match(text.folded[words[0]]))


def _capitals(text: Text, chunk: Chunk) -> list[int]:
    """The words of a stretch that say something, without an article that opens it."""
    within = range(chunk.first, chunk.last + 1)
    words = [index for index in within if text.shapes[index] & CAPITAL]
    opens = len(words) > 1 and text.folded[words[0]] in OPENERS and text.shapes[words[0]] & START
    return words[1:] if opens else words


def _is_listed(text: Text, index: int) -> bool:
    word, products = text.folded[index].removesuffix("'s"), load_list("products")
    return word in products or word.rstrip("s") in products or word.split("-")[0] in products


def _all_plain(text: Text, words: list[int]) -> bool:
    """`Google Translate`: what is not a brand is an ordinary word."""
    return all(_is_listed(text, index) or text.flags[index] & ALSO_THINGS for index in words)


def _is_meant(text: Text, chunk: Chunk, words: list[int]) -> bool:
    """Whether a listed word is the thing here, not a person or an employer of that name."""
    lead = text.lower(chunk.first - 1)
    if lead in EMPLOYED:
        return False
    if _has_article(text, chunk.first):
        return True
    ambiguous = all(text.flags[index] & (GIVEN | PLACE) for index in words)
    if ambiguous:
        return _code_after(text, chunk)
    named = all(text.flags[index] & SURNAME for index in words)
    said = not HUMAN_VERBS.isdisjoint((lead, text.lower(chunk.last + 1)))
    return not (named and (is_role(lead) or said or lead in SAYING))


def _has_article(text: Text, first: int) -> bool:
    """`a Dyson`, `the Henry`, `een oude Saab`, `his Zimmer`: nobody says that of a person."""
    lead, earlier = text.lower(first - 1), text.lower(first - 2)
    if lead in ARTICLES:
        return True
    adjective = text.flag(first - 1) & WORD and not text.shape(first - 1) & CAPITAL
    return bool(adjective and earlier in ARTICLES)


SAYING: Final = frozenset({"volgens", "namens", "tegen"})
"""Before somebody: `volgens Bosch`."""
ARTICLES: Final = INDEFINITE | DEFINITE | vocabulary("possessives")
EMPLOYED: Final = WORKPLACE_LEADS - {"for", "voor", "aan"}


def _names_a_kind(text: Text, chunk: Chunk) -> bool:
    """`Stanley knife`, `Haas machine`: an ordinary noun follows that nobody does."""
    after = chunk.last + 1
    word = text.lower(after)
    plain = text.flag(after) & WORD and not text.shape(after) & CAPITAL
    joined = text.shape(after) & JOINED and text.shape(after) & LETTER
    little = word in load_list("function_words") or word in PERSON_VERBS
    return bool(plain and joined and not little)


def _code_after(text: Text, chunk: Chunk) -> bool:
    """`Legrand CX3`, `Storz 52`: a model follows."""
    return _is_code(text, chunk.last) or _is_code(text, chunk.last + 1)


def _is_code(text: Text, index: int) -> bool:
    shape = text.shape(index)
    if not shape & DIGIT or not shape & JOINED or TIMES.fullmatch(text.words[index]):
        return False
    years = text.lower(index + 1) in {"jaar", "jr", "years", "years'", "jarige", "y", "yrs"}
    return not years


def _is_one_of_many(text: Text, chunk: Chunk, words: list[int]) -> bool:
    """`een Lely Astronaut`, `a Nokia`, `the Kärcher`: one of its kind, so no person.

    A given name after `een` may still be a person (`een Marie`), unless a noun follows.
    """
    lead = text.lower(chunk.first - 1)
    named = [index for index in words if text.flags[index] & GIVEN]
    if lead in INDEFINITE:
        branded = lead in ENGLISH and any(_is_listed(text, index) for index in words)
        single = len(words) == 1 and (lead in ENGLISH or _names_a_kind(text, chunk))
        unlisted = len(words) > 1 and lead in ENGLISH
        return branded or single or not (named or unlisted)
    if lead not in DEFINITE or len(words) > 1 or _is_family(text, words[0]):
        return False
    if text.lower(chunk.first - 2) in WORKPLACE_LEADS | {"in", "to", "from", "near", "of"}:
        return _names_a_kind(text, chunk) and bool(named)
    return not text.flags[words[0]] & PLACE


def _is_family(text: Text, index: int) -> bool:
    """`the Okafors`, `the Bakari family`."""
    word = text.folded[index]
    plural = word.endswith("s") and not text.flags[index] & WORD
    return plural or text.lower(index + 1) in FAMILIES


def _has_code(text: Text, chunk: Chunk, words: list[int]) -> bool:
    """`Veltron CX3`, `Safecote 1000`: a word no list knows, with a model directly after it.

    A short number may be somebody's age: `Abubakarova 82`.
    """
    unknown = not any(text.flags[index] & (NAME | PLACE) for index in words)
    opens = text.shapes[chunk.first] & START
    after = text.lower(chunk.last + 1)
    age = after.isdecimal() and len(after) <= AGE_DIGITS
    return bool(unknown and not (opens or age) and _is_code(text, chunk.last + 1))


def _is_announced(text: Text, first: int) -> bool:
    """`het merk KeySafe Pro`, `machine type is een Haas`."""
    before = first - 1
    for _ in range(MOST_FILLERS):
        if text.lower(before) in CUES:
            return True
        if text.lower(before) not in CUE_FILLERS:
            return False
        before -= 1
    return False


MOST_FILLERS: Final = 4
AGE_DIGITS: Final = 3
TIMES: Final = re.compile(r"\d{1,3}[xX]")
"""`Hạnh 3x` is said of people."""
FAMILIES: Final = vocabulary("products.families")


def _explains(text: Text, chunk: Chunk) -> bool:
    """`Centrifuge (Hettich, the big one)`: which one it is, between brackets after a thing."""
    first = chunk.first
    if text.lower(first - 1) != "(" or text.lower(chunk.last + 1) not in {",", ")"}:
        return False
    kind, flags = text.lower(first - 2), text.flag(first - 2)
    known = any(text.flags[index] & (GIVEN | PLACE) for index in _capitals(text, chunk))
    thing = flags & WORD and not flags & NAME and not is_role(kind) and kind not in PLACES_OF_WORK
    return bool(thing) and not known


PLACES_OF_WORK: Final = vocabulary("products.places_of_work")


def _is_content(text: Text, first: int) -> bool:
    """`26 pallets of Andrex`, `een fles Glorix`."""
    before = first - 1
    if text.lower(before) in {"of", "van", "met", "with"}:
        before -= 1
    return text.lower(before) in CONTAINERS and not text.flags[first] & (GIVEN & ~SURNAME)
