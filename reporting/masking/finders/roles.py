"""Functions that only one person holds: they point to somebody without a name."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from reporting.masking.dictionaries.flags import WORD
from reporting.masking.dictionaries.loading import load_list, phrases_by_first, vocabulary
from reporting.masking.finders.modified_roles import may_be_modified, modified_role
from reporting.masking.finders.only_ones import ONLY, only_one
from reporting.masking.finders.trades import is_trade
from reporting.masking.spans import Span
from reporting.masking.tokens import CAPITAL, DIGIT, JOINED, LETTER, MASKED, START, Text

LEADS: Final = vocabulary("roles.leads")
"""A function after one of these is somebody's, not a trade in general."""
FUNCTION_LEADS: Final = LEADS - {",", "(", "s", "to", "by"}
CHANGING: Final = vocabulary("roles.changing")
RANKS: Final = vocabulary("roles.ranks")
"""Part of the function that follows: `assistant branch manager`."""
SEVERAL: Final = frozenset({"teamleider", "leader"})
OURS: Final = frozenset({"onze", "ons", "our", "mijn", "my"})
MANY: Final = vocabulary("roles.many")
"""Trades with many hands: not even `Agus, de monteur,` points further than the name."""
COMPOUND: Final = re.compile(
    r".{3,}(?:manager|directeur|directrice|bestuurder|voorzitter|secretaris|opzichter|"
    r"verantwoordelijke|functionaris|"
    r"inspecteur|redacteur|rector|hoofd|chef|aandeelhouder|commandant|coordinator|"
    r"administrateur|deskundige)\Z|"
    r"(?:ict|it|systeem|netwerk|applicatie|gebouw|terrein|zaal|magazijn|wagenpark|web|data|voorraad|"
    r"materiaal|park|haven|camping|sleutel|archief)-?beheerder\Z|"
    r"(?:locatie|regio|unit|vestiging|filiaal|school|afdelings|team|zorg|cluster|sector|koor|"
    r"orkest|productie|fabriek|kantoor|keuken|winkel|project)s?-?(?:leider|leidster|"
    r"verpleegkundige|arts)\Z"
)
COMPOUND_ENDS: Final = (
    *("manager", "directeur", "directrice", "bestuurder", "voorzitter", "secretaris", "opzichter"),
    *("verantwoordelijke", "functionaris", "inspecteur", "redacteur", "rector", "hoofd", "chef"),
    *("aandeelhouder", "commandant", "coordinator", "administrateur", "kundige", "leider"),
    *("leidster", "arts", "beheerder"),
)
NOT_A_ROLE: Final = vocabulary("roles.not_a_role")
ORDINALS: Final = frozenset({"first", "second", "third", "chief", "police", "commanding", "petty"})
SECOND: Final = vocabulary("roles.second")
"""The last word of functions of two words: `release manager`, `logistiek manager`."""
HEAD: Final = vocabulary("roles.head") | {"vp", "svp", "evp"}
FIELD: Final = re.compile(
    r".*(?:ing|ie|heid|zaken|kunde|teit|beleid|beheer|techniek|logistiek|inkoop|verkoop|zorg|"
    r"onderwijs|water|personeel|dienst|keuken|"
    r"ment|tion|ment|ity|care|services|support|sales|security|safety|resources|affairs|studies|"
    r"science|sport|music|music|maths|english|year|"
    r"infection|nursing|learning|marketing|compliance|catering|school|house|financien|finance|"
    r"facilities|operations|maintenance|research)\Z"
)
LETTERS: Final = frozenset({"it", "ict", "hr", "hrm", "bhv", "kam", "hse", "pe", "ehbo", "td"})
"""Fields that go by their letters."""
NOT_A_FIELD: Final = vocabulary("roles.not_a_field")
CLOSING: Final = frozenset({",", ".", ")", ";", ""})
FOR: Final = frozenset({"for", "of", "van", "bij", "at", "voor", "and", "en"})
LEAST_TRADE: Final = 8


def find_roles(text: Text) -> Iterator[Span]:
    """`de enige apotheker`, `onze rector`, `the head of nursing`; never the ordinary trade."""
    for index, word in enumerate(text.folded):
        span = None
        if word in ONLY:
            span = only_one(text, index)
        elif word in LEADS and _may_hold_role(text, index + 1):
            span = _function(text, index + 1, word) or _apposed(text, index)
            if span is None and text.lower(index + 1) in CHANGING:
                span = _changing(text, index + 2, word)
        if span is not None and _points(text, span):
            yield Span(text.starts[span[0]], text.ends[span[1]], "ROLE_UNIQUE", sure=False)


def _may_hold_role(text: Text, first: int) -> bool:
    """Whether it is worth looking closer; for most articles it is not."""
    word = text.lower(first)
    if word in _openings() or text.lower(first + 1) in SECOND or word.endswith(COMPOUND_ENDS):
        return True
    if may_be_modified(text, first):
        return True
    return text.lower(first - 2) in {",", "("} and text.lower(first + 1) in CLOSING


@cache
def _openings() -> frozenset[str]:
    """Words that a function may begin with."""
    listed = (*phrases_by_first("single_roles"), *phrases_by_first("our_roles"))
    return frozenset(listed) | RANKS | CHANGING | HEAD


