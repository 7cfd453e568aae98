"""Names in small letters: only when the list knows them and something else says so too."""

from collections.abc import Iterator
from typing import Final

from reporting.masking.dictionaries.flags import (
    GIVEN,
    NAME,
    NEUTRAL,
    PLACE,
    PROPER,
    SURNAME,
    WORD,
)
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.chunks import own_word
from reporting.masking.finders.compounds import is_unknown
from reporting.masking.finders.inner_names import is_role
from reporting.masking.finders.small_leads import PREPOSITIONS
from reporting.masking.finders.vocabulary import (
    CLAUSE_LEADS,
    HUMAN_VERBS,
    INTERFIX,
    OBJECT_VERBS,
    PERSON_VERBS,
    PLACE_LEADS,
)
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, JOINED, LETTER, START, Text

PLAIN: Final = WORD | NEUTRAL
TELLING: Final = load_list("honorifics") | {"."}
"""After one of these even an ordinary word may be a name."""
SHORTEST: Final = 3
SHORTEST_ALONE: Final = 4
"""Without any trigger, in a text that does use capitals."""
SMALL_PLACE_LEADS: Final = vocabulary("small_place_leads")
"""Before a town, too, where nobody writes capitals."""
INDEFINITE: Final = frozenset({"een", "a", "an"})
"""`een hoge piet`, `a fella`: nobody says that of one person by name."""
FAMILY_LEADS: Final = OBJECT_VERBS | {
    "van",
    "of",
    "met",
    "with",
    "door",
    "by",
    "aan",
    "tegen",
    "and",
    "from",
    "to",
}
ALSO_ADVERBS: Final = frozenset({"al", "in", "op", "la", "do"})
"""`mevrouw al twee jaar`: little words that are seldom part of a name."""
WORD_LETTERS: Final = frozenset("aiuonxrkys")
"""A letter alone that is a word: `a`, `i`, `u r`, `n`, a kiss."""


def find_small_names(text: Text) -> Iterator[Span]:
    """Given names, with the family name after them; what follows a title; towns; nicknames."""
    before = ""
    for index, shape in enumerate(text.shapes):
        word = text.folded[index]
        if shape & LETTER and not shape & CAPITAL and _is_worth_a_look(text, index, before):
            yield from _small_name(text, index)
        before = word


def _is_worth_a_look(text: Text, index: int, before: str) -> bool:
    """Not an ordinary word in a text with capitals, unless a title stands before it."""
    if text.without_capitals or not text.flags[index] & PLAIN:
        return True
    return before in TELLING or _is_foreign_word(text, index)


def _small_name(text: Text, index: int) -> Iterator[Span]:
    titled = text.lower(index - 1) in load_list("honorifics") or _after_dotted_title(text, index)
    if titled:
        yield from _after_title(text, index)
        return
    if text.folded[index] in load_list("products") and not text.flags[index] & GIVEN:
        return
    if text.lower(index - 1) in INDEFINITE or text.lower(index - 2) in INDEFINITE:
        return
    if text.folded[index] in load_list("titles"):
        return
    label, last = _listed_name(text, index)
    if label:
        end = _with_initial(text, last) if label == "PERSON" else text.ends[last]
        yield Span(text.starts[index], end, label, sure=False)


def _with_initial(text: Text, last: int) -> int:
    """Where `daan w.` ends, and in English `kian m`: a letter belongs to the name before it."""
    single = len(text.lower(last + 1)) == 1 and text.shape(last + 1) & LETTER
    stop = text.lower(last + 2) == "." and text.starts[last + 2] == text.ends[last + 1]
    if single and stop:
        return text.ends[last + 2]
    bare = single and text.language == "en" and text.lower(last + 1) not in WORD_LETTERS
    return text.ends[last + 1] if bare and text.shape(last + 1) & JOINED else text.ends[last]


def _listed_name(text: Text, index: int) -> tuple[str, int]:
    """The label of a name that starts here and its last token; no label when there is none."""
    flags = text.flags[index]
    plain = flags & PLAIN and not _is_foreign_word(text, index)
    listed = flags & GIVEN and not plain and len(text.words[index]) >= SHORTEST
    if (flags & GIVEN and _starts_full_name(text, index)) or (listed and _is_meant(text, index)):
        return "PERSON", _family_name(text, index)
    if flags & PLAIN or len(text.words[index]) < SHORTEST:
        return "", index
    if not flags and _is_unlisted_name(text, index):
        return "PERSON", _family_name(text, index)
    if text.without_capitals and flags & (SURNAME | PLACE) == SURNAME and _is_told_of(text, index):
        return "PERSON", index
    leads = PLACE_LEADS | SMALL_PLACE_LEADS if text.without_capitals else PLACE_LEADS
    place = flags & PLACE and text.lower(index - 1) in leads
    return ("LOCATION", index) if place else ("", index)


