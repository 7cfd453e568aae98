"""Where a capitalised name begins and ends: initials, little words, double names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reporting.masking.dictionaries.flags import (
    GIVEN,
    NAME,
    NEUTRAL,
    PLACE,
    SURNAME,
    WORD,
    WORD_EN,
    WORD_NL,
)
from reporting.masking.dictionaries.loading import load_list, vocabulary
from reporting.masking.finders.also_names import is_also_name, speaks
from reporting.masking.finders.compounds import is_compound
from reporting.masking.finders.initials import is_bare_initial, is_initial
from reporting.masking.finders.small_leads import (
    MOST_INTERFIXES,
    PREPOSITIONS,
    is_small_interfix,
    with_shortened,
)
from reporting.masking.finders.vocabulary import INTERFIX, PERSON_VERBS, ROLE_ENDING, SUBSTANCE
from reporting.masking.tokens import CAPITAL, DIGIT, JOINED, LETTER, MASKED, START, UPPER, Text

LONGEST: Final = 10
"""Tokens in one name; longer is a heading."""
TITLED: Final = MASKED | JOINED
"""What the name after a title looks like once it is masked."""
LONGEST_CODE: Final = 4
"""Capitals up to this length are an abbreviation: `MR van` begins no name."""
NAME_OPENERS: Final = frozenset({"van", "de", "den", "der", "ter", "ten", "el", "al", "le", "la"})
PEOPLES: Final = re.compile(r".{3,}s(?:ch)?e\Z")
"""`van de Duitse kant`: where something comes from is no family name."""
MONTHS: Final = vocabulary("dates.month_words")
ADDRESSED: Final = load_list("honorifics") - {"tante", "oom", "dokter", "juf", "ms"}
"""Inside a stretch a form of address begins the next name: `9 January Mrs Vale`, `Piet Dhr.`."""


@dataclass(frozen=True, slots=True)
class Chunk:
    first: int
    """Index of its first token."""
    last: int
    """Index of its last token."""
    titled: bool
    """A form of address stands directly before it."""


def read_chunks(text: Text) -> Iterator[Chunk]:
    """All stretches of capitalised words, without what stands before the name itself."""
    index, size = 0, len(text.words)
    while index < size:
        if not text.shapes[index] & CAPITAL:
            index += 1
            continue
        last = _end_of(text, index)
        chunk = _without_lead(text, index, last)
        if chunk is not None:
            yield chunk
        index = last + 1


def own_word(text: Text, index: int) -> bool:
    """Whether the token is an ordinary word in the language of the text."""
    return bool(text.flags[index] & (WORD_EN if text.language == "en" else WORD_NL))


def _end_of(text: Text, first: int) -> int:
    last = first
    while last - first < LONGEST:
        step = _next_part(text, last)
        if step == last:
            return last
        last = step
    return last


def _next_part(text: Text, last: int) -> int:
    after = last + 1
    if is_initial(text, last):
        return after if text.shape(after + 1) & CAPITAL or _little_words(text, after) else last
    if _continues(text, after):
        return after
    if text.shapes[last] & DIGIT:
        return last
    code = text.shapes[last] & UPPER and len(text.words[last]) <= LONGEST_CODE
    return last if code and not text.flags[last] & GIVEN else _little_words(text, last) or last


def _continues(text: Text, index: int) -> bool:
    shape = text.shape(index)
    if not (shape & CAPITAL and shape & JOINED) or shape & (START | DIGIT):
        return False
    if text.folded[index] in ADDRESSED or _is_substance(text, index):
        return False
    if not text.flags[index] & NEUTRAL or text.folded[index] in INTERFIX:
        return True
    named = text.flags[index - 1] & NAME and not text.flags[index - 1] & WORD
    return bool(text.flags[index] & GIVEN) or bool(named and text.folded[index] not in {"i", "ik"})


def _is_substance(text: Text, index: int) -> bool:
    known = text.flags[index] & (NAME | PLACE)
    return not known and SUBSTANCE.match(text.folded[index]) is not None


def _little_words(text: Text, last: int) -> int:
    """The capitalised word after `van der` and the like; 0 when there is none."""
    for after in range(last + 1, min(last + 2 + MOST_INTERFIXES, len(text.words))):
        if after > last + 1 and _could_follow(text, after):
            return after if is_initial(text, last) or _belongs(text, last, after) else 0
        small = text.folded[after] in INTERFIX or text.words[after] in "'’"
        if not small or not text.shapes[after] & JOINED:
            return 0
    return 0


def _could_follow(text: Text, index: int) -> bool:
    shape = text.shapes[index]
    if not (shape & CAPITAL and shape & JOINED) or shape & START:
        return False
    return text.folded[index] not in load_list("function_words") - INTERFIX


def _belongs(text: Text, last: int, after: int) -> bool:
    """Whether what follows the little words is a family name, not where somebody works."""
    flags, between = text.flags[after], text.folded[last + 1]
    people = flags & (NEUTRAL | NAME) == NEUTRAL and PEOPLES.match(text.folded[after])
    if people or (between in PREPOSITIONS and after == last + 2) or _is_where(text, last, after):
        return False
    if text.shapes[after] & UPPER and len(text.words[after]) <= LONGEST_CODE:
        return bool(flags & NAME)
    if between in {"de", "den", "der", "ter", "ten"}:
        return True
    short = between == "van" and len(text.words[after]) <= LONGEST_CODE
    given = between == "van" and flags & (GIVEN | WORD) == GIVEN and _is_given(text, last)
    return bool(not flags & (WORD | GIVEN) or flags & (SURNAME | PLACE) or short or given)


def _is_given(text: Text, index: int) -> bool:
    """`Beatrix`, or a word that no list knows: `Ottoline`; not `Zorgplan`."""
    unknown = not text.flags[index] and not is_compound(text.folded[index])
    return bool(text.flags[index] & GIVEN) or unknown


def _is_where(text: Text, last: int, after: int) -> bool:
    """`Bakker van Isala`: after a family name, what is known is where somebody works."""
    family = text.flags[last] & SURNAME and not text.flags[last] & GIVEN
    known = text.flags[after] & ~SURNAME or text.shapes[after] & UPPER
    return bool(text.folded[last + 1] == "van" and family and known)


def _without_lead(text: Text, first: int, last: int) -> Chunk | None:
    """Take titles, roles and sentence openers off the front."""
    titled = follows_title(text, first)
    while first <= last and _is_lead(text, first, last, titled=titled):
        titled = titled or text.folded[first] in load_list("titles")
        first += 2 if text.lower(first + 1) == "." and not is_initial(text, first) else 1
        while first <= last and not text.shapes[first] & LETTER:
            first += 1
    return Chunk(first, last, titled) if first <= last else None


def _is_lead(text: Text, index: int, last: int, *, titled: bool) -> bool:
    word = text.folded[index]
    if not text.shapes[index] & CAPITAL:
        return not titled or word not in INTERFIX
    if text.shape(index - 1) & DIGIT and _ends_number(text, index):
        return True
    if index < last and _is_substance(text, index):
        return True
    if word in load_list("titles"):
        return index < last or not text.flags[index] & GIVEN or text.shape(index + 1) == TITLED
    if text.shapes[index] & START:
        return _is_opener(text, index, last)
    return index < last and _is_no_name(text, index)


def _ends_number(text: Text, index: int) -> bool:
    """`06 AB`, `9 January`: what belongs to the number before it begins no name."""
    return bool(text.shapes[index] & UPPER) or text.folded[index] in MONTHS


def _is_no_name(text: Text, index: int) -> bool:
    """A neutral word, a kind of person, or what somebody is minister of."""
    word = bool(text.flags[index] & WORD)
    if text.lower(index - 1) == "van" and word and not text.flags[index] & NAME:
        return bool(text.flags[index + 1] & GIVEN)
    return _is_neutral(text, index) or (word and text.folded[index] in load_list("person_words"))


def _is_neutral(text: Text, index: int) -> bool:
    neutral = text.flags[index] & (NEUTRAL | GIVEN) == NEUTRAL
    return neutral and text.folded[index] not in INTERFIX and not is_initial(text, index)


def _is_opener(text: Text, index: int, last: int) -> bool:
    """Whether a word owes its capital to the sentence alone."""
    word, flags = text.folded[index], text.flags[index]
    if _is_alone(text, index, last):
        return False
    if word in INTERFIX:
        return _interfix_opens(text, index, last)
    if text.shapes[index] & DIGIT or is_initial(text, index) or is_bare_initial(text, index):
        return False
    if word in load_list("person_words") or (ROLE_ENDING.match(word) and not flags & GIVEN):
        return True
    coded = text.lower(index + 1) == "van" or text.shape(index + 1) & UPPER
    unnamed = not flags & GIVEN or text.flag(index + 1) & (WORD | NEUTRAL)
    if (not flags and coded and is_compound(word)) or (flags & NEUTRAL and unnamed):
        return True
    return bool(flags & WORD) and not flags & GIVEN


def _is_alone(text: Text, index: int, last: int) -> bool:
    """`Jan zei`, `Bakker belde`: one word, and what follows says that it is somebody."""
    return index == last and (is_also_name(text, index) or speaks(text, index))


def _interfix_opens(text: Text, index: int, last: int) -> bool:
    """`De Wit had`, `Van Rossum wilde`: a family name, for what follows is what people do."""
    if index == last:
        return True
    if text.folded[index] in PREPOSITIONS:
        return text.folded[index + 1] not in {"'", "’", "t"}
    after = text.flags[index + 1]
    begins = text.folded[index] in NAME_OPENERS
    family = after & SURNAME or not after & (WORD | PLACE)
    if begins and family and not after & GIVEN and text.lower(last + 1) in PERSON_VERBS:
        return False
    return bool(after & (GIVEN | PLACE | WORD))


def follows_title(text: Text, index: int) -> bool:
    """Whether a form of address stands directly before, little words skipped."""
    before = with_shortened(text, index) - 1
    if text.lower(before) == ".":
        before -= 1
    for _ in range(MOST_INTERFIXES):
        if before >= 0 and is_small_interfix(text, before):
            before -= 1
    return text.lower(before) in load_list("titles") and not text.shape(before) & UPPER