def _points(text: Text, span: tuple[int, int]) -> bool:
    """Not a title before a name, and not one of several without a name beside it."""
    first, last = span
    if _names_follow(text, last):
        return False
    if text.lower(last) not in SEVERAL or text.lower(last - 1) in RANKS:
        return True
    beside = text.lower(last + 1) == "," and _is_named(text, last + 2)
    return beside or (text.lower(first - 1) == "," and _is_named(text, first - 2))


def _names_follow(text: Text, last: int) -> bool:
    """A title, not a role: `teamleider Joke` is masked as a name."""
    shape = text.shape(last + 1)
    if shape & MASKED and text.words[last + 1].startswith(("[naam", "[name")):
        return True
    named = shape & CAPITAL and shape & LETTER and not shape & START
    return bool(named) and text.lower(last + 1) != "i"


def _function(text: Text, first: int, lead: str) -> tuple[int, int] | None:
    named = lead == "," and (_is_named(text, first - 2) or text.without_capitals)
    last = _ranked(text, first)
    if last is None and lead in OURS:
        last = _phrase(text, first, "our_roles")
    if last is None and (lead in FUNCTION_LEADS or _is_apposition(text, first, lead)):
        last = _compound(text, first)
    if last is None:
        last = _headed(text, first)
        return None if last is None else (first, last)
    after = text.lower(last + 1)
    if lead in {",", "("} and after not in CLOSING and not (named and after in FOR):
        return None
    return first, _field_after(text, last)


def _is_apposition(text: Text, first: int, lead: str) -> bool:
    """`[naam 1], contracts manager for`, or between two commas; not one of many hands."""
    named = _is_named(text, first - 2) or text.lower(first + 2) == ","
    return lead == "," and named and text.lower(first + 1) not in MANY


def _changing(text: Text, first: int, lead: str) -> tuple[int, int] | None:
    """`the new rector`; but a new team leader is one of several."""
    span = _function(text, first, lead)
    return None if span is None or text.lower(span[1]) in SEVERAL else span


def _ranked(text: Text, first: int) -> int | None:
    """A listed function, or one of a rank: `deputy site manager`, `assistant branch manager`."""
    if text.lower(first) in RANKS:
        last = _phrase(text, first + 1) or _compound(text, first + 1)
        if last is not None:
            return last
    return _phrase(text, first)


def _apposed(text: Text, index: int) -> tuple[int, int] | None:
    """`Evelien, de gedragswetenschapper.`: a trade that stands for the name before it."""
    if text.lower(index) not in {"de", "the"} or text.lower(index - 1) not in {",", "("}:
        return None
    word = text.lower(index + 1)
    alone = text.lower(index + 2) in CLOSING and _is_named(text, index - 2)
    if alone and len(word) >= LEAST_TRADE and is_trade(word) and word not in MANY:
        return index + 1, index + 1
    return None


def _is_named(text: Text, index: int) -> bool:
    shape = text.shape(index)
    return bool(shape & MASKED or (shape & CAPITAL and shape & LETTER))


def _phrase(text: Text, first: int, listed: str = "single_roles") -> int | None:
    for phrase in phrases_by_first(listed).get(text.lower(first), ()):
        if tuple(text.folded[first : first + len(phrase)]) == phrase:
            return first + len(phrase) - 1
    return None


def _compound(text: Text, first: int) -> int | None:
    word = text.lower(first)
    if COMPOUND.match(word) and word not in NOT_A_ROLE:
        return first
    second = text.lower(first + 1) in SECOND and text.shape(first + 1) & JOINED
    small = not text.shape(first) & CAPITAL and text.shape(first) & LETTER
    plain = small or (text.shape(first) & LETTER and text.flag(first) & WORD)
    ordinary = load_list("function_words") | ORDINALS | NOT_A_ROLE | CHANGING
    if second and plain and word not in ordinary:
        return first + 1
    return modified_role(text, first)


def _headed(text: Text, first: int) -> int | None:
    """`hoofd beveiliging`, `head of pastoral care`."""
    if text.lower(first) not in HEAD:
        return None
    step = first + 1
    linked = text.lower(step) in {"van", "of"}
    while linked and text.lower(step) in {"van", "of", "de", "het", "the"}:
        step += 1
    if text.lower(first) == "head" and not linked:
        return None
    last = _field_after(text, step - 1)
    if linked and last < step and _is_field(text, step + 1):
        return step + 1
    if last < step and text.lower(step - 1) == "of" and _is_any_field(text, step):
        return step
    return last if last >= step else None


def _field_after(text: Text, last: int) -> int:
    """The last token of the field that a function is about, or `last`."""
    if text.lower(last + 1) == "van" and text.lower(last + 2) in {"de", "het"}:
        return last + 3 if text.shape(last + 3) & LETTER else last
    while _is_field(text, last + 1):
        last += 1
    if text.lower(last) == "year" and text.shape(last + 1) & DIGIT:
        return last + 1
    return last


def _is_field(text: Text, index: int) -> bool:
    word, shape = text.lower(index), text.shape(index)
    if not (shape & LETTER and shape & JOINED) or word in NOT_A_FIELD:
        return False
    return bool(FIELD.match(word) or word in LETTERS) and word not in load_list("function_words")


def _is_any_field(text: Text, index: int) -> bool:
    """`head of infrastructure`; not `head of the queue`, `head of cattle`."""
    word = text.lower(index)
    small = text.shape(index) & LETTER and not text.shape(index) & CAPITAL
    return bool(small) and word not in NOT_A_FIELD and word not in load_list("function_words")