def _is_unlisted_name(text: Text, index: int) -> bool:
    """A word that no list knows, where only a person can stand: `collega olek`, `jomar says`."""
    lead, follows = text.lower(index - 1), text.lower(index + 1)
    told = lead in load_list("close_people")
    if text.without_capitals and not told:
        told = lead in HUMAN_VERBS or follows in HUMAN_VERBS or _is_beside(text, index)
    return told and is_unknown(text, index)


def _is_beside(text: Text, index: int) -> bool:
    """`say to vahit`, `yaren en lotje`, `damo the area manager`: what stands beside a name."""
    lead, follows, after = text.lower(index - 1), text.lower(index + 1), text.lower(index + 2)
    if lead in {"to", "tegen"} and text.lower(index - 2) in HUMAN_VERBS:
        return True
    if follows in {"en", "and"} and text.flag(index + 2) & (GIVEN | WORD) == GIVEN:
        return True
    return follows in {"the", "de"} and (is_role(after) or is_role(text.lower(index + 3)))


def _is_meant(text: Text, index: int) -> bool:
    if text.without_capitals or text.lower(index - 1) in load_list("person_words"):
        return True
    return len(text.words[index]) >= SHORTEST_ALONE and bool(text.flags[index] & PROPER)


def _is_foreign_word(text: Text, index: int) -> bool:
    """`cliënt harm`: after a kind of person, a name that only the other language has as a word."""
    known = text.flags[index] & (GIVEN | NEUTRAL) == GIVEN and not own_word(text, index)
    return known and text.lower(index - 1) in load_list("person_words")


def _is_told_of(text: Text, index: int) -> bool:
    """A family name alone, in a text without capitals: `volgens jansen`, `henderson shouted`."""
    follows = text.lower(index + 1) in PERSON_VERBS
    return text.lower(index - 1) in FAMILY_LEADS or follows


def _starts_full_name(text: Text, index: int) -> bool:
    """A given name that is also a word, where no capitals are used, and what follows says name."""
    if not text.without_capitals or text.flags[index] & NEUTRAL:
        return False
    if not text.flags[index] & WORD or _family_name(text, index) > index:
        return True
    opens = text.shapes[index] & START or text.lower(index - 1) in CLAUSE_LEADS
    plain = text.folded[index] in load_list("function_words")
    return bool(opens and not plain) and text.lower(index + 1) in PERSON_VERBS


def _after_dotted_title(text: Text, index: int) -> bool:
    dotted = load_list("honorifics") & load_list("abbreviations")
    return text.lower(index - 1) == "." and text.lower(index - 2) in dotted


def _after_title(text: Text, index: int) -> Iterator[Span]:
    """`mevrouw jansma`, `meneer de boer`: little words, then one word that is no ordinary one."""
    last = index
    while text.lower(last) in INTERFIX and text.shape(last + 1) & LETTER:
        last += 1
    if text.shapes[last] & CAPITAL or (text.lower(index) in ALSO_ADVERBS and own_word(text, last)):
        return
    flags = text.flags[last]
    linked = last > index and text.folded[last] not in load_list("function_words")
    named = linked or (flags & SURNAME if text.without_capitals else 0)
    if named or not flags & (WORD | NEUTRAL) or _stands_for_name(text, last):
        yield Span(text.starts[index], text.ends[last], "PERSON", sure=False)


def _stands_for_name(text: Text, index: int) -> bool:
    """`mevr bloem krijgt`: an ordinary word between a form of address and what people do."""
    word = text.folded[index]
    little = word in load_list("function_words") or word in PERSON_VERBS
    plain = text.flags[index] & NEUTRAL or word in load_list("person_words")
    return not (little or plain) and text.lower(index + 1) in PERSON_VERBS


def _family_name(text: Text, index: int) -> int:
    """The last token of the family name that follows in small letters, or `index`."""
    last = index + 1
    while text.lower(last) in INTERFIX and text.shape(last) & JOINED:
        last += 1
    flags, shape = text.flag(last), text.shape(last)
    if not shape & LETTER or not shape & JOINED:
        return index
    if last == index + 2 and text.folded[last - 1] in PREPOSITIONS:
        return index
    interfixed = last > index + 1
    known = flags & SURNAME if interfixed else flags & SURNAME and not flags & (WORD | NEUTRAL)
    telling = text.without_capitals and not text.flags[index] & PLAIN
    word = text.folded[last]
    little = word in PERSON_VERBS | HUMAN_VERBS or word in load_list("function_words")
    short = len(word) < SHORTEST
    of = text.folded[last - 1] == "van" and (flags & (NAME | PLACE) or not flags & WORD or short)
    common = telling and (of or word in load_list("surnames"))
    unlisted = text.without_capitals and not flags and word.isalpha() and is_unknown(text, last)
    return last if known or ((common or unlisted) and not little) else index
